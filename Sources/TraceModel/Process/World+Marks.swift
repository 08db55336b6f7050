/// The calls that only mark pages: they move nothing, but decide which are shown as one line of
/// /proc/PID/maps, and what a child gets.
extension World {
  /// madvise: the advice that is kept as a flag of the mapping (mm/madvise.c, `madvise_vma_behavior`).
  mutating func advise(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    let outcome = record.outcome
    guard outcome.succeeded || outcome.kind == .failed && !outcome.isInjected,
      let range = unmapRange(record, text, task)
    else { return }
    let number = Argument.flags(text, record.text.argument(2), Self.adviceNumber)
    guard let advice = Self.advice(number) else { return }
    spaces[task.space].space.advise(
      range, advice, failure: outcome.kind == .failed ? outcome.error : nil)
  }

  /// The number of an advice (include/uapi/asm-generic/mman-common.h); of one that is no flag of a
  /// mapping, any that is none.
  private static func adviceNumber(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    let none: UInt64 = 1 << 32
    guard text.has("MADV_", at: start) else { return none }
    let name = start + 5
    switch end - name {
    case 6:
      if text.has("NORMAL", at: name) { return 0 }
      if text.has("RANDOM", at: name) { return 1 }
      if text.has("DOFORK", at: name) { return 11 }
      return text.has("DODUMP", at: name) ? 17 : none
    case 8:
      if text.has("DONTFORK", at: name) { return 10 }
      if text.has("HUGEPAGE", at: name) { return 14 }
      return text.has("DONTDUMP", at: name) ? 16 : none
    case 9: return text.has("MERGEABLE", at: name) ? 12 : none
    case 10:
      if text.has("SEQUENTIAL", at: name) { return 2 }
      if text.has("NOHUGEPAGE", at: name) { return 15 }
      if text.has("WIPEONFORK", at: name) { return 18 }
      return text.has("KEEPONFORK", at: name) ? 19 : none
    case 11: return text.has("UNMERGEABLE", at: name) ? 13 : none
    default: return none
    }
  }

  private static func advice(_ number: UInt64) -> AddressSpace.Advice? {
    switch number {
    case 0: .init(removed: [.random, .sequential])
    case 1: .init(inserted: .random, removed: .sequential)
    case 2: .init(inserted: .sequential, removed: .random)
    case 10: .init(inserted: .dontFork)
    case 11: .init(removed: .dontFork)
    case 12: .init(inserted: .mergeable, scope: .privatePages)
    case 13: .init(removed: .mergeable)
    case 14: .init(inserted: .hugePages, removed: .noHugePages)
    case 15: .init(inserted: .noHugePages, removed: .hugePages)
    case 16: .init(inserted: .dontDump)
    case 17: .init(removed: .dontDump)
    case 18: .init(inserted: .wipeOnFork, scope: .anonymous)
    case 19: .init(removed: .wipeOnFork)
    default: nil
    }
  }

  /// mlock, mlock2, munlock.
  mutating func lock(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    let outcome = record.outcome
    guard outcome.succeeded || outcome.kind == .failed && !outcome.isInjected,
      let start = Argument.number(text, record.text.argument(0)),
      let length = Argument.number(text, record.text.argument(1))
    else { return }
    // The call rounds its start down (mm/mlock.c, `do_mlock`).
    let first = spaces[task.space].space.roundDown(address(start, task))
    let range = spaces[task.space].space.pages(
      from: first, length: length &+ (address(start, task) - first))
    guard let range else { return }
    var marks: MappingTraits = record.call == .munlock ? [] : .locked
    if record.call == .mlock2 {
      let flags = Argument.flags(text, record.text.argument(2)) { text, start, _ in
        text.has("MLOCK_ONFAULT", at: start) ? 1 : 0
      }
      if flags & 1 != 0 { marks.insert(.lockedOnFault) }
    }
    lock(range, marks, record, task)
  }

  /// mlockall, munlockall.
  mutating func lockAll(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded else { return }
    // MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT (include/uapi/asm-generic/mman.h); munlockall has none.
    var flags: UInt64 = 1
    if record.call == .mlockall {
      flags = Argument.flags(text, record.text.argument(0)) { text, start, _ in
        if text.has("MCL_CURRENT", at: start) { return 1 }
        if text.has("MCL_FUTURE", at: start) { return 2 }
        return text.has("MCL_ONFAULT", at: start) ? 4 : 0
      }
    }
    var marks: MappingTraits = record.call == .mlockall ? .locked : []
    if flags & 4 != 0 { marks.insert(.lockedOnFault) }
    spaces[task.space].lockOfNew = flags & 2 != 0 ? marks : []
    if flags & 1 != 0 {
      let end = spaces[task.space].space.roundDown(.max)
      lock(AddressRange(start: 0, end: end), marks, record, task)
    }
  }

  private mutating func lock(
    _ range: AddressRange, _ marks: MappingTraits, _ record: CallRecord, _ task: Task
  ) {
    let outcome = record.outcome
    let backings = backings
    spaces[task.space].space.lock(
      range, marks, failure: outcome.kind == .failed ? outcome.error : nil,
      isFixed: { backings.kind(of: $0) == .special })
  }

  /// prctl: PR_SET_VMA (0x53564d41), PR_SET_VMA_ANON_NAME (0), the address, the length, the name
  /// (PR_SET_VMA(2const)).
  mutating func nameMemory(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    let outcome = record.outcome
    let option = record.text.argument(0)
    guard outcome.succeeded || outcome.kind == .failed && !outcome.isInjected,
      text.has("PR_SET_VMA", at: option.lowerBound)
        || Argument.number(text, option) == 0x5356_4D41,
      text.has("PR_SET_VMA_ANON_NAME", at: record.text.argument(1).lowerBound)
        || Argument.number(text, record.text.argument(1)) == 0,
      let start = Argument.number(text, record.text.argument(2)),
      let length = Argument.number(text, record.text.argument(3)),
      let range = spaces[task.space].space.pages(from: address(start, task), length: length)
    else { return }
    var backing = BackingID.anonymous
    let name = record.text.argument(4)
    if Argument.number(text, name) != 0 {
      // An strace that does not know the call prints the address of the name only: the memory has one, but not which.
      let shown = StringLiteral.decode(text, name)?.bytes ?? [UInt8(ascii: "?")]
      let whole = TraceText(bytes: Array("[anon:".utf8) + shown + Array("]".utf8))
      sweepBackings()
      backing = backings.number(of: Backing(kind: .anonymous, shownName: whole, path: whole))
    }
    spaces[task.space].space.name(
      range, backing, failure: outcome.kind == .failed ? outcome.error : nil)
    watchChange(task.space, record.call, at: record.ended)
  }

  /// io_destroy: a context is the address of its ring (fs/aio.c, `kill_ioctx`), of which only a
  /// snapshot shows how large it is.
  mutating func destroyRing(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded, let start = Argument.number(text, record.text.argument(0)),
      let ring = spaces[task.space].space.mapping(at: start), ring.range.start == start,
      backings[ring.backing].path == Self.ringName
    else { return }
    remove(ring.range, task.space, record.call, at: record.ended)
  }

  private static let ringName = TraceText("/[aio]")
}
