/// What a file may hold that is no text of strace: told by its first bytes.
enum OtherContents {
  /// What it is and, where there is a program that makes a log of it, which.
  static func name(of head: Span<UInt8>) -> String? {
    func begins(_ magic: [UInt8]) -> Bool {
      magic.count <= head.count && magic.indices.allSatisfy { head[$0] == magic[$0] }
    }
    if let match = known.first(where: { begins($0.magic) }) { return match.what }
    // tar(5), the POSIX ustar archive.
    if head.has("ustar", at: 257) { return "a tar archive, the files of which 'tar -xOf' prints" }
    if begins(Array("{\"log\":".utf8)) {
      return "the json-file of a container, of which \"jq -j .log\" prints the log"
    }
    return isTable(head)
      ? "a CSV file: export the column that holds the log by itself" : wideText(head)
  }

  /// Whether the first line is of several fields in quotation marks (RFC 4180): strace puts a blank behind
  /// a comma.
  private static func isTable(_ head: Span<UInt8>) -> Bool {
    let end = head.firstIndex(of: 0x0A, in: 0..<head.count) ?? head.count
    let line = head.extracting(0..<head.withoutReturn(before: end))
    return line.has("\"", at: 0) && line.ends(with: "\"")
      && line.find("\",\"", in: 0..<line.count) != nil
  }

  private static let known: [(magic: [UInt8], what: String)] = [
    ([0xFF, 0xD8, 0xFF], "a JPEG picture"), ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    ([0x7F, 0x45, 0x4C, 0x46], "an ELF file"),
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive, the files of which 'unzip -p' prints"),
    ([0x25, 0x50, 0x44, 0x46], "a PDF document"), ([0x1F, 0x8B], "gzip data"),
    ([0x04, 0x22, 0x4D, 0x18], "lz4 data, which 'lz4 -dc' reads"),
    ([0xFF, 0xFE, 0x00, 0x00], "UTF-32 text, which 'iconv -f UTF-32 -t UTF-8' converts"),
    ([0xFF, 0xFE], "UTF-16 text, which 'iconv -f UTF-16 -t UTF-8' converts"),
    ([0xFE, 0xFF], "UTF-16 text, which 'iconv -f UTF-16 -t UTF-8' converts"),
  ]

  /// Text of two bytes a character without a mark, of which every other is zero.
  private static func wideText(_ head: Span<UInt8>) -> String? {
    guard head.count >= 8 else { return nil }
    let isZero = (0..<8).map { head[$0] == 0 }
    let order =
      isZero == [false, true, false, true, false, true, false, true]
      ? "LE" : isZero == [true, false, true, false, true, false, true, false] ? "BE" : nil
    return order.map { "UTF-16 text, which 'iconv -f UTF-16\($0) -t UTF-8' converts" }
  }
}
