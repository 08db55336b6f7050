/// The few ways in which a word can stand out.
enum TextStyle: Sendable {
  case plain, bold, dim, red, yellow, green, boldRed

  /// The parameters of the SGR sequence, or nothing.
  var parameters: String? {
    switch self {
    case .plain: nil
    case .bold: "1"
    case .dim: "2"
    case .red: "31"
    case .yellow: "33"
    case .green: "32"
    case .boldRed: "1;31"
    }
  }
}

/// A word or a cell, and how it looks.
struct StyledText: Sendable {
  /// The text, safe to show.
  var text: String
  /// How it looks.
  var style: TextStyle

  /// Styles a text.
  init(_ text: String, _ style: TextStyle = .plain) {
    self.text = text
    self.style = style
  }
}
