/// Recognises objects that were unmapped by the place that they have in another process of the same
/// program (`--reference-maps`).
///
/// Rule `referenceExtent`: an munmap of an unknown range was of an object where its length fits that
/// object alone in the reference, and lies from it as far as another such range lies from another
/// such object: what was mapped together moves together. Where a length fits several objects, they
/// are named as what it may be; where the log maps an object of that name with another length, it
/// was not that.
struct ReferenceExtents: Sendable {
  /// An object in the reference.
  struct Object: Sendable {
    var path: TraceText
    /// Its first address.
    var start: UInt64
    /// The end of what the file backs.
    var fileEnd: UInt64
    /// The end of anonymous memory right behind it, of which its .bss is a part.
    var end: UInt64
    /// The line of the reference at which it begins.
    var line: Int
  }

  /// The most ranges of a window, and the most objects, that are compared.
  private static let most = 2048

  /// The reference's file.
  let file: String
  /// Its objects of code, upwards.
  let objects: [Object]
  private let pageSize: UInt64

  init(_ snapshot: Snapshot, pageSize: UInt64) {
    file = snapshot.file
    self.pageSize = pageSize
    var objects: [Object] = []
    var isCode = false
    for (line, number) in zip(snapshot.lines, snapshot.numbers) {
      let isNext = objects.last?.end == line.range.start
      if line.name.first != UInt8(ascii: "/") {
        // Behind the .bss other anonymous memory may lie; only what is right behind the file counts.
        if isNext, line.name.isEmpty, let last = objects.last, last.end == last.fileEnd {
          objects[objects.count - 1].end = line.range.end
        }
        continue
      }
      let path = TraceText(bytes: ReplacedName.strip(line.name))
      let isExecutable = line.permissions.contains(.execute)
      if isNext, objects.last?.path == path, objects.last?.end == objects.last?.fileEnd {
        objects[objects.count - 1].end = line.range.end
        objects[objects.count - 1].fileEnd = line.range.end
        isCode = isCode || isExecutable
        continue
      }
      if !isCode, !objects.isEmpty { objects.removeLast() }
      isCode = isExecutable
      objects.append(
        Object(
          path: path, start: line.range.start, fileEnd: line.range.end, end: line.range.end,
          line: number))
    }
    if !isCode, !objects.isEmpty { objects.removeLast() }
    self.objects = Array(objects.prefix(Self.most))
  }

  /// The objects of which an munmap of a length may have been; none for whole pages, which ld.so
  /// does not unmap.
  func candidates(_ length: UInt64) -> [Object] {
    guard length % pageSize != 0, length <= .max - pageSize else { return [] }
    let rounded = (length + pageSize - 1) / pageSize * pageSize
    return objects.filter { $0.fileEnd - $0.start <= rounded && rounded <= $0.end - $0.start }
  }

  /// What an munmap may have been of, as the end of a sentence; nothing where no object fits.
  func words(_ length: UInt64) -> String? {
    let names = Set(candidates(length).map(\.path)).sorted().map(\.lastComponent.escaped)
    guard !names.isEmpty else { return nil }
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    return "by its extent it may have been \(names.prefix(3).joined(separator: ", "))\(more) "
      + "(\(TraceText(file).lastComponent.escaped))"
  }

  /// Names ranges of a window that are of no object that is known.
  ///
  /// - Returns: The ranges that keep no name.
  func match(
    _ unmaps: [ProcessHistory.UnknownUnmap], _ known: inout [ObjectHistory],
    sizes: [TraceText: Set<UInt64>]
  ) -> [ProcessHistory.UnknownUnmap] {
    var pairs: [Int: Object] = [:]
    var votes: [UInt64: Set<TraceText>] = [:]
    for (place, unmap) in unmaps.prefix(Self.most).enumerated() {
      let fitting = candidates(unmap.length)
      guard fitting.count == 1, let only = fitting.first else { continue }
      guard sizes[only.path]?.contains(unmap.length) ?? true else { continue }
      pairs[place] = only
      votes[unmap.start &- only.start, default: []].insert(only.path)
    }
    var places: [TraceText: Int] = [:]
    for (place, object) in known.enumerated() { places[object.path] = place }
    var taken: Set<TraceText> = []
    var left: [ProcessHistory.UnknownUnmap] = []
    for (place, unmap) in unmaps.enumerated() {
      guard let object = pairs[place],
        votes[unmap.start &- object.start, default: []].count > 1,
        taken.insert(object.path).inserted
      else {
        left.append(unmap)
        continue
      }
      let source = Evidence(
        line: object.line, file: file,
        text: "0x" + String(object.start, radix: 16) + " " + object.path.escaped)
      if let index = places[object.path] {
        guard known[index].before.isEmpty, known[index].matchedUnmap == nil else {
          left.append(unmap)
          continue
        }
        known[index].matchedUnmap = unmap
        known[index].rules.append("referenceExtent")
        known[index].reference = source
      } else {
        known.append(
          ObjectHistory(
            path: object.path, matchedUnmap: unmap, rules: ["referenceExtent"], reference: source))
      }
    }
    return left
  }
}
