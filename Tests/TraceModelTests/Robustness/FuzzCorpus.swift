import Foundation
import Testing

@testable import TraceModel

/// The logs from which the fuzzer starts, each of another release or with other flags.
enum FuzzCorpus {
  /// Their bytes, by name.
  static let logs: [(name: String, bytes: [UInt8])] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fuzz/corpus")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) }
    }
  }()
}

/// The report on a log that is given as bytes; nothing where it is none.
func reportOrNothing(_ bytes: [UInt8]) throws -> Report? {
  let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try Data(bytes).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  do throws(TraceError) {
    return try TraceAnalysis().reports(of: [.file(file.path)]).first
  } catch {
    return nil
  }
}
