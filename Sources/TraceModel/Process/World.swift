/// The traced processes as the kernel had them: tasks, what they share, and their address spaces.
///
/// It takes the records of the log in order and applies the kernel's rules; it decides nothing
/// about reloads and prints nothing.
///
/// It is large: a method that changes nothing and is called by one that does gets a copy of it, of two
/// thousand bytes. Those that are called for many lines are inlined for that reason.
struct World: Sendable {
  /// How often the log meets what a snapshot shows.
  struct SnapshotUse: Sendable {
    /// Calls that took away or changed what it shows.
    var hits = 0
    /// Calls that cannot be, were it right: unmappings of what it does not show, mappings that the
    /// kernel would have placed over what it shows.
    var contradictions = 0
    /// How many of them prove it wrong: munmap of whole pages where nothing lies is no error, and no
    /// proof.
    var proofs = 0
    /// The first of those.
    var firstContradiction: Moment?

    /// Notes a call that cannot be.
    mutating func contradict(at moment: Moment, isProof: Bool = true) {
      contradictions += 1
      if isProof { proofs += 1 }
      firstContradiction = firstContradiction ?? moment
    }
  }

  /// What the log does not say.
  struct Options: Sendable {
    /// Bytes of a page.
    var pageSize: UInt64 = 4096
    /// Where the traced program was started, for relative names in a log without `-y`.
    var directory: [UInt8]?
    /// Whether loads and events are recorded; `maps` does without.
    var recordsLoads = true
    /// How much is kept of a process.
    var historyLimits = ProcessHistory.Limits()
    /// Tasks that an earlier pass found to be children, though no line announces them.
    var children: Set<Int32> = []
    /// Tasks that an earlier pass found to be no threads of the root, perhaps of each other.
    var strangers: Set<Int32> = []
    /// Which task each call made, where an earlier pass found that it returned an id of another pid
    /// namespace.
    var namespaceIDs: [NamespaceIDs.Place: Int32] = [:]
    /// The pid that the user gave to a log without pids.
    var givenPID: Int32?
    /// The process to which strace attached, where that is known: the first line may be another
    /// thread's.
    var attachedPID: Int32?
  }

  private(set) var options: Options
  var backings = BackingTable()
  var tasks = IDTable<Task>()
  /// The calls under way on whose effect or result others depend, by task.
  var underWay = CallsUnderWay()
  /// What calls under way will be given, where their lines tell that before they are over, by task.
  var taking = IDTable<Taking>()
  var processes: [ProcessState] = []
  var spaces = Slots(empty: SpaceState())
  var files = Slots(empty: FileTable())
  /// How many files the tables that are copies had when they were copied.
  var copiedFiles = 0
  var directories: Slots<[UInt8]?> = Slots(empty: nil)
  /// The process with which the log begins.
  var root: Int?
  /// System V segments by id.
  var segments: [Int32: Segment] = [:]
  /// Their ids, in the order of their first shmget.
  var segmentOrder: [Int32] = []
  /// Whose new task a task is, where a later line says so.
  var creators = Creators()
  /// Whether the log begins with the execve of its root.
  var beginsWithExecve = false
  /// Whether the run of strace that the lines are of does.
  var runBeginsWithExecve = false
  /// The first call of the run was seen.
  var sawCall = false
  /// The last end of a task.
  var lastEnd: TaskEnd?
  var nextLoad: UInt32 = 1
  /// The process whose last address space is kept when it ends; nothing for the first.
  var watchedPID: Int32?
  /// Whether a last address space is kept.
  var keepsLastSpace = false
  /// The last address space of the watched process.
  var lastSpace: SpaceState?
  /// How many threads a call made that have not spoken.
  var silentThreads = 0
  /// How many of them ended with their process.
  var endedSilently = 0
  /// What tells which tasks are meant by ids of another pid namespace.
  var namespaceIDs = NamespaceIDs()
  /// How many mappings are of files of which the log does not show the name.
  var namelessMaps = 0
  /// Whether a process went to a directory that the log does not show.
  var movesUnseen = false
  /// How many are of files of which only a name is known that is relative to a directory which is not.
  var relativeMaps = 0
  /// Whether one of them has its descriptor in hexadecimal digits, as `-e raw=mmap` prints it.
  var mapsRawDescriptors = false
  /// Whether offsets of mmap2 are printed in units of 4096 bytes.
  var mapsInUnits = false
  /// How often the kernel placed pages where others lie: what takes those away is not in the log.
  var overlays = 0
  /// Whether anonymous memory was mapped.
  var mapsAnonymous = false
  /// Whether a shared object was opened as a loader does, to be mapped.
  var opensObjects = false
  /// The further runs of a log to which several were written.
  var laterRuns: [LaterRun] = []
  /// How many tasks had to be given a process that no line names.
  var supposedTasks = 0
  /// How many besides had one that an earlier pass told: they are no threads of the root.
  var strangerTasks = 0
  /// Backings by what `-y` shows, so that a name is decoded once.
  var shownNames = RecentTexts<BackingID>(bits: 12)
  /// The paths that absolute names mean, where no `-y` shows it.
  var askedPaths = RecentTexts<[UInt8]>(bits: 8)
  /// Tasks that were supposed to be threads, and whose calls cannot be those of one.
  var contradicted: Set<Int32> = []
  /// What supposed threads mapped, and who of them.
  var supposedMaps: [(range: AddressRange, task: Int32)] = []
  /// What supposed threads were given that others had open.
  var clashes = DescriptorClashes()
  /// Tasks that are supposed to be threads.
  var supposedThreads: Set<Int32> = []
  /// The last of them that ended: the signal that tells a parent of it comes later.
  var endedSupposed: [Int32] = []
  /// Processes to which strace says that it attached, without further threads.
  var attachedAlone: Set<Int32> = []
  /// Whether a task of the log sent another, or itself, a signal.
  var sendsSignals = false
  /// Whether a call that makes tasks is in the log.
  var showsCreators = false
  /// The pids that the user named.
  private(set) var namedPIDs: Set<Int32> = []
  /// The address that is followed, where one is.
  var addressWatch: AddressWatch?
  /// How many mappings were visited to tell how much is mapped.
  var sampledMappings = 0
  /// What is read of stack frames.
  var stacks = Stacks()
  /// What became of the names of mapped files.
  var fileChanges: [FileChange] = []
  /// Reused by every operation on an address space.
  var changes = AddressSpaceChanges()

  /// How the log agrees with the snapshot.
  var snapshotUse = SnapshotUse()
  /// The snapshot that the root began with.
  private(set) var usedSnapshot: Snapshot?

  /// What was left out at a limit.
  var leftOut = LeftOut()
  /// How many loads, calls and marks are kept, of all processes.
  var keptEntries = 0
  /// How many lines lie before the stretch of the log that was asked for, and before its end, once they
  /// were reached.
  var asked: [Int?] = [nil, nil]
  /// How many ended processes are kept that were reloaded or unloaded something.
  var keptReloaded = 0
  /// How many are kept that only loaded.
  var keptLoaded = 0
  /// Places in `processes` of forgotten ones.
  var freeProcesses: [Int] = []
  /// How many of the forgotten had lines in the log.
  var goneProcesses = 0
  /// The pids of forgotten processes.
  var gonePIDs: Set<Int32> = []
  /// Who was given a task that nobody announced.
  var lastSupposedParent: Int32?
  /// The task with which a process of others than the root's threads began.
  var lastStranger: Int32?
  private var rootSnapshot: Snapshot?
  /// Snapshots of further processes that strace attached to, by pid.
  var otherSnapshots: [Int32: Snapshot] = [:]
  private var rootFiles = FileTable()
  private var rootDirectory: [UInt8]?
  var lastSpoken: Int32 = -1
  /// The task of lines without a pid, where nothing has happened since it was found that may change it.
  var unprefixed: Int32?
  var attachedRoot: Int32?
  /// The tasks that strace says it left: `-b execve` has it leave some while others go on.
  var leftTasks: Set<Int32> = []
  /// Whether strace says that it attached to the threads of that one, too, and to no other process.
  var leadsThreads = false
  /// The id that the task got whose lines had no pid.
  private var nameOfUnnamed: Int32?

  init(options: Options) {
    self.options = options
  }

  /// Sets the size of a page in bytes, before the first record.
  mutating func setPageSize(_ size: UInt64) {
    options.pageSize = size
  }

  // MARK: Tasks

  /// Keeps snapshots for the processes that strace attached to, each with the pid it is of; one
  /// without is of the process with which the log begins, and so is the only one, whose-ever pid it
  /// has: a log may begin with any of the threads.
  mutating func await(_ snapshots: [(pid: Int?, snapshot: Snapshot)]) {
    namedPIDs = Set(snapshots.compactMap { $0.pid.flatMap { Int32(exactly: $0) } })
    guard snapshots.count > 1 else {
      rootSnapshot = snapshots.first?.snapshot
      return
    }
    for (pid, snapshot) in snapshots {
      if let pid = pid.flatMap({ Int32(exactly: $0) }) {
        otherSnapshots[pid] = snapshot
      } else {
        rootSnapshot = snapshot
      }
    }
  }

  /// Keeps for the process with which the log begins what it had open, and where it stood.
  mutating func awaitRoot(with lsof: Lsof) {
    for (number, row) in lsof.descriptors() where row.name.first == UInt8(ascii: "/") {
      var file = OpenFile()
      file.path = row.name
      if case .descriptor(_, let access) = row.slot, access != .unknown {
        file.isReadOnly = access == .read
      }
      rootFiles[number] = file
    }
    rootDirectory = lsof.workingDirectory()
  }

  /// Makes the process with which the log begins, with the state that a snapshot shows.
  mutating func makeRoot(_ task: Int32, at moment: Moment) {
    var state = SpaceState()
    state.space = AddressSpace(pageSize: options.pageSize)
    if let own = otherSnapshots.removeValue(forKey: task) { rootSnapshot = own }
    if let rootSnapshot { state = self.state(from: rootSnapshot) }
    add(task, space: spaces.add(state), at: moment)
    if let root { watchRoot(processes[root].space, hasSnapshot: rootSnapshot != nil) }
    guard let rootSnapshot, let root else { return }
    self.rootSnapshot = nil
    usedSnapshot = rootSnapshot
    // A piece that was pasted or filtered shows what was there, not what was not.
    let isWhole = rootSnapshot.signsOfParts.isSubset(of: .noStack)
    processes[root].knownFrom = isWhole ? 0 : nil
    processes[root].snapshotFile = rootSnapshot.file
    processes[root].executable = Self.program(of: rootSnapshot)
    processes[root].firstExecutable = processes[root].executable
  }

  /// Makes the process that strace attached to and that made no call.
  mutating func makeSilentRoot(_ task: Int32) {
    makeRoot(task, at: Moment())
    guard let root else { return }
    processes[root].isAttached = true
    processes[root].isTraced = true
    processes[root].history.isOfInterest = true
  }

  private mutating func add(_ task: Int32, space: Int, at moment: Moment) {
    let process = place(ProcessState(pid: task, born: moment, space: space))
    spaces[space].process = process
    tasks[task] = Task(
      process: process, space: space, files: files.add(rootFiles),
      directory: directories.add(options.directory ?? rootDirectory))
    rootFiles = FileTable()
    root = process
    unprefixed = nil
  }

  /// Makes a further process that strace attached to, with the state that its snapshot shows; without
  /// one nothing of it is known.
  mutating func attach(_ task: Int32, with snapshot: Snapshot?, at moment: Moment) {
    var process = ProcessState(pid: task, born: moment, space: 0)
    process.isAttached = true
    if let snapshot {
      process.knownFrom = snapshot.signsOfParts.isSubset(of: .noStack) ? 0 : nil
      process.executable = Self.program(of: snapshot)
      process.firstExecutable = process.executable
      process.snapshotFile = snapshot.file
    }
    let index = place(process)
    var state = SpaceState()
    state.space = AddressSpace(pageSize: options.pageSize)
    if let snapshot { state = self.state(from: snapshot) }
    state.process = index
    let space = spaces.add(state)
    processes[index].space = space
    tasks[task] = Task(
      process: index, space: space, files: files.add(FileTable()),
      directory: directories.add(nil))
    unprefixed = nil
  }

  /// Gives a task another id: the root is named when its id first shows.
  mutating func rename(_ task: Int32, to name: Int32) {
    guard let state = tasks.removeValue(forKey: task) else { return }
    if task == 0 { nameOfUnnamed = name }
    tasks[name] = state
    underWay[name] = underWay.removeValue(forKey: task)
    if processes[state.process].pid == task { processes[state.process].pid = name }
    unprefixed = nil
    lastSpoken = -1
  }

  /// The task of a record that waited: the one without a name may have got one meanwhile.
  func named(_ task: Int32) -> Int32 {
    guard task == 0, tasks[0] == nil, let name = nameOfUnnamed, tasks[name] != nil else {
      return task
    }
    return name
  }

  /// Ends a task and lets go of what it shared.
  mutating func remove(_ task: Int32) {
    guard let state = tasks.removeValue(forKey: task) else { return }
    if supposedThreads.remove(task) != nil { keepEndedSupposed(task) }
    underWay.end(task)
    taking.removeValue(forKey: task)
    leftTasks.remove(task)
    unprefixed = nil
    lastSpoken = -1
    processes[state.process].threads -= 1
    if state.isSilent { processes[state.process].silentThreads -= 1 }
    if processes[state.process].threads == 0 { markEnd(of: state.process) }
    keepLive(state)
    watchRemoval(of: state)
    spaces.release(state.space)
    releaseFiles(state.files)
    directories.release(state.directory)
    if processes[state.process].threads == 0 { settle(state.process) }
  }

  /// Keeps the loads of a process that ends: they survived to its end.
  private mutating func keepLive(_ state: Task) {
    guard processes[state.process].threads == 0 else { return }
    processes[state.process].isOver = true
    pinOwner(of: state)
    let isWatched =
      watchedPID.map { $0 == processes[state.process].pid } ?? (state.process == root)
    if keepsLastSpace, isWatched { lastSpace = spaces[state.space] }
    if options.recordsLoads, processes[state.process].history.isOfInterest,
      spaces[state.space].process == state.process
    {
      processes[state.process].history.live = Array(spaces[state.space].loads.live.values)
    }
  }

  /// Adds a task that shares or copies what another has, by the flags of clone.
  mutating func add(_ child: Int32, of parent: Int32, flags: UInt64, at moment: Moment) {
    guard let creator = tasks[parent], hasRoomForTask() else { return }
    var task = creator
    task.isExiting = false
    task.isAnnounced = false
    task.isSilent = false
    task.isThread = flags & Flags.cloneThread != 0
    task.creation = nil
    if task.isThread {
      processes[creator.process].threads += 1
      processes[creator.process].hasHadThreads = true
    } else {
      var process = ProcessState(pid: child, born: moment, space: creator.space)
      process.executable = processes[creator.process].executable
      process.firstExecutable = process.executable
      process.bornImage = processes[creator.process].image
      process.image = process.bornImage
      process.parent = processes[creator.process].pid
      process.snapshotFile = processes[creator.process].snapshotFile
      process.knownFrom = processes[creator.process].knownFrom
      task.process = place(process)
    }
    if flags & Flags.cloneVM != 0 {
      task.space = spaces.share(creator.space)
    } else {
      var copy = spaces[creator.space]
      copy.space = copy.space.forked()
      copy.lockOfNew = []
      copy.process = task.process
      task.space = spaces.add(copy)
      processes[task.process].space = task.space
      watchFork(
        from: creator.space, to: task.space, process: task.process, parent: creator.process,
        at: moment)
    }
    task.files =
      flags & Flags.cloneFiles != 0
      ? files.share(creator.files) : copyFiles(creator.files)
    task.directory =
      flags & Flags.cloneFS != 0
      ? directories.share(creator.directory) : directories.add(directories[creator.directory])
    tasks[child] = task
    unprefixed = nil
  }
}
