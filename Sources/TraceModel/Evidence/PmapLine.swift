/// One line of `pmap`, `pmap -x` or `pmap -d` (procps 3.2.0 to 4.0, src/pmap.c; busybox).
struct PmapLine {
  /// The mapping.
  var line: MapsLine
  /// The form it was written in.
  var form: SnapshotForm

  /// Reads a line; nothing where it has another form.
  ///
  ///     00007f193f553000     88K r-x-- /usr/lib64/libresolv-2.17.so;5c530fe7 (deleted)
  ///     00007f193f553000      88      12       0 r-x-- libresolv-2.17.so
  ///     00007f193f553000      88 r-x-- 0000000000000000 0fd:00000 libresolv-2.17.so
  ///
  /// A size of 0 is read as such: `pmap -x` of procps 3.2.8 prints no other.
  init?(_ text: Span<UInt8>) {
    var position = 0
    guard let addressField = text.field(at: &position),
      let start = text.hexadecimal(addressField), let sizeField = text.field(at: &position)
    else { return nil }
    let hasUnit = text[sizeField.upperBound - 1] == UInt8(ascii: "K")
    let sizeEnd = sizeField.upperBound - (hasUnit ? 1 : 0)
    guard let kilobytes = text.decimal(sizeField.lowerBound..<sizeEnd), kilobytes < 1 << 54,
      let range = AddressRange(start: start, length: kilobytes << 10)
    else { return nil }
    form = hasUnit ? .pmap : .pmapExtended
    guard var field = text.field(at: &position) else { return nil }
    var columns = 0
    while !hasUnit, columns < 5, Self.isNumber(text, field), let next = text.field(at: &position) {
      field = next
      columns += 1
    }
    guard 4...6 ~= field.count,
      let permissions = MapsLine.permissions(text, field.lowerBound, ofPmap: true)
    else { return nil }
    line = MapsLine(range: range, permissions: permissions, name: [])
    if !hasUnit, columns == 0 {
      guard let offsetField = text.field(at: &position),
        let offset = text.hexadecimal(offsetField), let deviceField = text.field(at: &position),
        let device = DeviceNumber(hexadecimal: text, deviceField)
      else { return nil }
      form = .pmapDevice
      line.offset = offset
      line.device = device.mapsText
    }
    text.skipWhite(at: &position)
    readName(text.copy(position..<text.count))
  }

  /// The columns between size and permissions; `-` where an old kernel did not tell.
  private static func isNumber(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    text.decimal(field) != nil || text.isField(field, "-")
  }

  private mutating func readName(_ shown: [UInt8]) {
    guard shown.starts(with: Array("[ ".utf8)), shown.last == UInt8(ascii: "]") else {
      line.name = MapsLine.unescape(shown)
      line.isNameComplete =
        shown.isEmpty
        || shown[0] == UInt8(ascii: "/") && !shown.contains(UInt8(ascii: "?"))
      return
    }
    if shown.elementsEqual("[ stack ]".utf8) {
      line.name = Array("[stack]".utf8)
      return
    }
    let mark = Array("[ shmid=0x".utf8)
    guard shown.starts(with: mark) else { return }
    // pmap shows a segment's id, which is its inode, in place of the name, which has its key.
    line.name = Array("/SYSV".utf8)
    line.isNameComplete = false
    var position = mark.count
    line.inode = shown.span.hexadecimal(at: &position)
  }
}
