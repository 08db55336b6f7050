import TraceModel

extension TextRenderer {
  /// A line of a story: where it stands in the log, and what happened there.
  private struct StoryLine {
    var instant: Instant
    var text: String
    /// The object that is being loaded, or nothing: what stands together.
    var load: TraceText?
  }

  /// The story of a reload: the request, every load and unload, and what the loader said.
  func story(_ reload: ReloadReport, of process: ProcessReport, _ canvas: inout TextCanvas) {
    var lines: [StoryLine] = []
    if let trigger = reload.trigger {
      let sender = trigger.senderPID.map { ", sent by pid \($0)" } ?? ""
      let signal = glyphs.sentence(trigger.signal)
      lines.append(
        StoryLine(
          instant: trigger.instant,
          text: "\(signal) arrives\(sender): the process is asked to reload."))
    }
    lines += tell(reload.events, of: process, reload.objects)
    for said in words(of: reload) { insert(said, into: &lines) }
    write(lines, leftOut: reload.eventsLeftOut, &canvas)
  }

  /// The story of the loads of a process in which no reload was found.
  func story(of process: ProcessReport, _ canvas: inout TextCanvas) {
    write(tell(process.events, of: process, []), leftOut: 0, &canvas)
  }

  private func tell(
    _ events: [EventReport], of process: ProcessReport, _ objects: [ObjectReport]
  ) -> [StoryLine] {
    var words = StoryWords(process, objects, renderer: self)
    // The load of each object that was begun last: its further calls belong to it.
    var current: [TraceText: LoadReport] = [:]
    var lines: [StoryLine] = []
    for event in events {
      let begun = words.load(begunBy: event)
      if let begun { current[begun.path] = begun }
      let load = event.object.flatMap { current[$0] }
      let isUnload = event.action == .wholeUnload || event.action == .unknown
      var line = StoryLine(
        instant: event.instant, text: words.sentence(event, load: load),
        load: isUnload ? nil : event.object)
      // Several that were mapped together are relocated one after the other.
      if event.action == .relro, lines.last?.load != line.load { line.load = TraceText("") }
      lines.append(line)
      if event.action == .wholeUnload, let path = event.object { current[path] = nil }
    }
    return lines
  }

  /// What the loader said, as far as a finding quotes it.
  private func words(of reload: ReloadReport) -> [StoryLine] {
    var seen: Set<String> = []
    return reload.findings.flatMap(\.evidence).compactMap { evidence in
      // What is quoted of the log is what was written; the rest is of the loader's own.
      guard evidence.isQuoted, let instant = evidence.instant,
        seen.insert("\(evidence.line) \(evidence.file ?? "")").inserted
      else { return nil }
      return StoryLine(
        instant: instant,
        text: "The process writes what the loader said: \(glyphs.sentence(evidence.text))")
    }
  }

  /// Puts a line where it stands in the log; behind all others of another file.
  private func insert(_ line: StoryLine, into lines: inout [StoryLine]) {
    let place = lines.lastIndex {
      $0.instant.file == line.instant.file && $0.instant.line < line.instant.line
    }
    lines.insert(line, at: place.map { $0 + 1 } ?? lines.count)
  }

  private func write(_ lines: [StoryLine], leftOut: Int, _ canvas: inout TextCanvas) {
    guard !lines.isEmpty else { return }
    canvas.blank()
    var heading = TextLine(indent: 2)
    heading.add("The story, line by line", .bold)
    canvas.line(heading)
    let places = lines.map { place($0.instant) }
    let indent = 2 + places.reduce(0) { max($0, DisplayWidth.of($1)) } + 2
    var last: StoryLine?
    for (line, place) in zip(lines, places) {
      if last == nil || line.load != last?.load { canvas.blank() }
      var lead = TextLine(indent: 2)
      lead.add(place, .dim)
      canvas.paragraph(lead, indent: indent, [StyledText(line.text)])
      last = line
    }
    if leftOut > 0 {
      canvas.blank()
      canvas.paragraph(
        TextLine(), indent: 2,
        [StyledText("\(counted(leftOut, "further call")) left out at the limit.", .yellow)])
    }
  }
}
