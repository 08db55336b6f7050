/// Tells the size of a page from the addresses in a log.
///
/// The kernel places mappings at whole pages. Where all of many addresses that it chose are multiples
/// of 64 KiB (ppc64le, some aarch64) or of 16 KiB (some aarch64), pages are of that size: of 4 KiB
/// pages one in 16 or in 4 would be so by chance. An address that was asked for and got says only what
/// pages are not.
enum PageSizeProbe {
  /// How many addresses have to agree: by chance 8 do once in 2^16 logs for 16 KiB.
  private static let enough = 8

  /// From this size on the kernel may align a mapping to a huge page, whatever pages are (mm/huge_memory.c,
  /// `thp_get_unmapped_area`): 2 MiB.
  private static let hugePage: UInt64 = 1 << 21

  /// The size in bytes, or nothing where the lines do not tell another one than 4096.
  static func pageSize(_ text: Span<UInt8>) -> UInt64? {
    var bits: UInt64 = 0
    var chosen: Set<UInt64> = []
    var start = 0
    while start < text.count, let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      let line = text.extracting(start..<end)
      start = end + 1
      guard let mapped = mappedAddress(line) else { continue }
      bits |= mapped.address
      if bits & 0x3FFF != 0 { return nil }
      if mapped.isTelling, chosen.count < enough { chosen.insert(mapped.address) }
    }
    guard chosen.count >= enough else { return nil }
    return bits & 0xFFFF == 0 ? 65536 : 16384
  }

  /// The address that a successful mmap of a line returned, and whether it tells something: the kernel chose
  /// it, for less than a huge page.
  private static func mappedAddress(
    _ line: Span<UInt8>
  ) -> (address: UInt64, isTelling: Bool)? {
    guard let found = line.find("mmap", in: 0..<line.count) else { return nil }
    var position = found + 4
    if line.has("2", at: position) { position += 1 }
    let isChosen = line.has("(NULL, ", at: position) || line.has("(addr=NULL, ", at: position)
    guard isChosen || line.has("(0x", at: position) || line.has("(addr=0x", at: position) else {
      return nil
    }
    let call = CallText(line, from: position + 1)
    guard call.ending == .result else { return nil }
    let outcome = Outcome(line, from: call.result)
    guard outcome.kind == .returned, outcome.value != 0,
      let length = Argument.number(line, call.argument(1))
    else { return nil }
    return (outcome.value, isChosen && length < hugePage)
  }
}
