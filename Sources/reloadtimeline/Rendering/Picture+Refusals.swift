import TraceModel

extension Picture {
  /// Adds the files that a loader refused and of which nothing was mapped: a cross where it said so.
  mutating func addRefusals(_ reload: ReloadReport, words: ReloadWords) {
    var known = Set(reload.objects.map(\.path.lastComponent))
    for finding in reload.findings
    where finding.kind == .loadRefused || finding.kind == .reloadFailed {
      let said = finding.evidence.filter(\.isQuoted).compactMap(\.instant)
      guard let at = said.first else { continue }
      for path in finding.objects where known.insert(path.lastComponent).inserted {
        let name = words.text.glyphs.name(path.lastComponent)
        let text = LaneRow(
          name: name, gone: "refused", lines: words.text.reference(at), style: .red)
        let title = "\(name): its loader refused it, \(words.text.place(at))"
        let cross = PictureBar(from: at, to: at, look: .attempt, title: title)
        // Beside what failed, before what stayed.
        let place = rows.firstIndex { $0.text.gone == Fate.survived.rawValue } ?? rows.endIndex
        rows.insert(PictureRow(text: text, bars: [cross], title: title), at: place)
      }
    }
  }
}
