import TraceModel

extension HTMLRenderer {
  /// How many reloads stand beside one another.
  private static let reloadsBeside = 12

  /// What became of each object in one reload and in the next, side by side; what only stayed is left
  /// out.
  func fates(_ process: ProcessReport, _ shown: Set<Int>, place: String, to out: inout Markup) {
    let reloads = process.reloads
    let columns = reloads.gravest(Self.reloadsBeside)
    var paths: [TraceText] = []
    var fates: [TraceText: [Int: ObjectReport]] = [:]
    for column in columns {
      for object in reloads[column].objects where !object.isPathlessMemory {
        if fates[object.path] == nil { paths.append(object.path) }
        fates[object.path, default: [:]][column] = object
      }
    }
    let changed = paths.filter { path in
      fates[path]?.values.contains { $0.fate != .survived && $0.fate != .transient } ?? false
    }
    guard !changed.isEmpty else { return }
    out.element("h3", "What became of each object")
    var table = PageTable(
      titles: ["object"] + columns.map { words.number(reloads[$0]) },
      label: "Fates of the objects of \(words.process(process)), reload by reload")
    for path in changed.prefix(Self.objectsShown) {
      table.rows.append(
        [.init(glyphs.name(path.lastComponent), detail: glyphs.name(path))]
          + columns.map { column in
            guard let object = fates[path]?[column] else { return .init("") }
            let note =
              object.isStaleSurvivor ? ", old file" : object.isFromNewFile ? ", new file" : ""
            return .init(
              words.fate(object.fate, reloads[column]) + note,
              className: "fate \(object.fate.rawValue)")
          })
    }
    table.write(to: &out)
    leftOut(changed.count - Self.objectsShown, "objects", to: &out)
    if columns.count < reloads.count {
      out.element(
        "p", ["class": "left-out"],
        "\(columns.count) of \(reloads.count) reloads stand here: those with the gravest findings, else "
          + "the first ones.")
    }
  }
}
