import Foundation
import Testing

@testable import TraceModel

@Suite("Descriptors from before the log")
struct LsofDescriptorTests {
  /// The names that `maps` shows of a log, with lsof's list or without.
  private func names(_ log: String, lsof: String?) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let trace = folder.appending(path: "log")
    try log.write(to: trace, atomically: true, encoding: .utf8)
    var options = AnalysisOptions()
    if let lsof {
      let file = folder.appending(path: "lsof")
      try lsof.write(to: file, atomically: true, encoding: .utf8)
      options.lsof = .file(file.path())
    }
    return try TraceAnalysis(options: options).maps(of: [.file(trace.path())])
      .lines.map(\.name.escaped)
  }

  private let log = """
    mmap(NULL, 8192, PROT_READ, MAP_SHARED, 5, 0) = 0x7f0000001000
    openat(AT_FDCWD, "x/y.so", O_RDONLY) = 3
    mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f0000010000

    """

  @Test("lsof names what the log does not open, and tells where relative names begin")
  func named() throws {
    let lsof = """
      COMMAND  PID USER   FD   TYPE DEVICE SIZE/OFF     NODE NAME
      httpd   2843 root  cwd    DIR  254,0     4096        2 /srv/app
      httpd   2843 root    5u   REG  254,0    12345   667788 /var/lib/db.mdb

      """
    #expect(try names(log, lsof: lsof) == ["/var/lib/db.mdb", "/srv/app/x/y.so"])
  }

  @Test("without it the name of such a descriptor is unknown")
  func unknown() throws {
    #expect(try names(log, lsof: nil) == ["", "x/y.so"])
  }
}
