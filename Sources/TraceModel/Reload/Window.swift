/// A stretch of the log of one process in which a reload happened.
struct Window: Sendable {
  /// What kind of reload it is.
  var kind: ReloadReport.Kind
  /// The signal that asked for it.
  var trigger: ProcessHistory.Mark?
  /// The first load, unload or execve.
  var start: Moment
  /// The last.
  var end: Moment
  /// Why it ends there, and which line says so.
  var endReason = ""
  var endCause: Moment?
  /// Whether something that was loaded before was unloaded in it.
  var unloads = false
  /// Whether something was loaded in it.
  var loads = false
  /// Whether a load was tried in it that failed before anything was mapped.
  var tries = false
  /// Whether a load that began in it was given up.
  var givesUp = false
  /// Whether the process ended in it by a fault of its own.
  var crashes = false
  /// Whether the log ends so soon that what is not back by then may have come later.
  var isCutShort = false
  /// How many lines lie before it.
  var from: Int
  /// How many lines lie before its end, that of its last event included.
  var to: Int
}
