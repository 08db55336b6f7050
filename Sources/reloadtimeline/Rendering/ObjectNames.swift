import TraceModel

/// Short names for objects: the last component of the path, and more of it where two are alike.
struct ObjectNames {
  /// The names, one for each object, safe to show.
  let names: [String]
  private let glyphs: Glyphs
  /// How many directories a name may show to be told from another.
  private static let deepest = 6

  /// Names objects.
  init(_ objects: [ObjectReport], glyphs: Glyphs) {
    self.glyphs = glyphs
    var names = objects.map { glyphs.name($0.name) }
    var alike = Array(names.indices)
    for depth in 2...Self.deepest {
      let counts = alike.reduce(into: [String: Int]()) { $0[names[$1], default: 0] += 1 }
      alike = alike.filter { counts[names[$0], default: 0] > 1 }
      if alike.isEmpty { break }
      for index in alike { names[index] = Self.tail(of: objects[index].path, depth, glyphs) }
    }
    self.names = names
  }

  /// The names of some objects, as many as fit, and how many more there are.
  func list(_ indices: [Int], columns: Int) -> String {
    var text = ""
    for (place, index) in indices.enumerated() {
      let left = indices.count - place - 1
      let rest = left > 0 ? " and \(left) more" : ""
      let next = (place == 0 ? "" : text + ", ") + names[index]
      if place > 0, DisplayWidth.of(next) + DisplayWidth.of(rest) > columns {
        return text + " and \(left + 1) more"
      }
      let room = max(8, columns - DisplayWidth.of(rest))
      text = DisplayWidth.shorten(next, to: room, ellipsis: glyphs.ellipsis)
    }
    return text
  }

  private static func tail(of path: TraceText, _ components: Int, _ glyphs: Glyphs) -> String {
    let parts = path.bytes.split(separator: UInt8(ascii: "/"))
    let tail = parts.suffix(components).joined(separator: [UInt8(ascii: "/")])
    return glyphs.name(TraceText(bytes: Array(tail)))
  }
}
