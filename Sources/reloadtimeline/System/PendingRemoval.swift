import Glibc
import Synchronization

/// The one file that is removed if a signal ends the program.
///
/// The handler does no more than signal-safety(7) allows: an atomic load, unlink and raise.
enum PendingRemoval {
  /// The address of the path, a C string; 0 for none.
  private static let path = Atomic<UInt>(0)
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Runs `body` with the signals held back, so that none comes between a file and its noting.
  static func holdingSignals<Value: ~Copyable>(
    _ body: () throws(SystemError) -> Value
  ) throws(SystemError) -> Value {
    var held = sigset_t()
    var before = sigset_t()
    // The sets are the C library's own structures, and the numbers are signals.
    _ = unsafe sigemptyset(&held)
    for signal in signals { _ = unsafe sigaddset(&held, signal) }
    _ = unsafe pthread_sigmask(SIG_BLOCK, &held, &before)
    defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try body()
  }

  /// Has the file removed by the next signal that ends the program.
  static func note(_ file: String) {
    forget()
    // A copy on the C heap, which stays until `forget` takes it out again.
    let copy = unsafe UInt(bitPattern: strdup(file))
    path.store(copy, ordering: .sequentiallyConsistent)
    for signal in signals { install(for: signal) }
  }

  /// Forgets the file: it has its final name, or was removed.
  static func forget() {
    let old = path.exchange(0, ordering: .sequentiallyConsistent)
    // It came from strdup (or is null), and no handler sees it any more: there is one thread.
    unsafe free(UnsafeMutableRawPointer(bitPattern: old))
  }

  /// Sets the handler, but not for a signal that the program was started to ignore (nohup).
  private static func install(for signal: Int32) {
    var action = sigaction()
    // The structures are the C library's own, and the number is a signal that can be caught; a
    // handler is an address, and SIG_IGN a made-up one that is only compared.
    guard unsafe sigaction(signal, nil, &action) == 0,
      unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        != unsafeBitCast(SIG_IGN, to: Int.self)
    else { return }
    action = sigaction()
    // Once, and then the default again: raising the signal ends the program as it would have.
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    unsafe action.__sigaction_handler.sa_handler = { signal in
      let path = PendingRemoval.path.load(ordering: .sequentiallyConsistent)
      // Not null it is the string that `note` stored: `forget` takes it out before it is freed.
      if let path = unsafe UnsafePointer<CChar>(bitPattern: path) { _ = unsafe unlink(path) }
      // Held back during its own handler, it arrives on return.
      _ = raise(signal)
    }
    _ = unsafe sigaction(signal, &action, nil)
  }
}
