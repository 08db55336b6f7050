/// How far the reading of a log has come.
public struct ReadingProgress: Sendable {
  /// How many bytes lie between two calls of `AnalysisOptions.progress`, at least.
  static let step = 1 << 22

  /// The file that is read, as it was named.
  public var file: String
  /// How many bytes of it were read, as they are without compression.
  public var bytes: Int
  /// How many it has; nothing for a pipe, a compressed file and the parts of a set.
  public var total: Int?
  /// How much of the file was read, from 0 to 1, compressed or not; nothing for a pipe and the parts of a
  /// set.
  public var part: Double?
  /// Whether all of it was read: the report is made, and this is told again while it is.
  public var isRead = false
}
