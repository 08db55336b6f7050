import TraceModel

/// The table of a reload: every object with its lane over time.
struct LaneTable {
  /// Up to how many survivors are shown one by one.
  private static let survivorsShown = 8

  let reload: ReloadReport
  let renderer: TextRenderer
  private let objects: [ObjectReport]
  private let names: ObjectNames
  private var glyphs: Glyphs { renderer.glyphs }

  /// Prepares the table of a reload.
  init(reload: ReloadReport, renderer: TextRenderer) {
    self.reload = reload
    self.renderer = renderer
    objects = reload.objects.filter {
      renderer.options.anonymous || !($0.isPathlessMemory || $0.fate == .transient)
    }
    names = ObjectNames(objects, glyphs: renderer.glyphs)
  }

  /// Whether a survivor is always shown by name: stale ones, the program, its loader, libc.
  static func isNotable(_ object: ObjectReport) -> Bool {
    if object.isStaleSurvivor || object.kind == .executable || object.kind == .interpreter {
      return true
    }
    let name = object.name.bytes
    return ["libc.so", "libc-", "libc.musl", "libpthread", "libdl"].contains {
      name.starts(with: $0.utf8)
    }
  }

  /// The survivors that are counted in one row, where there are too many to show each.
  static func collapsed(_ objects: [ObjectReport]) -> Set<Int> {
    let survivors = objects.indices.filter { objects[$0].fate == .survived }
    guard survivors.count > survivorsShown else { return [] }
    return Set(survivors.filter { !isNotable(objects[$0]) })
  }

  /// Writes the table and what explains its signs.
  func write(to canvas: inout TextCanvas) {
    let rows = self.rows()
    guard !rows.isEmpty else { return }
    let title = rows.contains { $0.lines.contains(":") } ? "file:line" : "lines"
    var layout = LaneLayout(rows: rows, width: canvas.width, linesTitle: title)
    let instants = rows.flatMap { $0.spans.flatMap { [$0.from, $0.to] } }.compactMap(\.self)
    let axis = LaneAxis(
      start: reload.axisStart, end: reload.end, others: instants, columns: layout.lanes)
    // Lines of several files have no order among them.
    if axis.isUnordered { layout.dropLanes() }
    let lanes = rows.map { Lane($0.spans, on: axis) }
    canvas.blank()
    header(axis, layout, linesTitle: title, &canvas)
    for (row, lane) in zip(rows, lanes) { write(row, lane, layout, &canvas) }
    canvas.blank()
    moves(rows, layout, &canvas)
    LaneLegend(rows: rows, lanes: lanes, layout: layout, axis: axis, glyphs: glyphs)
      .write(to: &canvas)
  }

  private func rows() -> [LaneRow] {
    let collapsed = Self.collapsed(objects)
    let builder = LaneRowBuilder(
      objects: objects, names: names, renderer: renderer, isCutShort: reload.isCutShort)
    var rows = objects.indices.filter { !collapsed.contains($0) }.map(builder.row)
    if !collapsed.isEmpty {
      rows.append(
        LaneRow(
          name: "and \(collapsed.count) more", spans: [MappedSpan(from: nil, to: nil)],
          gone: Fate.survived.rawValue, style: .dim))
    }
    // The arrows stand below one another.
    let width = rows.reduce(0) { max($0, DisplayWidth.of($1.from)) }
    for index in rows.indices where !rows[index].lines.isEmpty {
      let blanks = width - DisplayWidth.of(rows[index].from)
      rows[index].lines =
        String(repeating: " ", count: blanks) + rows[index].from + " " + rows[index].lines
    }
    return rows
  }

  private func header(
    _ axis: LaneAxis, _ layout: LaneLayout, linesTitle: String, _ canvas: inout TextCanvas
  ) {
    var ruler = TextLine()
    if layout.lanes > 0 {
      for tick in axis.ticks() {
        ruler.pad(to: tick.column)
        ruler.add(tick.label)
      }
    }
    let labels = ruler.pieces.map(\.text).joined()
    var line = TextLine(indent: LaneLayout.indent)
    cells(
      LaneRow(
        name: "object", base: "base", size: "size", moved: "now at",
        gone: "gone", lines: linesTitle, style: .dim),
      lane: StyledText(labels, .dim), layout, &line)
    canvas.line(line)
    guard layout.lanes > 0, let trigger = reload.trigger else { return }
    var signal = TextLine(indent: LaneLayout.indent)
    let text = self.signal(trigger, axis)
    cells(LaneRow(name: ""), lane: StyledText(text, .yellow), layout, &signal)
    canvas.line(signal)
  }

  private func signal(_ trigger: Trigger, _ axis: LaneAxis) -> String {
    let name = glyphs.sentence(trigger.signal)
    if reload.axisStart != trigger.instant,
      let wait = renderer.elapsed(trigger.instant, reload.start)
    {
      return "\(glyphs.earlier) \(name) \(wait) earlier"
    }
    let column = axis.column(of: trigger.instant)
    let mark = "\(glyphs.trigger) \(name)"
    if column + DisplayWidth.of(mark) <= axis.columns {
      return String(repeating: " ", count: column) + mark
    }
    let left = "\(name) \(glyphs.trigger)"
    return String(repeating: " ", count: max(0, column + 1 - DisplayWidth.of(left))) + left
  }

  private func write(
    _ row: LaneRow, _ lane: Lane, _ layout: LaneLayout, _ canvas: inout TextCanvas
  ) {
    var line = TextLine(indent: LaneLayout.indent)
    cells(row, lane: StyledText(lane.text(glyphs), row.style), layout, &line)
    canvas.line(line)
  }

  private func cells(
    _ row: LaneRow, lane: StyledText, _ layout: LaneLayout, _ line: inout TextLine
  ) {
    let quiet: TextStyle = row.style == .dim ? .dim : .plain
    func cell(_ text: String, _ columns: Int, _ style: TextStyle, right: Bool = false) {
      guard columns > 0 else { return }
      if line.width > LaneLayout.indent { line.add("  ") }
      let short = DisplayWidth.shorten(text, to: columns, ellipsis: glyphs.ellipsis)
      line.cell(StyledText(short, style), columns: columns, right: right)
    }
    cell(row.name, layout.name, row.style)
    if layout.marks > 0 {
      line.add(" ")
      line.cell(StyledText(row.marks, .yellow), columns: layout.marks)
    }
    cell(row.base, layout.base, quiet, right: true)
    cell(row.size, layout.size, quiet, right: true)
    cell(row.moved, layout.moved, quiet, right: true)
    cell(lane.text, layout.lanes, lane.style)
    cell(row.gone, layout.gone, row.style, right: row.tellsTime)
    cell(row.lines, layout.lines, quiet)
    cell(row.noteText, layout.notes, .yellow)
  }

  /// Where things moved to, below the table, where it had no column for that.
  private func moves(_ rows: [LaneRow], _ layout: LaneLayout, _ canvas: inout TextCanvas) {
    let moved = rows.filter { !$0.moved.isEmpty }
    guard layout.moved == 0, !moved.isEmpty else { return }
    let name = moved.reduce(0) { max($0, min(DisplayWidth.of($1.name), layout.name)) }
    // The old address is in the table, unless there was no room for it.
    let old = layout.base > 0 ? 0 : moved.reduce(0) { max($0, $1.base.utf8.count) }
    let new = moved.reduce(0) { max($0, $1.moved.utf8.count) }
    let arrow = " \(glyphs.arrow) "
    let entry = name + 1 + old + DisplayWidth.of(arrow) + new
    let perLine = max(1, (canvas.width - LaneLayout.indent + 3) / (entry + 3))
    var heading = TextLine(indent: LaneLayout.indent)
    heading.add("at another address now", .dim)
    canvas.line(heading)
    let depth = (moved.count + perLine - 1) / perLine
    for index in 0..<depth {
      var line = TextLine(indent: LaneLayout.indent)
      for place in stride(from: index, to: moved.count, by: depth) {
        let row = moved[place]
        if place != index { line.add("   ") }
        let shown = DisplayWidth.shorten(row.name, to: name, ellipsis: glyphs.ellipsis)
        line.cell(StyledText(shown), columns: old > 0 ? name + 1 : name)
        if old > 0 { line.cell(StyledText(row.base, .dim), columns: old, right: true) }
        line.add(arrow, .dim)
        line.cell(StyledText(row.moved), columns: new, right: true)
      }
      canvas.line(line)
    }
    canvas.blank()
  }
}

extension ReloadReport {
  /// Where an axis begins: at the signal, unless the wait after it would take half the axis.
  var axisStart: Instant {
    guard let signal = trigger?.instant else { return start }
    guard let from = signal.seconds, let begin = start.seconds, let end = end.seconds else {
      return signal
    }
    return begin - from > end - begin ? start : signal
  }
}
