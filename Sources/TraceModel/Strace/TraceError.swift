/// Why an input could not be read at all.
///
/// A line that is not understood is never an error: it is counted, reported and skipped.
public enum TraceError: Error, Equatable, Sendable {
  /// The file could not be opened: its name, and the system's error number.
  case cannotOpen(file: String, errno: Int32)
  /// Reading failed in the middle: file, line reached, and the system's error number.
  case cannotRead(file: String, line: Int, errno: Int32)
  /// The input is a directory that holds no recording.
  case isDirectory(file: String)
  /// The file is compressed and the program that decompresses it is not there or failed.
  case cannotDecompress(file: String, program: String, reason: String)
  /// The input holds no byte.
  case empty(file: String)
  /// Not one line of the input was understood; the first bytes say what it may be.
  case nothingUnderstood(file: String, lines: Int, looksLike: String?)
  /// A line was not understood and `--strict` makes that an error.
  case lineNotUnderstood(file: String, line: Int)
  /// A snapshot could not be understood: file, line, and what is wrong.
  case badSnapshot(file: String, line: Int, reason: String)
  /// No line of a file is one of LD_DEBUG's: its name, and how many lines it has.
  case badLoaderLog(file: String, lines: Int)
  /// What lsof wrote could not be understood: file, line, and what is wrong.
  case badLsof(file: String, line: Int, reason: String)
  /// The snapshot belongs to another process: none of its ranges fits the log.
  case foreignSnapshot(file: String)
  /// The process that was asked for is not in the log; these are.
  case noSuchProcess(pid: Int, present: [Int])
  /// An instant that was asked for is not in the log.
  case noSuchInstant(reason: String)
}
