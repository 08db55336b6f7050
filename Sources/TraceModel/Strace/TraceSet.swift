/// Finds out which inputs are parts of one `-ff` set, and which of its parts lie beside them.
///
/// `strace -ff -o NAME` writes the lines of each thread to NAME.PID, without a pid column. A file is
/// taken for a part where its name has that form and its lines do not say otherwise.
struct TraceSet {
  private struct Key: Hashable {
    var directory: [UInt64]
    var name: String
  }

  private struct Group {
    var name: TracePartName
    var parts: [TracePart] = []
    /// Where its first part stands among the inputs.
    var place: Int
  }

  /// Groups inputs into logs, in the order of the first input of each.
  ///
  /// - Throws: A `TraceError` where a file that was given cannot be read.
  static func logs(of inputs: [TraceInput]) throws(TraceError) -> [TraceLog] {
    var groups: [Key: Group] = [:]
    var logs: [(place: Int, log: TraceLog)] = []
    for (place, input) in inputs.enumerated().map({ ($0.offset, named($0.element)) }) {
      guard case .file(let path) = input, let name = TracePartName(path),
        let directory = DirectoryListing.identity(of: name.directory),
        DirectoryListing.isRegularFile(path)
      else {
        logs.append((place, TraceLog(input)))
        continue
      }
      let key = Key(directory: directory, name: name.name)
      var group = groups[key] ?? Group(name: name, place: place)
      if !group.parts.contains(where: { $0.owner == name.owner }) {
        group.parts.append(TracePart(input: input, owner: name.owner, isGiven: true))
      }
      groups[key] = group
    }
    for group in groups.values.sorted(by: { $0.place < $1.place }) {
      for log in try Self.logs(of: group) { logs.append((group.place, log)) }
    }
    // The sort is stable: logs of one place stay in their order.
    return logs.sorted { $0.place < $1.place }.map(\.log)
  }

  /// The first part of a set of which only the NAME was given, as it was to `strace -ff -o NAME`.
  private static func named(_ input: TraceInput) -> TraceInput {
    guard case .file(let path) = input, !DirectoryListing.exists(path),
      let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")).map({ path.utf8.index(after: $0) })
        ?? Optional(path.utf8.startIndex)
    else { return input }
    let directory = String(path[..<slash])
    let name = String(path[slash...])
    guard !name.isEmpty else { return input }
    var first: (owner: Int32, text: String)?
    DirectoryListing.forEachName(in: directory) { file in
      guard let (text, owner) = TracePartName.suffix(of: file, beside: name),
        first.map({ owner < $0.owner }) ?? true,
        DirectoryListing.isRegularFile(directory + name + "." + text)
      else { return }
      first = (owner, text)
    }
    return first.map { .file(directory + name + "." + $0.text) } ?? input
  }

  /// The parts that lie beside those given, upwards by their ids.
  private static func beside(_ group: Group) -> [TracePart] {
    var found: [Int32: String] = [:]
    DirectoryListing.forEachName(in: group.name.directory) { file in
      guard let (text, owner) = TracePartName.suffix(of: file, beside: group.name.name) else {
        return
      }
      // Where a part lies there both ways, the one that is not compressed.
      if let other = found[owner], other.utf8.count <= text.utf8.count { return }
      found[owner] = text
    }
    for part in group.parts { found[part.owner] = nil }
    let stem = group.name.directory + group.name.name + "."
    return found.sorted { $0.key < $1.key }
      .filter { DirectoryListing.isRegularFile(stem + $0.value) }
      .map { owner, text in
        TracePart(input: .file(stem + text), owner: owner, isGiven: false)
      }
  }

  private static func logs(of group: Group) throws(TraceError) -> [TraceLog] {
    let candidates = group.parts + beside(group)
    let ids = candidates.count > 1 ? Set(candidates.map(\.owner)) : []
    var scanned: [(part: TracePart, scan: PartScan)] = []
    var logs: [TraceLog] = []
    var leftOut: [TraceLog.LeftOut] = []
    for part in candidates {
      do throws(TraceError) {
        let scan = try PartScan(part.input, owner: part.owner, wanted: ids)
        if !scan.isForeign {
          scanned.append((part, scan))
        } else if part.isGiven {
          logs.append(TraceLog(part.input))
        }
      } catch {
        if part.isGiven { throw error }
        leftOut.append(.init(input: part.input, error: error))
      }
    }
    guard scanned.contains(where: \.part.isGiven) else { return logs }
    let kept = keep(scanned)
    leftOut += scanned.indices.filter { !kept.contains($0) }.map {
      .init(input: scanned[$0].part.input)
    }
    var announced: Set<Int32> = []
    for index in kept { announced.formUnion(scanned[index].scan.children) }
    let set = TraceLog(
      parts: kept.map { scanned[$0].part }, announced: announced, leftOut: leftOut)
    return [set] + logs
  }

  /// Leaves out what lies beside and is of another run: families whose first process begins with an
  /// execve of its own and of which no member was given.
  private static func keep(_ scanned: [(part: TracePart, scan: PartScan)]) -> [Int] {
    var families = Families(count: scanned.count)
    var index: [Int32: Int] = [:]
    for (place, entry) in scanned.enumerated() { index[entry.part.owner] = place }
    var isChild = [Bool](repeating: false, count: scanned.count)
    for (parent, entry) in scanned.enumerated() {
      for child in entry.scan.children {
        guard let child = index[child], child != parent else { continue }
        families.join(parent, child)
        isChild[child] = true
      }
    }
    var isGiven = Set<Int>()
    var isOwnRun = Set<Int>()
    for (place, entry) in scanned.enumerated() {
      if entry.part.isGiven { isGiven.insert(families.head(of: place)) }
      if entry.scan.beginsWithExecve, !isChild[place] {
        isOwnRun.insert(families.head(of: place))
      }
    }
    return scanned.indices.filter { place in
      let head = families.head(of: place)
      return isGiven.contains(head) || !isOwnRun.contains(head)
    }
  }
}

/// Which processes descend from one another: disjoint sets with path halving.
struct Families {
  private var parents: [Int]

  init(count: Int) {
    parents = Array(0..<count)
  }

  /// The member that stands for the family of `member`.
  mutating func head(of member: Int) -> Int {
    var member = member
    while parents[member] != member {
      parents[member] = parents[parents[member]]
      member = parents[member]
    }
    return member
  }

  /// Makes two families one.
  mutating func join(_ first: Int, _ second: Int) {
    parents[head(of: second)] = head(of: first)
  }
}
