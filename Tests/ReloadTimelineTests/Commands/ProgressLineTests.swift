import Foundation
import Synchronization
import Testing

@testable import TraceModel
@testable import reloadtimeline

@Suite("The line that says how far a long reading has come")
struct ProgressLineTests {
  @Test(
    "says what is known",
    arguments: [
      (500_000_000, 2_000_000_000, 0.25, 2, "500 MB of 2.0 GB, 25 %, 250 MB/s, 6 s left"),
      (500_000_000, nil, nil, 2, "500 MB, 250 MB/s"),
      (500_000_000, nil, 0.25, 2, "500 MB, 25 %, 250 MB/s, 6 s left"),
      (2_000_000_000, 1_000_000_000, 1, 4, "2.0 GB of 1.0 GB, 100 %, 500 MB/s, 0 s left"),
      (0, 1_000_000_000, 0, 0, "0 B of 1.0 GB, 0 %"), (0, nil, nil, 0, "0 B"),
    ] as [(Int, Int?, Double?, Int, String)])
  func text(bytes: Int, total: Int?, part: Double?, seconds: Int, expected: String) {
    let progress = ReadingProgress(file: "/tmp/a.strace", bytes: bytes, total: total, part: part)
    let text = ProgressLine.text(progress, elapsed: .seconds(seconds), columns: 80)
    #expect(text == "a.strace: " + expected)
  }

  @Test(
    "says less where there is less room, and the most important last",
    arguments: [
      (65, "a.strace: 500 MB of 2.0 GB, 25 %, 250 MB/s, 6 s left"),
      (52, "500 MB of 2.0 GB, 25 %, 250 MB/s, 6 s left"),
      (40, "500 MB of 2.0 GB, 25 %, 6 s left"), (22, "25 %, 6 s left"), (8, "25 %"), (4, ""),
    ])
  func narrow(columns: Int, expected: String) {
    var progress = ReadingProgress(file: "a.strace", bytes: 500_000_000, total: 2_000_000_000)
    progress.part = 0.25
    #expect(ProgressLine.text(progress, elapsed: .seconds(2), columns: columns) == expected)
  }

  @Test("says that the report is made, when all is read")
  func making() {
    let progress = ReadingProgress(file: "a.strace", bytes: 500_000_000, part: 1, isRead: true)
    func text(_ columns: Int) -> String {
      ProgressLine.text(progress, elapsed: .seconds(2), columns: columns)
    }
    #expect(text(80) == "a.strace: read 500 MB, making the report")
    #expect(text(20) == "making the report")
  }

  @Test("a name cannot move the cursor, nor fill the line")
  func hostile() {
    let name = "\u{1B}[2J" + String(repeating: "x", count: 100)
    let progress = ReadingProgress(file: name, bytes: 1, total: nil)
    let text = ProgressLine.text(progress, elapsed: .zero, columns: 80)
    #expect(text.hasPrefix("\\033[2Jxxx"))
    #expect(text.count < 50)
  }

  @Test("what is told goes upwards to the size of the file, and is told again now and then")
  func told() throws {
    try withFolder { folder in
      let file = try Self.log(in: folder)
      let steps = try Self.told(of: file)
      #expect(steps.count == 15_000_000 / ReadingProgress.step)
      #expect(steps.map(\.bytes) == steps.map(\.bytes).sorted())
      #expect(steps.allSatisfy { $0.total == 15_000_000 && $0.file == file })
      #expect(steps.allSatisfy { $0.part == Double($0.bytes) / 15_000_000 })
    }
  }

  @Test(
    "of a compressed file it is told how much of that was read",
    .enabled(if: isInstalled("gzip"), "gzip is not installed"))
  func compressed() throws {
    try withFolder { folder in
      let file = try Self.log(in: folder)
      let packed = try RunningProgram.shell("gzip -1 $folder/log", folder: folder)
      #expect(packed.status == 0)
      let steps = try Self.told(of: file + ".gz")
      let parts = steps.compactMap(\.part)
      #expect(steps.count == 15_000_000 / ReadingProgress.step)
      #expect(parts.count == steps.count && parts == parts.sorted())
      #expect(parts.allSatisfy { $0 > 0 && $0 <= 1 })
      #expect(steps.allSatisfy { $0.total == nil })
    }
  }

  @Test("when all is read, that is told once")
  func read() throws {
    try withFolder { folder in
      let file = try Self.log(in: folder)
      let told = Told()
      _ = try TraceAnalysis(options: told.options).reports(of: [.file(file)])
      let steps = told.told.withLock { $0 }
      #expect(steps.map(\.isRead) == steps.dropLast().map { _ in false } + [true])
      #expect(steps.last?.bytes == 15_000_000)
    }
  }

  @Test("and once more for each further reload, of which the report may take longer")
  func reports() throws {
    try withFolder { folder in
      let file = folder.appending(path: "log").path
      let map = "mmap(NULL, 5000, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3</a.so>, 0)"
      let reload = """
        7 --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1, si_uid=0} ---
        7 munmap(0x10000, 5000) = 0
        7 \(map) = 0x10000

        """
      let log = "7 \(map) = 0x10000\n" + String(repeating: reload, count: 20)
      try Data(log.utf8).write(to: URL(filePath: file))
      let told = Told()
      let reports = try TraceAnalysis(options: told.options).reports(of: [.file(file)])
      #expect(reports.first?.processes.first?.reloads.count == 20)
      let steps = told.told.withLock { $0 }
      #expect(steps.count == 20)
      #expect(steps.allSatisfy { $0.isRead && $0.bytes == log.utf8.count && $0.file == file })
    }
  }

  /// A log of 15 million bytes.
  private static func log(in folder: URL) throws -> String {
    let file = folder.appending(path: "log").path
    let line = Array("7 getpid() = 7\n".utf8)
    try Data((0..<1_000_000).flatMap { _ in line }).write(to: URL(filePath: file))
    return file
  }

  private static func told(of file: String) throws -> [ReadingProgress] {
    let told = Told()
    _ = try TraceAnalysis(options: told.options).maps(of: [.file(file)])
    return told.told.withLock { $0 }
  }

  @Test("where standard error is no terminal there is none")
  func silent() throws {
    let result = try RunningProgram.shell(
      "for n in {1..200000}; do echo '7 getpid() = 7'; done | (sleep 1.2; cat) "
        + "| $program maps --pid 7 -")
    #expect(!result.error.contains("MB"))
    #expect(!result.error.contains("\u{1B}"))
  }
}

/// What was told, for a closure to keep.
private final class Told: Sendable {
  let told = Mutex<[ReadingProgress]>([])

  /// With this it is told what is told.
  var options: AnalysisOptions {
    var options = AnalysisOptions()
    options.progress = { progress in self.told.withLock { $0.append(progress) } }
    return options
  }
}
