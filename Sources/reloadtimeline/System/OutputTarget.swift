import TraceModel

/// Where the output is to go.
enum OutputTarget: Equatable {
  case standardOutput
  /// An open descriptor by a name such as `/dev/fd/3`.
  case descriptor(Int32, name: String)
  case file(String)

  /// Whether it is a file that is written beside what the user looks at.
  var isFile: Bool {
    if case .file = self { return true }
    return false
  }

  /// Reads the value of `-o`: a lone dash is standard output.
  ///
  /// The names of descriptors are told apart here: opening `/dev/stdout` anew would write over what
  /// others wrote through it, and renaming a file over what it leads to would cut it off from them.
  init(_ word: String) {
    let standard: [String: Int32] = ["-": 1, "/dev/stdout": 1, "/dev/stderr": 2]
    let prefix = ["/dev/fd/", "/proc/self/fd/"].first { word.hasPrefix($0) }
    let number = standard[word] ?? prefix.flatMap { Int32(word.dropFirst($0.count)) }
    switch number {
    case 1: self = .standardOutput
    case let number? where number >= 0: self = .descriptor(number, name: word)
    default: self = .file(word)
    }
  }

  /// How messages name it, escaped.
  var displayName: String {
    switch self {
    case .standardOutput: "standard output"
    case .descriptor(_, let name), .file(let name): TraceText(name).escaped
    }
  }
}
