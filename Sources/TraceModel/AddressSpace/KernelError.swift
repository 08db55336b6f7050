/// Why a call failed, as far as it decides what the call had changed before.
public enum KernelError: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// ENOMEM.
  case outOfMemory
  /// EACCES.
  case accessDenied
  /// EPERM.
  case notPermitted
  /// EFAULT.
  case badAddress
  /// EINVAL.
  case invalidArgument
  /// EEXIST.
  case exists
  /// Any other.
  case other
}
