extension World {
  /// Puts a file under a number that a call returned.
  ///
  /// Rule: the kernel never gives out a descriptor that is open; where it seems so, a close of a
  /// task that shares the table and is still under way came first.
  private mutating func put(
    _ file: consuming OpenFile, _ number: Int32, _ id: Int32, _ task: Task
  ) {
    if files.userCount(task.files) > 1, files[task.files].contains(number) {
      for (other, call) in underWay where other != id && tasks[other]?.files == task.files {
        if case .closing(let range, var givenOut) = call, range.contains(number) {
          givenOut.insert(number)
          underWay[other] = .closing(range, givenOut: givenOut)
        }
      }
    }
    if !files[task.files].open(file, as: number) { leftOut.files += 1 }
  }

  /// open, openat, openat2, creat.
  mutating func openFile(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    let at = record.call == .openat || record.call == .openat2 ? 1 : 0
    guard record.outcome.succeeded, let number = Int32(exactly: record.outcome.value) else {
      if record.outcome.kind == .failed { noteFailedOpen(record, text, at, task) }
      return
    }
    var flags: UInt64 = 1
    if record.call == .openat2 {
      if let field = Argument.field("flags=", text, record.text.argument(2)) {
        flags = Flags.open(text, field)
      }
    } else if record.call != .creat {
      flags = Flags.open(text, record.text.argument(at + 1))
    }
    let decoration = record.outcome.decoration
    var open = UsualCall.Opened(
      number: number, flags: flags,
      folder: at == 1 ? CallText.Piece(record.text.argument(0)) : nil,
      name: CallText.Piece(record.text.argument(at)),
      shown: decoration == 0 ? nil : Decoration(text, at: decoration))
    open.noteNames(text, from: record.text.argument(0).lowerBound)
    self.open(open, text, task, record.task, at: record.ended)
  }

  /// Notes an open of an object as a loader makes it, whose mmap follows where the log shows such calls.
  private mutating func noteOpened(_ file: OpenFile) {
    if file.closesOnExec, file.isReadOnly == true { opensObjects = true }
  }

  /// The name that the result of an open shows: where it is of an object that is mapped already, it
  /// may have been asked for again.
  private mutating func show(
    _ shown: Decoration, of file: inout OpenFile, _ open: UsualCall.Opened,
    _ text: Span<UInt8>, _ task: Task, at moment: Moment
  ) {
    guard options.recordsLoads, file.isReadOnly == true, open.showsObject,
      let name = file.shownHash
    else { return }
    file.unused.triedName = open.triedName
    if let path = shownPath(shown, name, text) { noteOpen(of: &file, path, task, at: moment) }
  }

  /// Without `-y` the name is the one that was asked for.
  private mutating func name(
    _ file: inout OpenFile, _ open: UsualCall.Opened, _ text: Span<UInt8>, _ task: Task,
    at moment: Moment
  ) {
    let asked = open.name.range
    // Names with escapes are known by none.
    if let name = open.nameHash, text.has("\"/", at: asked.lowerBound) {
      file.path = askedPaths[name]
      if file.path == nil {
        file.path = openedPath(text, asked, from: nil, task)
        if let path = file.path { askedPaths[name] = path }
      }
      if !open.namesObject { return }
    } else {
      file.path = openedPath(text, asked, from: open.folder?.range, task)
    }
    guard options.recordsLoads, file.isReadOnly == true else { return }
    // Asked of the path: names may be escaped (`-xx`).
    if let path = file.path, path.span.find(".so", in: 0..<path.count) != nil,
      let known = backings.facts(of: TraceText(bytes: ReplacedName.strip(path)))
    {
      noteOpen(of: &file, known, task, at: moment)
    }
    if text.find(".so", in: asked) != nil { file.unused.triedName = open.triedName }
  }

  /// A call about a descriptor that was told in short.
  mutating func takes(
    _ call: UsualCall, _ text: Span<UInt8>, of id: Int32, at moment: Moment
  ) -> Bool {
    guard mayTakeInShort, let task = tasks[id] else { return false }
    switch call {
    case .closed(let number): return takesClose(number, id, task)
    case _ where isUnderWay(id): return false
    case .opened(let open):
      self.open(open, text, task, id, at: moment)
    case .notOpened(let name): return passesOver(failedOpen: name, task)
    case .measured(let number, let size):
      files[task.files].identify(number, as: FileIdentity(size: size, at: moment))
    case .begun: break
    case .closing(let number):
      clashes.close(number, in: task.files, by: id)
      underWay[id] = .closing(number...number, givenOut: [])
    }
    return true
  }

  /// A task opens a file.
  private mutating func open(
    _ open: UsualCall.Opened, _ text: Span<UInt8>, _ task: Task, _ id: Int32, at moment: Moment
  ) {
    var file = OpenFile(flags: open.flags)
    if open.namesObject { noteOpened(file) }
    if let shown = open.shown {
      file.shownHash = open.nameHash
      if open.namesObject {
        show(shown, of: &file, open, text, task, at: moment)
      }
    } else {
      name(&file, open, text, task, at: moment)
    }
    noteGiven(open.number, to: id, task)
    put(file, open.number, id, task)
  }

  /// close, told in short; false where others were given the number while it was under way.
  private mutating func takesClose(_ number: Int32, _ id: Int32, _ task: Task) -> Bool {
    if !underWay.isEmpty, let call = underWay[id] {
      // It was noted when it began.
      guard case .closing(_, let givenOut) = call, givenOut.isEmpty else { return false }
      underWay.end(id)
    } else {
      clashes.close(number, in: task.files, by: id)
    }
    if let unused = files[task.files].close(number) { noteClosed(unused, task) }
    return true
  }

  /// Whether a task is in a call on whose effect or result others depend.
  @inline(__always)
  private func isUnderWay(_ id: Int32) -> Bool { !underWay.isEmpty && underWay[id] != nil }

  /// Whether calls may be told in short: nothing waits for them or has to be told of each.
  @inline(__always)
  private var mayTakeInShort: Bool {
    sawCall && taking.isEmpty && addressWatch == nil && !stacks.isUsed
  }

  /// The path of an open: seen from the directory that openat names, or from the working directory.
  func openedPath(
    _ text: Span<UInt8>, _ asked: Range<Int>, from folder: Range<Int>?, _ task: Task
  ) -> [UInt8]? {
    guard let name = StringLiteral.decode(text, asked), !name.isCut, !name.bytes.isEmpty else {
      return nil
    }
    if name.bytes.first == UInt8(ascii: "/") { return PathName.join(nil, name.bytes) }
    guard let folder, let number = Argument.descriptor(text, folder) else {
      return PathName.join(directories[task.directory], name.bytes)
    }
    if let shown = Argument.decoration(text, folder) {
      return PathName.join(StringLiteral.unescape(text, shown.content), name.bytes)
    }
    let directory = number == -100 ? directories[task.directory] : files[task.files][number]?.path
    return directory == nil && number != -100 ? nil : PathName.join(directory, name.bytes)
  }

  /// memfd_create and io_uring_setup: files that no path leads to.
  mutating func openNameless(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded, let number = Int32(exactly: record.outcome.value) else {
      return
    }
    var file = OpenFile()
    file.isReadOnly = false
    if record.call == .memfd_create {
      let name = StringLiteral.decode(text, record.text.argument(0))?.bytes ?? []
      file.path = Array("/memfd:".utf8) + name
      let flags = Flags.memoryFile(text, record.text.argument(1))
      file.closesOnExec = flags & Flags.closeOnExecOfMemory != 0
      if flags & Flags.hugeMemory != 0 { file.hugeShift = Flags.hugeShift(flags) }
    } else {
      // io_uring_setup(2): the ring's descriptor is close-on-exec.
      file.path = Array("anon_inode:[io_uring]".utf8)
      file.closesOnExec = true
    }
    if record.outcome.decoration != 0,
      let shown = Decoration(text, at: record.outcome.decoration)
    {
      file.path = nil
      file.shownHash = text.fingerprint(shown.content)
    }
    put(file, number, record.task, task)
  }

  mutating func closeFile(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    // close releases the number even when it fails with EINTR or EIO (close(2)).
    guard record.outcome.succeeded || record.outcome.kind == .failed && !record.outcome.isInjected,
      let number = Argument.descriptor(text, record.text.argument(0)),
      !givenOutMeanwhile(record).contains(number)
    else { return }
    // Else it was noted when it began.
    if underWay[record.task] == nil { clashes.close(number, in: task.files, by: record.task) }
    if let unused = files[task.files].close(number) { noteClosed(unused, task) }
  }

  /// The descriptors that a call was to close, and that others were given since: these stay open.
  private func givenOutMeanwhile(_ record: CallRecord) -> Set<Int32> {
    if case .closing(_, let givenOut)? = underWay[record.task] { return givenOut }
    return []
  }

  /// dup, dup2, dup3, fcntl(F_DUPFD, F_DUPFD_CLOEXEC, F_SETFD).
  mutating func duplicateFile(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded,
      let old = Argument.descriptor(text, record.text.argument(0))
    else { return }
    var closesOnExec = false
    if record.call == .fcntl || record.call == .fcntl64 {
      let command = record.text.argument(1)
      if text.has("F_SETFD", at: command.lowerBound) {
        let flags = Argument.flags(text, record.text.argument(2)) { text, start, _ in
          text.has("FD_CLOEXEC", at: start) ? 1 : 0
        }
        files[task.files][old]?.closesOnExec = flags & 1 != 0
        return
      }
      let number = Argument.number(text, command)
      // F_DUPFD_QUERY (Linux 6.10) only asks whether two numbers mean one file.
      guard
        text.has("F_DUPFD", at: command.lowerBound)
          && !text.has("F_DUPFD_QUERY", at: command.lowerBound) || number == 0 || number == 1030
      else { return }
      closesOnExec =
        text.has("F_DUPFD_CLOEXEC", at: command.lowerBound) || number == 1030
    } else if record.call == .dup3 {
      let flags = Flags.open(text, record.text.argument(2))
      closesOnExec = flags & Flags.openCloseOnExec != 0
    }
    guard let new = Int32(exactly: record.outcome.value), new != old else { return }
    var file = files[task.files][old] ?? OpenFile()
    file.closesOnExec = closesOnExec
    if record.call == .dup2 || record.call == .dup3 {
      clashes.forget(new...new, in: task.files)
    } else {
      noteGiven(new, to: record.task, task)
    }
    put(file, new, record.task, task)
  }

  /// close_range(first, last, flags).
  mutating func closeRange(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded, let range = closedRange(record, text) else { return }
    let flags = closeRangeFlags(record, text)
    var slot = task.files
    if flags & 2 != 0, files.userCount(slot) > 1 { slot = unshareFiles(of: record.task, slot) }
    if flags & 4 == 0 { clashes.forget(range, in: slot) }
    let kept = givenOutMeanwhile(record).map { ($0, files[slot][$0]) }
    files[slot].closeRange(range, onExec: flags & 4 != 0)
    for (number, file) in kept { files[slot][number] = file }
  }

  /// CLOSE_RANGE_UNSHARE 2, CLOSE_RANGE_CLOEXEC 4 (include/uapi/linux/close_range.h).
  func closeRangeFlags(_ record: CallRecord, _ text: Span<UInt8>) -> UInt64 {
    Argument.flags(text, record.text.argument(2)) { text, start, _ in
      if text.has("CLOSE_RANGE_UNSHARE", at: start) { return 2 }
      return text.has("CLOSE_RANGE_CLOEXEC", at: start) ? 4 : 0
    }
  }

  /// The numbers from the first to the last argument, which are unsigned.
  func closedRange(_ record: CallRecord, _ text: Span<UInt8>) -> ClosedRange<Int32>? {
    guard let first = Argument.number(text, record.text.argument(0)),
      let last = Argument.number(text, record.text.argument(1)), first <= Int32.max
    else { return nil }
    let low = Int32(first)
    let high = Int32(min(last & 0xFFFF_FFFF, UInt64(Int32.max)))
    return low <= high ? low...high : nil
  }

  /// unshare: a table of descriptors (CLONE_FILES) or a working directory (CLONE_FS) of its own.
  mutating func unshare(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded else { return }
    let flags = Flags.clone(text, record.text.argument(0))
    if flags & Flags.cloneFiles != 0, files.userCount(task.files) > 1 {
      _ = unshareFiles(of: record.task, task.files)
    }
    if flags & Flags.cloneFS != 0, directories.userCount(task.directory) > 1 {
      let own = directories.add(directories[task.directory])
      directories.release(task.directory)
      tasks[record.task]?.directory = own
    }
  }

  /// chdir, fchdir.
  mutating func changeDirectory(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded else { return }
    let argument = record.text.argument(0)
    if record.call == .chdir {
      guard let name = StringLiteral.decode(text, argument) else { return }
      directories[task.directory] =
        name.isCut ? nil : PathName.join(directories[task.directory], name.bytes)
      movesUnseen = movesUnseen || name.isCut
    } else if let shown = Argument.decoration(text, argument) {
      directories[task.directory] = StringLiteral.unescape(text, shown.content)
    } else if let number = Argument.descriptor(text, argument) {
      directories[task.directory] = files[task.files][number]?.path
      movesUnseen = movesUnseen || directories[task.directory] == nil
    }
  }

  /// getcwd: in a directory that cannot be reached from the root the kernel puts "(unreachable)" before
  /// it (getcwd(2)), and names from there stay relative.
  ///
  /// ld.so asks for it once it has opened an object by a relative name (elf/dl-object.c,
  /// `_dl_new_object`): that name is seen from there, too, if the process has not moved. Where there are
  /// others, whose names may be relative to other directories, names stay as they are.
  mutating func learnDirectory(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded,
      let name = StringLiteral.decode(text, record.text.argument(0)), !name.isCut,
      name.bytes.first == UInt8(ascii: "/")
    else { return }
    if directories[task.directory] == nil, relativeMaps > 0 {
      guard !movesUnseen, processes.count == 1, goneProcesses == 0 else { return }
      backings.resolve(from: name.bytes)
      relativeMaps = 0
    }
    directories[task.directory] = name.bytes
  }
}
