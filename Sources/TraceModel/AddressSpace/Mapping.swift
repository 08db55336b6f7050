/// What a mapping is backed by: an index into the log's table of backings.
///
/// Equal indices are the same file (or the same piece of shared memory); the address space itself
/// never needs to know more.
public struct BackingID: Hashable, Sendable, BitwiseCopyable {
  /// The index.
  public let rawValue: UInt32

  /// Wraps an index.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Private anonymous memory.
  public static let anonymous = BackingID(rawValue: 0)
}

/// The mapping-in of an object to which pages belong; zero for none.
public struct LoadID: Hashable, Sendable, BitwiseCopyable {
  /// The number; loads are numbered from 1 in the order in which they were made.
  public let rawValue: UInt32

  /// Wraps a number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// No load.
  public static let none = LoadID(rawValue: 0)
}

/// What else is true of a mapping that decides what later calls may do with it.
public struct MappingTraits: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// The bits.
  public let rawValue: UInt32

  /// Wraps bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// MAP_GROWSDOWN.
  public static let growsDown = MappingTraits(rawValue: 1)
  /// Sealed by mseal: munmap, mprotect, mremap of it give EPERM.
  public static let sealed = MappingTraits(rawValue: 2)
  /// MADV_DONTFORK: a child of fork does not get it.
  public static let dontFork = MappingTraits(rawValue: 4)
  /// A shared mapping of a file that was opened read-only: PROT_WRITE gives EACCES.
  public static let openedReadOnly = MappingTraits(rawValue: 8)
  /// Memory of huge pages: MAP_HUGETLB, or a file of a hugetlbfs.
  public static let hugeTLB = MappingTraits(rawValue: 16)
  /// Huge pages of 1 GiB.
  public static let giantPages = MappingTraits(rawValue: 1 << 22)
  /// A System V segment that shmat attached.
  public static let systemV = MappingTraits(rawValue: 32)
  /// Pages that brk added.
  public static let heap = MappingTraits(rawValue: 64)
  /// A private mapping of /dev/zero, which mremap cannot move in the middle of a span.
  public static let privateZero = MappingTraits(rawValue: 128)
  /// Private pages of a file that are or were writable: the kernel has accounted for memory to copy
  /// them to (VM_ACCOUNT; mm/mmap.c, `accountable_mapping`; mm/mprotect.c, `mprotect_fixup`), does not
  /// take that back when they become read-only, and shows them apart from those that never were.
  public static let accounted = MappingTraits(rawValue: 512)
  /// One of its permissions is not known.
  public static let unknownPermissions = MappingTraits(rawValue: 256)
  /// Private anonymous memory to which prctl(PR_SET_VMA_ANON_NAME) gave a name; its backing is the name.
  public static let named = MappingTraits(rawValue: 1 << 10)
  /// A snapshot shows it apart from its neighbour, for a reason that no line shows.
  public static let apart = MappingTraits(rawValue: 1 << 11)
  /// MAP_NORESERVE (VM_NORESERVE).
  public static let noReserve = MappingTraits(rawValue: 1 << 12)
  /// mlock(2), MAP_LOCKED (VM_LOCKED); a child of fork does not inherit it.
  public static let locked = MappingTraits(rawValue: 1 << 13)
  /// MLOCK_ONFAULT beside it (VM_LOCKONFAULT).
  public static let lockedOnFault = MappingTraits(rawValue: 1 << 14)
  /// MADV_DONTDUMP.
  public static let dontDump = MappingTraits(rawValue: 1 << 15)
  /// MADV_SEQUENTIAL.
  public static let sequential = MappingTraits(rawValue: 1 << 16)
  /// MADV_RANDOM.
  public static let random = MappingTraits(rawValue: 1 << 17)
  /// MADV_HUGEPAGE.
  public static let hugePages = MappingTraits(rawValue: 1 << 18)
  /// MADV_NOHUGEPAGE; MAP_STACK from Linux 6.7 on.
  public static let noHugePages = MappingTraits(rawValue: 1 << 19)
  /// MADV_MERGEABLE.
  public static let mergeable = MappingTraits(rawValue: 1 << 20)
  /// MADV_WIPEONFORK.
  public static let wipeOnFork = MappingTraits(rawValue: 1 << 21)

  /// What mlock and its like set and take away (VM_LOCKED_MASK).
  static let locks: MappingTraits = [.locked, .lockedOnFault]
  /// What makes a child's mapping differ from its parent's.
  static let matterToFork: MappingTraits = [.dontFork, .locked, .lockedOnFault]
}

/// One range of pages with one backing, permissions and offset: the kernel's VMA, up to merging.
public struct Mapping: Hashable, Sendable, BitwiseCopyable {
  /// The pages, whole pages.
  public var range: AddressRange
  /// The offset of the first page in the backing, in bytes; 0 for private anonymous memory.
  public var offset: UInt64
  /// What it is backed by.
  public var backing: BackingID
  /// The load it belongs to, or `.none`.
  public var load: LoadID
  /// Its permissions.
  public var permissions: Permissions
  /// What else is true of it.
  public var traits: MappingTraits
  /// The line that made it; 0 where it is from a snapshot.
  public var line: Int

  /// Creates a mapping.
  public init(
    range: AddressRange, offset: UInt64 = 0, backing: BackingID = .anonymous,
    load: LoadID = .none, permissions: Permissions, traits: MappingTraits = [], line: Int
  ) {
    self.range = range
    self.offset = offset
    self.backing = backing
    self.load = load
    self.permissions = permissions
    self.traits = traits
    self.line = line
  }

  /// Whether it is anonymous memory that nobody may touch: address space that was reserved.
  var isUnusedReservation: Bool {
    backing == .anonymous && permissions.isDisjoint(with: .protection)
  }

  /// Whether it is private memory without a file, named or not.
  public var isAnonymous: Bool { backing == .anonymous || traits.contains(.named) }
}
