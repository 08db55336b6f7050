/// A set of calls that are read, a bit for each.
struct SyscallSet: Sendable {
  private var bits: UInt128 = 0

  mutating func insert(_ call: Syscall) { bits |= 1 &<< UInt128(call.rawValue) }

  func contains(_ call: Syscall) -> Bool { bits &>> UInt128(call.rawValue) & 1 != 0 }
}
