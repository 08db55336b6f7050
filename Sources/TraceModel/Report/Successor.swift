/// A process that was made after a request to reload, and with which the service goes on.
public struct Successor: Sendable, Equatable {
  /// What it is.
  public enum Role: String, Sendable, CaseIterable {
    /// A child with a copy of the address space: a worker.
    case child
    /// A child that executed the program of its parent anew: the next main process.
    case mainProcess
    /// A child that executed another program.
    case otherProgram
  }

  /// Its pid.
  public var pid: Int
  /// What it is.
  public var role: Role
  /// The program it runs, where that is known.
  public var executable: TraceText?
  /// Where it was made.
  public var born: Instant
  /// Where it executed a program, if it did.
  public var executed: Instant?
  /// How many objects it inherited with the address space; none of a process that executed a program
  /// since, and nothing where its parent had executed one in the window before.
  public var inherited: Int?
  /// Children of its own, of a new main process.
  public var children: [Int]
  /// Where it ended, if the log shows that.
  public var ended: Instant?

  /// Creates a successor.
  public init(
    pid: Int, role: Role, executable: TraceText?, born: Instant, executed: Instant? = nil,
    inherited: Int? = 0, children: [Int] = [], ended: Instant? = nil
  ) {
    self.pid = pid
    self.role = role
    self.executable = executable
    self.born = born
    self.executed = executed
    self.inherited = inherited
    self.children = children
    self.ended = ended
  }
}
