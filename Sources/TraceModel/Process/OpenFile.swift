/// An open file, as far as the log shows it.
struct OpenFile: Sendable {
  /// What only few files have, kept apart: each line about a file moves it.
  private struct Details: Sendable {
    var hugeShift: UInt8 = 0
    var identity: FileIdentity?
  }

  private indirect enum Apart: Sendable {
    case nothing
    case details(Details)
  }

  /// The path, where no `-y` prints it with every use: from the argument of open.
  var path: [UInt8]?
  /// A hash of the name that `-y` showed, to notice that the number means another file by now.
  var shownHash: Int?
  /// Whether it was opened O_RDONLY; nothing where the open is not in the log.
  var isReadOnly: Bool?
  /// O_CLOEXEC.
  var closesOnExec = false
  /// What it means if nothing of it is mapped.
  var unused = UnusedFile()
  private var apart = Apart.nothing

  /// A file that was opened with these flags (`Flags.open`).
  init(flags: UInt64) {
    isReadOnly = flags & Flags.openAccessMask == 0
    closesOnExec = flags & Flags.openCloseOnExec != 0
  }

  init() {}

  private var details: Details? {
    get { if case .details(let details) = apart { details } else { nil } }
    set { apart = newValue.map(Apart.details) ?? .nothing }
  }

  /// How large its huge pages are, as a power of two; 0 where it has none.
  var hugeShift: UInt8 {
    get { details?.hugeShift ?? 0 }
    set { details = changed { $0.hugeShift = newValue } }
  }

  /// Which file it is, where fstat or statx told.
  var identity: FileIdentity? {
    get { details?.identity }
    set { details = changed { $0.identity = newValue } }
  }

  /// What of a file matters to what is mapped from it: numbers only, for a file is copied in parts.
  struct Facts: Sendable, BitwiseCopyable {
    /// As of the file.
    var hugeShift: UInt8
    var identity: FileIdentity?
    var shownHash: Int?
    var isReadOnly: Bool
    /// Whether something is noted for the case that nothing of it is mapped.
    var isNoted: Bool
  }

  /// What matters of it where it is mapped.
  var facts: Facts {
    let details = details
    return Facts(
      hugeShift: details?.hugeShift ?? 0, identity: details?.identity, shownHash: shownHash,
      isReadOnly: isReadOnly == true, isNoted: unused.isNoted)
  }

  private func changed(_ change: (inout Details) -> Void) -> Details {
    var changed = details ?? Details()
    change(&changed)
    return changed
  }

  /// Whether it may be mapped as an object is, and nothing has told which file it is.
  var awaitsIdentity: Bool {
    guard isReadOnly == true else { return false }
    guard case .details(let details) = apart else { return true }
    return details.identity == nil
  }
}

/// What is noted of a file while nothing of it is mapped.
struct UnusedFile: Sendable, BitwiseCopyable {
  /// The fingerprint of the name by which it was asked for, without the folder, where it may be an
  /// object; else 0.
  var triedName = 0
  /// The load of this file that lived when it was opened, and where that was.
  var reopening: Reopening?

  /// Whether something is noted.
  var isNoted: Bool { triedName != 0 || reopening != nil }
}
