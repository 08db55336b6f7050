/// What a mapping is backed by.
struct Backing: Sendable, Hashable {
  /// The kinds.
  enum Kind: UInt8, Sendable {
    /// Private memory without a file.
    case anonymous
    /// MAP_SHARED|MAP_ANONYMOUS: the kernel shows `/dev/zero (deleted)`.
    case sharedAnonymous
    /// MAP_HUGETLB|MAP_ANONYMOUS: the kernel shows `/anon_hugepage (deleted)`.
    case hugePages
    /// A System V segment.
    case systemV
    /// A file with a name.
    case file
    /// A file whose name the log does not show.
    case unknownFile
    /// What the kernel makes: `[stack]`, `[vdso]`, `[heap]`.
    case special

    /// Whether it is memory of a file that no path leads to, made with the mapping.
    var isPathlessMemory: Bool {
      self == .sharedAnonymous || self == .hugePages || self == .systemV
    }
  }

  /// The kind.
  var kind: Kind
  /// The name as it was shown, marks of replacement included; what maps prints.
  var shownName: TraceText
  /// The path, marks of replacement removed: what objects are compared by.
  var path: TraceText
  /// Whether the file's name was gone when it was shown.
  var isDeleted = false
  /// The device as /proc/PID/maps prints it, and the inode, where a snapshot shows them.
  var device: String?
  /// The inode.
  var inode: UInt64?
  /// Tells apart what has the same name and is another all the same.
  var generation: UInt32 = 0

  /// Whether it is memory of a file that no path leads to, made with the mapping.
  var isPathlessMemory: Bool { kind.isPathlessMemory }

  /// A file by the name that was shown for it.
  static func file(
    shown: [UInt8], isDeleted: Bool, device: String? = nil, inode: UInt64? = nil
  ) -> Backing {
    let marked = isDeleted ? shown + Array(" (deleted)".utf8) : shown
    let path = ReplacedName.strip(shown)
    return Backing(
      kind: .file, shownName: TraceText(bytes: marked), path: TraceText(bytes: path),
      isDeleted: isDeleted || path.count != shown.count, device: device, inode: inode)
  }
}

/// Names as packagers leave them when they replace a file that is in use.
enum ReplacedName {
  /// `name` without the marks of replacement: ` (deleted)` by the kernel, `;5c530fe7` by rpm (a
  /// transaction id of eight hex digits), `.dpkg-new` and `.dpkg-tmp` by dpkg.
  static func strip(_ name: [UInt8]) -> [UInt8] {
    var name = name
    drop(" (deleted)", from: &name)
    drop(".dpkg-new", from: &name)
    drop(".dpkg-tmp", from: &name)
    if name.count > 9, name[name.count - 9] == UInt8(ascii: ";"),
      name.suffix(8).allSatisfy({ hexDigitValue($0) != nil })
    {
      name.removeLast(9)
    }
    return name
  }

  private static func drop(_ suffix: StaticString, from name: inout [UInt8]) {
    if name.count > suffix.utf8CodeUnitCount, name.span.ends(with: suffix) {
      name.removeLast(suffix.utf8CodeUnitCount)
    }
  }
}

/// All that is or was mapped in a log, each once.
///
/// Shared anonymous memory, and that of huge pages, has no name of its own, and each mapping of it is
/// another file: its numbers are above `firstUnnamed` and take no memory.
struct BackingTable: Sendable {
  private static let firstUnnamed: UInt32 = 1 << 31
  private static let huge: UInt32 = 1 << 30
  /// What is known of a path, kept for each backing too, so that no name is compared for every line.
  struct PathFacts: Sendable, BitwiseCopyable {
    /// Its number, the same for equal paths.
    var number: UInt32
    /// Whether it is the name of a shared object.
    var isSharedObject: Bool
  }

  private var backings: [Backing]
  private var facts: [PathFacts]
  private var numbers: [Backing: UInt32] = [:]
  /// The paths that backings have, and how many have each.
  private var paths: [TraceText: (facts: PathFacts, users: Int)] = [:]
  private var nextPath: UInt32 = 1
  private var free: [UInt32] = []
  private var nextUnnamed: UInt32 = 0
  private var nextSweep = World.Limits.backings

  init() {
    let nothing = TraceText(bytes: [])
    let none = PathFacts(number: 0, isSharedObject: false)
    backings = [Backing(kind: .anonymous, shownName: nothing, path: nothing)]
    facts = [none]
    paths[nothing] = (none, 1)
  }

  /// The backing of a number.
  subscript(_ id: BackingID) -> Backing {
    guard id.rawValue >= Self.firstUnnamed else { return backings[Int(id.rawValue)] }
    let isHuge = id.rawValue & Self.huge != 0
    return Backing(
      kind: isHuge ? .hugePages : .sharedAnonymous,
      shownName: isHuge ? Self.deletedHugePages : Self.deletedDevice,
      path: isHuge ? Self.hugePages : Self.device, isDeleted: true, generation: id.rawValue)
  }

  private static let device = TraceText("/dev/zero")
  private static let deletedDevice = TraceText("/dev/zero (deleted)")
  private static let hugePages = TraceText("/anon_hugepage")
  private static let deletedHugePages = TraceText("/anon_hugepage (deleted)")

  /// The number of a backing, the same for equal ones.
  mutating func number(of backing: Backing) -> BackingID {
    if let known = numbers[backing] { return BackingID(rawValue: known) }
    let path = use(backing.path)
    let number: UInt32
    if let place = free.popLast() {
      number = place
      backings[Int(place)] = backing
      facts[Int(place)] = path
    } else {
      number = UInt32(backings.count)
      backings.append(backing)
      facts.append(path)
    }
    numbers[backing] = number
    return BackingID(rawValue: number)
  }

  /// Counts one more backing with a path.
  private mutating func use(_ path: TraceText) -> PathFacts {
    if let known = paths[path] {
      paths[path]?.users += 1
      return known.facts
    }
    let facts = PathFacts(number: nextPath, isSharedObject: ObjectNaming.isSharedObject(path))
    nextPath &+= 1
    paths[path] = (facts, 1)
    return facts
  }

  /// Takes that relative names are seen from a directory.
  mutating func resolve(from directory: [UInt8]) {
    let relative = numbers.filter {
      $0.key.kind == .file && PathName.isRelative($0.key.path.bytes)
    }
    for (backing, number) in relative.sorted(by: { $0.value < $1.value }) {
      var whole = backing
      whole.path = TraceText(bytes: PathName.join(directory, backing.path.bytes))
      whole.shownName = TraceText(bytes: PathName.join(directory, backing.shownName.bytes))
      numbers[backing] = nil
      release(backing.path)
      backings[Int(number)] = whole
      facts[Int(number)] = use(whole.path)
      if numbers[whole] == nil { numbers[whole] = number }
    }
  }

  /// Counts one backing less with a path.
  private mutating func release(_ path: TraceText) {
    let others = (paths[path]?.users ?? 1) - 1
    if others > 0 { paths[path]?.users = others } else { paths[path] = nil }
  }

  /// What is known of the path of a backing; shared anonymous memory shares that of /dev/zero with
  /// nothing else.
  func path(of id: BackingID) -> PathFacts {
    guard id.rawValue < Self.firstUnnamed else {
      return PathFacts(number: .max, isSharedObject: false)
    }
    return facts[Int(id.rawValue)]
  }

  /// Whether a backing is the file of this path.
  func isFile(_ id: BackingID, named path: [UInt8]) -> Bool {
    id.rawValue < Self.firstUnnamed && backings[Int(id.rawValue)].kind == .file
      && backings[Int(id.rawValue)].path.bytes == path
  }

  /// Whether a backing is a file whose path begins with these bytes.
  func isFile(_ id: BackingID, below folder: [UInt8]) -> Bool {
    id.rawValue < Self.firstUnnamed && backings[Int(id.rawValue)].kind == .file
      && backings[Int(id.rawValue)].path.bytes.starts(with: folder)
  }

  /// The kind of a backing.
  func kind(of id: BackingID) -> Backing.Kind {
    guard id.rawValue >= Self.firstUnnamed else { return backings[Int(id.rawValue)].kind }
    return id.rawValue & Self.huge != 0 ? .hugePages : .sharedAnonymous
  }

  /// What is known of a path; nothing where no file of this name is or was mapped.
  func facts(of path: TraceText) -> PathFacts? { paths[path]?.facts }

  /// How many are kept.
  var count: Int { backings.count - free.count }

  /// Whether many names were taken in since the last sweep.
  var isDueForSweep: Bool { count >= nextSweep }

  /// Forgets all names but these.
  mutating func keep(_ used: Set<UInt32>) {
    let nothing = backings[0]
    for (backing, number) in numbers where !used.contains(number) {
      numbers[backing] = nil
      release(backing.path)
      backings[Int(number)] = nothing
      free.append(number)
    }
    // Numbers are given out again in an order that depends on the log alone.
    free.sort(by: >)
    nextSweep = max(World.Limits.backings, 2 * count)
  }

  /// A number of its own for memory that is a file without a name.
  mutating func newUnnamed(isHuge: Bool) -> BackingID {
    nextUnnamed = (nextUnnamed + 1) % Self.huge
    return BackingID(rawValue: Self.firstUnnamed | (isHuge ? Self.huge : 0) | nextUnnamed)
  }
}
