/// The sources of lines that were put into one log: containers of docker compose, units and hosts of a
/// journal, as the word right before each record names them.
struct LineSources: Sendable {
  private var found: [(name: [UInt8], lines: Int)] = []
  private var last = 0
  /// How often a line was of another source than the one before.
  private var switches = 0

  /// How many sources are remembered.
  private static let most = 4
  /// How many lines each has to have.
  private static let fewest = 3
  /// How often they have to take turns: a unit that was started again is no second source.
  private static let fewestSwitches = 3
  /// How long the word may be, in bytes.
  private static let longest = 64

  /// The names of the sources, in the order of their first lines.
  var names: [[UInt8]] {
    switches < Self.fewestSwitches ? [] : found.filter { $0.lines >= Self.fewest }.map(\.name)
  }

  /// Notes the source of a line of which the record begins at `start`.
  mutating func note(_ line: Span<UInt8>, before start: Int) {
    guard let range = Self.name(line, before: start) else { return }
    for index in found.indices {
      let name = found[index].name
      if name.count == range.count, line.has(name.span, at: range.lowerBound) {
        found[index].lines += 1
        if index != last { switches += 1 }
        last = index
        return
      }
    }
    guard found.count < Self.most else { return }
    found.append((line.copy(range), 1))
    last = found.count - 1
  }

  /// The last word before a record that begins with a letter: `web-1  | `, `strace[991]: `, `[web] `.
  private static func name(_ line: Span<UInt8>, before start: Int) -> Range<Int>? {
    var end = min(start, line.count)
    while end > 0, line[end - 1] == 0x20 || line[end - 1] == UInt8(ascii: "|") { end -= 1 }
    var first = end
    while first > 0, end - first < longest, line[first - 1] != 0x20 { first -= 1 }
    guard first < end else { return nil }
    let letter = line[first] == UInt8(ascii: "[") && first + 1 < end ? first + 1 : first
    return line[letter] | 0x20 &- 0x61 < 26 ? first..<end : nil
  }
}
