import Glibc

/// Bytes that are written one behind the other.
///
/// Much is written in very small pieces. An array that grows by each of them checks more than it
/// writes; here room for thousands of bytes is there, and a piece only has to see that it fits.
struct ByteBuffer {
  private var room: [UInt8] = []
  /// How many bytes were written.
  private(set) var count = 0

  /// How much room there is at first, in bytes.
  private static let least = 1 << 17

  /// What was written.
  var bytes: [UInt8] { Array(room[..<count]) }

  /// Ends the writing and gives what was written.
  consuming func finish() -> [UInt8] {
    var room = room
    room.removeLast(room.count - count)
    return room
  }

  /// Gives what was written, and begins anew.
  mutating func take() -> [UInt8] {
    let taken = bytes
    count = 0
    return taken
  }

  /// Appends a byte.
  mutating func append(_ byte: UInt8) {
    reserve(1)
    room[count] = byte
    count += 1
  }

  /// Appends a text of the program.
  @inline(__always)
  mutating func append(_ text: StaticString) { append("", text, "") }

  /// Appends a text of the program between two others, which are known where it is called.
  @inline(__always)
  mutating func append(_ before: StaticString, _ text: StaticString, _ after: StaticString) {
    unsafe append(before, after, text.utf8CodeUnitCount) { place in
      // A static string is always there, and there is room for it.
      _ = unsafe memcpy(place, text.utf8Start, text.utf8CodeUnitCount)
    }
  }

  /// Appends bytes.
  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>) { append("", bytes, "") }

  /// Appends bytes between two texts of the program, which are known where it is called.
  @inline(__always)
  mutating func append(_ before: StaticString, _ bytes: Span<UInt8>, _ after: StaticString) {
    unsafe append(before, after, bytes.count) { place in
      unsafe bytes.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else { return }
        _ = unsafe memcpy(place, start, bytes.count)
      }
    }
  }

  /// Appends what `write` puts behind `before`, which has to be `size` bytes: there is room for no more.
  @inline(__always)
  private mutating func append(
    _ before: StaticString, _ after: StaticString, _ size: Int,
    _ write: (UnsafeMutableRawPointer) -> Void
  ) {
    let (first, last) = (before.utf8CodeUnitCount, after.utf8CodeUnitCount)
    let total = first + size + last
    reserve(total)
    let start = count
    unsafe room.withUnsafeMutableBytes { room in
      guard let base = room.baseAddress else { return }
      // There is room for all three, one behind the other.
      let place = unsafe base + start
      _ = unsafe memcpy(place, before.utf8Start, first)
      unsafe write(place + first)
      _ = unsafe memcpy(place + first + size, after.utf8Start, last)
    }
    count = start + total
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if more > room.count - count { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let size = max(Self.least, room.count, more)
    room.append(contentsOf: repeatElement(0, count: size))
  }
}
