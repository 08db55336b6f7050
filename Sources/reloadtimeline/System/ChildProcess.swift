import Glibc

/// A program that was started; one that still runs when the value goes is ended.
struct ChildProcess: ~Copyable {
  /// Where the program's standard output and standard error go.
  enum Streams {
    /// Where ours go.
    case ours
    /// Into a file, which is made anew.
    case file(String)
  }

  let pid: pid_t
  /// Whether it leads a process group of its own.
  private let isApart: Bool
  private var status: Int32?

  /// Starts a program by its path.
  ///
  /// - Parameters:
  ///   - path: the path of its file.
  ///   - words: its arguments, the first its own name.
  ///   - streams: where it writes.
  ///   - isApart: whether the terminal's Ctrl-C is not for it.
  /// - Throws: what posix_spawn(3) failed with.
  init(
    path: String, _ words: [String], streams: Streams, isApart: Bool
  ) throws(SystemError) {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    // Both live on the stack for the length of this function, and each call checks itself.
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { throw .current }
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    guard unsafe posix_spawnattr_init(&attributes) == 0 else { throw .current }
    defer { _ = unsafe posix_spawnattr_destroy(&attributes) }
    // What is held back or ignored here is neither for the program.
    var none = sigset_t()
    var all = sigset_t()
    _ = unsafe sigemptyset(&none)
    _ = unsafe sigfillset(&all)
    _ = unsafe posix_spawnattr_setsigmask(&attributes, &none)
    _ = unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    if isApart { flags |= Int32(POSIX_SPAWN_SETPGROUP) }
    _ = unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    if case .file(let file) = streams {
      _ = unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      _ = unsafe posix_spawn_file_actions_addopen(
        &actions, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      _ = unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
    }
    var pid: pid_t = 0
    // Copies on the C heap, freed below; posix_spawn is done with them when it returns.
    var arguments = unsafe words.map { unsafe strdup($0) }
    unsafe arguments.append(nil)
    defer { unsafe arguments.forEach { unsafe free($0) } }
    let result = unsafe posix_spawn(&pid, path, &actions, &attributes, arguments, environ)
    guard result == 0 else { throw SystemError(code: result) }
    self.pid = pid
    self.isApart = isApart
  }

  /// Its status as waitpid(2) has it, once it has ended.
  mutating func ended() -> Int32? {
    if let status { return status }
    var found: Int32 = 0
    // The status is written where it lies.
    let result = unsafe waitpid(pid, &found, WNOHANG)
    // Where SIGCHLD is ignored the kernel keeps no status (waitpid(2), ECHILD): it ended, and how is lost.
    guard result == pid || result < 0 && errno == ECHILD else { return nil }
    status = found
    return found
  }

  /// Waits until it has ended, for so long at most.
  mutating func waits(_ duration: Duration) -> Bool {
    let end = ContinuousClock.now + duration
    while ended() == nil {
      guard ContinuousClock.now < end else { return false }
      usleep(5_000)
    }
    return true
  }

  /// Asks it to end, and ends it where it does not: strace lets go of what it traces either way.
  mutating func end() {
    guard ended() == nil else { return }
    _ = kill(pid, SIGTERM)
    if !waits(.seconds(10)) {
      _ = kill(pid, SIGKILL)
      _ = waits(.seconds(10))
    }
    endGroup()
  }

  /// Ends what it left behind in its group: strace tries ptrace out on a child of its own when it starts,
  /// which stops for good where strace ends before it.
  private func endGroup() {
    if isApart { _ = kill(-pid, SIGKILL) }
  }

  deinit {
    if status != nil { return }
    _ = kill(pid, SIGTERM)
    var isOver = false
    for _ in 0..<1000 where !isOver {
      isOver = waitpid(pid, nil, WNOHANG) != 0
      if !isOver { usleep(10_000) }
    }
    if !isOver {
      _ = kill(pid, SIGKILL)
      while waitpid(pid, nil, 0) < 0, errno == EINTR {}
    }
    endGroup()
  }
}
