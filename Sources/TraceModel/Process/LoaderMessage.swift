/// What a dynamic loader says when it cannot load an object.
struct LoaderMessage: Sendable, Equatable {
  /// The object that could not be loaded or relocated, as the loader names it.
  var object: [UInt8]
  /// The symbol that was missing, where one was.
  var symbol: [UInt8]?
  /// Its version.
  var version: [UInt8]?
  /// The file that should have defined it, where the loader names it (glibc up to 2.29).
  var definer: [UInt8]?
  /// The message in full.
  var text: [UInt8]

  /// Whether the text of a write may hold such a message: a quick look.
  static func mayHold(_ text: Span<UInt8>) -> Bool {
    let all = 0..<text.count
    return text.find("undefined symbol", in: all) != nil
      || text.find("not defined in file", in: all) != nil
      || text.find("cannot open shared object", in: all) != nil
      || text.find("file too short", in: all) != nil
      || text.find("wrong ELF class", in: all) != nil
      || text.find("invalid ELF header", in: all) != nil
      || text.find("symbol lookup error", in: all) != nil
  }
}
