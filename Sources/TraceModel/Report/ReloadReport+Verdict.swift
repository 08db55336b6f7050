extension ReloadReport {
  /// What the reload came to, in a sentence or two of plain English.
  ///
  /// It says no more than the fates and the findings: where those are inferred or unknown it says so.
  public var verdict: String {
    let sentence: String
    switch kind {
    case .inPlace: sentence = failed ? failure : inPlace
    case .cycle: sentence = cycle
    case .reexec: sentence = failed ? failure : reexec
    case .handover: sentence = failed ? failure : handover
    case .window: sentence = window
    }
    return sentence + doubt
  }

  private var failure: String {
    let lost = objects.filter { $0.fate == .failed }
    let gone = objects.filter { $0.fate == .unmapped && $0.kind == .sharedObject }
    if !lost.isEmpty {
      let verb = lost.count == 1 ? "was" : "were"
      guard !lost.allSatisfy({ $0.rules.contains("killedWhileLoading") }) else {
        return
          "The reload failed: the process was killed while \(names(lost)) \(verb) being loaded."
          + remains
      }
      return "The reload failed: \(names(lost)) \(verb) mapped and then given up, and "
        + (lost.count == 1 ? "is" : "are") + " not loaded now"
        + (gone.isEmpty
          ? ""
          : "; \(names(gone)) \(gone.count == 1 ? "is" : "are") unmapped at the end, too")
        + "." + remains
    }
    if !gone.isEmpty {
      let verb = gone.count == 1 ? "was" : "were"
      return "The reload failed: \(names(gone)) \(verb) unmapped and could not be loaded again."
        + remains
    }
    let prefix = "the reload failed: "
    let message = findings.first { $0.kind == .reloadFailed }?.message ?? prefix
    // How the process ended is in that sentence already.
    return "The reload failed: \(message.dropFirst(message.hasPrefix(prefix) ? prefix.count : 0))."
      + stayed
  }

  private var remains: String {
    stayed + (processEnd.map { " The process ended with it (\(LineWords.place($0)))." } ?? "")
  }

  private var stayed: String {
    let survived = count(of: .survived)
    return survived == 0 ? "" : " \(counted(survived, "object")) stayed mapped throughout."
  }

  private var inPlace: String {
    let back = objects.filter { $0.fate == .remapped }
    let gone = objects.filter { $0.fate == .unmapped && !$0.isPathlessMemory }
    let added = count(of: .added)
    var parts: [String] = []
    if !back.isEmpty {
      let all = gone.isEmpty && back.count > 1 ? "all " : ""
      let verb = gone.isEmpty ? "that were unmapped came back" : "came back"
      parts.append(
        (back.count == 1 && gone.isEmpty
          ? "the object that was unmapped came back"
          : "\(all)\(counted(back.count, "object")) \(verb)")
          + files(back))
    }
    if !gone.isEmpty {
      let verb = gone.count == 1 ? "was" : "were"
      parts.append(
        isCutShort
          ? "\(names(gone)) \(verb) not back when the log ends"
          : "\(names(gone)) \(verb) unmapped and did not come back"
            + (gone.contains { $0.rules.contains("linesMissing") }
              ? " in the lines that are there" : ""))
    }
    if added > 0 { parts.append(added == 1 ? "1 is new" : "\(added) are new") }
    let survived = count(of: .survived)
    if survived > 0 {
      parts.append("\(survived) stayed mapped throughout")
    }
    let lead =
      isCutShort && !gone.isEmpty
      ? "The log ends before the reload does: "
      : findings.contains { $0.severity == .error }
        ? "The reload went through, but an error was reported: "
        : gone.isEmpty && !back.isEmpty ? "The reload worked: " : "The reload went through: "
    let unnamed = counted(unnamedChanges, "object") + (unnamedChanges == 1 ? " was" : " were")
    guard !parts.isEmpty else {
      guard count(of: .unknown) == 0 || unnamedChanges > 0 else { return "The process reloaded." }
      return unnamedChanges == 0
        ? "The process reloaded; no object \(isSelection ? "that was asked for " : "")changed."
        : "The process reloaded; \(unnamed) unmapped or mapped of which the log does not show the name."
    }
    let more =
      unnamedChanges == 0
      ? "" : " Besides, \(unnamed) unmapped or mapped of which the log does not show the name."
    return lead + parts.joined(separator: ", ") + "." + more + generations
  }

  /// Whether what came back is of the same files.
  private func files(_ back: [ObjectReport]) -> String {
    let new = back.count { $0.sameFile == false }
    if new == back.count { return back.count == 1 ? " from a new file" : " from new files" }
    if new > 0 { return ", \(new) of them from \(new == 1 ? "a new file" : "new files")" }
    guard back.allSatisfy({ $0.sameFile == true }) else { return "" }
    return back.count == 1 ? " from the same file" : " from the same files"
  }

  private var generations: String {
    if findings.contains(where: { $0.kind == .generationSkew }) {
      return " New files run beside old ones that have been replaced on disk."
    }
    if findings.contains(where: { $0.kind == .staleSurvivor }) {
      return " Some of what stayed is from files that have been replaced or deleted on disk."
    }
    return ""
  }

  private var reexec: String {
    let before = objects.count { $0.before != nil && !$0.isPathlessMemory }
    let old = before > 0 ? " Nothing of the \(counted(before, "object")) from before is left." : ""
    let gone = count(of: .unmapped)
    let back = count(of: .remapped)
    let again =
      gone == 0
      ? "every object was mapped again"
      : "\(counted(back, "object")) \(back == 1 ? "was" : "were") mapped again, \(gone) not"
    return "The process started itself anew (execve) under the same pid, with a fresh address "
      + "space: \(again)." + old
  }

  private var handover: String {
    let workers = successors.count { $0.role == .child }
    var sentence = "This process unloaded nothing itself when it was asked: it started "
    if let next = successors.first(where: { $0.role == .mainProcess }) {
      sentence += "a new main process, \(next.pid), with an address space of its own"
    } else if workers > 0 {
      sentence +=
        workers == 1
        ? "a new child, which inherited what it had mapped"
        : "\(workers) new children, which inherited what it had mapped"
    } else if let other = successors.first(where: { $0.role == .otherProgram }) {
      let name = other.executable.map { " (\($0.lastComponent.escaped))" } ?? ""
      sentence +=
        "process \(other.pid)\(name), which executed a program and has an address space of its own"
    } else {
      // Of such nothing is kept.
      sentence += "new processes, which ended again without having loaded anything"
    }
    sentence +=
      processEnd.map { ", and ended later (\(LineWords.place($0)))." }
      ?? ", and goes on itself with what it had mapped."
    return sentence + generations
  }

  private var cycle: String {
    let back = count(of: .remapped)
    let gone = count(of: .unmapped)
    let failed = count(of: .failed)
    var parts: [String] = []
    if back > 0 { parts.append("\(counted(back, "object")) unloaded and loaded again") }
    if gone > 0 { parts.append("\(gone) unloaded for good") }
    if failed > 0 { parts.append("\(failed) given up in the middle of the load") }
    return "No reload, for no signal asked for it: "
      + (parts.isEmpty ? "objects came and went" : parts.joined(separator: ", ")) + "."
  }

  private var window: String {
    let words: [(Fate, String)] = [
      (.failed, "given up in the middle of the load"), (.unmapped, "unmapped"),
      (.remapped, "unmapped and mapped again"), (.added, "mapped anew"),
      (.duplicated, "mapped twice"), (.survived, "mapped throughout"),
    ]
    let parts = words.compactMap { fate, words in
      count(of: fate) > 0 ? "\(count(of: fate)) \(words)" : nil
    }
    guard !parts.isEmpty else {
      return "Between the two instants the log shows no object mapped or unmapped."
    }
    return "Between the two instants, of the objects: " + parts.joined(separator: ", ") + "."
  }

  private var doubt: String {
    let inferred = objects.count {
      $0.certainty == .inferred && $0.fate != .survived && $0.fate != .transient
        && !$0.isPathlessMemory
    }
    let concluded =
      inferred == 0
      ? ""
      : " \(inferred == 1 ? "1 of these fates is" : "\(inferred) of these fates are") inferred."
    let unknown = count(of: .unknown)
    guard unknown > 0 else { return concluded }
    return concluded
      + " What became of \(counted(unknown, "object")) nothing shows."
  }

  private func names(_ objects: [ObjectReport]) -> String {
    let shown = objects.prefix(3).map { $0.name.escaped }
    if objects.count > 3 {
      return shown.prefix(2).joined(separator: ", ") + " and \(objects.count - 2) more"
    }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}
