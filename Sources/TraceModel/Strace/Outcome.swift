/// What a call returned.
struct Outcome: Sendable, BitwiseCopyable {
  /// Whether and how it was over.
  enum Kind: UInt8, Sendable {
    /// It returned `value`.
    case returned
    /// It failed with `error`.
    case failed
    /// `= ?`: it never returned (exit, or killed in the call), or strace could not see the result.
    case none
    /// `= ? ERESTART…`: it did nothing and is shown again.
    case restarted
  }

  /// Whether and how it was over.
  var kind = Kind.none
  /// The value returned, as the bits of a 64-bit register.
  var value: UInt64 = 0
  /// The error.
  var error = KernelError.other
  /// `(INJECTED)`, `(INJECTED: args, retval)`: strace made the result up and the kernel did nothing.
  var isInjected = false
  /// Where the result's `<…>` decoration is: at its `<`; 0 where there is none.
  var decoration = 0
  /// How long the call took, in nanoseconds, where `-T` prints it.
  var duration: Int64?

  /// Whether the call returned a value that the kernel made.
  var succeeded: Bool { kind == .returned && !isInjected }

  /// Reads the result of `text` from behind `= `.
  init(_ text: Span<UInt8>, from start: Int) {
    guard start < text.count else { return }
    var position = start
    duration = Self.duration(text)
    if text[position] == UInt8(ascii: "?") {
      kind = text.has("? ERESTART", at: position) ? .restarted : .none
      return
    }
    guard let number = Self.number(text, &position) else { return }
    value = number
    kind = .returned
    if position < text.count, text[position] == UInt8(ascii: "<") {
      decoration = position
      Decoration.skip(text, &position)
    }
    if number == ~0, text.has(" E", at: position) || text.has(" (errno ", at: position) {
      kind = .failed
      error = KernelError(name: text, at: position + 1)
    }
    isInjected = Self.isInjected(text, from: position)
    // A pid may be followed by what it is for strace: `2 /* 6734 in strace's PID NS */`.
    if text.has(" /* ", at: position) {
      var at = position + 4
      if let translated = text.decimal(at: &at), text.has(" in strace's PID NS", at: at) {
        value = translated
      }
    }
  }

  /// Whether strace kept the call from being made: `(INJECTED: args)` only changed what arguments point
  /// to (`poke_enter`, strace 5.11), and the call was made.
  private static func isInjected(_ text: Span<UInt8>, from position: Int) -> Bool {
    // Mostly nothing follows, or how long it took.
    let rest = text.count - position
    if rest < 2 || rest == 11 && text[position + 1] == UInt8(ascii: "<") { return false }
    guard let mark = text.find("(INJECTED", in: position..<text.count) else { return false }
    return !text.has("(INJECTED: args)", at: mark)
  }

  /// A number as results and arguments have it: `-1`, `0x7f…`, `022`, `4096`.
  static func number(_ text: Span<UInt8>, _ position: inout Int) -> UInt64? {
    if text.has("0x", at: position) {
      position += 2
      return text.hexadecimal(at: &position)
    }
    if position < text.count, text[position] == UInt8(ascii: "-") {
      position += 1
      guard let magnitude = text.decimal(at: &position) else { return nil }
      return 0 &- magnitude
    }
    return text.decimal(at: &position)
  }

  /// The `<0.000012>` that `-T` puts at the end, in nanoseconds.
  static func duration(_ text: Span<UInt8>) -> Int64? {
    if let usual = usualDuration(text) { return usual }
    var position = text.startOfDuration + 2
    guard let seconds = text.decimal(at: &position), seconds < 1 << 32 else { return nil }
    var nanoseconds = Int64(seconds) * 1_000_000_000
    if text[position] == UInt8(ascii: ".") {
      position += 1
      var scale: Int64 = 100_000_000
      while position < text.count, text[position] &- 0x30 < 10, scale > 0 {
        nanoseconds += Int64(text[position] &- 0x30) * scale
        scale /= 10
        position += 1
      }
    }
    return nanoseconds
  }

  /// ` <0.000012>`, as nearly all calls have it: less than ten seconds, in microseconds.
  private static func usualDuration(_ text: Span<UInt8>) -> Int64? {
    guard let digits = usualDigits(text) else { return nil }
    var value = Int64(digits & 0xF)
    for index in 2..<8 { value = value &* 10 &+ Int64(digits >> UInt64(index * 8) & 0xF) }
    return value &* 1000
  }

  /// The digits of such a time, one in each byte; the second stands for the point.
  fileprivate static func usualDigits(_ text: Span<UInt8>) -> UInt64? {
    let start = text.count - 10
    guard start > 0, text[start] == UInt8(ascii: "<"), text[start - 1] == 0x20,
      text[start + 9] == UInt8(ascii: ">")
    else { return nil }
    // The digit, the point and six digits: these are a word.
    let word = text.word(at: start + 1)
    let point = UInt64(UInt8(ascii: "."))
    let digits = (word & ~0xFF00 | 0x3000) ^ 0x3030_3030_3030_3030
    guard word >> 8 & 0xFF == point,
      (digits | digits &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0 == 0
    else { return nil }
    return digits
  }
}

extension Span<UInt8> {
  /// Where the time that a call took (` <0.000012>`, `-T`) begins at the end of its line, which is
  /// `count` where there is none.
  var startOfDuration: Int {
    if Outcome.usualDigits(self) != nil { return count - 11 }
    var position = count - 1
    guard position > 0, self[position] == UInt8(ascii: ">") else { return count }
    position -= 1
    while position > 0, self[position] &- 0x30 < 10 || self[position] == UInt8(ascii: ".") {
      position -= 1
    }
    guard position > 0, self[position] == UInt8(ascii: "<"), self[position - 1] == 0x20 else {
      return count
    }
    return position - 1
  }
}

extension KernelError {
  /// The error whose name stands at `position`: `ENOMEM (Cannot allocate memory)`.
  ///
  /// Only the name is read: the words behind it are in the language of strace's locale.
  init(name text: Span<UInt8>, at position: Int) {
    if text.has("ENOMEM ", at: position) {
      self = .outOfMemory
    } else if text.has("EACCES ", at: position) {
      self = .accessDenied
    } else if text.has("EPERM ", at: position) {
      self = .notPermitted
    } else if text.has("EFAULT ", at: position) {
      self = .badAddress
    } else if text.has("EINVAL ", at: position) {
      self = .invalidArgument
    } else if text.has("EAGAIN ", at: position) {
      self = .tryAgain
    } else if text.has("EBADF ", at: position) {
      self = .badDescriptor
    } else {
      self = .other
    }
  }
}
