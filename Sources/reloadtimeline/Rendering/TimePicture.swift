import TraceModel

/// Draws a lane for each object over time.
struct TimePicture {
  private static let rowHeight = 18.0

  let picture: Picture
  /// The columns for everything.
  let columns: Int
  private let layout: LaneLayout
  private let linesTitle: String
  private let axis: LaneAxis
  private let left: Double
  private let lanes: ClosedRange<Double>

  /// Lays the picture out in a width in columns.
  init(_ picture: Picture, columns: Int) {
    self.picture = picture
    self.columns = columns
    let rows = picture.rows.map(\.text)
    linesTitle = rows.contains { $0.lines.contains(":") } ? "file:line" : "lines"
    var layout = LaneLayout(rows: rows, width: columns, linesTitle: linesTitle)
    axis = LaneAxis(
      start: picture.start, end: picture.end, others: picture.instants, columns: layout.lanes)
    if axis.isUnordered { layout.dropLanes() }
    self.layout = layout
    left = PictureCanvas.margin
    let before =
      [layout.base, layout.size, layout.moved].filter { $0 > 0 }.reduce(0) { $0 + $1 + 2 }
      + layout.name + (layout.marks > 0 ? layout.marks + 1 : 0) + 2
    let first = left + Double(before) * PictureStyle.column
    lanes = first...(first + max(1, Double(layout.lanes)) * PictureStyle.column)
  }

  private var hasLanes: Bool { layout.lanes > 0 }

  private func x(_ instant: Instant) -> Double {
    lanes.lowerBound + axis.share(of: instant) * (lanes.upperBound - lanes.lowerBound)
  }

  /// The labels of the axis, but for one that would reach into the next column's title.
  private var ticks: [LaneAxis.Tick] {
    axis.ticks().filter { tick in
      let place = lanes.lowerBound + tick.share * (lanes.upperBound - lanes.lowerBound)
      return place + Double(tick.label.count) * PictureStyle.column <= lanes.upperBound
    }
  }

  /// Draws below what is there.
  func draw(on canvas: inout PictureCanvas) {
    canvas.y += 14
    guard !picture.rows.isEmpty else { return legend(&canvas) }
    if hasLanes { phases(&canvas) }
    let top = canvas.y + 6
    header(&canvas)
    let bottom = canvas.y + Double(picture.rows.count) * Self.rowHeight + 4
    for (index, row) in picture.rows.enumerated() {
      self.row(row, isStriped: index % 2 == 1, &canvas)
    }
    if hasLanes { marks(top: top, bottom: bottom, &canvas) }
    canvas.y = bottom
    legend(&canvas)
  }

  // MARK: Above the lanes

  private func phases(_ canvas: inout PictureCanvas) {
    guard !picture.phases.isEmpty else { return }
    let words = ReloadWords()
    let labels = picture.phases.map(words.phase)
    let letter = 6.4
    let gap = 14.0
    let total = labels.reduce(0) { $0 + Double($1.count) * letter + gap }
    var free = min(lanes.lowerBound, lanes.upperBound - total)
    free = max(free, left)
    canvas.y += 14
    for (index, (phase, label)) in zip(picture.phases, labels).enumerated() {
      let from = x(phase.from)
      let width = max(2, x(phase.to) - from)
      let rest = labels[index...].reduce(0) { $0 + Double($1.count) * letter + gap }
      let place = max(free, min(from, lanes.upperBound - rest))
      canvas.text(label, x: place, y: canvas.y, "dim")
      free = place + Double(label.count) * letter + gap
      canvas.rect(
        x: from, y: canvas.y + 5, width: width, height: 6, phase.kind.rawValue,
        title: words.phase(phase))
    }
    canvas.y += 14
  }

  private func header(_ canvas: inout PictureCanvas) {
    canvas.y += 15
    let titles =
      picture.isOverview
      ? LaneRow(name: "", base: "signal", gone: "took", lines: linesTitle)
      : LaneRow(
        name: "object", base: "base", size: "size", moved: "now at", gone: "gone", lines: linesTitle
      )
    cells(titles, "mono dim", &canvas)
    if hasLanes {
      for tick in ticks {
        let place = lanes.lowerBound + tick.share * (lanes.upperBound - lanes.lowerBound)
        canvas.text(tick.label, x: place + 2, y: canvas.y, "mono dim")
      }
      if picture.trigger != nil || !picture.marks.isEmpty { canvas.y += 16 }
      if let trigger = picture.trigger { signal(trigger, &canvas) }
      words(&canvas)
    }
    canvas.y += 6
  }

  private func signal(_ trigger: Trigger, _ canvas: inout PictureCanvas) {
    let name = TextRenderer(options: TextOptions()).glyphs.sentence(trigger.signal)
    if let wait = picture.wait {
      let text = "◂ \(name) \(wait) earlier"
      return canvas.text(text, x: lanes.lowerBound, y: canvas.y, "mono strong")
    }
    let place = x(trigger.instant)
    let (tip, foot) = (pixels(canvas.y - 9), pixels(canvas.y))
    canvas.path(
      "M\(pixels(place)) \(foot)L\(pixels(place - 4.5)) \(tip)H\(pixels(place + 4.5))Z", "signal")
    canvas.text(name, x: place + 8, y: canvas.y, "mono strong")
  }

  /// What else happened, as far as there is room for its word behind that of the signal.
  private func words(_ canvas: inout PictureCanvas) {
    var free = lanes.lowerBound
    if let trigger = picture.trigger {
      let place = picture.wait == nil ? x(trigger.instant) : lanes.lowerBound
      let letters = Double(trigger.signal.count + (picture.wait.map { $0.count + 11 } ?? 2))
      free = place + letters * PictureStyle.column
    }
    for mark in picture.marks {
      let width = Double(mark.word.count + 1) * PictureStyle.column
      let wanted = min(x(mark.instant) + 3, lanes.upperBound - width)
      let place = max(wanted, free)
      guard place - wanted < 80, place + width <= lanes.upperBound + 1 else { continue }
      canvas.text(mark.word, x: place, y: canvas.y, "mono")
      free = place + width
    }
  }

  /// The signal, the ends of the phases and the ticks, through all lanes.
  private func marks(top: Double, bottom: Double, _ canvas: inout PictureCanvas) {
    // They begin below the name of the signal, which they would cross.
    let edge = top + (picture.trigger == nil && picture.marks.isEmpty ? 14 : 30)
    let ends = picture.phases.filter { $0.kind != .gap }.flatMap { [$0.from, $0.to] }
    for instant in ends + picture.marks.map(\.instant) {
      canvas.vertical(x: x(instant), from: edge, to: bottom, "edge")
    }
    if let trigger = picture.trigger, picture.wait == nil {
      canvas.vertical(x: x(trigger.instant), from: top + 24, to: bottom, "signal")
    }
    for tick in ticks {
      let place = lanes.lowerBound + tick.share * (lanes.upperBound - lanes.lowerBound)
      canvas.vertical(x: place, from: top + 2, to: top + 12, "rule")
    }
  }

  // MARK: Rows

  private func row(_ row: PictureRow, isStriped: Bool, _ canvas: inout PictureCanvas) {
    let top = canvas.y
    if let link = row.link {
      canvas.markup.open("a", ["href": link, "aria-label": row.title])
    } else {
      canvas.markup.open("g", ["class": "row"])
    }
    canvas.rect(
      x: left - 6, y: top, width: canvas.width - 2 * left + 12, height: Self.rowHeight,
      isStriped ? "back stripe" : "back clear", title: row.title)
    canvas.y = top + 13
    cells(row.text, "mono", &canvas)
    if hasLanes { for bar in row.bars { self.bar(bar, top: top, row.bars.count, &canvas) } }
    canvas.markup.close(row.link == nil ? "g" : "a")
    canvas.markup.line()
    canvas.y = top + Self.rowHeight
  }

  private func bar(
    _ bar: PictureBar, top: Double, _ count: Int, _ canvas: inout PictureCanvas
  ) {
    let from = bar.from.map(x) ?? lanes.lowerBound
    let to = bar.to.map(x) ?? lanes.upperBound
    let height: Double = bar.look == .survivor ? 5 : 10
    canvas.rect(
      x: min(from, lanes.upperBound - 2), y: top + (Self.rowHeight - height) / 2,
      width: max(2, to - from), height: height, bar.look.rawValue, title: bar.title)
    if bar.look.isAttempt { canvas.cross(x: to, y: top + Self.rowHeight / 2) }
  }

  /// The texts of a row, each in its column.
  private func cells(_ row: LaneRow, _ classes: String, _ canvas: inout PictureCanvas) {
    var column = 0
    let y = canvas.y
    func cell(_ text: String, _ width: Int, _ more: String = "", right: Bool = false) {
      guard width > 0 else { return }
      let short = DisplayWidth.shorten(text, to: width, ellipsis: "…")
      let x = left + Double(right ? column + width : column) * PictureStyle.column
      canvas.text(short, x: x, y: y, classes + (right ? " end" : "") + more)
      column += width + 2
    }
    let isBad = row.style == .red
    cell(row.name, layout.name, isBad ? " strong" : "")
    if layout.marks > 0 {
      column -= 1
      cell(row.marks, layout.marks)
    }
    cell(row.base, layout.base, right: true)
    cell(row.size, layout.size, right: true)
    cell(row.moved, layout.moved, right: true)
    column += layout.lanes + (layout.lanes > 0 ? 2 : 0)
    cell(row.gone, layout.gone, isBad ? " strong" : "", right: row.tellsTime)
    cell(row.lines, layout.lines)
    cell(row.noteText, layout.notes)
  }

  // MARK: Below

  private func legend(_ canvas: inout PictureCanvas) {
    canvas.y += 10
    let used = Set(picture.rows.flatMap { $0.bars.map(\.look) })
    if hasLanes, !picture.isOverview {
      PictureLegend.draw(PictureLook.allCases.filter(used.contains), on: &canvas)
    }
    var notes = picture.leftOut
    if !hasLanes, !picture.rows.isEmpty {
      notes.append("there are no lanes: lines of several files without times have no order")
    } else if axis.countsLines {
      notes.append("the lanes are drawn over the lines of the log, not over time")
    }
    if layout.marks > 0 { notes += legendOfMarks }
    if picture.rows.contains(where: \.text.isSum) { notes.append(LaneRow.sumMeaning("Σ")) }
    for note in notes {
      canvas.paragraph(note, x: left, letter: 6.6, leading: 16, most: 3, "dim")
    }
    canvas.y += 14
  }

  private var legendOfMarks: [String] {
    var seen: Set<LaneNote> = []
    return picture.rows.flatMap(\.text.notes).filter { seen.insert($0).inserted }
      .prefix(6).map { "\($0.mark) \($0.text)" }
  }
}
