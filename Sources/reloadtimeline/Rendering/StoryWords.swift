import TraceModel

/// Tells single calls in words: what each did, and, where it comes first, why a loader does so.
///
/// The reasons are those of glibc (elf/dl-load.c, elf/dl-map-segments.h, elf/dl-reloc.c) and hold for
/// musl (ldso/dynlink.c) too.
struct StoryWords {
  private let renderer: TextRenderer
  private let unnamedOrigin: String
  private let loads: [String: LoadReport]
  private let returned: [String: ObjectReport]
  private let givenUp: Set<String>
  private let matched: [String: ObjectReport]
  private var explained: Set<String> = []
  private var glyphs: Glyphs { renderer.glyphs }

  /// Prepares to tell the calls of a process.
  init(_ process: ProcessReport, _ objects: [ObjectReport], renderer: TextRenderer) {
    self.renderer = renderer
    unnamedOrigin = process.unnamedOrigin
    var begun: [String: LoadReport] = [:]
    for load in process.loads { begun[load.start.map(Self.key) ?? ""] = load }
    var returned: [String: ObjectReport] = [:]
    var givenUp: Set<String> = []
    var matched: [String: ObjectReport] = [:]
    for object in objects {
      if object.rules.contains("extentMatch"), let went = object.possiblyWentAway {
        matched[Self.key(went)] = object
      }
      if object.wentAway != nil, let came = object.cameBack { returned[Self.key(came)] = object }
      for span in object.spans where span.gaveUp {
        if let end = span.to { givenUp.insert(Self.key(end)) }
      }
    }
    self.loads = begun
    self.returned = returned
    self.givenUp = givenUp
    self.matched = matched
  }

  private static func key(_ instant: Instant) -> String {
    "\(instant.line):\(instant.file ?? "")"
  }

  /// The load that a call begins.
  func load(begunBy event: EventReport) -> LoadReport? { loads[Self.key(event.instant)] }

  /// A call in words.
  mutating func sentence(_ event: EventReport, load: LoadReport?) -> String {
    let call = glyphs.sentence(event.call)
    let bytes = Self.grouped(event.size) + (event.size == 1 ? " byte" : " bytes")
    let place = "0x" + String(event.base, radix: 16)
    let name = event.object.map { glyphs.name($0.lastComponent) } ?? "anonymous memory"
    switch event.action {
    case .reservation:
      return beginning(event, load, "\(call) maps \(bytes)", name, place)
    case .text, .readOnlyData, .data:
      if self.load(begunBy: event) != nil {
        return beginning(event, load, "\(call) maps \(bytes)", name, place)
      }
      return segment(event, "\(bytes) at \(place)", call, name)
    case .bss:
      return "\(call) puts \(bytes) of anonymous memory over the end of \(name) at \(place): "
        + "zeroed pages, its .bss."
        + why("bss", "Variables that begin as zero take no room in the file.")
    case .hole:
      return "\(call) takes every access away from \(bytes) of \(name) at \(place): where no other "
        + "segment is laid over them, they stay a gap."
        + why(
          "hole",
          "The first mmap had put pages of the file there too; what belongs to no segment must not "
            + "be reached.")
    case .relro:
      return "\(call) makes \(bytes) at \(place) read-only: the RELRO part of \(name)'s data."
        + why(
          "relro",
          "The loader writes addresses into it while it relocates the object; nothing may change "
            + "them afterwards.") + completion(event, load, name)
    case .protection:
      let letters = event.permissions.map { " to " + $0.prefix(3) } ?? ""
      return "\(call) changes the permissions of \(bytes) of \(name) at \(place)\(letters)."
    case .wholeUnload: return unloading(event, load, bytes, place, call, name)
    case .partUnload:
      let count = event.mappings.map { " (\(counted($0, "mapping")))" } ?? ""
      return "\(call) of \(bytes) at \(place): a part of \(name) goes\(count), the rest stays."
    case .move: return "\(call) moves or resizes \(bytes) of \(name) at \(place)."
    case .anonymous: return "\(call) of \(bytes) of anonymous or shared memory at \(place)."
    case .unknown:
      let lead = "\(call) of \(bytes) at \(place), which was \(unnamedOrigin):"
      guard let object = matched[Self.key(event.instant)] else {
        return "\(lead) nothing shows what it was."
      }
      let owner = glyphs.name(object.name)
      return object.rules.contains("ambiguousExtent")
        ? "\(lead) by its length it is \(owner), or another object of that length (inferred)."
        : "\(lead) by its length it is the whole of \(owner) (inferred)."
    }
  }

  private mutating func beginning(
    _ event: EventReport, _ load: LoadReport?, _ mapping: String, _ name: String, _ place: String
  ) -> String {
    let letters = event.permissions.map { ", \($0.prefix(3))" } ?? ""
    let offset = event.offset.map { ", from offset \(Self.offset($0))" } ?? ""
    let isLaidOut = load?.segments.first?.part != nil
    let what = isLaidOut ? "\(mapping) for the whole of \(name)" : "\(mapping) of \(name)"
    var text = "\(what) at \(place)\(letters)\(offset)."
    if isLaidOut {
      text += why(
        "extent",
        "The loader asks for the full extent at once, so that the segments keep the distances at "
          + "which they were linked; its first segment is in place with this call.")
    }
    if load?.kind == .loaderCache {
      text += why("cache", "It is ldconfig's list of libraries: where each name is to be found.")
    }
    if let outer = load?.during {
      let other = glyphs.name(outer.path.lastComponent)
      let since = renderer.place(outer.start)
      text +=
        outer.isDirect
        ? " \(other), of which the load is under way since \(since), needs it (inferred from the "
          + "order)."
        : " It is mapped for \(other), of which the load is under way since \(since) (inferred from "
          + "the order)."
    }
    if let object = returned[Self.key(event.instant)] { text += comeback(object) }
    return text
  }

  private func comeback(_ object: ObjectReport) -> String {
    guard let went = object.wentAway, let came = object.cameBack else { return "" }
    let time = renderer.elapsed(went, came).map { " after \($0)" } ?? ""
    var text = " So it is back\(time); it was unmapped at \(renderer.place(went))"
    switch object.sameAddress {
    case true?: text += ", and has the same address again"
    case false?: text += ", and has another address now"
    case nil: break
    }
    return text + "."
  }

  private mutating func segment(
    _ event: EventReport, _ place: String, _ call: String, _ name: String
  ) -> String {
    let letters = event.permissions.map { ", \($0.prefix(3))" } ?? ""
    let offset = event.offset.map { ", from offset \(Self.offset($0)) of the file" } ?? ""
    let how = event.isFixed ? "lays" : "maps"
    let over = event.isFixed ? " over it (MAP_FIXED)" : ""
    let what: String
    let reason: String
    switch event.action {
    case .text:
      what = "the text segment of \(name)"
      reason = why("text", "Text is the code: it may be executed and not be written.")
    case .data:
      what = "the data segment of \(name)"
      let isPrivate = event.permissions?.hasSuffix("p") == true
      reason =
        isPrivate
        ? why(
          "data",
          "The mapping is private: what is written here stays in this process and never gets into "
            + "the file.") : ""
    default:
      what = "read-only data of \(name)"
      reason = why("rodata", "These pages may neither be written nor executed.")
    }
    return "\(call) \(how) \(what)\(over): \(place)\(letters)\(offset).\(reason)"
  }

  private func completion(_ event: EventReport, _ load: LoadReport?, _ name: String) -> String {
    guard let load, load.laidOut == event.instant else { return "" }
    let time = load.start.flatMap { renderer.elapsed($0, event.instant) }
    return " The load of \(name) is complete"
      + (time.map { ", \($0) after its first mmap." } ?? ".")
  }

  private mutating func unloading(
    _ event: EventReport, _ load: LoadReport?, _ bytes: String, _ place: String, _ call: String,
    _ name: String
  ) -> String {
    let count = event.mappings ?? 0
    let mappings = count > 1 ? ", \(Self.word(count)) mappings at once" : ""
    let lead = "\(call) of \(bytes) at \(place):"
    if givenUp.contains(Self.key(event.instant)) {
      let since = load?.start.map { " that began at \(renderer.place($0))" } ?? ""
      return "\(lead) the load\(since) is given up; the whole of \(name) goes again\(mappings)."
    }
    if load?.kind == .loaderCache {
      return "\(lead) \(name) goes; the loader has no more need of it."
    }
    return "\(lead) the whole of \(name) goes\(mappings)."
      + why("unload", "One call gives the whole extent back, the gaps in it too.")
  }

  /// The reason, where it was not told before.
  private mutating func why(_ key: String, _ reason: String) -> String {
    explained.insert(key).inserted ? " " + reason : ""
  }

  /// A number with its thousands set apart: `7,152,792`.
  static func grouped(_ number: UInt64) -> String {
    var digits = String(number)
    var place = digits.index(digits.endIndex, offsetBy: 0)
    while let next = digits.index(place, offsetBy: -3, limitedBy: digits.startIndex),
      next > digits.startIndex
    {
      digits.insert(",", at: next)
      place = next
    }
    return digits
  }

  private static func offset(_ offset: UInt64) -> String {
    offset == 0 ? "0" : "0x" + String(offset, radix: 16)
  }

  private static func word(_ count: Int) -> String {
    let words = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return words.indices.contains(count - 2) ? words[count - 2] : String(count)
  }
}
