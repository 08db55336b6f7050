/// What strace has to be asked for, so that its log holds all that the analysis reads.
public enum TracedCalls {
  /// The names of the calls, of all architectures.
  ///
  /// Those that only tell who speaks are not among them: a log with `-f` has a column for that.
  public static var names: [String] {
    let ownIDs: Set<Syscall> = [.kill, .getpid, .gettid, .set_tid_address]
    return Syscall.allCases.filter { !ownIDs.contains($0) }.map(\.name)
  }

  /// The names of those that tell which file is mapped, where their structs are printed whole.
  public static var namesOfIdentity: [String] {
    Syscall.allCases.filter(\.isOfIdentity).map(\.name)
  }
}
