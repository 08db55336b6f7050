/// Something that happened to a process as a whole: a request, a signal to end, an execve, its end.
public struct ProcessMark: Sendable, Equatable {
  /// The kinds of mark.
  public enum Kind: String, Sendable, CaseIterable {
    case signal, execve, end
  }

  /// What kind of mark it is.
  public var kind: Kind
  /// Where it stands.
  public var instant: Instant
  /// What it is in a word or two: `SIGHUP`, `execve`, `exited with 0`, `killed by SIGSEGV`.
  public var words: String
  /// Who sent a signal, where the log shows that.
  public var senderPID: Int?

  /// Creates a mark.
  public init(kind: Kind, instant: Instant, words: String, senderPID: Int? = nil) {
    self.kind = kind
    self.instant = instant
    self.words = words
    self.senderPID = senderPID
  }
}
