import Foundation
import Testing

@testable import TraceModel

@Suite("Damaged logs")
struct DamagedLogTests {
  @Test("the corpus is there")
  func corpus() {
    #expect(FuzzCorpus.logs.count > 50)
  }

  /// All that a pass keeps is values: what was read up to a line is read once, and each cut within
  /// the next goes on from a copy.
  @Test("cut at any byte, a log has at most one more line that is not understood")
  func cutAnywhere() {
    for (name, bytes) in FuzzCorpus.logs {
      var parser = TraceParser()
      var sequencer = Sequencer(world: World(options: .init()), watch: InstantWatch())
      var number = 0
      // Every byte of the small logs; of the others every seventh, in each line another.
      let step = bytes.count < 1500 ? 1 : 7
      for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        number += 1
        for end in stride(from: number % step, through: line.count, by: step) {
          var cutParser = parser
          var cutSequencer = sequencer
          let rest = Array(line.prefix(end))
          cutParser.read(rest.span, number: number, file: 0, owner: nil, into: &cutSequencer)
          cutSequencer.finish()
          #expect(
            cutParser.skippedCount <= parser.skippedCount + 1,
            "\(name), line \(number), byte \(end)")
        }
        let whole = Array(line)
        parser.read(whole.span, number: number, file: 0, owner: nil, into: &sequencer)
      }
    }
  }

  @Test("a cut log still gives a report, or is none")
  func cutReports() throws {
    for (_, bytes) in FuzzCorpus.logs {
      for end in stride(from: 1, to: bytes.count, by: 1597) {
        _ = try reportOrNothing(Array(bytes.prefix(end)))
        _ = try reportOrNothing(Array(bytes.suffix(end)))
      }
    }
  }

  @Test("bytes flipped, lines dropped, doubled and swapped do no harm", arguments: 0..<4)
  func mutations(_ round: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    print("damaged logs: seed \(seed)")
    for (name, bytes) in FuzzCorpus.logs {
      let damaged = Self.damage(bytes, round, &generator)
      guard let report = try reportOrNothing(damaged) else { continue }
      // Where no newline is left, a carriage return before the end ends lines.
      let isReturn = !damaged.contains(0x0A) && damaged.dropLast().contains(0x0D)
      let lines = damaged.split(separator: isReturn ? 0x0D : 0x0A, omittingEmptySubsequences: false)
      let place: Comment = "\(name), seed \(seed), round \(round)"
      // A newline at the end begins no further line.
      #expect(report.trace.lines == lines.count - (lines.last?.isEmpty == true ? 1 : 0), place)
      var parser = TraceParser()
      var sequencer = Sequencer(world: World(options: .init()), watch: InstantWatch())
      for (index, line) in lines.enumerated() {
        let bytes = Array(line)
        parser.read(bytes.span, number: index + 1, file: 0, owner: nil, into: &sequencer)
      }
      sequencer.finish()
      for process in sequencer.world.processes where !process.isOver {
        #expect(sequencer.world.spaces[process.space].space.checkInvariants() == nil, place)
      }
    }
  }

  @Test(
    "times that run off every scale stay at its end",
    arguments: [
      "(+8589934591.000000) brk(NULL) = 0x55a806b28000",
      "99999999.000000 brk(NULL) = 0x55a806b28000",
      "8589934591.000000 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000 "
        + "<4294967295.000000>",
    ])
  func endlessTimes(_ line: String) throws {
    let log = String(repeating: line + "\n", count: 200)
    for instant in ["L2", "+5", "L200"] {
      let run = try LogRun(log, at: instant)
      #expect(run.parser.recordCount == 200)
    }
    let report = try #require(try reportOrNothing(Array(log.utf8)))
    #expect(report.trace.lines == 200)
  }

  private static func damage(
    _ bytes: [UInt8], _ round: Int, _ generator: inout SeededGenerator
  ) -> [UInt8] {
    if round == 0 {
      var bytes = bytes
      for _ in 0..<(1 + bytes.count / 200) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^=
          1 << UInt8.random(in: 0...7, using: &generator)
      }
      return bytes
    }
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for _ in 0..<(1 + lines.count / 8) where lines.count > 1 {
      let first = Int.random(in: 0..<lines.count, using: &generator)
      let second = Int.random(in: 0..<lines.count, using: &generator)
      switch round {
      case 1: lines.remove(at: first)
      case 2: lines.insert(lines[first], at: second)
      default: lines.swapAt(first, second)
      }
    }
    return Array(lines.joined(separator: [0x0A]))
  }
}
