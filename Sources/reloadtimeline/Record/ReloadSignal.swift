import Glibc

/// A signal that makes a daemon reload, or another that may be sent to it.
struct ReloadSignal: Equatable {
  /// As strace names it: `SIGHUP`.
  let name: String
  let number: Int32

  /// The names that are known, and their numbers (signal(7)).
  private static let known: [(name: String, number: Int32)] = [
    ("SIGHUP", SIGHUP), ("SIGUSR1", SIGUSR1), ("SIGUSR2", SIGUSR2), ("SIGWINCH", SIGWINCH),
    ("SIGTERM", SIGTERM), ("SIGINT", SIGINT), ("SIGQUIT", SIGQUIT), ("SIGCONT", SIGCONT),
    ("SIGALRM", SIGALRM),
  ]

  /// The short names, for messages and completions.
  static let words = known.map { String($0.name.dropFirst(3)) }

  /// Reads `HUP`, `SIGHUP`, `hup` or `1`.
  init?(_ word: String) {
    let upper = word.uppercased()
    let found = Self.known.first {
      upper == $0.name || "SIG" + upper == $0.name || word == String($0.number)
    }
    guard let found else { return nil }
    (name, number) = found
  }
}
