/// The lines about signals, ends and modes.
struct SignalLine {
  /// The signal's name, `SIGHUP`.
  var name: String
  /// Who sent it (`si_pid`), where the line says that.
  var sender: Int32?

  /// Reads `--- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=21096, si_uid=0} ---`, and up to
  /// strace 4.6 `--- SIGHUP (Hangup) @ 0 (0) ---`; nothing for `--- stopped by SIGSTOP ---`.
  init?(_ line: Span<UInt8>, at body: Int) {
    let start = body + 4
    guard line.has("SIG", at: start) else { return nil }
    self.init(line, name: start, in: start..<line.count)
  }

  /// Reads what a call tells of a signal: `{si_signo=SIGHUP, si_code=SI_USER, si_pid=21096, …}`.
  init?(information line: Span<UInt8>, _ range: Range<Int>) {
    guard let field = line.find("si_signo=SIG", in: range) else { return nil }
    self.init(line, name: field + 9, in: range)
  }

  private init(_ line: Span<UInt8>, name start: Int, in range: Range<Int>) {
    name = Self.word(line, start)
    if let field = line.find("si_pid=", in: range) {
      var position = field + 7
      sender = line.decimal(at: &position).flatMap { Int32(exactly: $0) }
      // `si_pid=2 /* 6734 in strace's PID NS */`: the second is the one of the pid column.
      if line.has(" /* ", at: position) {
        position += 4
        if let translated = line.decimal(at: &position), line.has(" in strace", at: position) {
          sender = Int32(exactly: translated)
        }
      }
    }
  }

  /// Reads `+++ exited with 5 +++`, `+++ killed by SIGSEGV (core dumped) +++`,
  /// `+++ superseded by execve in pid 21980 +++`.
  static func end(_ line: Span<UInt8>, at body: Int) -> TaskEnd? {
    let start = body + 4
    if line.has("exited with ", at: start) {
      var position = start + 12
      return .exited(status: line.decimal(at: &position).flatMap { Int(exactly: $0) } ?? 0)
    }
    if line.has("killed by ", at: start) {
      return .killed(signal: word(line, start + 10))
    }
    if line.has("superseded by execve in pid ", at: start) {
      var position = start + 28
      guard let pid = line.decimal(at: &position).flatMap({ Int32(exactly: $0) }) else {
        return nil
      }
      return .superseded(by: pid)
    }
    return nil
  }

  /// Reads `[ Process PID=22535 runs in 32 bit mode. ]`.
  static func personality(_ line: Span<UInt8>, at body: Int) -> (Int32, is32Bit: Bool)? {
    var position = body + 14
    guard let pid = line.decimal(at: &position).flatMap({ Int32(exactly: $0) }),
      line.has(" runs in ", at: position)
    else { return nil }
    let is32Bit = line.has("32", at: position + 9) || line.has("x32", at: position + 9)
    return (pid, is32Bit)
  }

  private static func word(_ line: Span<UInt8>, _ start: Int) -> String {
    var end = start
    while end < line.count, end - start < 24, line[end] &- 0x41 < 26 || line[end] &- 0x30 < 10 {
      end += 1
    }
    return String(decoding: line.copy(start..<end), as: UTF8.self)
  }
}
