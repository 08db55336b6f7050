import TraceModel

/// The lane of one object: a cell for each column of the axis.
struct Lane {
  /// What a cell shows.
  enum Cell: Sendable {
    /// Not mapped.
    case empty
    /// Mapped.
    case mapped
    /// The last page went here.
    case end
    /// The first mmap was here.
    case begin
    /// It went and came back within the column.
    case gap
    /// Mapped by a load that will be given up.
    case attempt
    /// A load was given up here.
    case givenUp
    /// Mapped by two loads at once.
    case double
  }

  /// The cells.
  private(set) var cells: [Cell]

  /// Draws the spans of an object.
  init(_ spans: [MappedSpan], on axis: LaneAxis) {
    cells = Array(repeating: .empty, count: axis.columns)
    for span in spans {
      let first = span.from.map(axis.column) ?? 0
      let last = span.to.map(axis.column) ?? axis.columns - 1
      guard first <= last else { continue }
      if span.gaveUp {
        for column in first..<last where cells[column] == .empty { cells[column] = .attempt }
        cells[last] = .givenUp
      } else {
        draw(first...last, begins: span.from != nil, ends: span.to != nil)
      }
    }
  }

  private mutating func draw(_ range: ClosedRange<Int>, begins: Bool, ends: Bool) {
    for column in range {
      let isBegin = begins && column == range.lowerBound
      let isEnd = ends && column == range.upperBound
      let cell: Cell =
        switch (isBegin, isEnd) {
        case (true, false): .begin
        case (false, true): .end
        default: .mapped
        }
      cells[column] = Self.merge(cells[column], cell)
    }
  }

  private static func merge(_ old: Cell, _ new: Cell) -> Cell {
    switch (old, new) {
    case (.empty, _), (.attempt, _): new
    case (.givenUp, _): .givenUp
    case (.end, .begin), (.gap, _): .gap
    case (.end, .mapped): .gap
    default: .double
    }
  }

  /// The lane in signs.
  func text(_ glyphs: Glyphs) -> String {
    String(cells.map { $0.sign(glyphs) })
  }
}

extension Lane.Cell {
  fileprivate func sign(_ glyphs: Glyphs) -> Character {
    switch self {
    case .empty: " "
    case .mapped: glyphs.bar
    case .end: glyphs.end
    case .begin: glyphs.begin
    case .gap: glyphs.gap
    case .attempt: glyphs.attempt
    case .givenUp: glyphs.cross
    case .double: glyphs.double
    }
  }
}
