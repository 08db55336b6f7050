/// What the signs of a table mean: those that it uses and that do not speak for themselves.
struct LaneLegend {
  let rows: [LaneRow]
  let lanes: [Lane]
  let layout: LaneLayout
  let axis: LaneAxis
  let glyphs: Glyphs

  /// Writes the lines, if there is anything to explain.
  func write(to canvas: inout TextCanvas) {
    let sums = rows.contains(where: \.isSum) ? [LaneRow.sumMeaning(glyphs.sum)] : []
    let entries = signs + sums + (layout.marks > 0 ? marks : []) + narrow
    var line = TextLine(indent: LaneLayout.indent)
    for entry in entries {
      let width = DisplayWidth.of(entry)
      if line.width > LaneLayout.indent, line.width + 3 + width > canvas.width {
        canvas.line(line)
        line = TextLine(indent: LaneLayout.indent)
      }
      if line.width > LaneLayout.indent { line.add("   ") }
      if width > canvas.width - LaneLayout.indent {
        canvas.paragraph(line, indent: LaneLayout.indent + 2, [StyledText(entry, .dim)])
        line = TextLine(indent: LaneLayout.indent)
      } else {
        line.add(entry, .dim)
      }
    }
    if line.width > LaneLayout.indent { canvas.line(line) }
  }

  /// What the width leaves no room for.
  private var narrow: [String] {
    layout.leftOut.isEmpty
      ? [] : ["no room for \(layout.leftOut.joined(separator: ", ")): a larger --width shows more"]
  }

  private var signs: [String] {
    guard layout.lanes > 0 else { return [] }
    let used = Set(lanes.flatMap(\.cells))
    var entries: [String] = []
    if axis.countsLines { entries.append("the lanes are drawn over lines, not time") }
    if used.contains(.gap) { entries.append("\(glyphs.gap) gone and back within one column") }
    if used.contains(.givenUp) { entries.append("\(glyphs.cross) mapped, then given up") }
    if used.contains(.double) { entries.append("\(glyphs.double) two loads at once") }
    return entries
  }

  /// The marks beside the names; whose they are is told where several notes share a mark.
  private var marks: [String] {
    var order: [LaneNote] = []
    var owners: [LaneNote: [String]] = [:]
    for row in rows {
      for note in row.notes {
        if owners[note] == nil { order.append(note) }
        owners[note, default: []].append(row.name)
      }
    }
    return order.map { note in
      let shared = order.count { $0.mark == note.mark } > 1
      let names = owners[note, default: []]
      let whose =
        names.count <= 4 ? names.joined(separator: ", ") : "\(names.count) objects"
      return "\(note.mark) \(note.text)" + (shared ? ": \(whose)" : "")
    }
  }
}
