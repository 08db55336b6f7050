/// The permissions of a mapping, as the first four letters of its line in /proc/PID/maps.
public struct Permissions: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// The bits: 1 read, 2 write, 4 execute (as `PROT_READ`, …), 8 shared.
  public let rawValue: UInt8

  /// Wraps bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// PROT_READ.
  public static let read = Permissions(rawValue: 1)
  /// PROT_WRITE.
  public static let write = Permissions(rawValue: 2)
  /// PROT_EXEC.
  public static let execute = Permissions(rawValue: 4)
  /// MAP_SHARED or MAP_SHARED_VALIDATE: the fourth letter is `s`, not `p`.
  public static let shared = Permissions(rawValue: 8)

  /// What mprotect can change.
  public static let protection: Permissions = [.read, .write, .execute]

  /// The four letters of /proc/PID/maps: `r-xp`.
  public var letters: String { Self.allLetters[Int(rawValue & 15)] }

  /// Those of all sixteen: reports have thousands, and strings put together are slow.
  private static let allLetters: [String] = (0..<UInt8(16)).map { bits in
    let permissions = Permissions(rawValue: bits)
    return (permissions.contains(.read) ? "r" : "-") + (permissions.contains(.write) ? "w" : "-")
      + (permissions.contains(.execute) ? "x" : "-") + (permissions.contains(.shared) ? "s" : "p")
  }
}
