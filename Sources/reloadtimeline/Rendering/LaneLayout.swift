/// How wide the columns of the lanes' table are, and which of them there is room for.
struct LaneLayout {
  /// The columns of blank before a row.
  static let indent = 2
  /// The columns of each column, 0 for one that is left out.
  private(set) var name: Int
  private(set) var base: Int
  private(set) var size: Int
  private(set) var moved: Int
  private(set) var lanes = 0
  private(set) var gone: Int
  private(set) var lines: Int
  private(set) var notes = 0
  private(set) var marks = 0
  /// What there is no room for and no other place shows, by its title.
  private(set) var leftOut: [String] = []

  /// Fits the columns into a width, leaving out first what can be told elsewhere.
  init(rows: [LaneRow], width: Int, linesTitle: String) {
    func widest(_ text: (LaneRow) -> String, title: String) -> Int {
      let content = rows.reduce(0) { max($0, DisplayWidth.of(text($1))) }
      return content == 0 ? 0 : max(content, title.utf8.count)
    }
    name = min(widest(\.name, title: "object"), max(14, width / 4))
    base = widest(\.base, title: "base")
    size = widest(\.size, title: "size")
    moved = widest(\.moved, title: "now at")
    gone = widest(\.gone, title: "gone")
    lines = min(widest(\.lines, title: linesTitle), width / 4)
    let noteWidth = widest(\.noteText, title: "")
    let markWidth = widest(\.marks, title: "")
    let steps: [(least: Int, change: (inout LaneLayout) -> Void)] = [
      (28, { $0.notes = noteWidth }),
      (
        24,
        {
          $0.notes = 0; $0.marks = markWidth
        }
      ),
      (24, { $0.moved = 0 }),
      (16, { $0.size = 0 }),
      (10, { $0.base = 0 }),
      (10, { $0.name = min($0.name, 14) }),
    ]
    let (allOfBase, allOfSize) = (base, size)
    for step in steps {
      step.change(&self)
      lanes = width - taken
      if lanes >= step.least { break }
    }
    if lanes < (steps.last?.least ?? 0) { lanes = 0 }
    if base < allOfBase { leftOut.append("base") }
    if size < allOfSize { leftOut.append("size") }
    if lanes == 0 { leftOut.append("the lanes") }
  }

  /// Leaves the lanes out, where no axis can order what they would show.
  mutating func dropLanes() { lanes = 0 }

  private var taken: Int {
    let columns = [base, size, moved, gone, lines, notes].filter { $0 > 0 }
    let afterName = marks > 0 ? marks + 1 : 0
    return Self.indent + name + afterName + columns.reduce(0) { $0 + $1 + 2 } + 2
  }
}
