import TraceModel

/// A table of a page; where scripts run, it can be sorted and filtered.
struct PageTable {
  /// A cell.
  struct Cell {
    fileprivate var text: String
    /// What it is sorted by, where that is not its text.
    fileprivate var value: String?
    fileprivate var link: String?
    fileprivate var className: String?
    /// What stands small below the text.
    fileprivate var detail: String?
    fileprivate var body: ((inout Markup) -> Void)?

    /// A cell with text.
    init(
      _ text: String, value: String? = nil, link: String? = nil, className: String? = nil,
      detail: String? = nil
    ) {
      self.text = text
      self.value = value
      self.link = link
      self.className = className
      self.detail = detail
    }

    /// A cell that is written by a closure.
    init(className: String? = nil, _ body: @escaping (inout Markup) -> Void) {
      text = ""
      self.className = className
      self.body = body
    }

    fileprivate var isEmpty: Bool { text.isEmpty && body == nil }
  }

  let titles: [String]
  /// What it is, for those who cannot see it.
  let label: String
  var id: String?
  var rows: [[Cell]] = []
  /// The places of the rows, where they are linked to.
  var ids: [String] = []

  /// Creates a table without rows.
  init(titles: [String], label: String, id: String? = nil) {
    self.titles = titles
    self.label = label
    self.id = id
  }

  /// Writes it.
  func write(to out: inout Markup) {
    out.open("div", ["class": "table", "tabindex": "0", "role": "region", "aria-label": label])
    out.open("table", ["id": id])
    // A column in which nothing stands is only in the way.
    let columns = titles.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    out.raw("<thead><tr>")
    for column in columns { out.element("th", ["scope": "col"], titles[column]) }
    out.raw("</tr></thead>\n<tbody>\n")
    for (index, row) in rows.enumerated() {
      out.open("tr", ["id": ids.indices.contains(index) ? ids[index] : nil])
      for column in columns { write(row[column], to: &out) }
      out.raw("</tr>\n")
    }
    out.raw("</tbody></table></div>\n")
  }

  private func write(_ cell: Cell, to out: inout Markup) {
    out.open("td", ["class": cell.className, "data-v": cell.value])
    if let body = cell.body {
      body(&out)
    } else if let link = cell.link {
      out.element("a", ["href": link], cell.text)
    } else {
      out.text(cell.text)
    }
    if let detail = cell.detail { out.element("small", detail) }
    out.close("td")
  }

  /// What lies between two instants, in seconds to sort by.
  static func seconds(from: Instant, to: Instant) -> String {
    guard let first = from.seconds, let last = to.seconds, (last - first).isFinite else {
      return ""
    }
    return "\(last - first)"
  }
}
