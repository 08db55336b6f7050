/// The descriptors of a process, or of several that share them (CLONE_FILES).
struct FileTable: Sendable {
  private var files = SharedTable<OpenFile>()
  /// The file that was opened last, which is in no table yet: most are closed before another is
  /// opened.
  private var newest: OpenFile?
  private var newestNumber: Int32 = -1
  /// Which file that is, where it was told: kept apart, for most are closed before anyone asks.
  private var newestIdentity: FileIdentity?

  /// How many files it had when it was copied from another; 0 where it was not.
  var countAtCopy = 0

  /// How many files it has.
  var count: Int { files.count + (newest == nil ? 0 : 1) }

  /// How many open files a table holds at most; of further ones the names are not known.
  ///
  /// Sockets and pipes are none of them, and systemd's default for a service is 524288 with those.
  static let most = 1 << 16

  /// The file with a number.
  subscript(_ number: Int32) -> OpenFile? {
    get { number == newestNumber ? settled : files[UInt32(bitPattern: number)] }
    set {
      if let newValue {
        put(newValue, number)
      } else {
        close(number)
      }
    }
  }

  /// Whether a number has a file.
  func contains(_ number: Int32) -> Bool {
    number == newestNumber ? newest != nil : files.contains(UInt32(bitPattern: number))
  }

  /// Whether there is no room for one more file.
  var isFull: Bool { files.count >= Self.most }

  private mutating func put(_ file: OpenFile, _ number: Int32) {
    let key = UInt32(bitPattern: number)
    if number == newestNumber {
      newest = file
      newestIdentity = nil
    } else if files.contains(key) {
      files[key] = file
    } else if files.count < Self.most {
      settle()
      newest = file
      newestNumber = number
      newestIdentity = nil
    }
  }

  /// The newest file, and which it is.
  private var settled: OpenFile? {
    guard var file = newest else { return nil }
    if let newestIdentity { file.identity = newestIdentity }
    return file
  }

  /// Puts the newest file to the others.
  private mutating func settle() {
    guard let file = settled else { return }
    files[UInt32(bitPattern: newestNumber)] = file
    forgetNewest()
  }

  private mutating func forgetNewest() {
    newest = nil
    newestNumber = -1
    newestIdentity = nil
  }

  /// Closes a file: what it was, where it means something that nothing of it is mapped.
  @discardableResult
  mutating func close(_ number: Int32) -> OpenFile? {
    guard number == newestNumber else {
      let file = files.removeValue(forKey: UInt32(bitPattern: number))
      return file?.isUnused == true ? file : nil
    }
    let file = newest?.isUnused == true ? newest.take() : nil
    forgetNewest()
    return file
  }

  /// Sets which file a descriptor is of, where its open is known.
  mutating func identify(_ number: Int32, as identity: FileIdentity) {
    if number == newestNumber {
      newestIdentity = identity
    } else {
      files.update(UInt32(bitPattern: number)) { $0.identity = identity }
    }
  }

  /// Something of a file is mapped.
  mutating func use(_ number: Int32) {
    if number == newestNumber {
      newest?.use()
    } else {
      files.update(UInt32(bitPattern: number)) { $0.use() }
    }
  }

  /// Whether it is wanted which file a descriptor is of: one that may be mapped, and was not told.
  func awaitsIdentity(_ number: Int32) -> Bool {
    if number == newestNumber { return newestIdentity == nil && newest?.awaitsIdentity == true }
    return files.contains(UInt32(bitPattern: number)) { $0.awaitsIdentity }
  }

  /// Closes what execve closes.
  mutating func closeOnExec() {
    settle()
    for (number, file) in files where file.closesOnExec { files.removeValue(forKey: number) }
  }

  /// close_range: closes the numbers of a range, or marks them O_CLOEXEC.
  mutating func closeRange(_ range: ClosedRange<Int32>, onExec: Bool) {
    settle()
    if onExec {
      for (number, _) in files where range.contains(Int32(bitPattern: number)) {
        files.update(number) { $0.closesOnExec = true }
      }
    } else {
      for (number, _) in files where range.contains(Int32(bitPattern: number)) {
        files.removeValue(forKey: number)
      }
    }
  }
}
