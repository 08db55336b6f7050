import TraceModel

/// Says in a sentence what was at an address.
struct AddressSentence {
  private static let most = 6

  /// The signs to use.
  let glyphs: Glyphs
  /// Where an instant stands: `line 6`.
  let place: (Instant) -> String

  /// The sentence, of which the address is the subject.
  ///
  /// It begins with `verb`, which is empty where a colon stands before it.
  func text(
    _ process: ProcessAddressHistory, address: UInt64, verb: String = "was "
  ) -> String {
    let groups = self.groups(process.entries)
    guard !groups.isEmpty else { return nothing(process, address) }
    var parts: [String] = []
    var names: Set<String> = []
    for (index, group) in groups.enumerated() {
      let isLeftOut = index >= 2 && index < groups.count - (Self.most - 2)
      if isLeftOut {
        if index == 2 {
          let more = groups.count - Self.most + process.entries.reduce(0) { $0 + $1.leftOutBefore }
          parts.append("then \(more) more changes")
        }
        continue
      }
      let next = index + 1 < groups.count ? groups[index + 1] : nil
      parts.append(
        phrase(group, lead: index == 0 ? verb : "then ", isFirst: index == 0, before: next, &names))
    }
    var sentence = parts.joined(separator: ", ") + "."
    if let last = process.entries.last, last.content == .nothing,
      let nearest = neighbors(process, address)
    {
      sentence += " " + nearest
    }
    return sentence
  }

  /// The short name of what an entry is.
  static func name(of entry: AddressEntry, _ glyphs: Glyphs) -> String {
    switch entry.content {
    case .nothing: return "nothing"
    case .unknown: return entry.permissions == nil ? "not known" : "something"
    case .anonymous: return entry.path.map { glyphs.name($0) } ?? "(anonymous)"
    case .heap: return "[heap]"
    default:
      guard let path = entry.path else { return "a file without a name" }
      return glyphs.name(path.lastComponent)
    }
  }

  /// How a part of an object is called.
  static func word(_ part: AddressEntry.Part) -> String {
    switch part {
    case .text: "text"
    case .readOnlyData: "rodata"
    case .data: "data"
    case .relro: "relro"
    case .bss: "bss"
    case .hole: "hole"
    case .reservation: "reserved"
    }
  }

  // MARK: Phrases

  /// Entries of one thing that follow each other: the first and the last of them.
  private func groups(_ entries: [AddressEntry]) -> [(first: AddressEntry, last: AddressEntry)] {
    var groups: [(first: AddressEntry, last: AddressEntry)] = []
    for entry in entries {
      if let last = groups.last?.last, entry.leftOutBefore == 0, isSame(last, entry) {
        groups[groups.count - 1].last = entry
      } else {
        groups.append((entry, entry))
      }
    }
    return groups
  }

  private func isSame(_ last: AddressEntry, _ next: AddressEntry) -> Bool {
    guard last.content == next.content, last.path == next.path, last.base == next.base else {
      return false
    }
    // What has no base is the same only where its permissions changed.
    guard last.base == nil, case .call(let name)? = last.end?.cause else { return last.base != nil }
    return name.hasSuffix("mprotect")
  }

  private func phrase(
    _ group: (first: AddressEntry, last: AddressEntry), lead: String, isFirst: Bool,
    before next: (first: AddressEntry, last: AddressEntry)?, _ names: inout Set<String>
  ) -> String {
    let entry = group.last
    if entry.content == .unknown, entry.permissions == nil {
      return lead + unknown(group.first, group.last)
    }
    var text = lead
    text += isFirst && entry.content == .nothing ? "not mapped" : description(entry, &names)
    let isInherited = if case .fork = group.first.start.cause { true } else { false }
    if isInherited, case .fork(let parent) = group.first.start.cause {
      text += ", inherited" + (parent.map { " from process \($0)" } ?? "")
      text += group.first.start.instant.map { " at \(place($0))" } ?? ""
    } else if entry.content != .nothing, let start = group.first.start.instant {
      text += " from \(at(start, group.first.start))"
    }
    if let end = group.last.end {
      // What comes next says when it came.
      if next == nil || next?.first.content == .nothing {
        text += end.instant.map { " until \(at($0, end))" } ?? ""
      }
    } else {
      text +=
        group.first.start.instant == nil && isFirst
        ? " throughout the log" : " to the end of the log"
    }
    return text
  }

  /// What is known of what nothing shows: its end, or its beginning.
  private func unknown(_ first: AddressEntry, _ last: AddressEntry) -> String {
    if let start = first.start.instant {
      return "not known from \(at(start, first.start)): no line shows what lay there"
    }
    guard let end = last.end, let instant = end.instant else {
      return "not known: nothing shows what lay there"
    }
    return "not known before \(at(instant, end)): nothing shows what lay there"
  }

  private func description(_ entry: AddressEntry, _ names: inout Set<String>) -> String {
    if entry.content == .nothing { return "nothing" }
    if entry.content == .unknown, let permissions = entry.permissions {
      return "something of which nothing shows what it was (\(letters(permissions)))"
    }
    var details: [String] = []
    if let part = entry.part { details.append(Self.word(part)) }
    if let permissions = entry.permissions { details.append(letters(permissions)) }
    if let offset = entry.fileOffset {
      details.append("file offset 0x" + String(offset, radix: 16))
    }
    if entry.isDeleted { details.append("deleted") }
    if entry.certainty == .inferred {
      let rules = entry.rules.isEmpty ? "" : " by \(entry.rules.joined(separator: ", "))"
      details.append("inferred\(rules)")
    }
    let name =
      entry.content == .anonymous && entry.path == nil
      ? "anonymous memory" : Self.name(of: entry, glyphs)
    let all = details.isEmpty ? name : "\(name) (\(details.joined(separator: ", ")))"
    guard !names.insert(name).inserted, entry.base != nil else { return all }
    return names.insert(all).inserted
      ? "\(name) again (\(details.joined(separator: ", ")))" : "\(name) again"
  }

  /// `r-x`, or `rw- shared`.
  private func letters(_ permissions: String) -> String {
    let protection = String(permissions.prefix(3))
    return permissions.hasSuffix("s") ? protection + " shared" : protection
  }

  /// `line 23 (15:49:13.856911 munmap)`.
  private func at(_ instant: Instant, _ change: AddressChange) -> String {
    var words: [String] = []
    if let time = instant.time { words.append(glyphs.sentence(time)) }
    switch change.cause {
    case .call(let name): words.append(glyphs.sentence(name))
    case .exit: words.append("exit")
    case .killed(let signal): words.append(glyphs.sentence(signal))
    case .beforeLog, .snapshot, .fork: break
    }
    if let thread = change.threadID { words.append("by \(thread)") }
    return place(instant) + (words.isEmpty ? "" : " (\(words.joined(separator: " ")))")
  }

  // MARK: Where nothing was

  private func nothing(_ process: ProcessAddressHistory, _ address: UInt64) -> String {
    var text = "is in no mapping that the log shows."
    if process.beginsUnknown {
      text +=
        " strace attached to a running process, and what was mapped before is in no line of the"
        + " log: --maps FILE with a copy of /proc/PID/maps from before shows it."
    } else if process.hasExecve {
      text +=
        " What execve itself maps (the program, its interpreter, the stack, the vdso) is in no line"
        + " of a log."
    }
    if let nearest = neighbors(process, address) { text += " " + nearest }
    return text
  }

  /// The nearest mappings in the end, in a sentence.
  private func neighbors(_ process: ProcessAddressHistory, _ address: UInt64) -> String? {
    var parts: [String] = []
    if let below = process.below {
      parts.append(
        "\(name(below)) ends at 0x\(String(below.range.end, radix: 16)), "
          + "\(ByteCount.text(address &- below.range.end)) below")
    }
    if let above = process.above {
      parts.append(
        "\(name(above)) begins at 0x\(String(above.range.start, radix: 16)), "
          + "\(ByteCount.text(above.range.start &- address)) above")
    }
    if parts.isEmpty { return nil }
    return "Nearest at the end: " + parts.joined(separator: "; ") + "."
  }

  private func name(_ neighbor: AddressNeighbor) -> String {
    guard let name = neighbor.name else { return "anonymous memory" }
    return glyphs.name(
      name.bytes.starts(with: Array("/dev/".utf8)) ? name : name.lastComponent)
  }
}
