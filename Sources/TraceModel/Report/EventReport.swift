/// A call that changed a mapping.
public struct EventReport: Sendable {
  /// What a call did.
  public enum Action: String, Sendable, CaseIterable {
    /// The first mmap of an object, not at a fixed address: of its whole extent.
    case reservation
    /// A segment with executable pages was mapped.
    case text
    /// A segment was mapped that can only be read.
    case readOnlyData
    /// A segment was mapped that can be written.
    case data
    /// Zeroed memory was mapped behind the data.
    case bss
    /// The access to pages between the segments was taken away.
    case hole
    /// Relocated data was made read-only.
    case relro
    /// Permissions were changed otherwise.
    case protection
    /// The last pages of a load were unmapped.
    case wholeUnload
    /// Some pages of a load were unmapped.
    case partUnload
    /// Pages were moved or resized.
    case move
    /// Anonymous or shared memory without a file.
    case anonymous
    /// Nothing shows what it concerned.
    case unknown
  }

  /// Where the call was made.
  public var instant: Instant
  /// The call's name as the log prints it: `munmap`.
  public var call: String
  /// The object it concerned; nothing for anonymous memory.
  public var object: TraceText?
  /// The lowest address the call concerned.
  public var base: UInt64
  /// The length in bytes, as the call has it.
  public var size: UInt64
  /// What it did, in words a teacher would use: "text segment, r-x", "RELRO".
  public var note: String
  /// What it did.
  public var action: Action
  /// The four letters of the permissions that the pages have from then on; of an mmap and an
  /// mprotect of an object.
  public var permissions: String?
  /// Bytes of the file before the first page; of an mmap of a file.
  public var offset: UInt64?
  /// Whether it was laid over what was mapped there (MAP_FIXED).
  public var isFixed: Bool
  /// How many mappings an munmap took away, counted as lines of /proc/PID/maps; nothing for others.
  public var mappings: Int?

  /// Creates an event.
  public init(
    instant: Instant, call: String, object: TraceText?, base: UInt64, size: UInt64,
    note: String = "", action: Action = .unknown, permissions: String? = nil,
    offset: UInt64? = nil, isFixed: Bool = false, mappings: Int? = nil
  ) {
    self.instant = instant
    self.call = call
    self.object = object
    self.base = base
    self.size = size
    self.note = note
    self.action = action
    self.permissions = permissions
    self.offset = offset
    self.isFixed = isFixed
    self.mappings = mappings
  }
}
