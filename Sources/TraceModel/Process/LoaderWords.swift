/// The words by which a loader's message is noticed in a write.
enum LoaderWords {
  /// Whether the text of a write may hold a message of a loader: a quick look, no more.
  static func mayStand(in text: Span<UInt8>) -> Bool {
    let all = 0..<text.count
    // All of them name a file first.
    guard text.find(": ", in: all) != nil else { return false }
    // What strace cut in the middle of these words: `….so.2: undef"...`.
    if text.find(": unde", in: all) != nil, text.find("\"...", in: all) != nil { return true }
    return text.find("undefined symbol", in: all) != nil
      || text.find("not defined in file", in: all) != nil
      || text.find("cannot open shared object", in: all) != nil
      || text.find("file too short", in: all) != nil
      || text.find("wrong ELF class", in: all) != nil
      || text.find("invalid ELF header", in: all) != nil
      || text.find("symbol lookup error", in: all) != nil
      || text.find("' not found (required by", in: all) != nil
  }
}
