/// How the text is to look, and how much of the report it shows.
struct TextOptions: Sendable {
  /// The columns of the output: no line is longer, and less than 40 counts as 40.
  var width = 100
  /// Whether to colour with SGR sequences; nothing is said by colour alone.
  var color = false
  /// Whether to write nothing but ASCII.
  var ascii = false
  /// Whether to list every call of a window after its table.
  var events = false
  /// Whether to tell every load and unload in words.
  var story = false
  /// Whether to list transient objects and memory without a path, not only count them.
  var anonymous = false
  /// The only reload to show, by its number in its process; nothing for all.
  var reload: Int?
}
