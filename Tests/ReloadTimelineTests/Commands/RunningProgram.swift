import Foundation
import Testing

/// What a run of the built program gave.
struct ProgramResult {
  let status: Int32
  let output: String
  let error: String
}

/// Runs the program as its users do.
enum RunningProgram {
  /// The built executable, which lies beside the tests.
  static let executable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "reloadtimeline").path

  /// Runs it with arguments.
  static func run(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> ProgramResult {
    try launch(executable, arguments, environment)
  }

  /// Runs a script of the shell, in which `$program` is the executable and `$folder` a folder.
  static func shell(_ script: String, folder: URL? = nil) throws -> ProgramResult {
    try launch(
      "/bin/bash", ["-c", script],
      ["program": executable, "folder": folder?.path ?? "/nonexistent"])
  }

  private static func launch(
    _ path: String, _ arguments: [String], _ environment: [String: String]
  ) throws -> ProgramResult {
    try withFolder { folder in
      // Files and no pipes: however much is written, nobody has to read it meanwhile.
      let output = folder.appending(path: "output")
      let error = folder.appending(path: "error")
      for file in [output, error] { try Data().write(to: file) }
      let process = Process()
      // What hangs is a failure, and not a run of tests that never ends.
      process.executableURL = URL(filePath: "/usr/bin/timeout")
      process.arguments = ["--kill-after=5", "600", path] + arguments
      process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        .merging(environment) { $1 }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: error)
      try process.run()
      process.waitUntilExit()
      return ProgramResult(
        status: process.terminationStatus,
        output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
        error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
    }
  }
}

/// Calls `body` with a new folder, which is removed afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// The names in a folder, sorted.
func names(in folder: URL) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}

/// The text of a file.
func text(of file: URL) throws -> String {
  String(decoding: try Data(contentsOf: file), as: UTF8.self)
}
