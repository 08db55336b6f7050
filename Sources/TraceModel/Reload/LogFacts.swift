/// What is true of the log as a whole, and decides what may be concluded from it.
struct LogFacts: Sendable {
  /// All that was mapped.
  var backings: BackingTable
  /// The files, as they were named.
  var files: [String]
  /// The first record of the log.
  var first: Moment?
  /// The last record of the log.
  var last: Moment?
  /// Whether an munmap would be in the log.
  var showsUnmaps = true
  /// Whether lines have a pid: else they are of one task.
  var hasPIDs = true
  /// Whether only calls about files are in the log (`-P`).
  var isOfOnePath = false
  /// Whether the log is no selection of a few calls.
  var isUnfiltered = false
  /// Whether an mprotect would be in the log.
  var showsProtects = true
  /// Whether names come from descriptors that `-y` decorates, not from the arguments of open.
  var hasResolvedNames = true
  /// Where calls are missing that map or unmap, upwards.
  var gaps: [Int] = []
  /// From where on there are more of them than are known.
  var moreGaps: Int?
  /// The number of the last line.
  var lastOrder = 0
  /// Whether the log goes on to the end of its processes.
  var isComplete = false
  /// The snapshot from before the log: its file.
  var snapshotFile: String?
  /// Whether lines contradict the snapshot, so that what rests on it is inferred.
  var snapshotIsDoubtful = false
  /// The snapshot from after the log, and the process that it is of.
  var after: Snapshot?
  /// The file of a snapshot from after the log of which no process is known.
  var unownedSnapshot: String?
  /// The process of `after` and of the snapshot before.
  var snapshotPID: Int32?
  /// Where the objects of another process of the same program lie.
  var reference: ReferenceExtents?
  /// What loaders told under LD_DEBUG.
  var loaderLogs: [LoaderLog] = []
  /// Whether a write would be in the log, with what was written.
  var showsWrites = true
  /// Whether an mmap would be in the log.
  var showsMaps = true
  /// Whether the log ends while the tasks wait, and not in the middle of a load.
  var restsAtEnd = false
  /// What became of the names of mapped files.
  var fileChanges = FileChanges()
  /// What lsof showed before the log, and the process that it is of.
  var lsof: Lsof?
  var lsofPID: Int32?
  /// The rows of mappings of that process, by name, marks of replacement removed.
  var lsofRows: [TraceText: [LsofRow]] = [:]
  /// Bytes of a page.
  var pageSize: UInt64 = 4096

  /// What is known of a range that was unmapped and that no line maps.
  var originOfUnknown: String {
    "mapped before the log began" + (showsMaps ? "" : " or by a call that it does not show")
  }

  /// The instant of a moment, as reports have it.
  func instant(_ moment: Moment) -> Instant {
    Instant(
      line: moment.line, file: files.count > 1 ? files[Int(moment.file)] : nil,
      time: moment.printed, seconds: seconds(moment))
  }

  /// The time of the first instant of the log, in nanoseconds.
  var firstTime: Int64? { first?.time }

  /// Seconds from the first instant of the log; nothing where the time of a line means another thing, as it
  /// may in a line that was damaged.
  func seconds(_ moment: Moment) -> Double? {
    guard let time = moment.time, let firstTime, moment.clock == first?.clock else { return nil }
    return Double(time - firstTime) / 1_000_000_000
  }
}
