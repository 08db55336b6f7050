/// An open file, as far as the log shows it.
struct OpenFile: Sendable {
  /// The path, where no `-y` prints it with every use: from the argument of open.
  var path: [UInt8]?
  /// A hash of the name that `-y` showed, to notice that the number means another file by now.
  var shownHash: Int?
  /// Whether it was opened O_RDONLY; nothing where the open is not in the log.
  var isReadOnly: Bool?
  /// O_CLOEXEC.
  var closesOnExec = false
  /// How large its huge pages are, as a power of two; 0 where it has none.
  var hugeShift: UInt8 = 0
  /// Which file it is, where fstat or statx told.
  var identity: FileIdentity?
  /// The load of this file that lived when it was opened, and of which it maps nothing.
  var openedAgain: LoadID = .none
  /// Where it was opened, if such a load lived.
  var openedAt: Moment?
}

/// The descriptors of a process, or of several that share them (CLONE_FILES).
struct FileTable: Sendable {
  private var files = SharedTable<OpenFile>()

  /// How many open files a table holds at most; of further ones the names are not known.
  ///
  /// Sockets and pipes are none of them, and systemd's default for a service is 524288 with those.
  static let most = 1 << 16

  /// The file with a number.
  subscript(_ number: Int32) -> OpenFile? {
    get { files[UInt32(bitPattern: number)] }
    set {
      let key = UInt32(bitPattern: number)
      if let newValue {
        if files.count < Self.most || files[key] != nil { files[key] = newValue }
      } else {
        files.removeValue(forKey: key)
      }
    }
  }

  /// Closes a file: what it was.
  @discardableResult
  mutating func close(_ number: Int32) -> OpenFile? {
    files.removeValue(forKey: UInt32(bitPattern: number))
  }

  /// Sets which file a descriptor is of, where its open is known.
  mutating func identify(_ number: Int32, as identity: FileIdentity) {
    files[UInt32(bitPattern: number)]?.identity = identity
  }

  /// Closes what execve closes.
  mutating func closeOnExec() {
    for (number, file) in files where file.closesOnExec { files.removeValue(forKey: number) }
  }

  /// close_range: closes the numbers of a range, or marks them O_CLOEXEC.
  mutating func closeRange(_ range: ClosedRange<Int32>, onExec: Bool) {
    if onExec {
      for (number, _) in files where range.contains(Int32(bitPattern: number)) {
        files[number]?.closesOnExec = true
      }
    } else {
      for (number, _) in files where range.contains(Int32(bitPattern: number)) {
        files.removeValue(forKey: number)
      }
    }
  }
}
