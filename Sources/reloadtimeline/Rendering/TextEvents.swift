import TraceModel

extension TextRenderer {
  /// Every call of the window that changed a mapping of an object.
  func events(_ reload: ReloadReport, _ canvas: inout TextCanvas) {
    canvas.blank()
    var heading = TextLine(indent: 2)
    heading.add(counted(reload.events.count, "call"), .bold)
    if reload.eventsLeftOut > 0 {
      heading.add("; \(reload.eventsLeftOut) further calls were left out at the limit", .yellow)
    }
    canvas.line(heading)
    if reload.events.isEmpty { return }
    var table = TextTable(columns: [
      .init(title: "time", shrinksTo: 15), .init(title: "line", right: true),
      .init(title: "call", shrinksTo: 8),
      .init(title: "base", right: true), .init(title: "size", right: true),
      .init(title: "object", shrinksTo: 12), .init(title: "what", wrapsTo: 20),
    ])
    for event in reload.events {
      table.rows.append([
        StyledText(event.instant.time.map { glyphs.sentence($0) } ?? ""),
        StyledText(reference(event.instant)),
        StyledText(glyphs.sentence(event.call)),
        StyledText(String(event.base, radix: 16)),
        StyledText(ByteCount.text(event.size)),
        event.object.map { StyledText(glyphs.name($0.lastComponent)) }
          ?? StyledText("(anonymous)", .dim),
        StyledText(glyphs.sentence(event.note), .dim),
      ])
    }
    table.write(to: &canvas)
  }
}
