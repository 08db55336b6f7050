/// An open file, as far as the log shows it.
struct OpenFile: Sendable {
  /// What only few files have, kept apart: each line about a file moves it.
  private struct Details: Sendable {
    var hugeShift: UInt8 = 0
    var identity: FileIdentity?
    var openedAgain = LoadID.none
    var openedAt: Moment?
    var triedName = 0
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

  /// Notes that it was opened while a load of it lived, of which it maps nothing.
  mutating func note(openedAgain load: LoadID, at moment: Moment) {
    details = changed { ($0.openedAgain, $0.openedAt) = (load, moment) }
  }

  /// The load of this file that lived when it was opened, and where that was, unless it maps something.
  var reopening: Reopening? {
    guard let details, details.openedAgain != .none, let at = details.openedAt else { return nil }
    return Reopening(load: details.openedAgain, at: at)
  }

  /// The fingerprint of the name by which it was asked for, without the folder, where it may be an
  /// object and nothing of it is mapped; else 0.
  var triedName: Int {
    get { details?.triedName ?? 0 }
    set { details = changed { $0.triedName = newValue } }
  }

  private func changed(_ change: (inout Details) -> Void) -> Details {
    var changed = details ?? Details()
    change(&changed)
    return changed
  }

  /// Whether it is noted what it means that nothing of it is mapped.
  var isUnused: Bool {
    guard case .details(let details) = apart else { return false }
    return details.triedName != 0 || details.openedAgain != .none
  }

  /// Something of it is mapped.
  mutating func use() {
    if isUnused { details = changed { ($0.triedName, $0.openedAgain) = (0, .none) } }
  }

  /// Whether it may be mapped as an object is, and nothing has told which file it is.
  var awaitsIdentity: Bool {
    guard isReadOnly == true else { return false }
    guard case .details(let details) = apart else { return true }
    return details.identity == nil
  }
}
