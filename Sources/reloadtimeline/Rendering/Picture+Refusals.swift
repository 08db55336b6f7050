import TraceModel

extension Picture {
  /// Adds the files that a loader refused and of which nothing was mapped: a cross where it said so.
  mutating func addRefusals(_ reload: ReloadReport, words: ReloadWords) {
    var known: Set<TraceText> = []
    for refusal in reload.findings.flatMap(\.refusals) {
      let name = refusal.path.lastComponent
      guard let at = refusal.evidence.instant, known.insert(name).inserted else { continue }
      let shown = words.text.glyphs.name(name)
      let title = "\(shown): its loader refused it, \(words.text.place(at))"
      let cross = PictureBar(from: at, to: at, look: .refused, title: title)
      if let row = rows.firstIndex(where: { $0.path?.lastComponent == name }) {
        rows[row].bars.append(cross)
        continue
      }
      let text = LaneRow(name: shown, gone: "refused", lines: words.text.reference(at), style: .red)
      // Beside what failed, before what stayed.
      let place = rows.firstIndex { $0.bars.contains { $0.look == .survivor || $0.look == .stale } }
      rows.insert(
        PictureRow(text: text, bars: [cross], title: title), at: place ?? rows.endIndex)
    }
  }
}
