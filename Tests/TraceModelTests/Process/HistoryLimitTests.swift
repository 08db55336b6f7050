import Foundation
import Testing

@testable import TraceModel

@Suite("What is kept of a process that does the same for ever")
struct HistoryLimitTests {
  private let limits = ProcessHistory.Limits()

  private static func load(_ number: Int, isCode: Bool) -> Load {
    var load = Load(
      id: LoadID(rawValue: UInt32(number)), backing: BackingID(rawValue: 0), base: 0, size: 4096,
      mapped: 0, began: Moment(order: number), traits: isCode ? .executable : [])
    load.ended = Moment(order: number + 1)
    return load
  }

  @Test("it is remembered from where on loads of code are missing")
  func loads() {
    var history = ProcessHistory()
    var kept = 0
    for number in 0..<ProcessHistory.mostEvents {
      kept += history.end(Self.load(number, isCode: true), limits) ? 1 : 0
    }
    #expect(kept == ProcessHistory.mostEvents && history.firstLeftOut == nil)
    for number in [500_000, 600_000] {
      let isKept = history.end(Self.load(number, isCode: true), limits)
      #expect(!isKept)
    }
    #expect(history.firstLeftOut?.order == 500_001)
  }

  @Test("files of data that are left out change nothing of that")
  func data() {
    var history = ProcessHistory()
    var kept = 0
    for number in 0..<(ProcessHistory.mostAsides + 10) {
      kept += history.end(Self.load(number, isCode: false), limits) ? 1 : 0
    }
    #expect(kept == ProcessHistory.mostAsides && history.firstLeftOut == nil)
  }

  @Test("of requests that nothing follows the last is kept")
  func triggers() {
    var history = ProcessHistory()
    for number in 0...ProcessHistory.mostEvents + 5 {
      let mark = ProcessHistory.Mark(
        kind: .trigger(signal: "SIGHUP", sender: nil), at: Moment(order: number))
      _ = history.append(mark, limits)
    }
    #expect(history.marks.count == ProcessHistory.mostEvents)
    #expect(history.marks.last?.at.order == ProcessHistory.mostEvents + 5)
    #expect(history.lastTrigger?.at.order == ProcessHistory.mostEvents + 5)
  }

  @Test("how many calls are left out is told of each stretch of the log")
  func leftOut() {
    var history = ProcessHistory()
    history.leaveOut(Self.load(9, isCode: false))
    for order in [20, 21, 30] { history.leaveOut(at: order) }
    let counts = [(0, 9), (9, 20), (20, 29), (20, 30), (30, 99)].map {
      history.leftOutCount(from: $0, to: $1)
    }
    #expect(counts == [0, 2, 1, 2, 0])
    // Of more than are kept it is only known that there are some.
    for order in 40..<ProcessHistory.mostLeftOutOrders + 40 { history.leaveOut(at: order) }
    #expect(history.leftOutCount(from: 20, to: 29) == 1)
    #expect(history.leftOutCount(from: 3_000_000, to: 3_000_001) == 1)
  }

  @Test("a reload of which calls are left out tells nothing of memory, and the log that some are")
  func memory() throws {
    let memory = """
      7 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000
      7 munmap(0x7f0000, 4096) = 0

      """
    let reload = """
      7 --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1} ---
      7 munmap(0x8f0000, 4096) = 0
      \(memory)7 mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</l/w.so>, 0) = 0x8f0000

      """
    let start = """
      7 execve("/a", ["a"], 0x7ffc /* 1 var */) = 0
      7 mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</l/w.so>, 0) = 0x8f0000

      """
    let noise = String(repeating: memory, count: ProcessHistory.mostEvents / 2)
    let exit = "7 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=1} ---\n"
    let first = try ScratchFolder(["log": start + reload + exit + noise + reload])
    let report = try #require(try TraceAnalysis().reports(of: [.file(first.file("log"))]).first)
    let reloads = try #require(report.processes.first?.reloads)
    // A request ends what was before: what was only mapped and unmapped since belongs to no reload, and
    // makes room.
    for reload in [reloads.first, reloads.last] {
      #expect(reload?.anonymous?.mapCalls == 1 && reload?.eventsLeftOut == 0)
      #expect(reload?.events.count == 2)
    }
    // Without one, and without times, it may belong to what follows.
    let request = reload.prefix { $0 != "\n" } + "\n"
    let again = reload.dropFirst(request.count)
    let second = try ScratchFolder(["log": start + reload + noise + again])
    let other = try #require(try TraceAnalysis().reports(of: [.file(second.file("log"))]).first)
    let last = try #require(other.processes.first?.reloads.last)
    #expect(last.anonymous == nil && last.eventsLeftOut > 0)
    #expect(other.trace.diagnostics.contains { $0.message.contains("are beyond what is kept") })
  }

  @Test(
    "what goes on for hours between two reloads takes no place of the second",
    arguments: [
      """
      mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000
      munmap(0x7f0000, 4096) = 0

      """,
      """
      mmap(NULL, 4096, PROT_READ, MAP_SHARED, 4</d/x>, 0) = 0x7f0000
      munmap(0x7f0000, 4096) = 0

      """, "write(2, \"/l/x.so: undefined symbol: x\", 28) = 28\n",
    ])
  func between(noise: String) throws {
    let map = "mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</l/w.so>, 0) = 0x8f0000"
    func lines(_ hour: Int, _ second: Int, _ text: String) -> String {
      text.split(separator: "\n").map { "7 0\(hour):00:0\(second).000000 \($0)\n" }.joined()
    }
    let reload = """
      --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1} ---
      munmap(0x8f0000, 4096) = 0
      mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000
      munmap(0x7f0000, 4096) = 0
      mmap(NULL, 4096, PROT_READ, MAP_SHARED, 4</d/y>, 0) = 0x7f0000
      munmap(0x7f0000, 4096) = 0
      \(map)
      write(2, "/l/w.so: undefined symbol: f", 28) = 28
      """
    // As many calls about memory as are kept of a process, and more writes.
    var few = ProcessHistory.Limits()
    (few.events, few.asides) = (1000, 200)
    let hours = lines(2, 0, String(repeating: noise, count: few.events / 2 + 1))
    let log =
      lines(1, 0, "execve(\"/a\", [\"a\"], 0x7ffc /* 1 var */) = 0\n" + map) + lines(1, 1, reload)
      + hours + lines(3, 0, reload)
    let folder = try ScratchFolder(["log": log])
    func reloads(_ chosen: AnalysisOptions) throws -> [ReloadReport] {
      var options = chosen
      options.historyLimits = few
      return try TraceAnalysis(options: options).reports(of: [.file(folder.file("log"))]).first?
        .processes
        .first?
        .reloads ?? []
    }
    let found = try reloads(AnalysisOptions())
    #expect(found.count == 2)
    for reload in found {
      #expect(reload.eventsLeftOut == 0 && reload.anonymous?.mapCalls == 1)
      #expect(reload.events.count == 4)
      let fates = ["/l/w.so", "/d/y"].map { name in
        reload.objects.first { $0.path == TraceText(name) }?.fate
      }
      #expect(fates == [.remapped, .transient])
    }
    #expect(found.last?.findings.contains { $0.message.contains("symbol f") } == true)
    // So has a stretch that is asked for, whatever was before it.
    var options = AnalysisOptions()
    options.from = InstantArgument("02:59:00")
    options.to = InstantArgument("03:01:00")
    let stretch = try #require(try reloads(options).first)
    #expect(stretch.eventsLeftOut == 0 && stretch.anonymous?.mapCalls == 1)
    // Of one in which much was forgotten, that is told.
    options.from = InstantArgument("01:30:00")
    options.to = InstantArgument("02:30:00")
    let noisy = try #require(try reloads(options).first)
    #expect(noise.contains("write") || noisy.eventsLeftOut > 0)
  }

  @Test("what comes back behind that may have been there: it is not told as new")
  func report() throws {
    let map = "mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3"
    let start = """
      7 08:00:00.000000 execve("/a", ["a"], 0x7ffc /* 1 var */) = 0
      7 08:00:00.000001 \(map)</l/w.so>, 0) = 0x8f0000
      7 08:00:00.000001 \(map)</l/y.so>, 0) = 0x9f0000

      """
    let cycle = """
      7 08:00:00.000002 \(map)</l/x.so>, 0) = 0x7f0000
      7 08:00:00.000003 munmap(0x7f0000, 4096) = 0

      """
    let reload = """
      7 08:01:00.000000 --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1} ---
      7 08:01:00.000001 munmap(0x8f0000, 4096) = 0
      7 08:01:00.000002 munmap(0x9f0000, 4096) = 0
      7 08:01:00.000003 \(map)</l/w.so>, 0) = 0x8f0000
      7 08:01:00.000004 \(map)</l/y.so>, 0) = 0x9f0000

      """
    func process(cycles: Int) throws -> ProcessReport? {
      let log = start + String(repeating: cycle, count: cycles) + reload
      let folder = try ScratchFolder(["log": log])
      return try TraceAnalysis().reports(of: [.file(folder.file("log"))]).first?.processes.first
    }
    func fates(cycles: Int) throws -> [Fate] {
      let last = try process(cycles: cycles)?.reloads.last
      return ["/l/w.so", "/l/y.so"].compactMap { name in
        last?.objects.first { $0.path == TraceText(name) }?.fate
      }
    }
    #expect(try fates(cycles: 10) == [.remapped, .remapped])
    // The end of the first is the last that is kept.
    #expect(try fates(cycles: ProcessHistory.mostEvents - 1) == [.remapped, .unknown])
    // Nothing of it is kept: that there was none is not said of all of the log.
    let words = try process(cycles: ProcessHistory.mostEvents)?.noReload
    let line = 3 + 2 * ProcessHistory.mostEvents + 2
    #expect(
      words?.hasSuffix(
        "; what was unloaded from line \(line) on is beyond what is kept, and may have been a "
          + "reload: read the log in parts") == true)
  }
}
