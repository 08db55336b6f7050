/// The program that execve put into an address space, which it maps without a line of its own.
struct ProgramImage: Sendable, Equatable {
  /// The path that was given to execve; nothing where the log cuts it.
  var path: [UInt8]?
  /// Where execve was over.
  var at: Moment
}
