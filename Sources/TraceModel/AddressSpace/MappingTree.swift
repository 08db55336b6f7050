/// Disjoint mappings in the order of their addresses: a directory of leaves, each an array.
///
/// A search costs two binary searches; a change moves at most one leaf. Copies share every leaf
/// that neither has changed since. This file alone knows the layout; positions are good until the
/// next insertion or removal.
struct MappingTree: Sendable {
  /// A place in the order; `leaf == leaves.count` is the end.
  struct Position {
    fileprivate var leaf: Int
    fileprivate var slot: Int
  }

  /// The most mappings of a leaf, and the fewest below which it looks for a neighbour to join.
  private static let most = 64
  private static let fewest = 16

  private var leaves: [[Mapping]] = []
  /// The first address of each leaf, apart from them so that a search touches little memory.
  private var starts: [UInt64] = []
  /// How many mappings there are.
  private(set) var count = 0
  /// How many of them are marked so that fork is no mere assignment (`MappingTraits.matterToFork`).
  private(set) var forkMarkCount = 0
  /// How many mappings are of System V segments: without any, none has to be looked for.
  private(set) var systemVCount = 0

  /// The position of the lowest mapping that ends after `address`: of the one that holds it, or
  /// else of the next above.
  func position(endingAfter address: UInt64) -> Position {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return Position(leaf: 0, slot: 0) }
    let leaf = low - 1
    low = 0
    high = leaves[leaf].count
    while low < high {
      let middle = (low + high) / 2
      if leaves[leaf][middle].range.end <= address { low = middle + 1 } else { high = middle }
    }
    return low < leaves[leaf].count
      ? Position(leaf: leaf, slot: low) : Position(leaf: leaf + 1, slot: 0)
  }

  /// The mapping there, or nothing at the end.
  func mapping(at position: Position) -> Mapping? {
    position.leaf < leaves.count ? leaves[position.leaf][position.slot] : nil
  }

  /// The position after one that is not the end.
  func position(after position: Position) -> Position {
    position.slot + 1 < leaves[position.leaf].count
      ? Position(leaf: position.leaf, slot: position.slot + 1)
      : Position(leaf: position.leaf + 1, slot: 0)
  }

  /// The position before, or nothing at the first.
  func position(before position: Position) -> Position? {
    if position.slot > 0 { return Position(leaf: position.leaf, slot: position.slot - 1) }
    guard position.leaf > 0 else { return nil }
    return Position(leaf: position.leaf - 1, slot: leaves[position.leaf - 1].count - 1)
  }

  /// Puts a mapping in the place of another; the order must not change.
  mutating func replace(at position: Position, with mapping: Mapping) {
    tally(leaves[position.leaf][position.slot], -1)
    tally(mapping, 1)
    leaves[position.leaf][position.slot] = mapping
    if position.slot == 0 { starts[position.leaf] = mapping.range.start }
  }

  /// Puts a mapping before the one at a position.
  mutating func insert(_ mapping: Mapping, at position: Position) {
    count += 1
    tally(mapping, 1)
    var (leaf, slot) = (position.leaf, position.slot)
    if slot == 0, leaf > 0, leaf == leaves.count || leaves[leaf - 1].count < Self.most {
      leaf -= 1
      slot = leaves[leaf].count
    }
    guard leaf < leaves.count else {
      leaves.append([mapping])
      starts.append(mapping.range.start)
      return
    }
    leaves[leaf].insert(mapping, at: slot)
    if slot == 0 { starts[leaf] = mapping.range.start }
    if leaves[leaf].count > Self.most { split(leaf) }
  }

  /// Takes the mapping at a position out.
  mutating func remove(at position: Position) {
    let leaf = position.leaf
    let mapping = leaves[leaf].remove(at: position.slot)
    count -= 1
    tally(mapping, -1)
    guard let first = leaves[leaf].first else {
      leaves.remove(at: leaf)
      starts.remove(at: leaf)
      return
    }
    starts[leaf] = first.range.start
    guard leaves[leaf].count < Self.fewest else { return }
    if leaf + 1 < leaves.count { join(leaf) }
    if leaf > 0 { join(leaf - 1) }
  }

  /// Counts a mapping in or out by its traits.
  private mutating func tally(_ mapping: Mapping, _ change: Int) {
    if !mapping.traits.isDisjoint(with: .matterToFork) { forkMarkCount += change }
    if mapping.traits.contains(.systemV) { systemVCount += change }
  }

  private mutating func split(_ leaf: Int) {
    let upper = Array(leaves[leaf][(Self.most / 2)...])
    leaves[leaf].removeSubrange((Self.most / 2)...)
    leaves.insert(upper, at: leaf + 1)
    starts.insert(upper[0].range.start, at: leaf + 1)
  }

  /// Joins a leaf with the next if that leaves room to grow.
  private mutating func join(_ leaf: Int) {
    guard leaves[leaf].count + leaves[leaf + 1].count <= Self.most * 3 / 4 else { return }
    let upper = leaves.remove(at: leaf + 1)
    starts.remove(at: leaf + 1)
    leaves[leaf].append(contentsOf: upper)
  }

  /// What is wrong with the layout, or nothing.
  func checkLayout() -> String? {
    if leaves.contains(where: { $0.isEmpty || $0.count > Self.most }) { return "a leaf's size" }
    if starts != leaves.map({ $0.first?.range.start ?? 0 }) { return "a leaf's start" }
    let all = leaves.joined()
    if count != all.count { return "the count" }
    if forkMarkCount != all.count(where: { !$0.traits.isDisjoint(with: .matterToFork) }) {
      return "the count of what matters to fork"
    }
    if systemVCount != all.count(where: { $0.traits.contains(.systemV) }) {
      return "the count of System V segments"
    }
    // Two small leaves side by side would let the directory outgrow what is mapped.
    let small = zip(leaves, leaves.dropFirst()).contains {
      max($0.count, $1.count) < Self.fewest
    }
    return small ? "two small leaves" : nil
  }
}
