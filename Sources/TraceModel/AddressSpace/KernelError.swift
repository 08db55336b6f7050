/// The errors that tell how far a failing call got.
public enum KernelError: UInt8, Sendable, BitwiseCopyable {
  case outOfMemory, accessDenied, notPermitted, badAddress, invalidArgument, exists, other
}
