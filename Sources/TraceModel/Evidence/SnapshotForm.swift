/// The forms in which an address space is shown.
enum SnapshotForm: Sendable, Equatable {
  /// /proc/PID/maps.
  case maps
  /// /proc/PID/smaps.
  case smaps
  /// `pmap PID` and `pmap -p PID`: address, size, permissions, name.
  case pmap
  /// `pmap -x`: with resident and dirty kilobytes.
  case pmapExtended
  /// `pmap -d`: with offset and device.
  case pmapDevice
  /// `pmap -X`, `-XX`, `-c`: the columns of smaps.
  case pmapColumns

  /// Whether pmap wrote it: then a line with the process stands above it and a sum below.
  var isOfPmap: Bool { self != .maps && self != .smaps }

  /// What it does not show.
  var lacks: Unknowns {
    switch self {
    case .maps, .smaps, .pmapColumns: []
    case .pmap, .pmapExtended: [.offsets, .devices, .inodes, .specialNames]
    case .pmapDevice: [.inodes, .specialNames]
    }
  }

  /// What a snapshot may leave open.
  struct Unknowns: OptionSet, Sendable {
    let rawValue: UInt8

    /// Offsets in the files.
    static let offsets = Unknowns(rawValue: 1)
    /// The devices of the files.
    static let devices = Unknowns(rawValue: 2)
    /// The inodes of the files.
    static let inodes = Unknowns(rawValue: 4)
    /// What the kernel makes: `[heap]`, `[vdso]` and `anon_inode:` look like anonymous memory.
    static let specialNames = Unknowns(rawValue: 8)
    /// The folders of at least one file, or a part of its name.
    static let folders = Unknowns(rawValue: 16)
  }
}
