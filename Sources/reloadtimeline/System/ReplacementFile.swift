import Glibc

/// A file that is written under another name beside its own, and takes its place when complete.
///
/// Until `commit` the old file is as it was; a value that is dropped before removes the new one.
struct ReplacementFile: ~Copyable {
  /// Names that are tried before giving up; another run's leftover may have some.
  private static let attempts = 100

  private let path: String
  private let temporaryPath: String
  private var descriptor: Descriptor?
  private var isCommitted = false

  /// Makes the new file in the folder of `path`, which is no symbolic link.
  ///
  /// It gets the permissions of the `old` file, and its owner where the user may give that away; a
  /// file that may not be written is not replaced either, though rename(2) would.
  init(replacing path: String, old: FileFacts?) throws(SystemError) {
    // A path from Swift is terminated.
    if old != nil, unsafe access(path, W_OK) != 0 { throw .current }
    let folder = SymbolicLink.folder(of: path)
    let mode = old?.permissions ?? 0o666
    let created = try PendingRemoval.holdingSignals { () throws(SystemError) in
      let created = try Self.create(in: folder, mode: mode)
      PendingRemoval.note(created.path)
      return created
    }
    let descriptor = try Descriptor(taking: created.number)
    self.path = path
    temporaryPath = created.path
    self.descriptor = consume descriptor
    if let old { adopt(old) }
  }

  deinit {
    if !isCommitted {
      // A path from Swift is terminated; what cannot be removed now cannot be helped.
      _ = unsafe unlink(temporaryPath)
      PendingRemoval.forget()
    }
  }

  /// A file that was just made, and its name.
  private struct Created {
    let path: String
    let number: Int32
  }

  /// A short name of its own: the target's may already be as long as a name can be.
  private static func create(in folder: String, mode: mode_t) throws(SystemError) -> Created {
    for attempt in 0..<attempts {
      let path = "\(folder).reloadtimeline-\(getpid())-\(attempt)"
      // A path from Swift is terminated.
      let number = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if number >= 0 { return Created(path: path, number: number) }
      if errno != EEXIST { throw .current }
    }
    throw SystemError(code: EEXIST)
  }

  private func adopt(_ old: FileFacts) {
    guard let number = number, let new = try? FileFacts(descriptor: number) else { return }
    if new.owner != old.owner || new.group != old.group {
      // Only root may give files away; for others the content is what matters.
      _ = fchown(number, old.owner, old.group)
    }
    _ = fchmod(number, old.permissions)
  }

  /// The descriptor to write to, until `commit`.
  var number: Int32? {
    switch descriptor {
    case .some(let open): open.number
    case .none: nil
    }
  }

  /// Gives the new file the name of the old.
  consuming func commit() throws(SystemError) {
    try descriptor.take()?.close()
    // Paths from Swift are terminated.
    guard unsafe rename(temporaryPath, path) == 0 else { throw .current }
    isCommitted = true
    PendingRemoval.forget()
  }
}
