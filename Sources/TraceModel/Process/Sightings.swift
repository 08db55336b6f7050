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

  /// Takes in a frame.
  mutating func note(epoch: Int, isDeleted: Bool, isProgram: Bool, at moment: Moment) {
    if isDeleted, deleted == nil { deleted = moment }
    if isProgram { self.isProgram = true }
    if stretches.last?.epoch == epoch || stretches.count >= Self.mostStretches {
      stretches[stretches.count - 1].last = moment
    } else {
      stretches.append(Stretch(epoch: epoch, first: moment, last: moment))
    }
  }
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
