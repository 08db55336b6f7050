import TraceModel

extension TextRenderer {
  private static let rangesShown = 20

  /// Whether the reconstruction agrees with the kernel's own maps from after the log.
  func verification(_ verification: Verification, _ canvas: inout TextCanvas) {
    canvas.blank()
    var lead = TextLine()
    lead.add("Verification", .bold)
    let indent = lead.width + 3
    let file = fileName(verification.file)
    let pid = verification.pid.map { " of pid \($0)" } ?? ""
    let ranges = counted(verification.ranges, "range")
    if let reason = verification.impossible {
      canvas.paragraph(
        lead, indent: indent,
        [StyledText("\(file)\(pid) cannot be compared: \(glyphs.sentence(reason))")])
      return
    }
    if verification.agrees {
      let all = verification.ranges == 1 ? "" : "all "
      canvas.paragraph(
        lead, indent: indent,
        [
          StyledText("agrees", .green),
          StyledText("with \(file)\(pid) in \(all)\(ranges) compared"),
        ])
    } else {
      let count = verification.differing.count
      canvas.paragraph(
        lead, indent: indent,
        [
          StyledText("differs", .boldRed),
          StyledText("from \(file)\(pid) in \(count) of \(ranges) compared"),
        ])
      list(verification.differing, indent: indent, &canvas)
    }
    if !verification.notComparable.isEmpty {
      let count = counted(verification.notComparable.count, "range")
      canvas.paragraph(TextLine(indent: 2), indent: 2, [StyledText("\(count) cannot be compared:")])
      list(verification.notComparable, indent: indent, &canvas)
    }
  }

  private func list(
    _ ranges: [Verification.Range], indent: Int, _ canvas: inout TextCanvas
  ) {
    for range in ranges.prefix(Self.rangesShown) {
      var lead = TextLine(indent: 2)
      lead.add("\(String(range.start, radix: 16))-\(String(range.end, radix: 16))")
      canvas.paragraph(lead, indent: lead.width + 2, [StyledText(glyphs.sentence(range.reason))])
      for (title, text) in [("log", range.reconstructed), ("kernel", range.kernel)]
      where !range.reconstructed.isEmpty || !range.kernel.isEmpty {
        var line = TextLine(indent: 4)
        line.cell(StyledText(title, .dim), columns: 8)
        line.add(text.isEmpty ? "nothing" : glyphs.sentence(text), .dim)
        canvas.line(line)
      }
    }
    if ranges.count > Self.rangesShown {
      var line = TextLine(indent: 2)
      line.add("and \(ranges.count - Self.rangesShown) more; --format json has all", .dim)
      canvas.line(line)
    }
  }
}
