/// The calls that the analysis reads; all others are dismissed by their name.
enum Syscall: UInt8, CaseIterable, Sendable {
  // Counted in `trace.calls`, each under the name that the log prints.
  case mmap, mmap2, old_mmap, munmap, mremap, mprotect, pkey_mprotect, brk, shmat, shmdt
  case remap_file_pages, open, openat, openat2, creat, close, dup, dup2, dup3
  case execve, execveat, clone, clone3, fork, vfork
  // Read, not counted.
  case madvise, mseal, mlock, mlock2, munlock, mlockall, munlockall, prctl, io_destroy, shmget
  case memfd_create, io_uring_setup, fcntl, fcntl64, close_range
  case chdir, fchdir, getcwd, unshare, personality, exit, exit_group, _exit
  case write, writev, kill, getpid, gettid, set_tid_address, rt_sigtimedwait
  // Read where they tell of a file that is mapped.
  case fstat, fstat64, newfstatat, fstatat64, statx
  case rename, renameat, renameat2, unlink, unlinkat

  /// The name as strace prints it.
  var name: String { Self.names[Int(rawValue)] }

  /// The names of all of them: to ask a case for its own is slow.
  private static let names = allCases.map { String(describing: $0) }

  /// Whether it stands in `trace.calls`.
  var isCounted: Bool { rawValue <= Syscall.vfork.rawValue }

  /// Whether it tells of files that are open, or of names.
  var isOfFiles: Bool { rawValue >= Syscall.fstat.rawValue }

  /// Whether it tells which file a descriptor is of.
  var isOfIdentity: Bool { isOfFiles && rawValue <= Syscall.statx.rawValue }

  /// Whether it is read only where the consumer asks for it, by its arguments.
  var isReadAtTimes: Bool { isOfFiles || isWrite || isOfOptions }

  /// Whether it does one of many things, of which only few matter.
  var isOfOptions: Bool { self == .prctl || self == .fcntl || self == .fcntl64 }

  /// Whether it is a write: read only where a loader may speak in it.
  var isWrite: Bool { self == .write || self == .writev }

  /// Whether strace prints all of its arguments when it begins: where these are cut, somebody broke the
  /// line, for no other text can come between them.
  var isPrintedAtOnce: Bool {
    switch self {
    case .mmap, .mmap2, .old_mmap, .munmap, .mprotect, .mremap, .brk, .open, .openat, .close: true
    default: false
    }
  }

  /// Whether its beginning tells nothing: it frees nothing that others may be given meanwhile, and makes
  /// no task.
  var isToldByEnd: Bool {
    switch self {
    case .open, .openat, .fstat, .fstat64, .newfstatat, .fstatat64: true
    default: false
    }
  }

  /// Whether it maps pages or takes them away.
  var movesPages: Bool {
    switch self {
    case .mmap, .mmap2, .old_mmap, .munmap, .mremap: true
    default: false
    }
  }

  /// Whether such a call stands in a line that is not understood.
  static func isOfPages(_ line: Span<UInt8>) -> Bool {
    ["mmap(", "mmap2(", "munmap(", "mremap("].contains { line.find($0, in: 0..<line.count) != nil }
  }

  /// Whether it makes a new task: its result is the task's id.
  var createsTask: Bool {
    switch self {
    case .clone, .clone3, .fork, .vfork: true
    default: false
    }
  }

  /// The call of a number that strace did not know by name (`syscall_0x1ce`), on x86-64
  /// (arch/x86/entry/syscalls/syscall_64.tbl).
  init?(number: UInt64) {
    switch number {
    case 272: self = .unshare
    case 325: self = .mlock2
    case 319: self = .memfd_create
    case 329: self = .pkey_mprotect
    case 425: self = .io_uring_setup
    case 435: self = .clone3
    case 436: self = .close_range
    case 437: self = .openat2
    case 462: self = .mseal
    default: return nil
    }
  }
}
