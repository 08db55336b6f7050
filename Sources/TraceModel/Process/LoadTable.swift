/// The loads that live in one address space: whose pages are whose.
///
/// A value: a child of fork gets it with the address space.
struct LoadTable: Sendable {
  /// The loads of which a page is mapped, by number.
  private(set) var live = SharedTable<Load>()
  /// Those of shared objects by the number of their path, the oldest first.
  private var ofPath = SharedTable<[LoadID]>()

  /// The load of a number, while it lives.
  subscript(_ id: LoadID) -> Load? { live[id.rawValue] }

  /// What is told of a load while it lives, without a copy of all that is known of it.
  @inline(__always)
  func read<Answer>(_ id: LoadID, _ tell: (borrowing Load) -> Answer) -> Answer? {
    live.read(id.rawValue, tell)
  }

  /// Whether a load lives.
  func contains(_ id: LoadID) -> Bool { live.contains(id.rawValue) }

  /// Takes in a new load of a file with this path.
  mutating func insert(_ load: Load, _ path: BackingTable.PathFacts) {
    live[load.id.rawValue] = load
    guard path.isSharedObject else { return }
    if ofPath.contains(path.number) {
      ofPath.update(path.number) { $0.append(load.id) }
    } else {
      ofPath[path.number] = [load.id]
    }
  }

  /// The oldest load of a shared object by the number of its path.
  func oldest(ofPath number: UInt32) -> LoadID? { ofPath[number]?.first }

  /// Notes that pages of a load came, or became executable or writable.
  mutating func add(_ id: LoadID, bytes: UInt64, traits: Load.Traits) {
    live.update(id.rawValue) { load in
      // A load that replaces its own pages has them twice for a moment: hostile sizes exceed 64 bits.
      let (sum, overflow) = load.mapped.addingReportingOverflow(bytes)
      load.mapped = overflow ? .max : sum
      load.traits.formUnion(traits)
    }
  }

  /// Notes the extent of a load whose first mmap did not reserve it.
  mutating func extend(_ id: LoadID, to end: UInt64) {
    live.update(id.rawValue) { load in
      guard !load.traits.contains(.exactSize), end > load.base, end - load.base > load.size else {
        return
      }
      load.size = end - load.base
    }
  }

  /// Notes that ld.so made the relocated data read-only: the load is complete.
  mutating func complete(_ id: LoadID, at moment: Moment) {
    live.update(id.rawValue) { if $0.completed.order == 0 { $0.completed = moment } }
  }

  /// Notes that a further part of a load could not be mapped.
  mutating func refuse(_ id: LoadID, at moment: Moment) {
    live.update(id.rawValue) { if !$0.isComplete, !$0.isRefused { $0.refused = moment } }
  }

  /// Notes the lowest page of the file.
  mutating func rebase(_ id: LoadID, to base: UInt64) {
    live.update(id.rawValue) { $0.base = base }
  }

  /// Notes that pages went; the load, ended, if they were its last.
  mutating func remove(
    _ id: LoadID, bytes: UInt64, call: Syscall, at moment: Moment
  ) -> Load? {
    var isOver = false
    live.update(id.rawValue) { load in
      load.mapped -= min(bytes, load.mapped)
      isOver = load.mapped == 0
    }
    guard isOver, var load = live.removeValue(forKey: id.rawValue) else { return nil }
    load.ended = moment
    load.end = .unmapped
    load.endCall = call
    return load
  }

  /// Forgets by which path a load that ended was known.
  mutating func forget(_ id: LoadID, _ path: BackingTable.PathFacts) {
    guard path.isSharedObject, let place = ofPath[path.number]?.firstIndex(of: id) else { return }
    ofPath.update(path.number) { $0.remove(at: place) }
    if ofPath[path.number]?.isEmpty == true { ofPath[path.number] = nil }
  }

  /// Sets the unrounded size that an munmap of the whole extent told.
  mutating func resize(_ id: LoadID, to size: UInt64) {
    live.update(id.rawValue) { load in
      load.size = size
      load.traits.insert(.exactSize)
    }
  }
}
