import Testing

@testable import TraceModel

@Suite("A snapshot, from maps or smaps")
struct SnapshotTests {
  private static let a = "1000-2000 r--p 00000000 fe:00 5    /a.so"
  private static let b = "2000-4000 rw-p 00000000 00:00 0    [heap]"

  /// What is wrong with a snapshot: its line, or nothing.
  private static func fault(_ text: String) -> String? {
    do {
      _ = try Snapshot(text: text)
      return nil
    } catch TraceError.badSnapshot(_, let line, let reason) {
      return "\(line): \(reason)"
    } catch TraceError.empty {
      return "empty"
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "lines of maps, each with its number; empty lines and a missing newline are none of its concern"
  )
  func maps() throws {
    let snapshot = try Snapshot(text: "\(Self.a)\n\n\(Self.b)\r")
    #expect(snapshot.lines.map { TraceText(bytes: $0.name).escaped } == ["/a.so", "[heap]"])
    #expect(snapshot.numbers == [1, 3])
    #expect(snapshot.pageSize == nil)
  }

  @Test("the details of smaps are passed over, and tell the size of a page")
  func smaps() throws {
    let text = """
      \(Self.a)
      Size:                  4 kB
      KernelPageSize:       64 kB
      MMUPageSize:          64 kB
      Rss:                   4 kB
      VmFlags: rd mr mw me sd
      \(Self.b)
      KernelPageSize:        4 kB
      THPeligible:    0
      """
    let snapshot = try Snapshot(text: text)
    #expect(snapshot.numbers == [1, 7])
    #expect(snapshot.pageSize == 4096)
  }

  @Test(
    "a page size that cannot be is none",
    arguments: ["0 kB", "3 kB", "99999999999 kB", "x kB"])
  func badPageSize(_ size: String) throws {
    #expect(try Snapshot(text: "\(Self.a)\nKernelPageSize:   \(size)\n").pageSize == nil)
  }

  @Test("what is no snapshot is refused, with the line")
  func refused() {
    #expect(Self.fault("") == "empty")
    #expect(Self.fault("\n\n") == "empty")
    #expect(Self.fault("hello\n")?.hasPrefix("1: ") == true)
    #expect(Self.fault("Size:                  4 kB\n")?.hasPrefix("1: ") == true)
    #expect(
      Self.fault("\(Self.a)\n1800-3000 r--p 00000000 fe:00 5    /b\n")
        == "2: this range overlaps one in another line")
    #expect(Self.fault("\(Self.a)\n\(Self.b)\n") == nil)
  }
}
