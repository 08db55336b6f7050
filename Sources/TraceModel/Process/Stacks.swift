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

/// Where stack frames name an object: it was mapped then.
struct Sighting: Sendable {
  /// The first and the last frame of a stretch in which nothing was unloaded.
  struct Stretch: Sendable, BitwiseCopyable {
    var epoch: Int
    var first: Moment
    var last: Moment
  }

  /// How many stretches are kept of an object.
  static let mostStretches = 4096
  /// The fingerprint of the name in the frames.
  let name: Int
  /// The path.
  var path: TraceText
  /// Whether a frame with a symbol `main` or `_start` names it: the program.
  var isProgram = false
  /// The first frame that shows it without its name on disk.
  var deleted: Moment?
  /// The stretches, in order.
  var stretches: [Stretch] = []
}

/// The objects that the stack frames of a process name, in the order in which they were first seen.
struct Sightings: Sendable {
  /// How many objects are kept of a process.
  private static let most = 4096

  private(set) var all: [Sighting] = []
  /// Their places, by the fingerprints of their names.
  private var places: [Int: Int] = [:]

  /// Whether the object of a name is at a place.
  func has(_ name: Int, at place: Int) -> Bool { place < all.count && all[place].name == name }

  /// Where the object of a name is.
  func place(of name: Int) -> Int? { places[name] }

  /// Adds an object, and says where it is; nothing where there is no room.
  mutating func add(_ sighting: Sighting) -> Int? {
    guard all.count < Self.most else { return nil }
    places[sighting.name] = all.count
    all.append(sighting)
    return all.count - 1
  }

  /// The object at a place.
  subscript(_ place: Int) -> Sighting {
    _read { yield all[place] }
    _modify { yield &all[place] }
  }
}
