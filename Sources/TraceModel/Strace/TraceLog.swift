/// One log: a file, or the parts of an `-ff` set.
struct TraceLog: Sendable {
  /// The files: those that were given, in that order, then those found beside them by their ids.
  var inputs: [TraceInput]
  /// Whose lines each file holds; nothing where the lines themselves say that.
  var owners: [Int32?]
  /// The ids that a creating call in one of the files returned: their files begin with that call.
  var announced: Set<Int32> = []
  /// Files found beside that are of another run, or cannot be read.
  var leftOut: [LeftOut] = []

  /// A file that lies beside the parts of a set and is not read.
  struct LeftOut: Sendable {
    var input: TraceInput
    /// Why it cannot be read; nothing where it is of another run.
    var error: TraceError?
  }

  /// Whether the lines lie in several files that have to be put in order.
  var isSet: Bool { inputs.count > 1 }

  init(_ input: TraceInput, owner: Int32? = nil) {
    inputs = [input]
    owners = [owner]
  }

  init(parts: [TracePart], announced: Set<Int32>, leftOut: [LeftOut]) {
    inputs = parts.map(\.input)
    owners = parts.map(\.owner)
    self.announced = announced
    self.leftOut = leftOut
  }
}

/// A file of an `-ff` set.
struct TracePart: Sendable {
  /// The file.
  var input: TraceInput
  /// The thread whose lines it holds.
  var owner: Int32
  /// Whether a person named it; else it was found.
  var isGiven: Bool
}
