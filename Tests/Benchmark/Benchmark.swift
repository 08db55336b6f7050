import Foundation
import Glibc

/// Measures what the project promises; prints figures and ratios, and judges nothing.
///
///     swift run -c release benchmark                     logs of 100 MB
///     swift run -c release benchmark --container         the container of mappings
///     swift run -c release benchmark --sizes 100,1000,4000 --rounds 5 --folder /tmp/logs
///     swift run -c release benchmark --kinds calls,threads
///
/// Sizes are in megabytes. The logs are made of a real one in `traces/`, in a folder that is removed
/// afterwards unless it was named.
@main
struct Benchmark {
  static func main() {
    // Without it grep is slower by far.
    _ = unsafe setenv("LC_ALL", "C", 1)
    var settings = LogBenchmark.Settings()
    var arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "--make" { return make(Array(arguments)) }
    if arguments.first == "--container" {
      for line in ContainerBenchmark.run() { print(line) }
      return
    }
    while let option = arguments.popFirst() {
      guard let value = arguments.popFirst() else { return usage(option) }
      let values = value.split(separator: ",")
      switch option {
      case "--sizes": settings.megabytes = values.compactMap { Int($0) }
      case "--rounds": settings.rounds = max(1, Int(value) ?? 1)
      case "--kinds": settings.kinds = values.compactMap { LogKind(rawValue: String($0)) }
      case "--folder": settings.folder = value
      default: return usage(option)
      }
    }
    LogBenchmark(settings).run { line in
      print(line)
      fflush(nil)
    }
  }

  /// `--make KIND BYTES SOURCE FILE`: what the benchmark calls itself with, to stay small.
  private static func make(_ words: [String]) {
    guard words.count == 5, let kind = LogKind(rawValue: words[1]), let bytes = Int(words[2]) else {
      return
    }
    do {
      let source = try SourceLog(try String(contentsOfFile: words[3], encoding: .utf8))
      try LogMaker(source: source).write(kind, bytes: bytes, to: words[4])
    } catch {
      print("benchmark: \(error)")
      exit(1)
    }
  }

  private static func usage(_ option: String) {
    print("benchmark: \(option): unknown, or without a value; see Tests/Benchmark/Benchmark.swift")
  }
}
