import TraceModel

/// The sheet that pictures are drawn on, from the top down.
struct PictureCanvas {
  /// In pixels.
  let width: Double
  /// Where the next thing comes, in pixels from the top.
  var y = 0.0
  /// What was drawn.
  var markup = Markup()

  /// The blank at the left and at the right.
  static let margin = 16.0

  /// Creates a sheet of a width in columns.
  init(columns: Int) {
    width = (Double(columns) * PictureStyle.column + 2 * Self.margin).rounded()
  }

  /// Writes text at a place.
  mutating func text(_ text: String, x: Double, y: Double, _ classes: String) {
    guard !text.isEmpty else { return }
    markup.element("text", ["x": pixels(x), "y": pixels(y), "class": classes], text)
  }

  /// Draws a rectangle.
  mutating func rect(
    x: Double, y: Double, width: Double, height: Double, _ classes: String, title: String? = nil
  ) {
    let attributes: KeyValuePairs<String, String?> = [
      "x": pixels(x), "y": pixels(y), "width": pixels(max(0, width)), "height": pixels(height),
      "class": classes,
    ]
    guard let title else { return markup.empty("rect", attributes) }
    markup.open("rect", attributes)
    markup.element("title", title)
    markup.close("rect")
  }

  /// Draws a path.
  mutating func path(_ data: String, _ classes: String) {
    markup.empty("path", ["d": data, "class": classes])
  }

  /// Draws a line straight down.
  mutating func vertical(x: Double, from top: Double, to bottom: Double, _ classes: String) {
    path("M\(pixels(x)) \(pixels(top))V\(pixels(bottom))", classes)
  }

  /// Draws the cross of what was given up.
  mutating func cross(x: Double, y: Double) {
    let (left, right, top, bottom) = (pixels(x - 4), pixels(x + 4), pixels(y - 4), pixels(y + 4))
    path("M\(left) \(top)L\(right) \(bottom)M\(left) \(bottom)L\(right) \(top)", "cross")
  }

  /// Writes a paragraph of at most so many lines below what is there.
  mutating func paragraph(
    _ text: String, x: Double, letter: Double, leading: Double, most: Int, _ classes: String
  ) {
    let columns = max(20, Int((width - x - Self.margin) / letter))
    var lines = Self.wrap(text, columns: columns, most: most + 1)
    if lines.count > most {
      lines = Array(lines.prefix(most))
      lines[most - 1] = DisplayWidth.prefix(of: lines[most - 1], columns: columns - 1) + "…"
    }
    for line in lines {
      y += leading
      self.text(line, x: x, y: y, classes)
    }
  }

  /// Breaks a text at blanks, and within a word that is too long, into at most so many lines.
  static func wrap(_ text: String, columns: Int, most: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(word) <= columns {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      // A word may be long: it is not looked at beyond what is shown.
      while lines.count < most, DisplayWidth.of(word) > columns {
        let head = DisplayWidth.prefix(of: word, columns: columns)
        guard !head.isEmpty else { break }
        lines.append(head)
        word = String(word.dropFirst(head.count))
      }
      if lines.count >= most { return lines }
      line = word
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}

extension PictureCanvas {
  /// How many findings stand with a picture.
  private static let findingsShown = 4

  /// Writes what stands above a picture: the verdict, how it went, what follows.
  mutating func head(_ picture: Picture) {
    y += 10
    paragraph(
      picture.title, x: Self.margin, letter: 10, leading: 22, most: 3, "title")
    for line in picture.subtitle {
      paragraph(line, x: Self.margin, letter: 6.5, leading: 17, most: 4, "dim")
    }
    if !picture.findings.isEmpty { y += 6 }
    for finding in picture.findings.prefix(Self.findingsShown) {
      let top = y
      text(
        finding.severity.rawValue, x: Self.margin, y: y + 17,
        finding.severity == .error ? "bad" : "strong")
      paragraph(
        words.glyphs.sentence(finding.message), x: Self.margin + 64, letter: 6.6, leading: 17,
        most: 3, "message")
      y = max(y, top + 17)
    }
    let more = picture.findings.count - Self.findingsShown
    if more > 0 {
      paragraph(
        "and \(counted(more, "finding")) more", x: Self.margin + 64, letter: 6.6, leading: 17,
        most: 1, "dim")
    }
  }

  private var words: TextRenderer { TextRenderer(options: TextOptions()) }
}
