/// A file that could not be read to its end.
struct Damage: Sendable {
  /// The file: an index into the files that were read.
  var file: Int
  /// The last line that was read.
  var line: Int
  /// Why.
  var reason: String
}
