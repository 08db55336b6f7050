/// What the lines of calls that are not read tell of a log.
enum OtherCall {
  /// Whether a call has no file among its arguments, by the first of them.
  ///
  /// Neither an address, a set of flags nor nothing is a file; a number may be a descriptor.
  ///
  /// - Parameters:
  ///   - line: the line.
  ///   - arguments: where its arguments begin.
  ///   - takesOtherNumber: whether its name says that its first number is no descriptor.
  /// - Returns: Whether `-P` would not have selected it.
  static func isPathless(
    _ line: Span<UInt8>, _ arguments: Int, takesOtherNumber: Bool
  ) -> Bool {
    guard arguments < line.count else { return false }
    switch line[arguments] {
    case UInt8(ascii: ")"), UInt8(ascii: "{"): return true
    case UInt8(ascii: "["): return !line.has("[{fd=", at: arguments)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return !line.has("AT_FDCWD", at: arguments)
    default: return takesOtherNumber || line.has("0x", at: arguments)
    }
  }

  /// Whether the first argument of the call whose name stands at `start` is a number that is no
  /// descriptor: of a semaphore, a message queue, a process, a user.
  static func takesOtherNumber(_ line: Span<UInt8>, at start: Int) -> Bool {
    // By the first letter, for most names begin with another; those of users may end with `32`.
    let names: [StaticString] =
      switch line[start] {
      case UInt8(ascii: "s"):
        [
          "semop(", "semtimedop(", "semctl(", "semget(", "shmctl(", "setuid", "setgid",
          "setresuid", "setresgid", "setreuid", "setregid", "setpgid(", "sched_",
        ]
      case UInt8(ascii: "m"): ["msgsnd(", "msgrcv(", "msgctl(", "msgget("]
      case UInt8(ascii: "g"): ["getpgid(", "getsid("]
      case UInt8(ascii: "a"): ["alarm("]
      case UInt8(ascii: "u"): ["umask("]
      case UInt8(ascii: "p"): ["prlimit64("]
      case UInt8(ascii: "w"): ["wait4(", "waitpid("]
      default: []
      }
    return names.contains { line.has($0, at: start) }
  }

  /// Whether the name at `start` is of one of the calls about signals: rt_sigaction, sigreturn, signalfd,
  /// tgkill.
  static func isOfSignals(_ line: Span<UInt8>, at start: Int) -> Bool {
    line.has("rt_sig", at: start) || line.has("sig", at: start)
      || line.has("tgkill(", at: start) || line.has("pause(", at: start)
  }

  /// Where the name of a call begins whose arguments begin at `arguments`.
  static func startOfName(_ line: Span<UInt8>, before arguments: Int) -> Int {
    var start = arguments - 1
    while start > 0, BodyKind.isNameByte(line[start - 1]) { start -= 1 }
    return start
  }
}
