extension World {
  /// Whether a call about files tells of one that may be mapped, or a write of a loader that failed.
  ///
  /// Of the many calls of fstat those are read that concern a descriptor whose open for reading is in
  /// the log, and that is not known yet.
  mutating func wants(
    _ call: Syscall, _ line: Span<UInt8>, _ arguments: Int, of task: Int32
  ) -> Bool {
    if call.isOfOptions { return Self.wantsOption(call, line, arguments) }
    guard options.recordsLoads else { return false }
    switch call {
    case .fstat, .fstat64, .newfstatat, .fstatat64, .statx:
      var position = arguments
      guard let number = line.decimal(at: &position).flatMap({ Int32(exactly: $0) }),
        let state = tasks[task]
      else { return false }
      return files[state.files].awaitsIdentity(number)
    case .rename, .renameat, .renameat2, .unlink, .unlinkat: return true
    case .write, .writev: return LoaderWords.mayStand(in: line, from: arguments)
    default: return false
    }
  }

  /// Whether prctl names memory, or fcntl changes or duplicates a descriptor; what is printed as a number
  /// may.
  private static func wantsOption(
    _ call: Syscall, _ line: Span<UInt8>, _ arguments: Int
  ) -> Bool {
    if call == .prctl {
      return !line.has("PR_", at: arguments) || line.has("PR_SET_VMA", at: arguments)
    }
    let all = arguments..<line.count
    return line.find(", F_", in: all) == nil || line.find(", F_DUPFD", in: all) != nil
      || line.find(", F_SETFD", in: all) != nil
  }

  /// fstat(fd, …), newfstatat(fd, "", …), statx(fd, "", …): which file a descriptor is of.
  mutating func identify(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded,
      let number = Argument.descriptor(text, record.text.argument(0))
    else { return }
    let place: Int
    switch record.call {
    case .fstat, .fstat64: place = 1
    case .statx: place = 4
    default: place = 2
    }
    if place > 1 {
      let name = record.text.argument(1)
      guard name.count == 2, text.has("\"\"", at: name.lowerBound) else { return }
    }
    guard
      let identity = FileIdentity(
        text, record.text.argument(place), isStatx: record.call == .statx, at: record.ended)
    else { return }
    files[task.files].identify(number, as: identity)
  }

  /// rename, unlink and their kin: what becomes of the name of a file that is mapped.
  ///
  /// Any process may do it, and the log may show none of its other calls.
  mutating func noteFileChange(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded, record.outcome.value == 0 else { return }
    switch record.call {
    case .unlink:
      note(path(record, text, task, name: 0, folder: nil), nil, .unlinked, record)
    case .unlinkat:
      note(path(record, text, task, name: 1, folder: 0), nil, .unlinked, record)
    default:
      let isPlain = record.call == .rename
      let old = path(record, text, task, name: isPlain ? 0 : 1, folder: isPlain ? nil : 0)
      let new = path(record, text, task, name: isPlain ? 1 : 3, folder: isPlain ? nil : 2)
      let flags = record.text.argument(4)
      let isExchange = !flags.isEmpty && text.has("RENAME_EXCHANGE", at: flags.lowerBound)
      note(old, new, isExchange ? .replaced : .renamed, record)
      note(new, old, .replaced, record)
    }
  }

  private mutating func note(
    _ path: TraceText?, _ other: TraceText?, _ kind: FileChange.Kind, _ record: CallRecord
  ) {
    guard let path, fileChanges.count < FileChange.most, backings.facts(of: path) != nil else {
      return
    }
    fileChanges.append(
      FileChange(path: path, kind: kind, other: other, at: record.ended, call: record.call))
  }

  /// The path of an argument, where it is known from the root on.
  private func path(
    _ record: CallRecord, _ text: Span<UInt8>, _ task: Task, name: Int, folder: Int?
  ) -> TraceText? {
    guard let literal = StringLiteral.decode(text, record.text.argument(name)), !literal.isCut
    else { return nil }
    let folder = folder.map { record.text.argument($0) }
    let path = PathName.join(directory(folder, text, task), literal.bytes)
    return path.first == UInt8(ascii: "/") ? TraceText(bytes: path) : nil
  }

  /// The directory from which a relative name is seen.
  private func directory(
    _ argument: Range<Int>?, _ text: Span<UInt8>, _ task: Task
  ) -> [UInt8]? {
    guard let argument else { return directories[task.directory] }
    if let shown = Argument.decoration(text, argument) {
      return StringLiteral.unescape(text, shown.content)
    }
    let number = Argument.descriptor(text, argument) ?? -100
    return number == -100 ? directories[task.directory] : files[task.files][number]?.path
  }

  // MARK: Asked for again

  /// A shared object is opened: notes the load of it that lives, for ld.so opens what is asked for
  /// by another name, finds by its inode that it has it already, and closes it again.
  mutating func noteOpen(
    of file: inout OpenFile, _ path: BackingTable.PathFacts, _ task: Task, at moment: Moment
  ) {
    guard path.isSharedObject, let load = spaces[task.space].loads.oldest(ofPath: path.number)
    else { return }
    file.unused.reopening = Reopening(load: load, at: moment)
  }

  /// A file is closed: if nothing of it was mapped, it was tried in vain, or asked for again.
  mutating func noteClosed(_ file: UnusedFile, _ task: Task) {
    let process = spaces[task.space].process
    if file.triedName != 0 { processes[process].history.tried.note(file.triedName) }
    guard let reopening = file.reopening, spaces[task.space].loads.contains(reopening.load)
    else { return }
    note(reopening, of: process)
  }
}
