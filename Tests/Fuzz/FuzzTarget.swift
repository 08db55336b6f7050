import Glibc
import TraceModel

/// What libFuzzer calls with each input: the whole way from bytes to a report in every format.
///
/// An input is a log; behind a byte 0x1E (record separator) a snapshot from before it may follow (or
/// with the letters `l`, `d` and `r` what lsof or LD_DEBUG told, or a snapshot of another process),
/// behind another one from after it, and behind a third letters that turn options on. With the letter
/// `m` the log is a set: bytes 0x1D (group separator) part the files of the tasks 100, 101 and so on.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let parts = bytes.split(
    separator: 0x1E, maxSplits: 3, omittingEmptySubsequences: false
  ).map(Array.init)
  let letters = parts.count > 3 ? parts[3] : []
  if letters.contains(UInt8(ascii: "m")) {
    if let set = MemorySet(parts[0]) { run(on: set.input, parts, letters) }
  } else if let log = MemoryFile(parts[0]) {
    run(on: log.input, parts, letters)
  }
  return 0
}

private func run(on log: TraceInput, _ parts: [[UInt8]], _ letters: [UInt8]) {
  let before = parts.count > 1 ? MemoryFile(parts[1]) : nil
  let after = parts.count > 2 ? MemoryFile(parts[2]) : nil

  var options = AnalysisOptions()
  if let before {
    if letters.contains(UInt8(ascii: "l")) {
      options.lsof = before.input
    } else if letters.contains(UInt8(ascii: "d")) {
      options.loaderLogs = [before.input]
    } else if letters.contains(UInt8(ascii: "r")) {
      options.referenceMaps = before.input
    } else {
      options.snapshots = [(pid: nil, input: before.input)]
    }
  }
  options.snapshotAfter = after?.input
  if letters.contains(UInt8(ascii: "a")) { options.listsAnonymous = true }
  if letters.contains(UInt8(ascii: "p")) { options.pid = 100 }
  if letters.contains(UInt8(ascii: "f")) { options.from = .line(5) }
  if letters.contains(UInt8(ascii: "t")) { options.to = .line(9) }
  if letters.contains(UInt8(ascii: "s")) { options.to = .sinceStart(nanoseconds: 1_000_000) }
  if letters.contains(UInt8(ascii: "w")) { options.workingDirectory = "/w" }
  let analysis = TraceAnalysis(options: options)
  if let reports = try? analysis.reports(of: [log]) {
    var text = TextOptions()
    text.events = true
    text.anonymous = true
    text.story = letters.contains(UInt8(ascii: "y"))
    text.width = letters.contains(UInt8(ascii: "n")) ? 20 : 100
    for report in reports {
      let shown = TextRenderer(options: text).render(report)
      check(!shown.utf8.contains { $0 < 0x20 && $0 != 0x0A }, "a control character is shown")
      var document: [UInt8] = []
      JSONRenderer(options: JSONOptions(anonymous: true)).render([report]) { document += $0 }
      check(String(validating: document, as: UTF8.self) != nil, "the JSON is not UTF-8")
    }
    if letters.contains(UInt8(ascii: "q")) { checkQuick(reports, options, log) }
    // One format an input, so that the rest is not slowed down for them.
    switch letters.first {
    case UInt8(ascii: "1"): checkText(SVGRenderer().render(reports))
    case UInt8(ascii: "2"): checkText(SVGRenderer(view: .space).render(reports))
    case UInt8(ascii: "3"): checkText(HTMLRenderer().render(reports))
    case UInt8(ascii: "4"): checkText(MarkdownRenderer().render(reports))
    case UInt8(ascii: "5"): JSONLinesRenderer().render(reports) { checkText($0) }
    case UInt8(ascii: "6"): checkText(TraceEventRenderer().render(reports))
    default: break
    }
  }
  _ = try? analysis.maps(of: [log])
}

/// What is passed over or read in short must make no difference.
private func checkQuick(_ reports: [Report], _ options: AnalysisOptions, _ log: TraceInput) {
  var options = options
  options.isQuick = false
  let slow = try? TraceAnalysis(options: options).reports(of: [log])
  var documents: [[UInt8]] = [[], []]
  JSONRenderer().render(reports) { documents[0] += $0 }
  JSONRenderer().render(slow ?? []) { documents[1] += $0 }
  check(documents[0] == documents[1], "the quick way tells something else")
}

/// A format has to be UTF-8, and free of control characters but for line breaks.
private func checkText(_ bytes: [UInt8]) {
  check(String(validating: bytes, as: UTF8.self) != nil, "a format is not UTF-8")
  check(!bytes.contains { $0 < 0x20 && $0 != 0x0A }, "a control character is in a format")
}

/// Stops the fuzzer at an output that must not be.
private func check(_ condition: Bool, _ message: StaticString) {
  if !condition { preconditionFailure("\(message)") }
}

/// A file that has a path for as long as the value lives.
struct MemoryFile: ~Copyable {
  private let descriptor: Int32

  init?(_ bytes: [UInt8]) {
    // The name is gone at once; /proc/self/fd leads to the file all the same.
    var path = Array("/dev/shm/fuzzXXXXXX".utf8CString)
    descriptor = unsafe path.withUnsafeMutableBufferPointer { name in
      unsafe name.baseAddress.map { unsafe mkstemp($0) } ?? -1
    }
    guard descriptor >= 0 else { return nil }
    _ = unsafe unlink(path)
    guard writeAll(bytes, to: descriptor) else { return nil }
  }

  var input: TraceInput { .file("/proc/self/fd/\(descriptor)") }

  deinit {
    close(descriptor)
  }
}

/// The files of a set, in a folder that is there for as long as the value lives.
struct MemorySet: ~Copyable {
  /// How many files there are at most.
  private static let mostFiles = 8

  private let folder: String
  private let count: Int

  init?(_ bytes: [UInt8]) {
    var name = Array("/dev/shm/setXXXXXX".utf8CString)
    let made = unsafe name.withUnsafeMutableBufferPointer { name in
      unsafe name.baseAddress.map { unsafe mkdtemp($0) } ?? nil
    }
    guard unsafe made != nil else { return nil }
    folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    count = Self.write(bytes, into: folder)
  }

  /// Writes the files, and tells how many there are.
  private static func write(_ bytes: [UInt8], into folder: String) -> Int {
    let files = bytes.split(
      separator: 0x1D, maxSplits: mostFiles - 1, omittingEmptySubsequences: false)
    for (index, file) in files.enumerated() {
      let descriptor = unsafe open(path(index, folder), O_WRONLY | O_CREAT, 0o600)
      guard descriptor >= 0 else { return index }
      defer { close(descriptor) }
      guard writeAll(Array(file), to: descriptor) else { return index + 1 }
    }
    return files.count
  }

  private static func path(_ index: Int, _ folder: String) -> String {
    "\(folder)/t.\(100 + index)"
  }

  var input: TraceInput { .file(Self.path(0, folder)) }

  deinit {
    for index in 0..<count { _ = unsafe unlink(Self.path(index, folder)) }
    _ = unsafe rmdir(folder)
  }
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var written = 0
  while written < bytes.count {
    let more = unsafe bytes.withUnsafeBytes { all in
      unsafe write(descriptor, all.baseAddress?.advanced(by: written), all.count - written)
    }
    guard more > 0 else { return false }
    written += more
  }
  return true
}
