/// How text has to look where it goes.
struct TerminalFacts: Equatable {
  /// The widths, in columns, in which the text can be laid out.
  static let widths = 40...400
  /// The width, in columns, where nothing says another.
  static let defaultWidth = 100

  let isTerminal: Bool
  /// In columns, within `widths`.
  let width: Int
  let usesColor: Bool
  /// Whether only ASCII may be drawn.
  let asciiOnly: Bool

  /// Decides by the options first, then the environment, then the terminal.
  ///
  /// - Parameters:
  ///   - arguments: the command line.
  ///   - terminalWidth: the terminal's columns, where they are known.
  ///   - isTerminal: whether the output is one.
  ///   - environment: the value of a variable, or nothing where it is not set.
  init(
    arguments: Arguments, terminalWidth: Int?, isTerminal: Bool,
    environment: (String) -> String?
  ) {
    self.isTerminal = isTerminal
    let columns = environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    let wanted = arguments.width ?? columns ?? terminalWidth ?? Self.defaultWidth
    width = min(max(wanted, Self.widths.lowerBound), Self.widths.upperBound)
    usesColor =
      switch arguments.color {
      case .always: true
      case .never: false
      case .auto:
        isTerminal && (environment("NO_COLOR") ?? "").isEmpty
          && !["", "dumb"].contains(environment("TERM") ?? "")
      }
    asciiOnly = arguments.asciiOnly || (isTerminal && !Self.isUTF8(environment))
  }

  /// Whether the locale's characters are UTF-8: the first that is set and not empty decides, as in
  /// locale(7).
  private static func isUTF8(_ environment: (String) -> String?) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty }
    let name = (locale ?? "C").lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }
}
