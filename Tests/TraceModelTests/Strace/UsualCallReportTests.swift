import Foundation
import Testing

@testable import TraceModel

/// Files that are opened, mapped, closed and opened again: what is told of them does not depend on
/// whether their calls were read in short.
@Suite("Reports of logs full of descriptors")
struct UsualCallReportTests {
  private static func log(_ generator: inout SeededGenerator) -> String {
    var lines = [
      "100 08:00:00.000001 getuid() = 0", "100 08:00:00.000002 brk(NULL) = 0x5000000",
    ]
    var micro = 10
    var tasks = [100]
    let paths = ["/l/a.so", "/l/b.so.1", "/etc/c.cache", "/l/d.so (deleted)"]
    for _ in 0..<120 {
      let task = tasks.randomElement(using: &generator) ?? 100
      let number = Int.random(in: 3..<7, using: &generator)
      let path = paths.randomElement(using: &generator) ?? ""
      let open = path.replacing(" (deleted)", with: "")
      let shown = "\(number)<\(path)>"
      let start = String(0x10000 * Int.random(in: 1..<9, using: &generator), radix: 16)
      let flags =
        ["O_RDONLY|O_CLOEXEC", "O_RDONLY", "O_RDWR"].randomElement(using: &generator) ?? ""
      let stat =
        [
          "{st_mode=S_IFREG|0644, st_size=\(number * 4096), ...}",
          "{st_dev=makedev(0xfe, 0), st_ino=\(number), st_mode=S_IFREG|0644, st_size=9, ...}",
        ].randomElement(using: &generator) ?? ""
      let text: String
      switch Int.random(in: 0..<11, using: &generator) {
      case 0, 1: text = "openat(AT_FDCWD</>, \"\(open)\", \(flags)) = \(shown) <0.000001>"
      case 2: text = "fstat(\(shown), \(stat)) = 0 <0.000001>"
      case 3: text = "newfstatat(\(shown), \"\", \(stat), AT_EMPTY_PATH) = 0 <0.000001>"
      case 4, 5: text = "close(\(shown)) = 0 <0.000001>"
      case 6, 7:
        text =
          "mmap(0x\(start), 16384, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, "
          + "\(shown), 0) = 0x\(start) <0.000001>"
      case 8: text = "munmap(0x\(start), 16384) = 0 <0.000001>"
      case 9: text = "close(\(shown) <unfinished ...>"
      default:
        if tasks.count < 3 {
          tasks.append(100 + tasks.count)
          text =
            "clone(child_stack=NULL, flags=\(Bool.random(using: &generator) ? "CLONE_FILES|" : "")"
            + "SIGCHLD) = \(100 + tasks.count - 1) <0.000001>"
        } else {
          text = "--- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1, si_uid=0} ---"
        }
      }
      micro += 7
      lines.append("\(task) 08:00:00.\(String(micro + 1_000_000).dropFirst()) \(text)")
      if text.hasSuffix("<unfinished ...>") {
        micro += 3
        lines.append(
          "\(task) 08:00:00.\(String(micro + 1_000_000).dropFirst()) <... close resumed>) = 0 "
            + "<0.000003>")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A description with the members of its sets in order.
  private static func ordered(_ description: String) -> String {
    description.replacing(/Set\(\[([^\]]*)\]\)/) { match in
      match.1.split(separator: ", ").sorted().joined(separator: " ")
    }
  }

  @Test("are the same, whether their calls are read in short or in full")
  func same() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("UsualCallReportTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let folder = try ScratchFolder()
    for round in 0..<60 {
      try folder.add("log-\(round)", Data(Self.log(&generator).utf8))
      let file = folder.file("log-\(round)")
      var options = AnalysisOptions()
      let quick = try TraceAnalysis(options: options).reports(of: [.file(file)])
      options.isQuick = false
      let slow = try TraceAnalysis(options: options).reports(of: [.file(file)])
      let (short, full) = (Self.ordered("\(quick)"), Self.ordered("\(slow)"))
      guard short == full else {
        let common = short.commonPrefix(with: full)
        let (left, right) = (short.dropFirst(common.count), full.dropFirst(common.count))
        Issue.record(
          """
          seed \(seed), round \(round): behind \(common.suffix(120))
          in short \(left.prefix(120))
          in full  \(right.prefix(120))
          """)
        return
      }
    }
  }
}
