import TraceModel

extension Picture {
  /// Adds the files that a loader refused and of which nothing was mapped: a cross where it said so.
  mutating func addRefusals(_ reload: ReloadReport, words: ReloadWords) {
    var known = Set(reload.objects.map(\.path.lastComponent))
    for refusal in reload.findings.flatMap(\.refusals) {
      let name = refusal.path.lastComponent
      guard let at = refusal.evidence.instant, known.insert(name).inserted else { continue }
      let shown = words.text.glyphs.name(name)
      let text = LaneRow(name: shown, gone: "refused", lines: words.text.reference(at), style: .red)
      let title = "\(shown): its loader refused it, \(words.text.place(at))"
      let cross = PictureBar(from: at, to: at, look: .attempt, title: title)
      // Beside what failed, before what stayed.
      let place = rows.firstIndex { $0.bars.contains { $0.look == .survivor || $0.look == .stale } }
      rows.insert(
        PictureRow(text: text, bars: [cross], title: title), at: place ?? rows.endIndex)
    }
  }
}
