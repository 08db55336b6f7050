import Foundation
import Testing

@Suite("Compressed inputs")
struct CompressedInputTests {
  /// Twenty thousand lines, so that several buffers go through each pipe.
  private static let log =
    "for n in $(seq 20000); do echo \"100 read(3, \\\"$n\\\", 832) = 832\"; done > $folder/log; "
    + "echo '100 brk(NULL) = 0x1000' >> $folder/log; "
  private static let count = "| grep -c '\"brk\": 1'"

  @Test("a file and a pipe of gzip", .enabled(if: isInstalled("gzip"), "gzip is not installed"))
  func gzip() throws { try Self.read("gzip") }

  @Test("a file and a pipe of bzip2", .enabled(if: isInstalled("bzip2"), "bzip2 is not installed"))
  func bzip2() throws { try Self.read("bzip2") }

  @Test("a file and a pipe of xz", .enabled(if: isInstalled("xz"), "xz is not installed"))
  func xz() throws { try Self.read("xz -0") }

  @Test("a file and a pipe of zstd", .enabled(if: isInstalled("zstd"), "zstd is not installed"))
  func zstd() throws { try Self.read("zstd") }

  private static func read(_ program: String) throws {
    try withFolder { folder in
      let result = try RunningProgram.shell(
        log + "\(program) -c $folder/log > $folder/packed; "
          + "$program --format json $folder/packed \(count); "
          + "$program --format json - < $folder/packed \(count); "
          + "cat $folder/packed | $program --format json - \(count); "
          // The first bytes come one at a time.
          + "(for n in 1 2 3 4 5; do head -c1; sleep 0.02; done; cat) < $folder/packed "
          + "| $program --format json - \(count)", folder: folder)
      #expect(result.output == "1\n1\n1\n1\n", "\(result.error)")
    }
  }

  @Test(
    "a pipe that is not compressed, even a short one", arguments: ["brk(NULL) = 0x1\\n", "+++\\n"])
  func plain(_ log: String) throws {
    let result = try RunningProgram.shell("printf '\(log)' | $program --format json - > /dev/null")
    #expect(result.status == (log.hasPrefix("brk") ? 0 : 3))
  }

  @Test("of cut data what could be read is reported, with a diagnostic", arguments: [true, false])
  func cut(_ isPipe: Bool) throws {
    try withFolder { folder in
      let input = isPipe ? "- < <(cat $folder/cut)" : "$folder/cut"
      let result = try RunningProgram.shell(
        Self.log + "gzip -c $folder/log > $folder/packed; "
          + "head -c $(($(stat -c %s $folder/packed) / 2)) $folder/packed > $folder/cut; "
          + "$program --format json \(input) > $folder/report; echo $?; "
          + "grep -c '\"message\": \"the compressed data are cut or damaged' $folder/report",
        folder: folder)
      #expect(result.output == "0\n1\n")
      #expect(result.error.contains("the compressed data are cut or damaged"))
      #expect(!result.error.contains("gzip:"))
    }
  }

  @Test("of data of which nothing can be read that is said")
  func damaged() throws {
    let result = try RunningProgram.shell("printf '\\x1f\\x8bnonsense' | $program -")
    #expect(result.status == 3)
    #expect(result.error.contains("standard input: cannot be decompressed: gzip can make nothing"))
  }

  @Test("trailing garbage is no damage to gzip")
  func garbage() throws {
    let result = try RunningProgram.shell(
      "(echo 'brk(NULL) = 0x1000' | gzip; echo garbage) | $program --format json - 2>&1 "
        + "| grep -c damaged")
    #expect(result.output == "0\n")
  }

  @Test(
    "a program that is missing is named with the command",
    arguments: [
      ("gzip", "\\037\\213\\010"), ("bzip2", "BZh9"), ("xz", "\\3757zXZ\\000"),
      ("zstd", "\\050\\265\\057\\375"),
    ])
  func missing(_ program: String, _ magic: String) throws {
    try withFolder { folder in
      let result = try RunningProgram.shell(
        "printf '\(magic) and more' > $folder/log; PATH=/nonexistent $program $folder/log",
        folder: folder)
      #expect(result.status == 3)
      #expect(result.error.contains("\(program) is not installed"))
      let named = result.error.split(separator: "`").first { $0.hasPrefix(program) }
      let files = named?.split(separator: " ").filter { $0.hasPrefix("/") } ?? []
      #expect(files.count == 2 && files.first != files.last, "\(result.error)")
    }
  }

  @Test(
    "what else the input may be is said, with what would read it",
    arguments: [("PK\\003\\004", "unzip -p"), ("\\377\\376b\\000r\\000", "iconv -f UTF-16")])
  func other(_ bytes: String, _ remedy: String) throws {
    let result = try RunningProgram.shell("printf '\(bytes)' | $program -")
    #expect(result.status == 3)
    #expect(result.error.contains(remedy))
  }
}

/// Whether a program is on the search path.
func isInstalled(_ program: String) -> Bool {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
  }
}
