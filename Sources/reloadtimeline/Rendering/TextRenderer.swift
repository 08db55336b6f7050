import TraceModel

/// Writes a report for a terminal or an incident report: the answer first, then the proof.
struct TextRenderer {
  /// How the text is to look.
  let options: TextOptions
  /// The signs to use.
  let glyphs: Glyphs

  /// Creates a renderer.
  init(options: TextOptions) {
    self.options = options
    glyphs = Glyphs(ascii: options.ascii)
  }

  /// The report as text, every line ended by a newline and no wider than the options say.
  func render(_ report: Report) -> String {
    var canvas = TextCanvas(options: options)
    header(report, &canvas)
    diagnostics(report.trace, &canvas)
    for process in report.processes {
      self.process(process, of: report, &canvas)
    }
    if report.processes.isEmpty {
      canvas.blank()
      canvas.paragraph(
        TextLine(), indent: 0,
        [StyledText("No process in this log loaded or unloaded an object or was asked to reload.")])
    }
    findings(report.findings, &canvas)
    if let verification = report.verification { self.verification(verification, &canvas) }
    return canvas.text
  }

  /// Where an instant stands: `line 6`, or `trace.100:6` where there are several files.
  func place(_ instant: Instant) -> String {
    place(line: instant.line, file: instant.file)
  }

  /// Where a line stands.
  func place(line: Int, file: String?) -> String {
    guard let file else { return "line \(line)" }
    return "\(fileName(file)):\(line)"
  }

  /// The last component of a file's name, short enough for a sentence.
  func fileName(_ file: String) -> String {
    DisplayWidth.shorten(
      glyphs.name(TraceText(file).lastComponent), to: 32, ellipsis: glyphs.ellipsis)
  }

  /// How long a remapped object was gone; nothing where the log has no such times.
  func gone(_ object: ObjectReport) -> String? {
    guard object.fate == .remapped, let went = object.wentAway, let came = object.cameBack else {
      return nil
    }
    guard object.spans.count > 2 else { return elapsed(went, came) }
    // It was there for a while in between.
    let instants = object.spans.flatMap { [$0.from, $0.to] }.compactMap(\.self)
    guard instants.allSatisfy(ElapsedTime.hasFraction), let seconds = object.gapSeconds else {
      return nil
    }
    return glyphs.sum + " " + ElapsedTime.text(seconds, micro: glyphs.micro)
  }

  /// The time between two instants, or nothing where the log has no times.
  func elapsed(_ start: Instant, _ end: Instant) -> String? {
    ElapsedTime.text(from: start, to: end, micro: glyphs.micro)
  }
}
