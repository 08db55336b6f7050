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
  /// EAGAIN.
  case tryAgain
  /// EBADF.
  case badDescriptor
  /// Any other.
  case other
}
