/// One mapping-in of an object as a whole, from its first mmap to its last page gone.
struct Load: Sendable, BitwiseCopyable {
  /// What else is known of a load.
  struct Traits: OptionSet, Sendable, BitwiseCopyable {
    let rawValue: UInt16
    /// A page of it is or was executable.
    static let executable = Traits(rawValue: 1)
    /// A page of it is or was writable.
    static let writable = Traits(rawValue: 2)
    /// ld.so's own flag: MAP_DENYWRITE.
    static let denyWrite = Traits(rawValue: 4)
    /// The whole extent was reserved by its first mmap, so that `size` is exact.
    static let exactSize = Traits(rawValue: 8)
    /// A snapshot shows it, no line of the log.
    static let fromSnapshot = Traits(rawValue: 16)
    /// MAP_SHARED.
    static let shared = Traits(rawValue: 64)
  }

  /// How a load ended.
  enum End: UInt8, Sendable {
    /// It has not.
    case none
    /// Its last page was unmapped, or mapped over.
    case unmapped
    /// execve took the whole address space away.
    case execve
  }

  /// Its number.
  var id: LoadID
  /// The file.
  var backing: BackingID
  /// The lowest address at which a page of the file lies.
  var base: UInt64
  /// The extent in bytes, unrounded where ld.so's reservation shows it.
  var size: UInt64
  /// Bytes of pages that belong to it now.
  var mapped: UInt64
  /// Its first mmap.
  var began: Moment
  /// Its RELRO mprotect, with which ld.so has relocated it; order 0 while it has not come.
  var completed = Moment()
  /// A further part of it could not be mapped, upon which ld.so gives it up; order 0 while all could.
  var refused = Moment()
  /// Its last page gone; order 0 while it has not.
  var ended = Moment()
  /// How it ended.
  var end = End.none
  /// The call that ended it.
  var endCall = Syscall.munmap
  /// What else is known.
  var traits: Traits
  /// Which file it is of, where fstat or statx told.
  var identity: FileIdentity?

  /// Whether a part of it could not be mapped.
  var isRefused: Bool { refused.order > 0 }

  /// Whether its relocation was over.
  var isComplete: Bool { completed.order > 0 || traits.contains(.fromSnapshot) }
}
