import Glibc

/// What one run of a command cost.
struct CommandRun {
  /// Seconds on the wall, in the program, and in the kernel for it.
  var wall: Double
  var user: Double
  var system: Double
  /// The most memory it had, in bytes.
  var peak: Int

  /// Runs a command; nothing where it cannot be started or fails.
  ///
  /// Its output goes to a file: grep ends early where it sees /dev/null. The peak is at least that of
  /// the caller, for a process begins as a copy of it: who calls this has to be small.
  init?(_ words: [String], output: String) {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    _ = unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    _ = unsafe posix_spawn_file_actions_addopen(
      &actions, 1, output, Int32(O_WRONLY | O_CREAT | O_TRUNC), 0o600)
    _ = unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
    unsafe arguments.append(nil)
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var pid = pid_t()
    // To empty what the command before wrote takes time that is not of this one.
    _ = unsafe unlink(output)
    let start = ContinuousClock.now
    guard
      unsafe posix_spawnp(&pid, words[0], &actions, nil, &arguments, environ) == 0
    else {
      return nil
    }
    var status: Int32 = 0
    var usage = rusage()
    while unsafe wait4(pid, &status, 0, &usage) < 0 { if errno != EINTR { return nil } }
    let elapsed = ContinuousClock.now - start
    guard status == 0 else { return nil }
    wall = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    user = Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) * 1e-6
    system = Double(usage.ru_stime.tv_sec) + Double(usage.ru_stime.tv_usec) * 1e-6
    peak = usage.ru_maxrss * 1024
  }
}
