import TraceModel

extension TextRenderer {
  private static let childrenShown = 6
  private static let differencesShown = 4

  /// With which processes the service goes on, and which of them still run old files.
  func succession(
    _ reload: ReloadReport, _ process: ProcessReport, _ canvas: inout TextCanvas
  ) {
    let children = reload.successors.filter { $0.role == .child }
    let others = reload.successors.filter { $0.role != .child }
    let isTold = reload.kind == .handover || reload.kind == .reexec || !others.isEmpty
    guard isTold, !reload.successors.isEmpty else { return }
    canvas.blank()
    for successor in others { tell(successor, &canvas) }
    if let first = children.first, let last = children.last {
      let names = pids(children.map(\.pid))
      let places = first.born.line == last.born.line ? "" : " to \(last.born.line)"
      let owner = process.pid.map { " of \($0)" } ?? ""
      let inherited = children.compactMap(\.inherited)
      let objects: String
      if let least = inherited.min(), let most = inherited.max(), inherited.count == children.count
      {
        objects =
          least == most
          ? ": \(counted(most, "object")) inherited" : ": \(least) to \(most) objects inherited"
      } else {
        objects = " as it was then"
      }
      say(
        children.count == 1 ? "new child" : "new children",
        "\(names) (\(place(first.born))\(places)), "
          + (children.count == 1 ? "" : "each ") + "with a copy of the address space\(owner)"
          + objects, &canvas)
    }
    if let end = reload.processEnd {
      let name = process.pid.map { "\($0)" } ?? "this process"
      say("old process", "\(name) ended (\(place(end)))", &canvas)
    }
    let stale = reload.objects.filter { !$0.holders.isEmpty }
    if let object = stale.first, object.holders.count > 1 {
      let more = stale.count > 1 ? " and \(stale.count - 1) more" : ""
      say(
        "old file",
        "\(glyphs.name(object.name))\(more) from a replaced or deleted file still mapped "
          + "at the end by \(pids(object.holders))", &canvas)
    }
  }

  private func tell(_ successor: Successor, _ canvas: inout TextCanvas) {
    let name = successor.executable.map { glyphs.name($0) } ?? "a program not known"
    let execve = successor.executed.map { ", execve at \(place($0))" } ?? ""
    var text = "\(successor.pid), \(name) (born at \(place(successor.born))\(execve)): "
    text += "an address space of its own, nothing is inherited"
    if !successor.children.isEmpty { text += "; its children: \(pids(successor.children))" }
    if let ended = successor.ended { text += "; it ended (\(place(ended)))" }
    say(successor.role == .mainProcess ? "new main process" : "other program", text, &canvas)
  }

  private func pids(_ pids: [Int]) -> String {
    let shown = pids.prefix(Self.childrenShown).map(String.init).joined(separator: ", ")
    return pids.count > Self.childrenShown
      ? shown + " and \(pids.count - Self.childrenShown) more" : shown
  }

  private func say(_ title: String, _ text: String, _ canvas: inout TextCanvas) {
    var lead = TextLine(indent: 5)
    lead.add(title, .bold)
    canvas.paragraph(lead, indent: 18, [StyledText(text)])
  }

  /// How a reload compares with the one before it.
  func comparison(_ reload: ReloadReport, _ canvas: inout TextCanvas) {
    guard let comparison = reload.comparison, let previous = comparison.previous,
      reload.kind != .cycle
    else { return }
    var parts: [String] = []
    if comparison.isFirstFailure { parts.append("the first that failed") }
    if comparison.differences.isEmpty {
      parts.append("the same fates")
    } else {
      let shown = comparison.differences.prefix(Self.differencesShown).map { difference in
        let was = difference.was?.rawValue ?? "not there"
        let now = difference.is?.rawValue ?? "not there"
        return "\(glyphs.name(difference.path.lastComponent)) \(now) (was \(was))"
      }
      let more = comparison.differences.count - shown.count
      parts.append(shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""))
    }
    if comparison.moved > 0 {
      parts.append("\(counted(comparison.moved, "object")) at another address")
    }
    if let growth = comparison.growth, growth.bytes != 0 || growth.mappings != 0 {
      parts.append(
        "since then \(Self.signed(growth.bytes)), "
          + "\(growth.mappings < 0 ? "-" : "+")\(counted(growth.mappings.magnitude, "mapping"))")
    }
    canvas.blank()
    say("against #\(previous)", parts.joined(separator: "; "), &canvas)
  }

  private static func signed(_ bytes: Int) -> String {
    (bytes < 0 ? "-" : "+") + ByteCount.text(UInt64(bytes.magnitude))
  }
}
