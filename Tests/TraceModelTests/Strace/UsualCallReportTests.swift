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
    // Sometimes there is one that no line announces.
    if Int.random(in: 0..<3, using: &generator) == 0 { tasks.append(200) }
    let paths = ["/l/a.so", "/l/b.so.1", "/etc/c.cache", "/l/d.so (deleted)"]
    for _ in 0..<120 {
      let task = tasks.randomElement(using: &generator) ?? 100
      // One begins as another does.
      let number = [3, 4, 5, 6, 35].randomElement(using: &generator) ?? 3
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
      var rest = "<... close resumed>) = 0 <0.000003>"
      let last = shown.dropFirst(2).split(separator: "/").last ?? ""
      switch Int.random(in: 0..<22, using: &generator) {
      case 20 where task != 100 && Int.random(in: 0..<4, using: &generator) == 0:
        // A task ends, perhaps while another is in a call.
        tasks.removeAll { $0 == task }
        let end = Bool.random(using: &generator) ? "exited with 0" : "killed by SIGTERM"
        if Bool.random(using: &generator) {
          let time = String(micro + 1_000_001).dropFirst()
          lines.append("\(task) 08:00:00.\(time) exit_group(0) = ?")
        }
        text = "+++ \(end) +++"
      case 20: text = "getppid() = 1"
      case 21: text = " > /usr/lib/libc.so.6(read+0x10) [0x10]"
      case 14:
        text = "openat(AT_FDCWD</>, \"\(open)\", \(flags)) = -1 ENOENT (No such file) <0.000001>"
      case 15: text = "openat(5</l>, \"\(last.dropLast())\", \(flags)) = \(shown) <0.000001>"
      case 16:
        text =
          [
            "fcntl(\(shown), F_DUPFD_CLOEXEC, 3) = \(number % 4 + 3)<\(path)> <0.000001>",
            "fcntl(\(shown), F_SETFD, FD_CLOEXEC) = 0 <0.000001>",
            "fcntl(\(shown), F_GETFL) = 0x8000 (flags O_RDONLY|O_LARGEFILE) <0.000001>",
            "prctl(PR_SET_NAME, \"a\") = 0 <0.000001>",
            "prctl(PR_GET_FP_MODE) = -1 EINVAL (Invalid)",
            "prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x\(start), 4096, \"a\") = 0 <0.000001>",
          ].randomElement(using: &generator) ?? ""
      case 17:
        text = "openat(AT_FDCWD</>, \"\(open)\", \(flags) <unfinished ...>"
        rest = "<... openat resumed>) = \(shown) <0.000003>"
      case 18:
        text = "fstat(\(shown),  <unfinished ...>"
        rest = "<... fstat resumed>\(stat)) = 0 <0.000003>"
      case 19:
        text = "openat(AT_FDCWD</>, \"\(open)\", \(flags) <unfinished ...>"
        rest = "<... openat resumed>) = -1 ENOENT (No such file) <0.000003>"
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
      case 10, 11, 12:
        let calls = shortLived(number, path, flags, stat, &generator)
        for call in calls.dropLast() {
          micro += 7
          // Now and then another task comes between.
          let speaker = Int.random(in: 0..<20, using: &generator) == 0 ? tasks[0] : task
          lines.append("\(speaker) 08:00:00.\(String(micro + 1_000_000).dropFirst()) \(call)")
        }
        text = calls.last ?? ""
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
      let isFrame = text.hasPrefix(" >")
      lines.append(
        (isFrame ? "" : "\(task) 08:00:00.\(String(micro + 1_000_000).dropFirst()) ") + text)
      if text.hasSuffix("<unfinished ...>") {
        micro += 3
        // Now and then another task is given, or closes, something meanwhile.
        if let other = tasks.first(where: { $0 != task }), Bool.random(using: &generator) {
          let call =
            Bool.random(using: &generator)
            ? "openat(AT_FDCWD</>, \"/l/b.so.1\", O_RDONLY) = \(number)</l/b.so.1> <0.000001>"
            : "close(\(shown)) = 0 <0.000001>"
          lines.append("\(other) 08:00:00.\(String(micro + 1_000_000).dropFirst()) \(call)")
          micro += 2
        }
        lines.append("\(task) 08:00:00.\(String(micro + 1_000_000).dropFirst()) \(rest)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The calls of a file that is closed soon after it was opened, with what may come between.
  private static func shortLived(
    _ number: Int, _ path: String, _ flags: String, _ stat: String,
    _ generator: inout SeededGenerator
  ) -> [String] {
    let path = Int.random(in: 0..<3, using: &generator) == 0 ? path : "/srv/page.php"
    let shown = "\(number)<\(path)>"
    var calls = ["openat(AT_FDCWD</>, \"\(path)\", \(flags)) = \(shown) <0.000001>"]
    for _ in 0..<Int.random(in: 0..<5, using: &generator) {
      calls +=
        [
          "newfstatat(\(shown), \"\", \(stat), AT_EMPTY_PATH) = 0 <0.000001>",
          "newfstatat(\(shown), \"\", \(stat), AT_EMPTY_PATH) = 0 <0.000001>",
          "fstat(\(shown), \(stat)) = 0 <0.000001>",
          "fstat(\(shown), 0x7ffc) = -1 EIO (Input/output error) <0.000001>",
          "fstat(\(number + 1)</l/a.so>, \(stat)) = 0 <0.000001>",
          "fstat(\(number)5</l/a.so>, \(stat)) = 0 <0.000001>",
          "newfstatat(\(shown), \"a\", \(stat), 0) = 0 <0.000001>",
          "newfstatat(AT_FDCWD</>, \"/a\", \(stat), 0) = 0 <0.000001>",
          "read(\(shown), \"\", 4096) = 0 <0.000001>", "getuid() = 0 <0.000001>",
          "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, \(shown), 0) = 0x900000 <0.000001>",
        ].randomElement(using: &generator).map { [$0] } ?? []
    }
    let end = [
      "close(\(shown)) = 0 <0.000001>", "close(\(shown))   = 0",
      "close(\(shown)) = -1 EIO (Input/output error) <0.000001>",
      "close(\(number + 1)</l/a.so>) = 0 <0.000001>",
    ]
    return calls + [end[max(0, Int.random(in: 0..<8, using: &generator) - 4)]]
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
      // Half of them are without `-y`.
      var log = Self.log(&generator)
      if round % 2 > 0 { log.replace(/(\d|AT_FDCWD)<[^>]*>(\(deleted\))?/) { $0.1 } }
      let difference = try Self.difference(log, folder)
      #expect(difference == nil, "seed \(seed), round \(round)")
      if difference != nil { return }
    }
  }

  @Test(
    "are the same where a task ends while another is in a call, or what stands around calls is odd",
    arguments: [
      // The parent goes on whose call was under way: the one that ended was a child.
      """
      100 10:00:00.000001 openat(AT_FDCWD, "/etc/x", O_RDONLY) = 3</etc/x>
      101 10:00:00.000002 openat(AT_FDCWD, "/etc/x", O_RDONLY) = 4</etc/x>
      101 10:00:00.000003 mmap(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</lib/a.so>, 0) = 0x7f0000000000
      100 10:00:00.000004 close(3</etc/x> <unfinished ...>
      101 10:00:00.000005 exit_group(0) = ?
      101 10:00:00.000005 +++ exited with 0 +++
      100 10:00:00.000006 <... close resumed>) = 0
      100 10:00:00.000007 getppid() = 1
      100 10:00:00.000008 munmap(0x7f0000000000, 8192) = 0
      """,
      // The frame is of the half before it.
      """
      100 10:00:00.000001 execve("/bin/app", ["app"], 0x7ffc /* 3 vars */) = 0
      100 10:00:00.000002 openat(AT_FDCWD, "/lib/q.so", O_RDONLY|O_CLOEXEC) = 3</lib/q.so>
      100 10:00:00.000003 mmap(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</lib/q.so>, 0) = 0x7f0000100000
      100 10:00:00.000004 close(3</lib/q.so>) = 0
      100 10:00:00.000005 fork() = 200
      200 10:00:00.000006 futex(0x7f0012341234, FUTEX_WAKE_PRIVATE, 1) = 0
      100 10:00:00.000007 futex(0x7f0012341234, FUTEX_WAKE_PRIVATE, 1) = 0
      200 10:00:00.000010 close(9</x> <unfinished ...>
      100 10:00:00.000011 futex(0x7f0012341234, FUTEX_WAKE_PRIVATE, 1) = 0
      200 10:00:00.000012 <... close resumed>)         = -1 EBADF (Bad file descriptor)
       > /lib/q.so (deleted)(f+0x10) [0x1010]
      100 10:00:00.100015 --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1, si_uid=0} ---
      100 10:00:00.100016 munmap(0x7f0000100000, 8192) = 0
      """,
      // Somebody searched for a word, in colours.
      """
      100 10:00:00.000001 getppid()                               = 1000
      100 10:00:00.000002 openat(AT_FDCWD, "/lib/foo.so", O_RDONLY|O_CLOEXEC) = 3
      100 10:00:00.000003 \u{1B}[01;31m\u{1B}[Kmmap\u{1B}[m\u{1B}[K(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3, 0) = 0x7f0000000000
      100 10:00:00.000004 close(3)                                = 0
      100 10:00:00.000005 openat(AT_FDCWD, "/lib/\u{1B}[01;31m\u{1B}[Kmmap\u{1B}[m\u{1B}[K.so", O_RDONLY|O_CLOEXEC) = 3
      100 10:00:00.000006 \u{1B}[01;31m\u{1B}[Kmmap\u{1B}[m\u{1B}[K(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3, 0) = 0x7f0000100000
      """,
      // The program has the name of an object.
      """
      100<ld.so> 10:00:00.000001 getppid()                               = 1000
      100<ld.so> 10:00:00.000002 openat(AT_FDCWD, "/etc/app.conf", O_RDONLY) = 3
      100<ld.so> 10:00:00.000003 close(3)                                = 0
      100<ld.so> 10:00:00.000004 openat(AT_FDCWD, "/etc/app.conf", O_RDONLY|O_CLOEXEC) = 3
      100<ld.so> 10:00:00.000005 close(3)                                = 0
      """,
      // Halves come again, the last time with another result.
      """
      100 10:00:00.000001 openat(AT_FDCWD, "/etc/a", O_RDONLY|O_CLOEXEC <unfinished ...>
      101 10:00:00.000002 getppid()                               = 1000
      100 10:00:00.000003 <... openat resumed>)                   = 3</etc/a>
      100 10:00:00.000004 close(3</etc/a> <unfinished ...>
      101 10:00:00.000005 openat(AT_FDCWD, "/etc/a", O_RDONLY|O_CLOEXEC <unfinished ...>
      100 10:00:00.000006 <... close resumed>)                    = 0
      101 10:00:00.000007 <... openat resumed>)                   = 3</etc/a>
      101 10:00:00.000008 close(3</etc/a> <unfinished ...>
      100 10:00:00.000009 openat(AT_FDCWD, "/etc/a", O_RDONLY|O_CLOEXEC <unfinished ...>
      101 10:00:00.000010 <... close resumed>)                    = 0
      100 10:00:00.000011 <... openat resumed>)                   = 3</etc/a>
      100 10:00:00.000011 close(3</etc/a>)                        = 0
      100 10:00:00.000012 openat(AT_FDCWD, "/etc/a", O_RDONLY|O_CLOEXEC <unfinished ...>
      101 10:00:00.000013 getppid()                               = 1000
      100 10:00:00.000014 <... openat resumed>)                   = 4</etc/a>
      100 10:00:00.000015 fstat(4</etc/a>, {st_dev=makedev(0xfe, 0), st_ino=77, st_mode=S_IFREG|0644, st_size=9}) = 0
      100 10:00:00.000016 mmap(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE, 4</etc/a>, 0) = 0x7f0000000000
      100 10:00:00.000017 --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1, si_uid=0} ---
      100 10:00:00.000018 munmap(0x7f0000000000, 8192) = 0
      100 10:00:00.000019 mmap(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE, 5</etc/a>, 0) = 0x7f0000000000
      """,
      // No descriptor has the lowest number, which a system call may be given all the same.
      """
      100 10:00:00.000001 openat(AT_FDCWD, "/lib/a.so", O_RDONLY|O_CLOEXEC) = 3
      200 10:00:00.000002 openat(AT_FDCWD, "/lib/b.so", O_RDONLY|O_CLOEXEC) = 3
      200 10:00:00.000003 close(0x80000000) = -1 EBADF (Bad file descriptor)
      """,
    ])
  func odd(_ log: String) throws {
    #expect(try Self.difference(log + "\n", ScratchFolder()) == nil)
  }

  /// Where the report of a log differs that was read in short from one that was read in full.
  private static func difference(_ log: String, _ folder: ScratchFolder) throws -> String? {
    try folder.add("log", Data(log.utf8))
    let input = TraceInput.file(folder.file("log"))
    var options = AnalysisOptions()
    let quick = try TraceAnalysis(options: options).reports(of: [input])
    options.isQuick = false
    let slow = try TraceAnalysis(options: options).reports(of: [input])
    let (short, full) = (ordered("\(quick)"), ordered("\(slow)"))
    if short == full { return nil }
    // Reports are long, and characters are slow to compare.
    let common = zip(short.utf8, full.utf8).prefix { $0 == $1 }.count
    func part(_ text: String, _ range: Range<Int>) -> String {
      String(
        decoding: Array(text.utf8.dropFirst(range.lowerBound).prefix(range.count)), as: UTF8.self)
    }
    return """
      behind \(part(short, max(0, common - 200)..<common))
      in short \(part(short, common..<common + 120))
      in full  \(part(full, common..<common + 120))
      """
  }
}
