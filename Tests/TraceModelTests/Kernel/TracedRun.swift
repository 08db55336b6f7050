import Foundation
import Testing

@testable import TraceModel

/// A workload that ran under strace, with the log and the copies of its maps.
struct TracedRun {
  /// A place in the log at which the workload copied its maps.
  struct Instant {
    var image: String
    var pid: Int
    var line: Int
    var truth: URL
  }

  /// How a workload is run and traced.
  struct Plan: Sendable, CustomTestStringConvertible {
    var mode: String
    var operations: Int
    var flags: String
    /// Only the calls of a filter for mappings, and only what these show is done.
    var isFiltered = false
    /// Whether the log is what strace writes to standard error.
    var isStandardError = false

    var attaches: Bool { mode.hasPrefix("attach") }

    var testDescription: String {
      let filter = isFiltered ? " -e trace=…" : ""
      return "\(mode), strace \(flags)\(filter)\(isStandardError ? "" : " -o")"
    }

    static let filter =
      "trace=open,openat,mmap,munmap,mremap,mprotect,brk,clone,clone3,fork,vfork,execve"
  }

  let plan: Plan
  let folder: URL
  let log: URL
  private(set) var instants: [Instant] = []
  private(set) var shownBefore: [TracedMemory] = []

  /// Runs a workload under strace, in a folder of its own.
  init(_ plan: Plan, seed: UInt64, folder: URL) throws {
    self.plan = plan
    self.folder = folder
    log = folder.appending(path: "log")
    let scope = plan.isFiltered ? "filtered" : "everything"
    let workload = [
      Strace.workload.path, plan.mode, "\(seed)", "\(plan.operations)", folder.path, scope,
    ]
    var arguments = plan.flags.split(separator: " ").map(String.init)
    if plan.isFiltered { arguments += ["-e", Plan.filter] }
    if !plan.isStandardError { arguments += ["-o", log.path] }
    if plan.attaches {
      try attach(workload, arguments)
    } else {
      try check(Strace.run(path, arguments + workload, error: errorFile), "strace")
    }
    try findInstants()
  }

  private var path: String { Strace.path ?? "strace" }

  private var initial: URL { folder.appending(path: "initial.maps") }

  private var errorFile: URL {
    plan.isStandardError ? log : folder.appending(path: "error")
  }

  private func check(_ result: (status: Int32, error: String), _ name: String) throws {
    if result.status != 0 { throw Failure(reason: "\(name) ended with \(result.status)") }
  }

  /// Attaches to a workload that waits for it.
  private mutating func attach(_ workload: [String], _ arguments: [String]) throws {
    let process = try Strace.start(
      workload[0], Array(workload.dropFirst()), error: folder.appending(path: "workload-error"))
    while !FileManager.default.fileExists(atPath: initial.path), process.isRunning {
      Thread.sleep(forTimeInterval: 0.002)
    }
    let arguments = arguments + ["-p", "\(process.processIdentifier)"]
    let traced = try Strace.run(path, arguments, error: errorFile)
    if traced.status != 0, process.isRunning { process.terminate() }
    process.waitUntilExit()
    try check((process.terminationStatus, ""), "the workload")
    shownBefore = try KernelImage.memory(of: initial)
  }

  /// Finds the marks that the workload left in the log.
  ///
  /// From the first of them on nothing changes until the copy is made.
  private mutating func findInstants() throws {
    var seen: Set<Substring> = []
    let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let name = Self.mark(in: line), seen.insert(name).inserted else { continue }
      let words = name.split(separator: "-")
      let truth = folder.appending(path: "truth/\(name).maps")
      guard words.count == 3, let pid = Int(words[1]),
        FileManager.default.fileExists(atPath: truth.path)
      else { continue }
      instants.append(Instant(image: String(words[0]), pid: pid, line: index + 1, truth: truth))
    }
  }

  /// `PID.GENERATION-PID-NUMBER` of a line that has a mark.
  private static func mark(in line: Substring) -> Substring? {
    for (before, after) in [("\"SNAPSHOT ", ".\""), ("/truth/", ".maps\"")] {
      guard let start = line.range(of: before)?.upperBound,
        let end = line[start...].range(of: after)?.lowerBound
      else { continue }
      return line[start..<end]
    }
    return nil
  }

  /// What the reconstruction has at an instant, compared with what the kernel had.
  func comparison(at instant: Instant) throws -> KernelComparison {
    var options = AnalysisOptions()
    options.at = .line(instant.line)
    options.pid = instant.pid
    options.pageSize = UInt64(sysconf(Int32(_SC_PAGESIZE)))
    options.workingDirectory = FileManager.default.currentDirectoryPath
    if plan.attaches { options.snapshots = [(nil, .file(initial.path))] }
    let report = try TraceAnalysis(options: options).maps(of: [.file(log.path)])
    return KernelComparison(
      report.lines.map(TracedMemory.init), kernel: try KernelImage.memory(of: instant.truth),
      image: try KernelImage(named: instant.image, folder: folder), shownBefore: shownBefore)
  }

  /// Why a run is of no use.
  struct Failure: Error { var reason: String }
}
