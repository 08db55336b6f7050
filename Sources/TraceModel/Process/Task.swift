/// A thread, as the kernel has it: what it shares with others it shares by slot.
struct Task: Sendable, BitwiseCopyable {
  /// The process it belongs to: an index into the world's processes.
  var process: Int
  /// Its address space.
  var space: Int
  /// Its descriptors.
  var files: Int
  /// Its working directory.
  var directory: Int
  /// READ_IMPLIES_EXEC: PROT_READ brings PROT_EXEC with it.
  var readImpliesExecute = false
  /// Whether it was so before its execve: a 32-bit program keeps it.
  var readImpliedExecute = false
  /// Whether it called exit; see `World.isExiting`.
  var isExiting = false
  /// Whether the call that made it has returned its id.
  var isAnnounced = false
  /// Whether a call has returned its id, and no line of it has come yet.
  var isSilent = false
  /// Whether it is a thread of the task that made it.
  var isThread = false
  /// The number of the call that made it, in `World.namespaceIDs`.
  var creation: Int32?
}

/// A call that has begun and is not over, where its effect may be seen before its result.
enum UnderWay: Sendable {
  /// clone, clone3, fork, vfork.
  case creating(Creation)
  /// munmap.
  case unmapping(AddressRange, isDone: Bool)
  /// mremap; once its old pages had to make room, these wait in an address space of their own.
  indirect case remapping(RemapRequest, moved: AddressSpace?)
  /// shmdt.
  case detaching(UInt64, isDone: Bool)
  /// brk, to a lower break.
  case shrinking(AddressRange, isDone: Bool)
  /// close, close_range: descriptors, and those of them that others were given meanwhile.
  case closing(ClosedRange<Int32>, givenOut: Set<Int32>)
}

/// A new task in the making.
struct Creation: Sendable {
  /// clone, clone3, fork or vfork.
  var call: Syscall
  /// The clone flags; nothing while the log does not show them (clone before strace 5.2 prints
  /// them with its result).
  var flags: UInt64?
  /// The new task, where its lines came before the result.
  var child: Int32?
}

/// A process: a group of threads, one pid.
struct ProcessState: Sendable {
  /// The pid: the id of the thread group's leader; 0 where no line shows it.
  var pid: Int32
  /// The leader's id as getpid first told it, and to whom.
  var heardLeader: (leader: Int32, task: Int32)?
  /// The program, from execve or from the snapshot.
  var executable: [UInt8]?
  /// The program that it began with: that of the snapshot, or of its parent.
  var firstExecutable: [UInt8]?
  /// What an execve of the log had put into the address space that it began with.
  var bornImage: ProgramImage?
  /// What is in it now by an execve of the log.
  var image: ProgramImage?
  /// The pid of the process that made it, where a line tells that.
  var parent: Int32?
  /// The snapshot that shows what was mapped in it, or in an ancestor, before the log.
  var snapshotFile: String?
  /// Where it was born, or first seen.
  var born = Moment()
  /// How many of its threads live.
  var threads = 1
  /// How many of them have no line.
  var silentThreads = 0
  /// The ids of those, and of some that have spoken since.
  var silentIDs: [Int32] = []
  /// How it ends, once a line shows that: all of its threads need not have one.
  var end: (how: TaskEnd, at: Moment)?
  /// Whether it ever had more than one.
  var hasHadThreads = false
  /// Whether its end is in the log.
  var isOver = false
  /// Whether it was there before the log, so that the snapshot is of it.
  var isAttached = false
  /// Whether a line of it is in the log; a child without `-f` is only announced.
  var isTraced = false
  /// From how many lines on its address space is known: from a snapshot (0), an execve, or a fork of
  /// a known one; nothing where it is not.
  var knownFrom: Int?
  /// Whether exit_group was called.
  var isExiting = false
  /// The task that called it.
  var exitedBy: Int32?
  /// Whether an address space that others go on using names it as its owner.
  var isPinned = false
  /// Whether its parentage is only supposed.
  var isSupposed = false
  /// Its own address space: what a vfork child maps is still its parent's.
  var space: Int
  /// What happened in it.
  var history = ProcessHistory()

  /// Whether its address space is known now.
  var isKnown: Bool { knownFrom != nil }
}

/// An address space with what is known of its owner.
struct SpaceState: Sendable {
  var space = AddressSpace()
  var loads = LoadTable()
  /// The break, where it is known.
  var programBreak: UInt64?
  /// The task whose call told it.
  var breakTold: Int32?
  /// Whether a snapshot shows the heap as anonymous memory like any other (pmap).
  var hasUnnamedHeap = false
  /// What mlockall(MCL_FUTURE) has all that is mapped from then on be.
  var lockOfNew: MappingTraits = []
  /// The process that owns it.
  var process = 0
  /// Whether its calls are those of a 32-bit program.
  var is32Bit = false
}
