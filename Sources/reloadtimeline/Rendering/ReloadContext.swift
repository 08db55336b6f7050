import TraceModel

/// What a reload has to do with other processes and with the reload before, in words.
struct ReloadContext {
  /// One thing: what it is about, and the sentence.
  struct Fact {
    var title: String
    var text: String
  }

  private static let childrenShown = 6
  private static let differencesShown = 4
  private static let callersShown = 4
  private static let objectsShown = 4

  let reload: ReloadReport
  let process: ProcessReport
  let words: TextRenderer
  private var glyphs: Glyphs { words.glyphs }

  init(_ reload: ReloadReport, of process: ProcessReport, words: TextRenderer) {
    self.reload = reload
    self.process = process
    self.words = words
  }

  /// With which processes the service goes on, and which of them still run old files.
  var succession: [Fact] {
    let children = reload.successors.filter { $0.role == .child }
    let others = reload.successors.filter { $0.role != .child }
    guard reload.tellsSuccessors else { return [] }
    var facts = others.map(fact)
    if let children = fact(children) { facts.append(children) }
    if let end = reload.processEnd, !reload.failed {
      let name = process.pid.map { "\($0)" } ?? "this process"
      facts.append(Fact(title: "old process", text: "\(name) ended (\(words.place(end)))"))
    }
    let stale = reload.objects.filter { !$0.holders.isEmpty }
    if let object = stale.first, object.holders.count > 1 {
      let more = stale.count > 1 ? " and \(stale.count - 1) more" : ""
      facts.append(
        Fact(
          title: "old file",
          text: "\(glyphs.name(object.name))\(more) from a replaced or deleted file still mapped "
            + "at the end by \(pids(object.holders))"))
    }
    return facts
  }

  private func fact(_ children: [Successor]) -> Fact? {
    guard let first = children.first, let last = children.last else { return nil }
    let names = pids(children.map(\.pid))
    let places = first.born.line == last.born.line ? "" : " to \(last.born.line)"
    let owner = process.pid.map { " of \($0)" } ?? ""
    let inherited = children.compactMap(\.inherited)
    let objects: String
    if let least = inherited.min(), let most = inherited.max(), inherited.count == children.count {
      objects =
        least == most
        ? ": \(counted(most, "object")) inherited" : ": \(least) to \(most) objects inherited"
    } else {
      objects = " as it was then"
    }
    return Fact(
      title: children.count == 1 ? "new child" : "new children",
      text: "\(names) (\(words.place(first.born))\(places)), "
        + (children.count == 1 ? "" : "each ") + "with a copy of the address space\(owner)"
        + objects)
  }

  private func fact(_ successor: Successor) -> Fact {
    let name = successor.executable.map { glyphs.name($0) } ?? "a program not known"
    let execve = successor.executed.map { ", execve at \(words.place($0))" } ?? ""
    var text = "\(successor.pid), \(name) (born at \(words.place(successor.born))\(execve)): "
    text += "an address space of its own, nothing is inherited"
    if !successor.children.isEmpty { text += "; its children: \(pids(successor.children))" }
    if let ended = successor.ended { text += "; it ended (\(words.place(ended)))" }
    return Fact(
      title: successor.role == .mainProcess ? "new main process" : "other program", text: text)
  }

  private func pids(_ pids: [Int]) -> String {
    let shown = pids.prefix(Self.childrenShown).map(String.init).joined(separator: ", ")
    return pids.count > Self.childrenShown
      ? shown + " and \(pids.count - Self.childrenShown) more" : shown
  }

  /// Who had objects unloaded and loaded, where stack frames (`-k`) show it.
  var callers: [Fact] {
    var groups: [(caller: CallerReport, objects: [ObjectReport])] = []
    for object in reload.objects {
      guard let caller = object.caller else { continue }
      if let place = groups.firstIndex(where: {
        $0.caller.function == caller.function && $0.caller.path == caller.path
      }) {
        groups[place].objects.append(object)
      } else {
        groups.append((caller, [object]))
      }
    }
    return groups.prefix(Self.callersShown).map { caller, objects in
      let function = caller.function ?? "a call"
      let origin = " from " + glyphs.name(caller.path.lastComponent)
      let named = objects.prefix(Self.objectsShown).map { object in
        let place = object.caller.map { " (\(words.place($0.instant)))" } ?? ""
        return glyphs.name(object.name) + place
      }
      let more = objects.count > named.count ? " and \(objects.count - named.count) more" : ""
      return Fact(
        title: "called by",
        text: "\(function)\(origin): \(named.joined(separator: ", "))\(more); by the stack frames")
    }
  }

  /// All there is, in groups.
  var groups: [[Fact]] {
    [succession, callers, comparison.map { [$0] } ?? []].filter { !$0.isEmpty }
  }

  /// How the reload compares with the one before it.
  var comparison: Fact? {
    guard let comparison = reload.comparison, let previous = comparison.previous,
      reload.kind != .cycle
    else { return nil }
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
        "\(Self.signed(growth.bytes)) and "
          + "\(growth.mappings < 0 ? "-" : "+")\(counted(growth.mappings.magnitude, "mapping"))"
          + " when it began")
    }
    return Fact(title: "against #\(previous)", text: parts.joined(separator: "; "))
  }

  private static func signed(_ bytes: Int) -> String {
    (bytes < 0 ? "-" : "+") + ByteCount.text(UInt64(bytes.magnitude))
  }
}

extension ReloadReport {
  /// Whether it is a part of its story with which processes the service goes on: where this one was
  /// replaced or did not reload itself.
  var tellsSuccessors: Bool {
    !successors.isEmpty
      && (kind == .handover || kind == .reexec || successors.contains { $0.role != .child })
  }
}
