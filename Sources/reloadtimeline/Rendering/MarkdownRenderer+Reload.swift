import TraceModel

extension MarkdownRenderer {
  /// What happened when: the signal, the phases, the end.
  func timeline(_ reload: ReloadReport, _ lines: inout [String]) {
    let origin = reload.trigger?.instant ?? reload.start
    var rows: [(instant: Instant, what: String)] = []
    if let trigger = reload.trigger {
      let sender = trigger.senderPID.map { " from pid \($0)" } ?? ""
      rows.append((trigger.instant, glyphs.sentence(trigger.signal) + sender))
    } else {
      rows.append((reload.start, "it begins"))
    }
    for execve in reload.execves.prefix(Self.execvesShown) {
      rows.append((execve, "execve: a new address space"))
    }
    for phase in reload.phases {
      let took = words.text.elapsed(phase.from, phase.to)
      switch phase.kind {
      case .unloading:
        rows.append((phase.from, "the first object is unmapped"))
        rows.append((phase.to, "the last is unmapped" + (took.map { ", after \($0)" } ?? "")))
      case .gap: break
      case .loading: rows.append((phase.from, "the first object is mapped"))
      }
    }
    let end = reload.endReason.isEmpty ? "" : "; then " + glyphs.sentence(reload.endReason)
    let last =
      switch reload.kind {
      case .handover: "the last new process"
      case .window: "the end of what was asked for"
      case .inPlace
      where reload.objects.allSatisfy({ $0.spans.allSatisfy { $0.from == nil && $0.to == nil } }):
        "the end"
      case .inPlace, .cycle, .reexec: "the last load or unload"
      }
    rows.append(
      (reload.end, last + (reload.kind == .handover || reload.kind == .window ? "" : end)))
    // Unloading and loading may overlap.
    let hasTimes = rows.allSatisfy { $0.instant.seconds != nil }
    if hasTimes {
      let order = rows.enumerated().sorted {
        ($0.element.instant.seconds ?? 0, $0.offset) < ($1.element.instant.seconds ?? 0, $1.offset)
      }
      rows = order.map(\.element)
    }
    lines += ["### Timeline", ""]
    table(
      ["time", "after", "line", "what"],
      rows.map { row in
        [
          MarkdownText.sentence(row.instant.time.map(glyphs.sentence) ?? ""),
          MarkdownText.sentence(words.text.elapsed(origin, row.instant) ?? ""),
          reference(row.instant), MarkdownText.sentence(row.what),
        ]
      }, &lines)
  }

  /// The processes that go on, and the reload before.
  func context(_ context: ReloadContext, _ lines: inout [String]) {
    let facts = context.groups.flatMap(\.self)
    guard !facts.isEmpty else { return }
    lines +=
      facts.map { "- **\(MarkdownText.sentence($0.title))**: \(MarkdownText.sentence($0.text))" }
      + [""]
  }

  /// What the loader did, as LD_DEBUG tells it.
  func loaderSteps(_ steps: [LoaderStep], _ lines: inout [String]) {
    guard let first = steps.first else { return }
    let file = MarkdownText.name(words.text.fileName(first.file))
    lines += ["### The loader", "", "As \(file) tells it:", ""]
    table(
      ["line", "trace", "what", "object", "why"],
      steps.prefix(Self.loaderStepsShown).map { step in
        [
          "\(step.line)", step.instant.map(reference) ?? "", step.what.words,
          step.name.bytes.isEmpty
            ? "(the program)" : MarkdownText.name(glyphs.name(step.name.lastComponent)),
          MarkdownText.sentence(glyphs.sentence(step.reason)),
        ]
      }, &lines)
    let more = steps.count - Self.loaderStepsShown
    if more > 0 { lines += ["And \(counted(more, "step")) more; `--format json` has all.", ""] }
  }

  /// What was unmapped of which nothing shows what it was.
  func unnamed(_ unmaps: [EventReport], _ lines: inout [String]) {
    guard !unmaps.isEmpty else { return }
    lines += ["### Unmapped, not known what", "", "Mapped before the log began:", ""]
    table(
      ["line", "time", "base", "bytes"],
      unmaps.prefix(Self.unnamedShown).map { unmap in
        [
          reference(unmap.instant),
          MarkdownText.sentence(unmap.instant.time.map(glyphs.sentence) ?? ""),
          "`\(String(unmap.base, radix: 16))`", "\(unmap.size)",
        ]
      }, &lines)
    let more = unmaps.count - Self.unnamedShown
    if more > 0 { lines += ["And \(counted(more, "range")) more; `--format json` has all.", ""] }
  }

  /// How many objects met which fate, and which they are.
  func fates(_ reload: ReloadReport, of report: Report, _ lines: inout [String]) {
    let names = ObjectNames(reload.objects, glyphs: glyphs)
    var rows: [[String]] = []
    for fate in TextRenderer.fateOrder {
      let members = reload.objects.indices.filter {
        reload.objects[$0].fate == fate && !reload.objects[$0].isPathlessMemory
      }
      guard !members.isEmpty else { continue }
      let shown = members.prefix(6).map { MarkdownText.name(names.names[$0]) }
      let more = members.count > 6 ? " and \(members.count - 6) more" : ""
      rows.append([
        words.fate(fate, reload), "\(members.count)", shown.joined(separator: ", ") + more,
      ])
    }
    if rows.isEmpty { return }
    lines += ["### Fates", ""]
    table(["fate", "objects", "which"], rows, &lines)
    if let blindness = words.blindness(reload, report) {
      lines += [MarkdownText.sentence(blindness) + ".", ""]
    }
  }

  /// Every object that took part, and the survivors from files that are gone.
  func objects(_ reload: ReloadReport, _ lines: inout [String]) {
    let all = reload.objects.filter {
      !$0.isPathlessMemory && $0.fate != .transient && ($0.fate != .survived || $0.isStaleSurvivor)
    }
    guard !all.isEmpty else { return }
    let objects = Array(all.prefix(Self.objectsShown))
    let names = ObjectNames(objects, glyphs: glyphs)
    let builder = LaneRowBuilder(
      objects: objects, names: names, renderer: words.text, isCutShort: reload.isCutShort)
    lines += ["### Objects", ""]
    table(
      ["object", "fate", "base", "now at", "file", "size", "gone", "lines", "certainty"],
      objects.indices.map { index in
        let object = objects[index]
        let row = builder.row(index)
        return [
          MarkdownText.name(row.name), words.fate(object.fate, reload), MarkdownText.name(row.base),
          nowAt(object), words.file(object), row.size,
          words.gone(object), MarkdownText.sentence("\(row.from) \(row.lines)").trimmed,
          object.certainty.rawValue,
        ]
      }, &lines)
    if all.count > objects.count {
      lines += [
        "And \(counted(all.count - objects.count, "object")) more; `--format json` has all.", "",
      ]
    }
  }

  /// Where it is now, if elsewhere: an address as code.
  private func nowAt(_ object: ObjectReport) -> String {
    let words = words.address(object)
    return object.sameAddress == false ? MarkdownText.name(words) : words
  }
}

extension String {
  /// Without blanks at its beginning.
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
