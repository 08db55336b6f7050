import Testing

@testable import TraceModel

@Suite("What a process has mapped, at any time")
struct ProcessTimelineTests {
  @Test("loads of a stretch are found among hundreds, those that stay as those that go")
  func stretches() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("ProcessTimelineTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var log = DaemonLog()
    log.load("/lib/libc.so.6", at: 0x7000_0000)
    var mapped: [Int] = []
    for number in 1...300 {
      let base = 0x10_0000 * number
      log.load("/lib/\(number).so", at: base)
      mapped.append(base)
      if mapped.count > 3, let place = mapped.indices.randomElement(using: &generator) {
        log.unload(mapped.remove(at: place))
      }
    }
    let world = try LogRun(log.lines.joined(separator: "\n") + "\n").world
    let live = Array(world.spaces[world.processes[0].space].loads.live.values)
    let facts = LogFacts(backings: world.backings, files: ["log"])
    let timeline = ProcessTimeline(world.processes[0], live: live, facts: facts)
    #expect(timeline.loads.count == 301)
    for _ in 0..<500 {
      let from = Int.random(in: 0...log.last, using: &generator)
      let to = from + Int.random(in: 0...100, using: &generator)
      let expected = timeline.loads.filter {
        $0.began.order <= to && ($0.end == .none || $0.ended.order > from)
      }
      #expect(
        timeline.loads(from: from, to: to).map(\.id) == expected.map(\.id),
        "seed \(seed), from \(from) to \(to)")
    }
  }

  @Test("the program is the one that the last execve put in place")
  func programs() throws {
    let calls = (1...5).map { "100 execve(\"/bin/\($0)\", [\"x\"], 0x7ffd0000 /* 1 vars */) = 0\n" }
    let world = try LogRun(calls.joined(separator: "100 getpid() = 100\n")).world
    let facts = LogFacts(backings: world.backings, files: ["log"])
    let timeline = ProcessTimeline(world.processes[0], live: [], facts: facts)
    let paths = (0...9).map { order in
      timeline.image(after: order)?.path.map { String(decoding: $0, as: UTF8.self) } ?? "none"
    }
    #expect(
      paths == [
        "none", "/bin/1", "/bin/1", "/bin/2", "/bin/2", "/bin/3", "/bin/3", "/bin/4", "/bin/4",
        "/bin/5",
      ])
  }
}
