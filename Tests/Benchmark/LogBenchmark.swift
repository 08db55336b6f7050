import Foundation

/// The whole command on large logs, in turn with what people use on them today.
struct LogBenchmark {
  struct Settings {
    var megabytes = [100]
    var rounds = 3
    var kinds = LogKind.allCases
    var folder: String?
  }

  private let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  /// Runs everything, and tells each line of the result as soon as it is known.
  func run(_ tell: (String) -> Void) {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder =
      settings.folder.map { URL(filePath: $0) }
      ?? FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { if settings.folder == nil { try? FileManager.default.removeItem(at: folder) } }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let trace = root.appending(path: "traces/apache-graceful/reload.strace")
      smallest(root, folder.appending(path: "output").path, tell)
      for kind in settings.kinds {
        for size in settings.megabytes {
          let log = folder.appending(path: "\(kind.rawValue)-\(size).strace").path
          if !FileManager.default.fileExists(atPath: log) {
            let words = ["--make", kind.rawValue, "\(size * 1_000_000)", trace.path, log]
            _ = CommandRun(
              [CommandLine.arguments[0]] + words, output: folder.appending(path: "output").path)
          }
          measure(kind, log, folder, tell)
          if settings.folder == nil { try FileManager.default.removeItem(atPath: log) }
        }
      }
    } catch {
      tell("benchmark: \(error)")
    }
  }

  /// The program that was built with this one.
  private var program: String {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "reloadtimeline").path
  }

  /// What the smallest lesson takes: almost only the start of the program.
  private func smallest(_ root: URL, _ output: String, _ tell: (String) -> Void) {
    let log = root.appending(path: "traces/incident/reload.strace").path
    let runs = (0..<20).compactMap { _ in CommandRun([program, "--quiet", log], output: output) }
    let wall = Self.median(runs.map(\.wall)) * 1000
    tell("start: \(Self.rounded(wall)) ms for the smallest lesson (median of \(runs.count))")
  }

  private func measure(_ kind: LogKind, _ log: String, _ folder: URL, _ tell: (String) -> Void) {
    let bytes = Double((try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int) ?? 0)
    let report = folder.appending(path: "report.json").path
    let output = folder.appending(path: "output").path
    let commands: [(name: String, words: [String])] = [
      ("reloadtimeline", [program, "--quiet", "--format", "json", "-o", report, log]),
      ("reloadtimeline maps", [program, "maps", "--quiet", "-o", report, log]),
      ("grep -cE", ["grep", "-cE", "open|mmap|munmap", log]),
      ("rg -c", ["rg", "-c", "open|mmap|munmap", log]),
      ("wc -l", ["wc", "-l", log]), ("cat", ["sh", "-c", "exec cat \"$0\" > /dev/null", log]),
      ("strace-process-tree", ["strace-process-tree", log]),
      (
        "stracetools",
        [
          "python3", "-c",
          "import sys, stracetools; stracetools.StraceParser().parse_file(sys.argv[1])", log,
        ]
      ),
    ]
    tell("\n\(kind.title), \(Int(bytes / 1e6)) MB, medians of \(settings.rounds)")
    tell("| command | wall s | user s | system s | peak MB | MB/s of processor | times grep |")
    tell("|---|---|---|---|---|---|---|")
    var runs: [String: [CommandRun]] = [:]
    // In turn, so that what else the machine does meets all of them.
    for round in 0..<settings.rounds {
      for command in commands where round == 0 || runs[command.name] != nil {
        // The slow ones are not asked twice, and not at all with much.
        let isPython = command.name.hasPrefix("strace")
        if isPython, bytes > 2e8 || round > 0 { continue }
        if let run = CommandRun(command.words, output: output) {
          runs[command.name, default: []].append(run)
        }
      }
    }
    let grep = Self.median((runs["grep -cE"] ?? []).map { $0.user + $0.system })
    for command in commands {
      guard let found = runs[command.name] else { continue }
      let processor = Self.median(found.map { $0.user + $0.system })
      let columns = [
        command.name, Self.rounded(Self.median(found.map(\.wall))),
        Self.rounded(Self.median(found.map(\.user))),
        Self.rounded(Self.median(found.map(\.system))),
        Self.rounded(Self.median(found.map { Double($0.peak) / 1e6 })),
        "\(Int(bytes / 1e6 / max(processor, 1e-3)))", Self.rounded(processor / max(grep, 1e-3)),
      ]
      tell("| " + columns.joined(separator: " | ") + " |")
    }
  }

  private static func median(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.sorted()[values.count / 2]
  }

  /// With two digits behind the point.
  private static func rounded(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
