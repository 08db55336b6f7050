/// Which file a descriptor was of, and how that file was, as fstat or statx told it.
struct FileIdentity: Sendable, BitwiseCopyable {
  /// The device on which it lies: major and minor number, where they are printed (`-v`).
  var major: UInt32?
  var minor: UInt32?
  /// The inode, where it is printed (`-v`).
  var inode: UInt64?
  /// Bytes.
  var size: UInt64?
  /// When it was last written, in nanoseconds since 1970, where it is printed (`-v`).
  var modified: Int64?
  /// When it was last read, in nanoseconds since 1970, where it is printed (`-v`).
  var accessed: Int64?
  /// Where it was told.
  var at: Moment

  /// The device as /proc/PID/maps prints it.
  var device: String? {
    guard let major, let minor else { return nil }
    return DeviceNumber(major: major, minor: minor).mapsText
  }

  /// Of a file of `size` bytes nothing else is known.
  init(size: UInt64, at moment: Moment) {
    self.size = size
    at = moment
  }

  /// Reads the struct of fstat(2) or statx(2); nothing where neither a size nor an inode stands in it.
  ///
  /// strace prints device, inode and times with `-v` only: `{st_dev=makedev(0xfe, 0), st_ino=16,
  /// st_mode=…, st_size=20112, …, st_mtime=1795449874 /* … */, st_mtime_nsec=381370208}`, and of
  /// statx `{…, stx_ino=16, stx_size=20112, …, stx_mtime={tv_sec=…, tv_nsec=…} /* … */, …,
  /// stx_dev_major=254, stx_dev_minor=0}`.
  init?(_ text: Span<UInt8>, _ range: Range<Int>, isStatx: Bool, at moment: Moment) {
    at = moment
    func number(_ name: StaticString) -> UInt64? {
      Argument.field(name, text, range).flatMap { Argument.number(text, $0) }
    }
    inode = number(isStatx ? "stx_ino=" : "st_ino=")
    size = number(isStatx ? "stx_size=" : "st_size=")
    // Without `-v` nothing else is printed.
    guard inode != nil else {
      if size == nil { return nil }
      return
    }
    if isStatx {
      major = number("stx_dev_major=").flatMap { UInt32(exactly: $0) }
      minor = number("stx_dev_minor=").flatMap { UInt32(exactly: $0) }
      modified = Self.time("stx_mtime={tv_sec=", " tv_nsec=", text, range)
      accessed = Self.time("stx_atime={tv_sec=", " tv_nsec=", text, range)
    } else {
      modified = Self.time("st_mtime=", "st_mtime_nsec=", text, range)
      accessed = Self.time("st_atime=", "st_atime_nsec=", text, range)
      if let device = text.find("st_dev=makedev(", in: range) {
        var position = device + 15
        major = Outcome.number(text, &position).flatMap { UInt32(exactly: $0) }
        while position < range.upperBound,
          text[position] == UInt8(ascii: ",") || text[position] == 0x20
        {
          position += 1
        }
        minor = Outcome.number(text, &position).flatMap { UInt32(exactly: $0) }
      }
    }
  }

  /// Seconds and nanoseconds; nothing where strace before 4.20 prints a date instead.
  private static func time(
    _ seconds: StaticString, _ rest: StaticString, _ text: Span<UInt8>, _ range: Range<Int>
  ) -> Int64? {
    guard let start = text.find(seconds, in: range) else { return nil }
    var position = start + seconds.utf8CodeUnitCount
    guard let whole = text.decimal(at: &position).flatMap({ Int64(exactly: $0) }),
      position < range.upperBound,
      text[position] == 0x20 || text[position] == UInt8(ascii: ",")
    else { return nil }
    var part: UInt64 = 0
    if let behind = text.find(rest, in: position..<range.upperBound) {
      position = behind + rest.utf8CodeUnitCount
      part = text.decimal(at: &position) ?? 0
    }
    let (scaled, overflow) = whole.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow, part < 1_000_000_000 else { return nil }
    let (sum, carry) = scaled.addingReportingOverflow(Int64(part))
    return carry ? nil : sum
  }
}

/// A name that meant a mapped file and was given to another, or taken away.
struct FileChange: Sendable {
  /// The kinds.
  enum Kind: Sendable {
    /// rename put another file in its place.
    case replaced
    /// rename took the name away: the file has another now.
    case renamed
    /// unlink.
    case unlinked
  }

  /// How many are kept of a log.
  static let most = 10_000

  /// The name.
  var path: TraceText
  /// What happened to it.
  var kind: Kind
  /// The other name of a rename.
  var other: TraceText?
  /// Where the call was over.
  var at: Moment
  /// The call.
  var call: Syscall
}

/// A file that was opened while a load of it lived, and closed again without being mapped: the
/// loader found that it has it already.
struct Reopening: Sendable, BitwiseCopyable {
  /// The load that stayed.
  var load: LoadID
  /// Where it was opened.
  var at: Moment
}
