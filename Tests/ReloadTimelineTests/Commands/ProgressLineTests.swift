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
      (500_000_000, 2_000_000_000, 2, "a.strace: 500 MB of 2.0 GB, 25 %, 250 MB/s, 6 s left"),
      (500_000_000, nil, 2, "a.strace: 500 MB, 250 MB/s"),
      (2_000_000_000, 1_000_000_000, 4, "a.strace: 2.0 GB of 1.0 GB, 100 %, 500 MB/s, 0 s left"),
      (0, 1_000_000_000, 0, "a.strace: 0 B of 1.0 GB, 0 %"), (0, nil, 0, "a.strace: 0 B"),
    ] as [(Int, Int?, Int, String)])
  func text(bytes: Int, total: Int?, seconds: Int, expected: String) {
    let progress = ReadingProgress(file: "/tmp/a.strace", bytes: bytes, total: total)
    #expect(ProgressLine.text(progress, elapsed: .seconds(seconds)) == expected)
  }

  @Test("a name cannot move the cursor, nor fill the line")
  func hostile() {
    let name = "\u{1B}[2J" + String(repeating: "x", count: 100)
    let progress = ReadingProgress(file: name, bytes: 1, total: nil)
    let text = ProgressLine.text(progress, elapsed: .zero)
    #expect(text.hasPrefix("\\033[2Jxxx"))
    #expect(text.count < 50)
  }

  @Test("what is told goes upwards to the size of the file, and is told again now and then")
  func told() throws {
    let box = Told()
    try withFolder { folder in
      let file = folder.appending(path: "log").path
      let line = Array("7 getpid() = 7\n".utf8)
      try Data((0..<1_000_000).flatMap { _ in line }).write(to: URL(filePath: file))
      var options = AnalysisOptions()
      options.progress = { progress in box.told.withLock { $0.append(progress) } }
      _ = try TraceAnalysis(options: options).maps(of: [.file(file)])
      let steps = box.told.withLock { $0 }
      #expect(steps.count == 15_000_000 / ReadingProgress.step)
      #expect(steps.map(\.bytes) == steps.map(\.bytes).sorted())
      #expect(steps.allSatisfy { $0.total == 15_000_000 && $0.file == file })
    }
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
}
