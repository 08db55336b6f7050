/// The descriptors of a process, or of several that share them (CLONE_FILES).
struct FileTable: Sendable {
  private var files = SharedTable<OpenFile>()
  /// The file that was opened last, which is in no table yet.
  ///
  /// Most are closed before another is opened. Without one its number is -1.
  private var newest = OpenFile()
  private var newestNumber: Int32 = -1
  /// Which file that is, where it was told: kept apart, for most are closed before anyone asks.
  private var newestIdentity: FileIdentity?

  /// How many files it had when it was copied from another; 0 where it was not.
  var countAtCopy = 0

  /// How many files it has.
  var count: Int { files.count + (newestNumber < 0 ? 0 : 1) }

  /// How many open files a table holds at most; of further ones the names are not known.
  ///
  /// Sockets and pipes are none of them, and systemd's default for a service is 524288 with those.
  static let most = 1 << 16

  /// The file with a number.
  subscript(_ number: Int32) -> OpenFile? {
    get { isNewest(number) ? settled : files[UInt32(bitPattern: number)] }
    set {
      if let newValue {
        open(newValue, as: number)
      } else {
        close(number)
      }
    }
  }

  /// What matters of the file with a number where it is mapped.
  func facts(of number: Int32) -> OpenFile.Facts? {
    guard isNewest(number) else { return files.read(UInt32(bitPattern: number)) { $0.facts } }
    var facts = newest.facts
    if let newestIdentity { facts.identity = newestIdentity }
    return facts
  }

  /// Whether a number has a file.
  func contains(_ number: Int32) -> Bool {
    isNewest(number) || files.contains(UInt32(bitPattern: number))
  }

  /// Whether a number is that of the file that was opened last.
  private func isNewest(_ number: Int32) -> Bool { number == newestNumber && number >= 0 }

  /// Whether there is no room for one more file.
  var isFull: Bool { count >= Self.most }

  /// Puts a file under a number, which none below zero is; says whether there is room.
  @discardableResult
  mutating func open(_ file: consuming OpenFile, as number: Int32) -> Bool {
    let key = UInt32(bitPattern: number)
    if isNewest(number) {
      newest = file
      newestIdentity = nil
    } else if files.contains(key) {
      files[key] = file
    } else if number >= 0, !isFull {
      settle()
      newest = file
      newestNumber = number
      newestIdentity = nil
    } else {
      return false
    }
    return true
  }

  /// The newest file, and which it is.
  private var settled: OpenFile {
    var file = newest
    if let newestIdentity { file.identity = newestIdentity }
    return file
  }

  /// Puts the newest file to the others.
  private mutating func settle() {
    guard newestNumber >= 0 else { return }
    files[UInt32(bitPattern: newestNumber)] = settled
    forgetNewest()
  }

  private mutating func forgetNewest() {
    newestNumber = -1
    newestIdentity = nil
  }

  /// Closes a file; returns what is noted of one of which nothing is mapped.
  @discardableResult
  mutating func close(_ number: Int32) -> UnusedFile? {
    guard isNewest(number) else {
      let unused = files.removeValue(forKey: UInt32(bitPattern: number))?.unused
      return unused?.isNoted == true ? unused : nil
    }
    forgetNewest()
    return newest.unused.isNoted ? newest.unused : nil
  }

  /// Sets which file a descriptor is of, where its open is known.
  mutating func identify(_ number: Int32, as identity: FileIdentity) {
    if isNewest(number) {
      newestIdentity = identity
    } else {
      files.update(UInt32(bitPattern: number)) { $0.identity = identity }
    }
  }

  /// Something of a file is mapped.
  mutating func use(_ number: Int32) {
    if isNewest(number) {
      newest.unused = UnusedFile()
    } else {
      files.update(UInt32(bitPattern: number)) { $0.unused = UnusedFile() }
    }
  }

  /// Whether it is wanted which file a descriptor is of: one that may be mapped, and was not told.
  func awaitsIdentity(_ number: Int32) -> Bool {
    if isNewest(number) { return newestIdentity == nil && newest.awaitsIdentity }
    return files.read(UInt32(bitPattern: number)) { $0.awaitsIdentity } ?? false
  }

  /// Closes what execve closes.
  mutating func closeOnExec() {
    settle()
    files.removeAll { _, file in file.closesOnExec }
  }

  /// close_range: closes the numbers of a range, or marks them O_CLOEXEC.
  mutating func closeRange(_ range: ClosedRange<Int32>, onExec: Bool) {
    settle()
    if onExec {
      for (number, _) in files where range.contains(Int32(bitPattern: number)) {
        files.update(number) { $0.closesOnExec = true }
      }
    } else {
      files.removeAll { number, _ in range.contains(Int32(bitPattern: number)) }
    }
  }
}
