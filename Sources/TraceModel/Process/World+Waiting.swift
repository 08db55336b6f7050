/// What a call that has begun is known to be given, because its line stands whole: its result.
enum Taking: Sendable, Equatable {
  /// Pages that the kernel placed by itself.
  case pages(AddressRange)
  /// A descriptor.
  case descriptor(Int32)
}

extension World {
  /// Notes what a call that begins will be given, where its result is known already.
  mutating func noteTaking(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded else { return }
    let taken = result(record, text, task)
    taking[record.task] = taken
  }

  private func result(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) -> Taking? {
    let space = spaces[task.space].space
    let result = address(record.outcome.value, task)
    switch record.call {
    case .mmap, .mmap2, .old_mmap:
      let flags = Flags.map(text, record.text.argument(3))
      let replaces = flags & Flags.mapFixed != 0 && flags & Flags.mapFixedNoReplace == 0
      guard !replaces, let length = Argument.number(text, record.text.argument(1)) else {
        return nil
      }
      return space.pages(from: result, length: length).map(Taking.pages)
    case .mremap:
      guard let request = remapRequest(record, text, task), !request.fixed else { return nil }
      if result != request.oldAddress {
        return space.pages(from: result, length: request.newLength).map(Taking.pages)
      }
      guard let old = space.pages(from: result, length: request.oldLength),
        let new = space.pages(from: result, length: request.newLength), old.end < new.end
      else { return nil }
      return .pages(AddressRange(start: old.end, end: new.end))
    case .brk:
      guard let before = spaces[task.space].programBreak.flatMap({ space.roundUp($0) }),
        let now = space.roundUp(result), before < now
      else { return nil }
      return .pages(AddressRange(start: before, end: now))
    case .open, .openat, .openat2, .creat, .dup, .memfd_create:
      return Int32(exactly: record.outcome.value).map(Taking.descriptor)
    default:
      return nil
    }
  }

  /// Whether a call cannot be over yet: what it is given is still another's.
  ///
  /// Rule: the kernel never places pages over others and never gives out a descriptor that is open.
  /// Where it seems so, a call of a task that shares them, told later, came first.
  func waitsForRoom(_ id: Int32) -> Bool {
    guard let task = tasks[id] else { return false }
    switch taking[id] {
    case nil:
      return false
    case .pages(let range)?:
      return spaces.userCount(task.space) > 1 && spaces[task.space].space.overlapsAny(range)
    case .descriptor(let number)?:
      return files.userCount(task.files) > 1 && files[task.files].contains(number)
    }
  }
}
