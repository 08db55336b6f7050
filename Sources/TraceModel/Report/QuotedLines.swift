/// Lines of the inputs, byte for byte: those that a report cites.
///
/// They are there only where `AnalysisOptions.quotesLines` asks for them.
public struct QuotedLines: Sendable {
  /// A line as it stands in its file.
  public struct Line: Sendable, Equatable {
    /// How many bytes of a line are kept at most.
    public static let longest = 2000

    /// Its bytes without the end of the line, at most `longest` of them.
    public var text: TraceText
    /// Whether the line goes on behind `text`.
    public var isCut: Bool
    /// Whether it holds no record from its beginning to its end: one half of a call
    /// (`<unfinished ...>`, `<... munmap resumed>`), a piece of one, or something else before it.
    public var isHalf: Bool

    /// Creates a line.
    public init(text: TraceText, isCut: Bool = false, isHalf: Bool = false) {
      self.text = text
      self.isCut = isCut
      self.isHalf = isHalf
    }
  }

  /// Why lines of an input are not quoted.
  public enum Obstacle: String, Sendable, CaseIterable, Comparable {
    /// It is a pipe, standard input or a file of /proc: what was read is gone.
    case passing
    /// The file is another than the one that was analysed, or was written to meanwhile.
    case changed
    /// It could not be read to the line.
    case unreadable

    /// Orders by name, to tell them always in one order.
    public static func < (left: Obstacle, right: Obstacle) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  private struct Place: Hashable {
    var file: String?
    var line: Int
  }

  private var lines: [Place: Line] = [:]
  /// The inputs of which no line is quoted, as they were named.
  public private(set) var obstacles: [(file: String, obstacle: Obstacle)] = []
  /// How many further lines were cited than are kept.
  public internal(set) var leftOut = 0

  /// Creates an empty collection.
  public init() {}

  /// The line of a number, from 1, in a file, which is nothing where the trace is the only one.
  public subscript(line: Int, file: String?) -> Line? {
    get { lines[Place(file: file, line: line)] }
    set { lines[Place(file: file, line: line)] = newValue }
  }

  /// Notes that lines of an input cannot be quoted.
  public mutating func note(_ obstacle: Obstacle, for file: String) {
    obstacles.append((file, obstacle))
  }
}
