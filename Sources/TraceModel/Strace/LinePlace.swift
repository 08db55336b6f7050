/// Where a line stands, and what is known of it from outside.
struct LinePlace {
  /// Its number, from 1, in its file.
  var number: Int
  /// The index of its file.
  var file: Int32
  /// The task of all lines of the file (a part of an `-ff` set), where it is known.
  var owner: Int32?
  /// Whether a call on one line is to begin, to end, or both.
  var phase: CallPhase
}
