/// The time that a line begins with.
struct Timestamp: Equatable, Sendable, BitwiseCopyable {
  /// What the number means.
  enum Clock: UInt8, Sendable {
    /// The line has no time.
    case none
    /// Local time of day, without date and zone (`-t`, `-tt`).
    case timeOfDay
    /// Seconds since 1970 (`-ttt`).
    case epoch
    /// Only the distance to the line before (`-r`).
    case relative
  }

  /// What the number means.
  var clock = Clock.none
  /// How many digits of a second are printed, 0 to 9.
  var digits: UInt8 = 0
  /// Nanoseconds: of the day, since 1970, or since the line before.
  var nanoseconds: Int64 = 0

  /// The time as the log prints it, or nothing where it prints no time of its own.
  var printed: String? {
    var text = Printed()
    let seconds = nanoseconds / 1_000_000_000
    switch clock {
    case .none, .relative: return nil
    case .timeOfDay:
      text.add(seconds / 3600, digits: 2)
      text.add(UInt8(ascii: ":"))
      text.add(seconds / 60 % 60, digits: 2)
      text.add(UInt8(ascii: ":"))
      text.add(seconds % 60, digits: 2)
    case .epoch:
      text.add(seconds, digits: 1)
    }
    if digits > 0 {
      var part = nanoseconds % 1_000_000_000
      for _ in 0..<(9 - min(digits, 9)) { part /= 10 }
      text.add(UInt8(ascii: "."))
      text.add(part, digits: Int(min(digits, 9)))
    }
    return text.string
  }

  /// The digits of a time: reports have thousands, and strings put together are slow.
  private struct Printed {
    /// A number of 64 bits, a point and nine digits fit.
    private var bytes = InlineArray<32, UInt8>(repeating: 0)
    private var count = 0

    var string: String {
      // The bytes are copied before the call that lends them is over.
      unsafe bytes.span.extracting(0..<count).withUnsafeBufferPointer {
        unsafe String(decoding: $0, as: UTF8.self)
      }
    }

    mutating func add(_ byte: UInt8) {
      bytes[count] = byte
      count += 1
    }

    /// Adds a number that is not negative with at least so many digits.
    mutating func add(_ number: Int64, digits: Int) {
      // Unsigned numbers are divided in fewer steps.
      var rest = number.magnitude
      var end = 1
      // A number is at most 2^63, the power of ten above it less than 2^64.
      var limit: UInt64 = 10
      while end < digits || limit <= rest {
        end += 1
        limit *= 10
      }
      var place = count + end
      while place > count {
        place -= 1
        bytes[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      count += end
    }
  }
}
