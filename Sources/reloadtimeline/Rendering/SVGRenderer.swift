import TraceModel

/// Draws reports as one SVG 1.1 document that explains itself.
struct SVGRenderer {
  /// How many reloads of a process are drawn.
  static let reloadsShown = 5
  /// How many processes are drawn: those with a reload, else those without one.
  private static let processesShown = 3

  let view: PictureView
  /// The width in columns.
  let columns: Int
  private let words = ReloadWords()

  /// Creates a renderer.
  init(view: PictureView = .time, columns: Int = PictureStyle.columns) {
    self.view = view
    self.columns = columns
  }

  /// Draws reports, one below the other.
  func render(_ reports: [Report]) -> [UInt8] {
    var canvas = PictureCanvas(columns: columns)
    let pictures = reports.flatMap { report in
      var pictures = self.pictures(report)
      if reports.count > 1, let file = report.trace.files.first {
        for index in pictures.indices {
          pictures[index].subtitle.append(words.text.glyphs.name(file))
        }
      }
      return pictures
    }
    for (index, picture) in pictures.enumerated() {
      if index > 0 { separate(&canvas) }
      canvas.head(picture)
      Self.draw(picture, view, columns: columns, on: &canvas)
    }
    foot(reports, &canvas)
    return Self.document(canvas, title: pictures.first?.title ?? "", pictures)
  }

  /// Draws a picture in one of the views.
  static func draw(
    _ picture: Picture, _ view: PictureView, columns: Int, on canvas: inout PictureCanvas
  ) {
    switch view {
    case .time: TimePicture(picture, columns: columns).draw(on: &canvas)
    case .space: SpacePicture(picture, columns: columns).draw(on: &canvas)
    }
  }

  private func pictures(_ report: Report) -> [Picture] {
    var pictures: [Picture] = []
    let showsAll = view == .space
    let told = ProcessSelection(report.processes, most: Self.processesShown).lists.told
    for process in told.map({ report.processes[$0] }) {
      let reloads = process.reloads
      if process.noReload != nil {
        let loads =
          reloads.isEmpty ? Picture(loadsOf: process, in: report.trace, words: words) : nil
        var picture = loads ?? Picture(nothingIn: process, of: report, words: words)
        if pictures.isEmpty { picture.findings = report.findings }
        pictures.append(picture)
      }
      if reloads.count > 1,
        let all = Picture(reloadsOf: process, in: report.trace, words: words), view == .time
      {
        pictures.append(all)
      }
      let shown = reloads.gravest(Self.reloadsShown)
      pictures += shown.map { index in
        Picture(reloads[index], of: process, words: words, showsAll: showsAll)
      }
      if reloads.count > Self.reloadsShown, let last = pictures.indices.last {
        pictures[last].leftOut.append(
          "\(reloads.count - Self.reloadsShown) more reloads of this process are not drawn one by "
            + "one; --reload N draws any of them")
        pictures[last].leftOut += words.failures(
          of: reloads.indices.filter { !shown.contains($0) }.map { reloads[$0] })
      }
    }
    if pictures.isEmpty { pictures = [Picture(nothingIn: nil, of: report, words: words)] }
    return pictures
  }

  private func separate(_ canvas: inout PictureCanvas) {
    canvas.y += 6
    let (left, right) = (PictureCanvas.margin, canvas.width - PictureCanvas.margin)
    canvas.path("M\(pixels(left)) \(pixels(canvas.y))H\(pixels(right))", "rule")
    canvas.y += 6
  }

  /// What was read, and what the document does not show.
  private func foot(_ reports: [Report], _ canvas: inout PictureCanvas) {
    for report in reports {
      let file = report.trace.files.first.map(words.text.fileName) ?? "trace"
      var text = "\(file): \(words.trace(report.trace))"
      if let snapshot = report.snapshot { text += "; with \(words.text.fileName(snapshot.file))" }
      let told = ProcessSelection(report.processes, most: Self.processesShown).lists.told
      let successors = told.flatMap { report.processes[$0].reloads }
        .filter(\.tellsSuccessors).flatMap(\.successors).map(\.pid)
      let pids = Set(successors)
      let drawn = told.count
      let others = report.processes.indices.count { index in
        !told.contains(index) && !(report.processes[index].pid.map(pids.contains) ?? false)
      }
      if others > 0, drawn > 0 {
        text +=
          "; " + counted(others, "process", plural: "processes")
          + " more, not drawn"
      }
      canvas.paragraph(
        text, x: PictureCanvas.margin, letter: 6.6, leading: 15, most: 3, "dim")
    }
    canvas.y += 12
  }

  private static func document(
    _ canvas: PictureCanvas, title: String, _ pictures: [Picture]
  ) -> [UInt8] {
    let (width, height) = (pixels(canvas.width), pixels(canvas.y))
    var out = Markup()
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    out.open(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "rt", "width": width, "height": height,
        "viewBox": "0 0 \(width) \(height)", "role": "img", "aria-labelledby": "rt-title rt-desc",
      ])
    out.element("title", ["id": "rt-title"], title)
    out.element("desc", ["id": "rt-desc"], description(pictures))
    out.raw("\n<style>\n\(PictureStyle.rules)</style>\n<defs>\n\(PictureStyle.patterns)</defs>\n")
    out.empty("rect", ["class": "page", "width": width, "height": height])
    out.line()
    out.append(canvas.markup)
    out.raw("</svg>\n")
    return out.bytes
  }

  /// What the pictures show, for who cannot see them.
  private static func description(_ pictures: [Picture]) -> String {
    let sentences = pictures.map { picture in
      let rows = picture.rows.prefix(40).map(\.title)
      let more = picture.rows.count > 40 ? "; and \(picture.rows.count - 40) more" : ""
      let sentences = [picture.title] + picture.subtitle + [rows.joined(separator: "; ") + more]
      return sentences.filter { !$0.isEmpty }.map { $0.hasSuffix(".") ? $0 : $0 + "." }
        .joined(separator: " ")
    }
    return sentences.joined(separator: " ")
  }
}
