import Glibc

/// Signals that end the program, held back while there is something to put in order first.
///
/// They are asked for instead of handled: nothing is interrupted, and nothing is missed.
struct HeldSignals: ~Copyable {
  private static let ending = [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM,
  ]
  private var held = sigset_t()
  private var before = sigset_t()

  /// Holds them back from now on, and the notices of children that ended.
  init() {
    // The sets are the C library's own structures, and the numbers are signals.
    _ = unsafe sigemptyset(&held)
    for signal in Self.ending + [SIGCHLD] where !Self.isIgnored(signal) {
      _ = unsafe sigaddset(&held, signal)
    }
    _ = unsafe pthread_sigmask(SIG_BLOCK, &held, &before)
  }

  /// Waits for so long at most: the signal that is to end the program, if one came.
  ///
  /// It is shorter where a child ended.
  mutating func wait(milliseconds: Int) -> Int32? {
    var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    // The structures are the C library's own, and nothing else is asked for.
    let signal = unsafe sigtimedwait(&held, nil, &time)
    return Self.ending.contains(signal) ? signal : nil
  }

  /// Whether the program was started to ignore a signal (nohup, a shell's background).
  ///
  /// Held back it would come all the same.
  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    // The structure is the C library's own; a handler is an address, and SIG_IGN a made-up one that
    // is only compared.
    return unsafe sigaction(signal, nil, &action) == 0
      && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Ends the program by a signal that was held back, as it would have ended it.
  static func end(by number: Int32) {
    var only = sigset_t()
    _ = signal(number, SIG_DFL)
    // The set is the C library's own structure.
    _ = unsafe sigemptyset(&only)
    _ = unsafe sigaddset(&only, number)
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &only, nil)
    _ = raise(number)
  }

  deinit {
    var before = before
    // The set is the one that was there before.
    _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
