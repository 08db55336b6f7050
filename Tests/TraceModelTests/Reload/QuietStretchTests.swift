import Foundation
import Testing

@testable import TraceModel

@Suite("What lies between reloads")
struct QuietStretchTests {
  /// A daemon that is asked to reload, loads and unloads, serves, and is idle, in any order.
  private struct RandomDaemon {
    private var lines = ""
    private var microseconds = 3_600_000_000
    /// Which of its objects are mapped.
    private var mapped = [true, false, false]
    private var children = 0

    init(using generator: inout SeededGenerator) {
      add("execve(\"/bin/d\", [\"d\"], 0x7ffc /* 1 var */) = 0")
      map(0)
      complete(0, using: &generator)
      for _ in 0..<60 { act(using: &generator) }
    }

    var text: String { lines }

    private mutating func add(_ call: String) {
      let seconds = microseconds / 1_000_000
      let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map {
        String(100 + $0).suffix(2)
      }
      let fraction = String(1_000_000 + microseconds % 1_000_000).suffix(6)
      lines += "100 \(clock.joined(separator: ":")).\(fraction) \(call)\n"
      microseconds += 50
    }

    private mutating func map(_ object: Int) {
      add(
        "mmap(NULL, 8200, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3</l/\(object).so>, 0)"
          + " = 0x\(object + 1)3000")
      mapped[object] = true
    }

    /// Completes an object, perhaps long after it was mapped.
    private mutating func complete(_ object: Int, using generator: inout SeededGenerator) {
      let data = "0x\(object + 1)4000"
      add(
        "mmap(\(data), 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED, 3</l/\(object).so>, 0)"
          + " = \(data)")
      microseconds += Int.random(in: 0...1, using: &generator) * 20_000_000
      addMemory()
      add("mprotect(\(data), 4096, PROT_READ) = 0")
    }

    private mutating func addMemory() {
      add("mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x95000")
      add("munmap(0x95000, 4096) = 0")
    }

    private mutating func act(using generator: inout SeededGenerator) {
      let gaps = [0, 0, 0, 0, 0, 0, 1, 9, 12, 600]
      microseconds += (gaps.randomElement(using: &generator) ?? 0) * 900_001
      let object = Int.random(in: 0..<mapped.count, using: &generator)
      switch Int.random(in: 0..<14, using: &generator) {
      case 0: add("--- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1} ---")
      case 1 where Bool.random(using: &generator):
        add("--- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=1} ---")
      case 2, 3, 4:
        if mapped[object] {
          add("munmap(0x\(object + 1)3000, 8200) = 0")
          mapped[object] = false
        } else {
          map(object)
          if Int.random(in: 0..<8, using: &generator) > 0 { complete(object, using: &generator) }
        }
      case 5, 6, 7:
        addMemory()
      case 8:
        add("mmap(NULL, 4096, PROT_READ, MAP_SHARED, 4</d/x>, 0) = 0xa7000")
        add("munmap(0xa7000, 4096) = 0")
      case 9: add("write(2, \"/l/\(object).so: undefined symbol: f\", 26) = 26")
      case 10:
        add("openat(AT_FDCWD, \"/l/\(object).so\", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such)")
      case 11, 12:
        children += 1
        add("clone(child_stack=NULL, flags=SIGCHLD) = \(1000 + children)")
      default:
        guard Int.random(in: 0..<4, using: &generator) == 0 else { return }
        add("execve(\"/bin/d\", [\"d\"], 0x7ffc /* 1 var */) = 0")
        mapped = [false, false, false]
      }
    }
  }

  @Test("is forgotten first, where there is no room: a reload that is told whole is told alike")
  func random() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    print("quiet stretches: seed \(seed)")
    var (whole, missing) = (0, 0)
    for _ in 0..<400 {
      let log = RandomDaemon(using: &generator).text
      let folder = try ScratchFolder(["log": log])
      func processes(_ limits: ProcessHistory.Limits) throws -> [ProcessReport] {
        var options = AnalysisOptions()
        options.listsAnonymous = true
        options.historyLimits = limits
        return try TraceAnalysis(options: options).reports(of: [.file(folder.file("log"))])
          .flatMap(\.processes)
      }
      var few = ProcessHistory.Limits()
      few.events = 40
      few.asides = 8
      let (all, some) = (try processes(.init()), try processes(few))
      #expect(all.count == some.count, "seed \(seed):\n\(log)")
      for (all, some) in zip(all, some) {
        #expect(all.reloads.count == some.reloads.count, "seed \(seed):\n\(log)")
        for (all, some) in zip(all.reloads, some.reloads) {
          guard some.eventsLeftOut == 0 else {
            #expect(some.anonymous == nil, "seed \(seed):\n\(log)")
            missing += 1
            continue
          }
          #expect("\(all.events)" == "\(some.events)", "seed \(seed):\n\(log)")
          let memory = "\(all.anonymous, default: "")"
          #expect(memory == "\(some.anonymous, default: "")", "seed \(seed):\n\(log)")
          whole += 1
        }
      }
    }
    #expect(whole > 200 && missing > 50, "seed \(seed): \(whole), \(missing)")
  }
}
