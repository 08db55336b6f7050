/// What is read of the stack frames of a log.
struct Stacks: Sendable {
  /// A call of which the frames tell who made it.
  struct Target: Sendable {
    /// The process.
    var process: Int
    /// The order of the call.
    var call: Int
    /// The order that the next of its frames must have.
    var next: Int
    /// The function of the loader that was met.
    var through: Caller.Function?
  }

  /// The frames that were read before.
  var known = KnownFrames()
  /// Whether the log has frames.
  var isUsed = false
  /// The call that awaits its frames.
  var target: Target?
  /// A call that awaits the first frame of the log: whether there are frames is known then.
  var first: Target?
}

/// Who made a call: the module that called dlopen or dlclose, from the stack frames of the call.
struct Caller: Sendable {
  /// The functions of the loader by which objects come and go.
  enum Function: String, Sendable {
    case dlopen, dlclose, dlmopen
  }

  /// By which function; nothing where no frame names one.
  var through: Function?
  /// The module.
  var path: TraceText
  /// The nearest exported symbol and the offset from it; empty where there is none.
  var symbol: TraceText
  /// The line of the frame.
  var at: Moment
}
