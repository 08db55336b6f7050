import TraceModel

/// One row of the table of lanes: an object, or the survivors that are not shown one by one.
struct LaneRow {
  /// The object's name.
  var name: String
  /// Where it lay at the beginning, else where it lies at the end.
  var base = ""
  /// Its extent.
  var size = ""
  /// Where it is now, if at another address.
  var moved = ""
  /// When it was mapped.
  var spans: [MappedSpan] = []
  /// How long it was gone, or its fate.
  var gone = ""
  /// Whether that is the sum of several times.
  var isSum = false
  /// The line of its going, where it was there at the beginning.
  var from = ""
  /// The lines of what came then: an arrow, the load, an attempt; in the table, `from` before it.
  var lines = ""
  /// What else is to know, each with the sign that stands for it where there is little room.
  var notes: [LaneNote] = []
  /// How the row looks.
  var style = TextStyle.plain

  /// Whether `gone` is a time, which stands at the right of its column.
  var tellsTime: Bool { gone.contains(where: \.isNumber) }

  /// What a sum is of.
  static func sumMeaning(_ sign: String) -> String {
    "\(sign) gone more than once: these times together"
  }

  /// The notes in words.
  var noteText: String { notes.map(\.text).joined(separator: ", ") }

  /// The notes as signs.
  var marks: String { notes.map { String($0.mark) }.joined() }
}

/// What is out of the ordinary about an object.
struct LaneNote: Hashable {
  /// The sign for it, ASCII.
  var mark: Character
  /// The words for it.
  var text: String
}
