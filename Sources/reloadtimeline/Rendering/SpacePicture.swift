import TraceModel

/// Draws addresses downwards, as /proc/PID/maps lists them, and time from left to right: one sees
/// holes open, and be filled again.
struct SpacePicture {
  /// What lies at an address for a while.
  private struct Block {
    var range: Range<UInt64>
    var bar: PictureBar
    var name: String
  }

  /// A stretch of addresses, drawn with a height of its own: most of an address space is empty.
  private struct Band {
    var range: Range<UInt64>
    var isHole: Bool
    /// Whether something begins here.
    var begins: Bool
    var top = 0.0
    var height = 0.0
  }

  /// Where Linux has no user memory any more, on any architecture.
  private static let highest: UInt64 = 1 << 60

  let picture: Picture
  private let axis: LaneAxis
  private let blocks: [Block]
  private let bands: [Band]
  private let height: Double
  private let lanes: ClosedRange<Double>
  private let unplaced: Int

  /// Lays the picture out in a width in columns.
  init(_ picture: Picture, columns: Int) {
    self.picture = picture
    var blocks: [Block] = []
    var unplaced = 0
    for row in picture.rows {
      for bar in row.bars {
        guard let base = bar.base, let size = bar.size, size > 0,
          base < Self.highest, size < Self.highest
        else {
          unplaced += 1
          continue
        }
        // What is mapped are whole pages.
        let end = (base + size + 4095) / 4096 * 4096
        blocks.append(Block(range: base..<end, bar: bar, name: row.text.name))
      }
    }
    self.blocks = blocks
    self.unplaced = unplaced
    let address = 20.0 * PictureStyle.column
    let first = PictureCanvas.margin + address
    lanes = first...(PictureCanvas.margin + Double(max(columns, 40)) * PictureStyle.column)
    axis = LaneAxis(
      start: picture.start, end: picture.end, others: picture.instants,
      columns: Int((lanes.upperBound - first) / PictureStyle.column))
    (bands, height) = Self.bands(blocks)
  }

  /// The stretches between all beginnings and ends, and how high they are together.
  private static func bands(_ blocks: [Block]) -> ([Band], Double) {
    var changes: [UInt64: Int] = [:]
    let beginnings = Set(blocks.map(\.range.lowerBound))
    for block in blocks {
      changes[block.range.lowerBound, default: 0] += 1
      changes[block.range.upperBound, default: 0] -= 1
    }
    let places = changes.keys.sorted()
    var bands: [Band] = []
    var depth = 0
    var y = 0.0
    let least = places.count > 400 ? 5.0 : 15.0
    for (place, next) in zip(places, places.dropFirst()) {
      depth += changes[place, default: 0]
      var band = Band(
        range: place..<next, isHole: depth == 0, begins: beginnings.contains(place), top: y)
      // What is large is a little higher: a picture to scale would show nothing but emptiness.
      let pages = (next - place) / 4096
      let bits = Double(UInt64.bitWidth - pages.leadingZeroBitCount)
      band.height = band.isHole ? (bits > 8 ? 16 : 4) : least + min(24, max(0, bits - 4) * 2)
      y += band.height
      bands.append(band)
    }
    return (bands, y)
  }

  private func x(_ instant: Instant) -> Double {
    lanes.lowerBound + axis.share(of: instant) * (lanes.upperBound - lanes.lowerBound)
  }

  /// Draws below what is there.
  func draw(on canvas: inout PictureCanvas) {
    if picture.rows.isEmpty {
      canvas.y += 14
      return
    }
    let hasNoAxis = axis.isUnordered
    if !blocks.isEmpty, !hasNoAxis {
      canvas.y += 30
      header(&canvas)
      let top = canvas.y
      for band in bands { self.band(band, below: top, &canvas) }
      // Where every address begins is looked up, not searched: there may be many.
      var tops: [UInt64: Double] = [:]
      for band in bands {
        tops[band.range.lowerBound] = band.top
        tops[band.range.upperBound] = band.top + band.height
      }
      for block in blocks { self.block(block, tops, below: top, &canvas) }
      let ends = picture.phases.filter { $0.kind != .gap }.flatMap { [$0.from, $0.to] }
      for instant in ends + picture.marks.map(\.instant) {
        canvas.vertical(x: x(instant), from: top - 4, to: top + height, "edge")
      }
      if let trigger = picture.trigger, picture.wait == nil {
        canvas.vertical(x: x(trigger.instant), from: top - 4, to: top + height, "signal")
      }
      canvas.y = top + height + 8
      let used = Set(blocks.map(\.bar.look))
      PictureLegend.draw(PictureLook.allCases.filter(used.contains), on: &canvas)
    }
    var notes = picture.leftOut
    if hasNoAxis {
      notes.append("there is no picture: lines of several files without times have no order")
    } else if axis.countsLines {
      notes.append("drawn over the lines of the log, not over time")
    }
    if !picture.phases.isEmpty, !hasNoAxis {
      let others = Set(picture.marks.map(\.word)).sorted().map { ", \($0)" }.joined()
      notes.append("dotted lines: where unloading and loading begin and end\(others)")
    }
    notes.append(
      "addresses grow downwards, as in /proc/PID/maps; heights are not to scale, empty stretches "
        + "are cut short")
    if unplaced > 0 {
      notes.append(
        counted(unplaced, "load") + " of unknown address or size "
          + (unplaced == 1 ? "is" : "are") + " not drawn")
    }
    canvas.y += 4
    for note in notes {
      canvas.paragraph(
        note, x: PictureCanvas.margin, letter: 6.6, leading: 16, most: 3, "dim")
    }
    canvas.y += 14
  }

  private func header(_ canvas: inout PictureCanvas) {
    canvas.text("address", x: PictureCanvas.margin, y: canvas.y, "mono dim")
    for tick in axis.ticks() {
      let place = lanes.lowerBound + tick.share * (lanes.upperBound - lanes.lowerBound)
      canvas.text(tick.label, x: place, y: canvas.y, "mono dim")
    }
    if let trigger = picture.trigger {
      let name = TextRenderer(options: TextOptions()).glyphs.sentence(trigger.signal)
      let text = picture.wait.map { "◂ \(name) \($0) earlier" } ?? "▾ \(name)"
      canvas.y += 15
      let place = picture.wait == nil ? x(trigger.instant) - 3 : lanes.lowerBound
      canvas.text(text, x: place, y: canvas.y, "mono strong")
    }
    canvas.y += 8
  }

  private func band(_ band: Band, below top: Double, _ canvas: inout PictureCanvas) {
    let y = top + band.top
    if band.isHole {
      guard band.height > 10 else { return }
      let size = ByteCount.text(band.range.upperBound - band.range.lowerBound)
      return canvas.text("⋮ \(size)", x: PictureCanvas.margin, y: y + 11, "mono dim")
    }
    guard band.begins else { return }
    let right = pixels(lanes.upperBound)
    canvas.path("M\(pixels(PictureCanvas.margin)) \(pixels(y))H\(right)", "grid")
    guard band.height > 10 else { return }
    let address = String(band.range.lowerBound, radix: 16)
    canvas.text(address, x: PictureCanvas.margin, y: y + 11, "mono")
  }

  private func block(
    _ block: Block, _ tops: [UInt64: Double], below top: Double, _ canvas: inout PictureCanvas
  ) {
    guard let first = tops[block.range.lowerBound], let last = tops[block.range.upperBound] else {
      return
    }
    let from = block.bar.from.map(x) ?? lanes.lowerBound
    let to = block.bar.to.map(x) ?? lanes.upperBound
    let y = top + first + 1
    canvas.rect(
      x: min(from, lanes.upperBound - 2), y: y, width: max(2, to - from),
      height: max(3, last - first - 2),
      block.bar.look.rawValue, title: block.bar.title)
    if block.bar.look.isAttempt { canvas.cross(x: to, y: y + (last - first) / 2 - 1) }
    label(block, from: from, to: to, y: y + min(11, (last - first) / 2 + 3), &canvas)
    canvas.markup.line()
  }

  /// The name beside or on a block, where there is room for it.
  private func label(
    _ block: Block, from: Double, to: Double, y: Double, _ canvas: inout PictureCanvas
  ) {
    let columns = Int((to - from - 8) / PictureStyle.column)
    let needed = DisplayWidth.of(block.name)
    guard columns >= min(needed, 8) else {
      // Before it, where the hole is that it fills.
      guard block.bar.from != nil, from - lanes.lowerBound > 160 else { return }
      let short = DisplayWidth.shorten(block.name, to: 20, ellipsis: "…")
      return canvas.text(short, x: from - 5, y: y, "mono end")
    }
    let short = DisplayWidth.shorten(block.name, to: columns, ellipsis: "…")
    let width = Double(DisplayWidth.of(short)) * PictureStyle.column
    canvas.rect(x: from + 3, y: y - 9.5, width: width + 4, height: 12, "page")
    canvas.text(short, x: from + 5, y: y, "mono")
  }
}
