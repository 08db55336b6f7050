/// Everything that was ever at one address, in each process of a log, in order.
public struct AddressHistory: Sendable {
  /// The address.
  public var address: UInt64
  /// The page that holds it.
  public var page: AddressRange
  /// What was read.
  public var trace: TraceSummary
  /// The snapshot given with `--maps`, if any.
  public var snapshot: SnapshotSummary?
  /// The processes that had anything at the address.
  ///
  /// Where none had, the one that was asked for, or with which the log begins. Threads and children of vfork are in the process whose address space
  /// they share.
  public var processes: [ProcessAddressHistory]
  /// How many entries were left out, of all processes, to keep the list short.
  public var entriesLeftOut: Int

  /// Creates a history of its parts.
  public init(
    address: UInt64, page: AddressRange, trace: TraceSummary, snapshot: SnapshotSummary? = nil,
    processes: [ProcessAddressHistory] = [], entriesLeftOut: Int = 0
  ) {
    self.address = address
    self.page = page
    self.trace = trace
    self.snapshot = snapshot
    self.processes = processes
    self.entriesLeftOut = entriesLeftOut
  }
}

/// What was at the address in one process.
public struct ProcessAddressHistory: Sendable {
  /// The process id, where the log or `--pid` names it.
  public var pid: Int?
  /// The program it runs at the end, where the log or a snapshot shows it.
  public var executable: TraceText?
  /// What was there, in order; what lies between two entries is told as an entry too, but for what
  /// `leftOutBefore` counts.
  public var entries: [AddressEntry]
  /// How many entries after the last one were left out.
  public var leftOutAtEnd: Int
  /// Whether strace attached to it and no snapshot shows what was mapped before.
  public var beginsUnknown: Bool
  /// Whether it called execve: the program, its interpreter, the stack and the vdso are then in no
  /// line of the log.
  public var hasExecve: Bool
  /// The nearest mapping below, where nothing is known to be at the address in the end.
  public var below: AddressNeighbor?
  /// The nearest mapping above.
  public var above: AddressNeighbor?

  /// Creates a history of its parts.
  public init(
    pid: Int?, executable: TraceText? = nil, entries: [AddressEntry] = [], leftOutAtEnd: Int = 0,
    beginsUnknown: Bool = false, hasExecve: Bool = false, below: AddressNeighbor? = nil,
    above: AddressNeighbor? = nil
  ) {
    self.pid = pid
    self.executable = executable
    self.entries = entries
    self.leftOutAtEnd = leftOutAtEnd
    self.beginsUnknown = beginsUnknown
    self.hasExecve = hasExecve
    self.below = below
    self.above = above
  }
}

/// A mapping next to the address.
public struct AddressNeighbor: Sendable, Equatable {
  /// Its pages.
  public var range: AddressRange
  /// Its name as /proc/PID/maps has it; nothing for anonymous memory.
  public var name: TraceText?
  /// The four letters of its permissions, as in /proc/PID/maps.
  public var permissions: String

  /// Creates a neighbour.
  public init(range: AddressRange, name: TraceText?, permissions: String) {
    self.range = range
    self.name = name
    self.permissions = permissions
  }
}

/// What was at the address from one change to the next.
public struct AddressEntry: Sendable, Equatable {
  /// What kind of thing it was.
  public enum Content: String, Sendable, CaseIterable {
    case executable, interpreter, sharedObject, data, loaderCache, sharedMemory
    /// Private memory without a file.
    case anonymous
    /// Memory that brk made.
    case heap
    /// The stack of the first thread, as a snapshot shows it.
    case stack
    /// Another mapping that the kernel made: `[vdso]`, `[vvar]`.
    case kernel
    /// Nothing was mapped.
    case nothing
    /// Nothing shows what it was, or whether it was anything.
    case unknown
  }

  /// Which part of an object it was.
  public enum Part: String, Sendable, CaseIterable {
    /// Executable pages.
    case text
    /// Pages of the file that were never seen writable: headers, constants.
    case readOnlyData
    /// Writable pages of the file.
    case data
    /// Data that was relocated and then made read-only.
    case relro
    /// Zeroed memory behind the data (.bss).
    case bss
    /// No access: between two segments.
    case hole
    /// The object's extent, before the segment that belongs here was laid over it.
    case reservation
  }

  /// What it was.
  public var content: Content
  /// The file, marks of replacement removed.
  public var path: TraceText?
  /// Whether the file's name was known to be gone, or to mean another file.
  public var isDeleted: Bool
  /// Which part of the object, where that is known.
  public var part: Part?
  /// The pages that were mapped with it, as they lay last.
  public var range: AddressRange?
  /// The offset of the address itself in the file, in bytes.
  public var fileOffset: UInt64?
  /// The lowest address at which a page of the object lay; the difference to it is what `addr2line`
  /// and `nm` know of a shared object.
  public var base: UInt64?
  /// The four letters of /proc/PID/maps; nothing where they are not known.
  public var permissions: String?
  /// How it came to be there.
  public var start: AddressChange
  /// How it ended; nothing where it was still so at the end of the log.
  public var end: AddressChange?
  /// How sure it is.
  public var certainty: Certainty
  /// The rules that were needed to conclude it.
  public var rules: [String]
  /// How many entries before this one were left out.
  public var leftOutBefore: Int

  /// Creates an entry.
  public init(
    content: Content, path: TraceText? = nil, isDeleted: Bool = false, part: Part? = nil,
    range: AddressRange? = nil, fileOffset: UInt64? = nil, base: UInt64? = nil,
    permissions: String? = nil, start: AddressChange, end: AddressChange? = nil,
    certainty: Certainty, rules: [String] = [], leftOutBefore: Int = 0
  ) {
    self.content = content
    self.path = path
    self.isDeleted = isDeleted
    self.part = part
    self.range = range
    self.fileOffset = fileOffset
    self.base = base
    self.permissions = permissions
    self.start = start
    self.end = end
    self.certainty = certainty
    self.rules = rules
    self.leftOutBefore = leftOutBefore
  }
}

/// How what is at an address changed.
public struct AddressChange: Sendable, Equatable {
  /// The kinds.
  public enum Cause: Sendable, Equatable {
    /// It was so when strace attached, and no snapshot shows it.
    case beforeLog
    /// A snapshot from before the log shows it: the file, and the line where it shows a mapping.
    case snapshot(file: String, line: Int?)
    /// A call, by the name that strace prints.
    case call(String)
    /// fork or clone gave the process a copy of its parent's.
    case fork(parentPID: Int?)
    /// The process exited.
    case exit
    /// A signal killed the process.
    case killed(signal: String)
  }

  /// What changed it.
  public var cause: Cause
  /// Where in the log; nothing for what was before it.
  public var instant: Instant?
  /// The thread that made the call, where it is not the leader of the process.
  public var threadID: Int?

  /// Creates a change.
  public init(cause: Cause, instant: Instant? = nil, threadID: Int? = nil) {
    self.cause = cause
    self.instant = instant
    self.threadID = threadID
  }
}
