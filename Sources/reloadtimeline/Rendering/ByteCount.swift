/// A number of bytes as a person reads it: `213 B`, `37 kB`, `7.2 MB`; powers of 1000.
enum ByteCount {
  /// The text for a number of bytes: at least two digits of it from 1 kB on.
  static func text(_ bytes: UInt64) -> String {
    if bytes < 1000 { return "\(bytes) B" }
    var unit: UInt64 = 1000
    for name in ["kB", "MB", "GB", "TB", "PB", "EB"] {
      let whole = rounded(bytes, by: unit)
      let tenths = rounded(bytes, by: unit / 10)
      if tenths < 100 { return "\(tenths / 10).\(tenths % 10) \(name)" }
      if whole < 1000 || name == "EB" { return "\(whole) \(name)" }
      unit *= 1000
    }
    return "\(bytes) B"
  }

  private static func rounded(_ bytes: UInt64, by unit: UInt64) -> UInt64 {
    bytes / unit + (bytes % unit >= unit / 2 ? 1 : 0)
  }
}
