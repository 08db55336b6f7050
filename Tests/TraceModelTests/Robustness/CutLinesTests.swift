import Testing

@testable import TraceModel

@Suite("Logs whose lines were cut at the width of a terminal")
struct CutLinesTests {
  private static func log(_ prefix: String) -> String {
    (0..<8).map { number in
      let base = String(0x7f00_0001_1000 + number << 20, radix: 16)
      return """
        \(prefix)openat(AT_FDCWD, "/usr/lib/lib\(number).so", O_RDONLY|O_CLOEXEC) = 3
        \(prefix)mmap(NULL, 16424, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x\(base)
        \(prefix)close(3) = 0
        \(prefix)munmap(0x\(base), 16424) = 0

        """
    }.joined()
  }

  @Test(
    "nothing is told of what was cut, and that it was is told", arguments: ["", "14:56:02.050146 "])
  func cut(_ prefix: String) throws {
    let lines = Self.log(prefix).split(separator: "\n")
    let longest = lines.map(\.count).max() ?? 0
    for width in (longest - 13)..<longest where width >= 40 {
      let cut = lines.map { $0.prefix(width) + "\n" }.joined()
      let report = try report(of: cut)
      let loads = report.processes.flatMap(\.loads)
      // An address of which digits are missing is none.
      #expect(loads.allSatisfy { $0.base >= 0x7f00_0000_0000 }, "\(width)")
      let isTold = report.trace.diagnostics.contains {
        $0.message.contains("cut at column \(width)")
      }
      #expect(
        isTold == report.trace.diagnostics.contains { $0.message.contains("not understood") },
        "\(width)")
    }
  }

  @Test("whole lines of one length are not cut")
  func whole() throws {
    let log = (0..<9).map { "mprotect(0x7f000000\($0)000, 4096, PROT_READ|PROT_WRITE) = 0\n" }
      .joined()
    let told = try report(of: log).trace.diagnostics
    #expect(!told.contains { $0.message.contains("cut at column") })
  }
}
