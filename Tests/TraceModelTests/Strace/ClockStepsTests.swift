import Testing

@testable import TraceModel

@Suite("Where the times of a log step back")
struct ClockStepsTests {
  /// How often they do in lines of tasks at seconds.
  private static func steps(_ lines: [(task: Int32, second: Int)]) -> (count: Int, first: Int?) {
    var steps = ClockSteps()
    for (index, line) in lines.enumerated() {
      var moment = Moment(order: index + 1, line: index + 1)
      moment.clock = .epoch
      moment.nanoseconds = Int64(line.second) * 1_000_000_000
      steps.note(moment, of: line.task)
    }
    return (steps.count, steps.first?.to.line)
  }

  @Test(
    "a call that is told when it is over is no step, a clock that was set is one",
    arguments: [
      // A call of 1 that began at 2 and was over behind those of 2 (strace -z).
      ([(1, 1), (2, 3), (2, 4), (1, 2), (1, 5), (2, 6)], 0, nil),
      ([(1, 1), (2, 3), (2, 4), (1, 2), (2, 5), (1, 4)], 0, nil),
      ([(1, 1), (2, 3), (3, 5), (2, 4), (1, 2), (1, 6), (2, 6), (3, 6)], 0, nil),
      // It goes on before the others.
      ([(1, 1), (2, 8), (1, 2), (1, 3), (2, 9)], 1, 3),
      ([(1, 7), (2, 8), (1, 2), (2, 3), (1, 4), (2, 5)], 1, 3),
      ([(1, 7), (1, 2)], 1, 2),
      // Logs one behind the other.
      ([(1, 7), (1, 8), (2, 2), (2, 3), (3, 1), (3, 2)], 2, 3),
    ] as [([(Int32, Int)], Int, Int?)])
  func steps(_ lines: [(Int32, Int)], _ count: Int, _ first: Int?) {
    let found = Self.steps(lines.map { (task: $0.0, second: $0.1) })
    #expect(found.count == count)
    #expect(found.first == first)
  }

  @Test("so it is in a log")
  func log() throws {
    func messages(_ last: String) throws -> [String] {
      let log = """
        5 10:00:01.000000 execve("/a", ["a"], 0x7 /* 1 var */) = 0
        5 10:00:01.500000 clone(child_stack=NULL, flags=SIGCHLD) = 6
        6 10:00:02.000000 munmap(0x1000, 4096) = 0
        6 10:00:03.000000 munmap(0x1000, 4096) = 0
        5 10:00:01.600000 munmap(0x1000, 4096) = 0
        5 10:00:0\(last).000000 munmap(0x1000, 4096) = 0

        """
      return try report(of: log).trace.diagnostics.map(\.message)
    }
    #expect(try !messages("4").contains { $0.contains("the times go back") })
    #expect(try messages("2").contains { $0.contains("from 10:00:03.000000 to 10:00:01.600000") })
  }

  @Test("times that a second run printed with fewer digits step back only by whole units")
  func digits() {
    for (second, isStep) in [("10:00:01", false), ("10:00:00", true)] {
      var steps = ClockSteps()
      for (index, time) in ["10:00:01.476041", second].enumerated() {
        let line = Array("\(time) close(3) = 0".utf8)
        var clock = LogClock()
        var moment = Moment(order: index + 1, line: index + 1)
        clock.place(&moment, LinePrefix(line.span))
        steps.note(moment, of: 1)
      }
      #expect(steps.count == (isStep ? 1 : 0))
    }
  }
}
