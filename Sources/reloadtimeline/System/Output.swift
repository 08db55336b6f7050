import Glibc

/// An output that is open: written in pieces, and complete only with `finish`.
///
/// A regular file is replaced as a whole, or not at all; everything else is written directly.
struct Output: ~Copyable {
  private enum Sink: ~Copyable {
    case direct(Descriptor)
    case replacement(ReplacementFile)

    var number: Int32? {
      switch self {
      case .direct(let descriptor): descriptor.number
      case .replacement(let file): file.number
      }
    }
  }

  private let name: String
  private let sink: Sink
  /// Whether nobody reads the pipe any more; what is still written is dropped quietly.
  private var readerLeft = false

  /// Opens a target, before anything that takes time is done for it.
  init(_ target: OutputTarget) throws(CommandFailure) {
    name = target.displayName
    do throws(SystemError) {
      sink = try Self.open(target)
    } catch {
      throw .output(target.displayName, error)
    }
  }

  private static func open(_ target: OutputTarget) throws(SystemError) -> Sink {
    switch target {
    case .standardOutput:
      return .direct(try Descriptor.duplicate(of: STDOUT_FILENO))
    case .descriptor(let number, _):
      return .direct(try Descriptor.duplicate(of: number))
    case .file(let path):
      let old = try facts(of: path)
      if let old, !old.isRegular {
        if old.isDirectory { throw SystemError(code: EISDIR) }
        // A path from Swift is terminated.
        return .direct(try Descriptor(taking: unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC)))
      }
      let destination = try SymbolicLink.destination(of: path)
      if destination.hasSuffix("/") { throw SystemError(code: EISDIR) }
      return .replacement(try ReplacementFile(replacing: destination, old: old))
    }
  }

  /// What is there now; nothing where nothing is.
  private static func facts(of path: String) throws(SystemError) -> FileFacts? {
    do throws(SystemError) {
      return try FileFacts(path: path)
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
  }

  /// The terminal it goes to, where it is one.
  var terminal: Int32? {
    sink.number.flatMap { isatty($0) == 1 ? $0 : nil }
  }

  /// Writes bytes.
  ///
  /// A reader that closed the pipe has read enough: that is no error.
  mutating func write(_ bytes: [UInt8]) throws(CommandFailure) {
    guard !readerLeft, let number = sink.number else { return }
    do throws(SystemError) {
      try writeAll(bytes, to: number)
    } catch {
      guard error.code == EPIPE else { throw .output(name, error) }
      readerLeft = true
    }
  }

  /// Closes it; a file gets its name.
  consuming func finish() throws(CommandFailure) {
    let name = self.name
    do throws(SystemError) {
      switch consume sink {
      case .direct(let descriptor): try descriptor.close()
      case .replacement(let file): try file.commit()
      }
    } catch {
      throw .output(name, error)
    }
  }
}
