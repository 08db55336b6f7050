import TraceModel

/// A reload in words, for the formats that are no terminal: all of it escaped, none of it markup.
struct ReloadWords {
  /// Finds words, places and names.
  let text = TextRenderer(options: TextOptions())

  private static let filesShown = 4
  private static let failuresShown = 20
  private var glyphs: Glyphs { text.glyphs }

  /// `Reload 1`, `Cycle 2`, `Window`.
  func number(_ reload: ReloadReport) -> String {
    switch reload.kind {
    case .cycle: "Cycle \(reload.index)"
    case .window: "Window"
    default: "Reload \(reload.index)"
    }
  }

  /// `hostd (pid 27364)`, as far as known.
  func process(_ process: ProcessReport) -> String {
    let name = process.executable.map { glyphs.name($0.lastComponent) }
    let pid = process.pid.map { "pid \($0)" }
    guard let name else { return pid ?? "the process" }
    return pid.map { "\(name) (\($0))" } ?? name
  }

  /// The verdict in short: `Reload 1 of hostd (pid 27364) FAILED: 2 failed, 4 survived`.
  func title(_ reload: ReloadReport, of process: ProcessReport) -> String {
    let subject = "\(number(reload)) of \(self.process(process))"
    let counts = self.counts(reload)
    let outcome = reload.failed ? "\(subject) FAILED" : subject
    let course = self.course(reload).map { $0 + ", " } ?? ""
    return "\(outcome): \(course)\(counts.isEmpty ? "no object took part" : counts)"
  }

  /// What happened that the fates do not tell: nothing where they do.
  private func course(_ reload: ReloadReport) -> String? {
    if reload.failed {
      let isOver = reload.processEnd != nil && reload.count(of: .failed) == 0
      return isOver ? "the process \(reload.processEndWords)" : nil
    }
    if reload.findings.contains(where: { $0.kind == .generationSkew }) {
      return "new files beside old ones"
    }
    switch reload.kind {
    case .reexec: return "started anew by execve"
    case .handover:
      if let main = reload.successors.first(where: { $0.role == .mainProcess }) {
        return "handed over to process \(main.pid)"
      }
      let children = reload.successors.count { $0.role == .child }
      return children == 0
        ? "handed over" : "handed over to \(counted(children, "new child", plural: "new children"))"
    case .inPlace, .cycle, .window: return nil
    }
  }

  /// `2 reloads, 1 cycle without a signal, 1 FAILED`.
  func count(_ reloads: [ReloadReport]) -> String {
    let cycles = reloads.count { $0.kind == .cycle }
    let failed = reloads.count { $0.failed && $0.kind != .cycle }
    var parts: [String] = []
    if reloads.count > cycles { parts.append(counted(reloads.count - cycles, "reload")) }
    if cycles > 0 { parts.append(counted(cycles, "cycle") + " without a signal") }
    if failed > 0 { parts.append("\(failed) FAILED") }
    return parts.joined(separator: ", ")
  }

  /// The same, and of which process.
  func title(_ process: ProcessReport) -> String {
    "\(self.process(process)): \(count(process.reloads))"
  }

  /// What failed in reloads that are not told in full, a sentence each.
  func failures(of reloads: [ReloadReport]) -> [String] {
    reloads.lazy.filter(\.failed).prefix(Self.failuresShown).map { reload in
      let error = reload.findings.first { $0.severity == .error }
      return "\(number(reload)) FAILED: " + glyphs.sentence(error?.message ?? reload.verdict)
    }
  }

  /// The verdict in a sentence or two.
  func verdict(_ reload: ReloadReport) -> String { glyphs.sentence(reload.verdict) }

  /// A fate in a word; what is unmapped may only be not back yet.
  func fate(_ fate: Fate, _ reload: ReloadReport) -> String {
    fate == .unmapped ? text.unmappedWord(reload) : fate.rawValue
  }

  /// How sure an object's fate is, and by which rules.
  func certainty(_ object: ObjectReport) -> String {
    guard object.certainty > .snapshot, !object.rules.isEmpty else {
      return object.certainty.rawValue
    }
    let rules = object.rules.map { glyphs.sentence(RuleWords.words(for: $0)) }
    return object.certainty.rawValue + ": " + rules.joined(separator: ", ")
  }

  /// `27 remapped, 25 survived`; what only came and went is not counted.
  func counts(_ reload: ReloadReport) -> String {
    TextRenderer.fateOrder.compactMap { fate in
      let count = reload.count(of: fate)
      return count == 0 || fate == .transient ? nil : "\(count) \(self.fate(fate, reload))"
    }.joined(separator: ", ")
  }

  /// `1 error, 2 warnings`; empty for none.
  func findings(_ reload: ReloadReport) -> String {
    Finding.Severity.allCases.compactMap { severity in
      let count = reload.findings.count { $0.severity == severity }
      return count == 0 ? nil : counted(count, severity.rawValue)
    }.joined(separator: ", ")
  }

  /// What asked for it, how it went and how long it took: a sentence without its stop.
  func headline(_ reload: ReloadReport) -> String {
    let from = reload.trigger?.instant ?? reload.start
    var parts: [String] = []
    if let trigger = reload.trigger {
      let sender = trigger.senderPID.map { " from pid \($0)" } ?? ""
      parts.append(glyphs.sentence(trigger.signal) + sender + at(trigger.instant))
    } else {
      parts.append("begins" + at(reload.start))
    }
    switch reload.kind {
    case .inPlace: parts.append("in place")
    case .cycle: parts.append("without a signal")
    case .reexec: parts.append(text.execves(reload))
    case .handover: parts.append("handed over")
    case .window: parts.append("from --from to --to")
    }
    if let took = text.elapsed(from, reload.end) {
      parts.append(reload.trigger == nil ? "took \(took)" : "ended \(took) after the signal")
    }
    return parts.joined(separator: ", ")
  }

  /// `lines 5 → 33; it ends there because …`.
  func window(_ reload: ReloadReport) -> String {
    let lines =
      reload.start == reload.end
      ? text.place(reload.start)
      : reload.start.file == nil
        ? "lines \(reload.start.line) → \(reload.end.line)"
        : "\(text.place(reload.start)) → \(text.place(reload.end))"
    return reload.endReason.isEmpty
      ? lines : lines + "; end: " + glyphs.sentence(reload.endReason)
  }

  /// ` at 15:50:59.205639 (line 2)`.
  private func at(_ instant: Instant) -> String {
    guard let time = instant.time else { return " at \(text.place(instant))" }
    return " at \(glyphs.sentence(time)) (\(text.place(instant)))"
  }

  /// What is said of a phase: `unloading, 1.2 ms`.
  func phase(_ phase: ReloadPhase) -> String {
    // One call has begun and ended it.
    let isOver = phase.from != phase.to
    let time = isOver ? text.elapsed(phase.from, phase.to).map { ", \($0)" } ?? "" : ""
    return phase.kind.rawValue + time
  }

  /// Whether an object came back at its old address: words for a table.
  func address(_ object: ObjectReport) -> String {
    guard object.fate == .remapped || object.sameAddress == false else { return "" }
    switch object.sameAddress {
    case true?: return "same"
    case false?: return object.after?.base.map { String($0, radix: 16) } ?? "another"
    case nil: return "not known"
    }
  }

  /// Whether an object came back from its old file, or survived from one that is gone.
  func file(_ object: ObjectReport) -> String {
    if object.isStaleSurvivor { return "old, deleted on disk" }
    if object.fate == .failed, object.isFromNewFile { return "new" }
    guard object.fate == .remapped else { return "" }
    switch object.sameFile {
    case true?: return "same"
    case false?: return "new"
    case nil: return "not known"
    }
  }

  /// How long a remapped object was gone; nothing where the log has no times.
  func gone(_ object: ObjectReport) -> String {
    text.gone(object) ?? ""
  }

  /// A remark, with its place.
  func diagnostic(_ diagnostic: Diagnostic) -> String {
    let message = glyphs.sentence(diagnostic.message)
    if let line = diagnostic.line {
      return text.place(line: line, file: diagnostic.file) + ": " + message
    }
    return (diagnostic.file.map { text.fileName($0) + ": " } ?? "") + message
  }

  /// A line as it stands in its file, and that it goes on where it is cut.
  func quote(_ line: QuotedLines.Line) -> (text: String, mark: String) {
    let mark =
      line.isCut ? "\(glyphs.ellipsis) (cut after \(QuotedLines.Line.longest) bytes)" : ""
    return (glyphs.sentence(line.text.escapedLine), mark)
  }

  /// Why lines are told in short instead of being quoted: a sentence, without its stop, for each
  /// reason.
  func unquoted(_ quotes: QuotedLines) -> [String] {
    let groups = Dictionary(grouping: quotes.obstacles, by: \.obstacle)
    var sentences = groups.sorted { $0.key < $1.key }.map { obstacle, inputs in
      let names = inputs.prefix(Self.filesShown).map { text.fileName($0.file) }
      let more = inputs.count > names.count ? " and \(inputs.count - names.count) more" : ""
      return "the lines of \(names.joined(separator: ", "))\(more) are told in short, not quoted: "
        + reason(obstacle)
    }
    if quotes.leftOut > 0 {
      sentences.append(
        "\(quotes.leftOut) further lines are told in short: there are too many to quote them all")
    }
    return sentences
  }

  private func reason(_ obstacle: QuotedLines.Obstacle) -> String {
    switch obstacle {
    case .passing: "what comes through a pipe or lies in /proc cannot be read again; give a file"
    case .changed: "it was changed since it was analysed"
    case .unreadable: "it could not be read again"
    }
  }

  /// A range of a comparison: where, why, and what either side has.
  func range(_ range: Verification.Range) -> String {
    let place = "\(String(range.start, radix: 16))-\(String(range.end, radix: 16))"
    func side(_ text: String) -> String { text.isEmpty ? "nothing" : glyphs.sentence(text) }
    return "\(place): \(glyphs.sentence(range.reason)); log: \(side(range.reconstructed)), kernel: "
      + side(range.kernel)
  }

  /// That there is no reload to tell of: a sentence without its stop.
  func nothing(_ processes: [ProcessReport]) -> String {
    processes.contains { $0.reloadsLeftOut > 0 }
      ? "No reload in this log has the number that was asked for"
      : "No process in this log loaded or unloaded an object or was asked to reload"
  }

  /// What was read: a sentence without its stop.
  func trace(_ trace: TraceSummary) -> String { text.stretch(trace) }

  /// What an attached log cannot show, and what would have shown it; nothing where all is shown.
  func blindness(_ reload: ReloadReport, _ report: Report) -> String? {
    text.blindness(reload, report).map { "Not shown: " + $0 }
  }

  /// Whether the reconstruction agrees with the kernel's own maps.
  func verification(_ verification: Verification) -> String {
    let pid = verification.pid.map { " of pid \($0)" } ?? ""
    let file = text.fileName(verification.file) + pid
    let ranges = counted(verification.ranges, "range")
    if let reason = verification.impossible {
      return "cannot be compared with \(file): \(text.glyphs.sentence(reason))"
    }
    let rest = verification.notComparable.count
    let more = rest == 0 ? "" : "; \(counted(rest, "range")) cannot be compared"
    if verification.agrees { return "agrees with \(file) in all \(ranges) compared" + more }
    return "differs from \(file) in \(verification.differing.count) of \(ranges) compared" + more
  }
}
