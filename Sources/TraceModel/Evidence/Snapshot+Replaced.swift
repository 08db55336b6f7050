extension Snapshot {
  /// The objects whose files had lost their names when it was made, each with a line that shows it.
  var replacedObjects: [TraceText: Evidence] {
    var objects: [TraceText: Evidence] = [:]
    for (line, number) in zip(lines, numbers) {
      let path = ReplacedName.strip(line.name)
      guard path.count != line.name.count, line.name.first == UInt8(ascii: "/") else { continue }
      let text = TraceText(bytes: path)
      if objects[text] != nil { continue }
      objects[text] = Evidence(
        line: number, file: file,
        text: "0x" + String(line.range.start, radix: 16) + " "
          + TraceText(bytes: line.name).escaped)
    }
    return objects
  }
}
