/// The device on which a file lies.
struct DeviceNumber: Hashable, Sendable {
  /// The driver.
  var major: UInt32
  /// The device of the driver.
  var minor: UInt32

  /// As /proc/PID/maps prints it: both in hexadecimal, of two digits at least (`fe:00`).
  var mapsText: String { Self.padded(major) + ":" + Self.padded(minor) }

  private static func padded(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return digits.count < 2 ? "0" + digits : digits
  }

  init(major: UInt32, minor: UInt32) {
    self.major = major
    self.minor = minor
  }

  /// Takes apart what stat gives (glibc's makedev: minor in bits 0…7 and 20…31, major in 8…19 and
  /// 32…43).
  init(packed: UInt64) {
    major = UInt32(truncatingIfNeeded: packed >> 8 & 0xFFF | packed >> 32 & 0xFFFF_F000)
    minor = UInt32(truncatingIfNeeded: packed & 0xFF | packed >> 12 & 0xFFFF_FF00)
  }

  /// Reads `fe:00`, of any number of hexadecimal digits on both sides.
  init?(hexadecimal text: Span<UInt8>, _ field: Range<Int>) {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":"), in: field),
      let major = text.hexadecimal(field.lowerBound..<colon),
      let minor = text.hexadecimal(colon + 1..<field.upperBound)
    else { return nil }
    self.init(major, minor)
  }

  /// Reads `253,0`, both decimal.
  init?(decimal text: Span<UInt8>, _ field: Range<Int>) {
    guard let comma = text.firstIndex(of: UInt8(ascii: ","), in: field),
      let major = text.decimal(field.lowerBound..<comma),
      let minor = text.decimal(comma + 1..<field.upperBound)
    else { return nil }
    self.init(major, minor)
  }

  private init?(_ major: UInt64, _ minor: UInt64) {
    guard let major = UInt32(exactly: major), let minor = UInt32(exactly: minor) else { return nil }
    self.init(major: major, minor: minor)
  }
}
