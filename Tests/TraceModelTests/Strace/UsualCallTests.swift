import Testing

@testable import TraceModel

/// What is read in short has to be what is read in full.
@Suite("Calls about descriptors in their usual form")
struct UsualCallTests {
  private static let names = [
    "/srv/lib/a.so", "/srv/lib/a.so", "/etc/ld.so.cache", "/tmp/a b", "/tmp/a) = 7</b",
    "/tmp/x, \"y\"", "/dev/null<char 1:3>", "/srv/a.so (deleted)", "/srv/a.so>(deleted)",
    "/tmp/\\\"q\\\"", "socket:[123]", "UNIX:[1->2,\"/run/x>y\"]", "pipe:[7]", "",
  ]

  /// A line of a call about a descriptor; mostly in its usual form.
  private static func line(_ generator: inout SeededGenerator) -> (Syscall, String) {
    func pick(_ choices: [String]) -> String {
      if Int.random(in: 0..<4, using: &generator) > 0 { return choices.first ?? "" }
      return choices.randomElement(using: &generator) ?? ""
    }
    let number = pick(["5", "12", "-1", "4294967296", "0x5", "fd=5"])
    let shown = names.randomElement(using: &generator) ?? ""
    let decorated = number + pick(["<\(shown)>", "", "<<\(shown)>"])
    let blanks = pick([" ", "                  ", ""])
    let result = pick(["0", "\(decorated)", "-1 EBADF (Bad file descriptor)", "0 (INJECTED)", "?"])
    let failure = "-1 ENOENT (No such file or directory)"
    let end = pick([" <0.000010>", "", " <0.00001", " <unfinished ...>", " <1.5>", " (INJECTED)"])
    let path = "\"\(names.randomElement(using: &generator) ?? "")\"\(pick(["", "..."]))"
    let flags = pick([
      "O_RDONLY|O_CLOEXEC", "O_RDONLY", "O_WRONLY|O_CREAT|O_TRUNC, 0666", "O_RDWR",
      "0x80000 /* O_CLOEXEC */", "O_RDONLY|O_NONBLOCK|O_CLOEXEC|O_DIRECTORY", "O_RDONLY|0x4",
      "O_RDONLY|0x80000", "O_RDWR|O_CREAT|O_EXCL|O_CLOEXEC, 000", "O_RDONLY|O_CLOEXECS",
      "O_RDON{Y|O_CLOEXEC", "O_RDONLY|O_RDWR", "O_RDONLY|O_C[OEXEC", "O_RDONLY|O_CLO\"EXEC",
    ])
    let stat = pick([
      "{st_mode=S_IFREG|0644, st_size=75, ...}",
      "{st_mode=S_IFCHR|0666, st_rdev=makedev(1, 3), ...}",
      "{st_dev=makedev(0xfe, 0), st_ino=16, st_mode=S_IFREG|0644, st_size=75, ...}", "0x7ffc",
      "{st_mode=S_IFREG|0644, st_size=99999999999999999999, ...}",
    ])
    let call = [Syscall.openat, .open, .close, .fstat, .newfstatat].randomElement(using: &generator)
    if Int.random(in: 0..<12, using: &generator) == 0 {
      let name = call?.name ?? "close"
      let head = [
        "AT_FDCWD<\(shown)>, \(path), \(flags)", "\(path), \(flags)", "\(decorated), \"\", ",
        "\(decorated), ", decorated,
      ].randomElement(using: &generator)
      return (call ?? .close, "\(name)(\(head ?? "")\(pick([" ", ""]))<unfinished ...>")
    }
    switch call {
    case .openat:
      let folder = pick(["AT_FDCWD<\(shown)>", "AT_FDCWD", "\(decorated)"])
      let given = pick([decorated, result, failure])
      return (.openat, "openat(\(folder), \(path), \(flags))\(blanks)= \(given)\(end)")
    case .open:
      return (
        .open, "open(\(path), \(flags))\(blanks)= \(pick([decorated, result, failure]))\(end)"
      )
    case .fstat: return (.fstat, "fstat(\(decorated), \(stat))\(blanks)= \(result)\(end)")
    case .newfstatat:
      let name = pick(["\"\"", path])
      let flag = pick(["AT_EMPTY_PATH", "0", "AT_SYMLINK_NOFOLLOW"])
      return (
        .newfstatat, "newfstatat(\(decorated), \(name), \(stat), \(flag))\(blanks)= \(result)\(end)"
      )
    default: return (.close, "close(\(decorated))\(blanks)= \(result)\(end)")
    }
  }

  @Test("are what the whole line says, in names of any kind")
  func random() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("UsualCallTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var found = (opened: 0, notOpened: 0, closed: 0, measured: 0, heads: 0)
    var known = UsualCalls()
    for _ in 0..<20_000 {
      let (name, text) = Self.line(&generator)
      let bytes = Array(text.utf8)
      let line = bytes.span
      let arguments = name.name.utf8.count + 1
      let whole = CallText(line, from: arguments)
      let comment = Comment(rawValue: "seed \(seed): \(text)")
      let call = line.extracting(0..<line.startOfDuration)
      guard let usual = UsualCall(call, name, from: arguments) else { continue }
      // Who has read the text before says the same.
      for _ in 0..<2 {
        let known = known.read(call, name, from: arguments)
        #expect(String(describing: known?.call) == String(describing: Optional(usual)), comment)
      }
      if usual.isFirstHalf {
        found.heads += 1
        let marker = text.utf8.count - UsualCall.unfinished.utf8CodeUnitCount
        #expect(whole.ending == .unfinished && line.lastMarker == marker, comment)
        guard case .closing(let number) = usual else { continue }
        #expect(number == Argument.descriptor(line, whole.argument(0)), comment)
        continue
      }
      let outcome = Outcome(line, from: whole.result)
      #expect(whole.ending == .result, comment)
      let given = Argument.descriptor(line, whole.argument(0))
      switch usual {
      case .opened(let open):
        found.opened += 1
        #expect(UInt64(open.number) == outcome.value, comment)
        #expect(open.folder?.range == (name == .openat ? whole.argument(0) : nil), comment)
        #expect(open.name.range == whole.argument(name == .openat ? 1 : 0), comment)
        let of = whole.argument(name == .openat ? 2 : 1)
        let relevant = Flags.openAccessMask | Flags.openCloseOnExec
        #expect(open.flags & relevant == Flags.open(line, of) & relevant, comment)
        let full = Decoration(line, at: outcome.decoration)
        #expect(open.shown?.content == full?.content, comment)
        #expect(open.shown?.isDeleted == full?.isDeleted, comment)
        let nameHash = line.fingerprint(full?.content ?? open.name.range)
        #expect(open.nameHash == nameHash, comment)
        #expect(open.namesObject == text.contains(".so"), comment)
      case .notOpened(let asked):
        found.notOpened += 1
        #expect(outcome.kind == .failed, comment)
        let last = StringLiteral.lastComponent(line, whole.argument(name == .openat ? 1 : 0))
        let expected = last.map { line.fingerprint($0) }
        #expect(asked == expected, comment)
        continue
      case .begun, .closing: continue
      case .closed(let number):
        found.closed += 1
        #expect(number == given, comment)
      case .measured(let number, let size):
        found.measured += 1
        #expect(number == given, comment)
        let place = name == .fstat ? 1 : 2
        let identity = FileIdentity(line, whole.argument(place), isStatx: false, at: Moment())
        #expect(identity?.size == size && identity?.inode == nil, comment)
        #expect(name == .fstat || whole.argument(1).count == 2, comment)
      }
      #expect(outcome.succeeded, comment)
    }
    #expect(found.opened > 200 && found.closed > 200 && found.measured > 200)
    #expect(found.notOpened > 50 && found.heads > 50)
  }
}
