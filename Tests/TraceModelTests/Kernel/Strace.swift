import Foundation

/// The strace of this machine, and the program that it traces here.
enum Strace {
  /// The workload, which lies beside the tests.
  static let workload = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .resolvingSymlinksInPath().appending(path: "addressspace-workload")

  /// Where strace is.
  static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")
    .split(separator: ":").map { "\($0)/strace" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Why nothing can be traced here; nothing where it can.
  static let obstacle: String? = {
    guard let path else { return "strace is not installed" }
    guard FileManager.default.isExecutableFile(atPath: workload.path) else {
      return "\(workload.path) was not built"
    }
    guard let checked = try? run(workload.path, ["check"]), checked.status == 0 else {
      return "the workload is built with a sanitizer, whose runtime changes the address space"
    }
    do {
      let traced = try run(path, ["-o", "/dev/null", workload.path, "check"])
      guard traced.status == 0 else {
        return "strace may not trace here: \(traced.error.prefix(200))"
      }
    } catch {
      return "strace does not start: \(error)"
    }
    return nil
  }()

  /// Runs a program to its end, with its standard error in a file if one is named, else returned.
  static func run(
    _ path: String, _ arguments: [String], error file: URL? = nil
  ) throws -> (status: Int32, error: String) {
    let folder = FileManager.default.temporaryDirectory
    let error = file ?? folder.appending(path: "kernel-tests-\(UUID().uuidString)")
    let process = try start(path, arguments, error: error)
    process.waitUntilExit()
    if file != nil { return (process.terminationStatus, "") }
    let text = String(decoding: try Data(contentsOf: error), as: UTF8.self)
    try FileManager.default.removeItem(at: error)
    return (process.terminationStatus, text)
  }

  /// Starts a program.
  static func start(_ path: String, _ arguments: [String], error: URL) throws -> Process {
    try Data().write(to: error)
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    // What a build with coverage would write at the program's end is not of the tests, nor are the
    // handlers of signals with which the runtime would catch a crash.
    process.environment = ProcessInfo.processInfo.environment.filter {
      $0.key != "LLVM_PROFILE_FILE" && $0.key != "SWIFT_BACKTRACE"
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    return process
  }
}
