import Foundation
import Testing

@testable import TraceModel

@Suite("Objects recognised by another process's snapshot")
struct ReferenceExtentsTests {
  /// The lines of an object of `pages` pages, of which the last has been filled by its .bss.
  private func lines(_ path: String, at base: Int, pages: Int, bss: Int = 0) -> String {
    func hex(_ value: Int) -> String { String(value, radix: 16) }
    let middle = base + 0x1000
    let end = base + pages * 0x1000
    var text = "\(hex(base))-\(hex(middle)) r--p 00000000 fe:00 7    \(path)\n"
    text += "\(hex(middle))-\(hex(end)) r-xp 00001000 fe:00 7    \(path)\n"
    if bss > 0 { text += "\(hex(end))-\(hex(end + bss * 0x1000)) rw-p 00000000 00:00 0 \n" }
    return text
  }

  /// The report on a reload that unmaps two unknown ranges and loads another object.
  private func report(
    _ reference: String, _ unmaps: [(base: Int, size: Int)],
    _ write: (inout DaemonLog) -> Void = { _ in }
  ) throws -> Report {
    var log = DaemonLog()
    log.signal("SIGHUP")
    for unmap in unmaps { log.unload(unmap.base, size: unmap.size) }
    log.load("/lib/new.so", at: 0x10_0000)
    write(&log)
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(reference.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try log.report { $0.referenceMaps = .file(file.path) }
  }

  private func named(_ report: Report) -> [String: ObjectReport] {
    let objects = report.processes.first?.reloads.first?.objects ?? []
    let found = objects.filter { $0.rules.contains("referenceExtent") }
    return Dictionary(uniqueKeysWithValues: found.map { ($0.path.escaped, $0) })
  }

  private func notes(_ report: Report) -> [String] {
    report.processes.first?.unnamedUnmaps.map(\.note) ?? []
  }

  @Test("two that fit one object each, as far apart as these, were these")
  func together() throws {
    let reference =
      lines("/lib/a.so", at: 0x70000, pages: 6) + lines("/lib/b.so", at: 0x80000, pages: 7, bss: 4)
    let found = try report(reference, [(0x20000, 0x5123), (0x30000, 0x8123)])
    let objects = named(found)
    #expect(objects.keys.sorted() == ["/lib/a.so", "/lib/b.so"])
    #expect(objects.values.allSatisfy { $0.fate == .unmapped && $0.certainty == .inferred })
    #expect(objects["/lib/b.so"]?.before?.base == 0x30000)
    #expect(objects["/lib/b.so"]?.evidence.map(\.line) == [3, 3])
    #expect(notes(found).isEmpty)
  }

  @Test("one alone, or two that lie otherwise, are told as what they may have been")
  func apart() throws {
    let reference =
      lines("/lib/a.so", at: 0x70000, pages: 6) + lines("/lib/b.so", at: 0x80000, pages: 7)
    let alone = try report(reference, [(0x20000, 0x5123)])
    #expect(named(alone).isEmpty)
    #expect(notes(alone).first?.contains("it may have been a.so") == true)
    let elsewhere = try report(reference, [(0x20000, 0x5123), (0x50000, 0x6123)])
    #expect(named(elsewhere).isEmpty)
    #expect(notes(elsewhere).count == 2)
  }

  @Test("two of one extent are ambiguous: both are named, neither is claimed")
  func ambiguous() throws {
    let reference =
      lines("/lib/a.so", at: 0x70000, pages: 6) + lines("/lib/b.so", at: 0x80000, pages: 7)
      + lines("/lib/c.so", at: 0x90000, pages: 6)
    let found = try report(reference, [(0x20000, 0x5123), (0x30000, 0x6123)])
    #expect(named(found).isEmpty)
    #expect(notes(found).first?.contains("it may have been a.so, c.so") == true)
  }

  @Test("whole pages, data files, and an object that the log maps with another extent are no match")
  func contradicted() throws {
    let reference =
      lines("/lib/a.so", at: 0x70000, pages: 6) + lines("/lib/b.so", at: 0x80000, pages: 7)
    let whole = try report(reference, [(0x20000, 0x6000), (0x30000, 0x7000)])
    #expect(named(whole).isEmpty)
    #expect(notes(whole).allSatisfy { $0.contains("nothing shows what it was") })
    let other = try report(reference, [(0x20000, 0x5123), (0x30000, 0x6123)]) { log in
      log.load("/lib/a.so", at: 0x20_0000, size: 0x5777)
    }
    #expect(named(other).isEmpty)
    let data = try report(
      reference.replacing("r-xp", with: "rw-p"), [(0x20000, 0x5123), (0x30000, 0x6123)])
    #expect(named(data).isEmpty)
  }
}
