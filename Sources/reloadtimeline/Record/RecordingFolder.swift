import Glibc

/// The folder of a recording, made under another name beside its own and given it when whole.
///
/// A value that is dropped before removes what it made.
struct RecordingFolder: ~Copyable {
  /// The folder, as it was named.
  let path: String
  private let temporary: String
  private var isCommitted = false

  /// Makes it; there must be nothing at `path` yet.
  init(_ path: String) throws(CommandFailure) {
    var name = path
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    if FileFacts.isTaken(name) {
      throw .output(
        quoted(path), SystemError(code: EEXIST),
        advice: "nothing is replaced: name another folder with -o FOLDER, or remove it")
    }
    let temporary = SymbolicLink.folder(of: name) + ".reloadtimeline-\(getpid())"
    // A path from Swift is terminated.
    guard unsafe mkdir(temporary, 0o700) == 0 else {
      throw .output(
        quoted(path), .current, advice: "name a folder that can be made, with -o FOLDER")
    }
    self.path = name
    self.temporary = temporary
  }

  /// The path of a file in it.
  func file(_ name: String) -> String { temporary + "/" + name }

  /// Writes a file.
  func write(_ name: String, _ bytes: [UInt8]) throws(CommandFailure) {
    try write(name, bytes, O_CREAT | O_EXCL)
  }

  /// Writes words, each on a line of its own.
  func write(_ name: String, _ words: [String]) throws(CommandFailure) {
    try write(name, words.flatMap { Array($0.utf8) + [0x0A] })
  }

  /// Writes at the end of a file that is there.
  func append(_ name: String, _ bytes: [UInt8]) throws(CommandFailure) {
    try write(name, bytes, O_APPEND)
  }

  private func write(_ name: String, _ bytes: [UInt8], _ flags: Int32) throws(CommandFailure) {
    do throws(SystemError) {
      // A path from Swift is terminated.
      let descriptor = try Descriptor(
        taking: unsafe open(file(name), O_WRONLY | O_CLOEXEC | flags, 0o600))
      try writeAll(bytes, to: descriptor.number)
      try descriptor.close()
    } catch {
      throw .output(quoted(path), error, advice: "make room there, or name another folder with -o")
    }
  }

  /// Whether a file is there.
  func has(_ name: String) -> Bool { FileFacts.exists(file(name)) }

  /// Whether a file is there and holds something.
  func hasContent(_ name: String) -> Bool {
    (try? FileFacts(path: file(name)).size).map { $0 > 0 } ?? false
  }

  /// Removes a file, if it is there.
  func remove(_ name: String) {
    _ = unsafe unlink(file(name))
  }

  /// Gives the folder its name.
  consuming func commit() throws(CommandFailure) {
    // rename(2) would put it in the place of an empty folder.
    // Whatever comes, what was recorded stays.
    isCommitted = true
    guard !FileFacts.isTaken(path), unsafe rename(temporary, path) == 0 else {
      throw .output(
        quoted(path), FileFacts.isTaken(path) ? SystemError(code: EEXIST) : .current,
        advice: "what was recorded is in \(quoted(temporary))")
    }
  }

  deinit {
    if isCommitted { return }
    for name in SmallFile.names(in: temporary) { _ = unsafe unlink(file(name)) }
    _ = unsafe rmdir(temporary)
  }
}
