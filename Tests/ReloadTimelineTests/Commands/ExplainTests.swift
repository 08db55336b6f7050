import Foundation
import Testing
import TraceModel

@testable import reloadtimeline

@Suite("Explaining an address of captured logs")
struct ExplainTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures").path

  /// Runs `explain` in the shell; `$f` is the folder of the captures.
  private func explain(_ words: String) throws -> ProgramResult {
    try RunningProgram.shell("f=\(Self.fixtures); $program explain " + words)
  }

  @Test("an object that was unmapped and came back elsewhere, with its snapshot and without")
  func graceful() throws {
    let known = try explain(
      "0x7f9f55e19010 --maps $f/graceful/before.maps $f/graceful/reload.strace.gz")
    #expect(known.status == 0)
    #expect(
      known.output.hasPrefix(
        """
        0x7f9f55e19010 was tokenizer.so (rodata, r--, file offset 0x10) until line 23 (15:49:13.856911
        munmap), then nothing to the end of the log.
        """), "\(known.output)")
    let inferred = try explain("7F9F55E19010 $f/graceful/reload.strace.gz")
    #expect(
      inferred.output.hasPrefix(
        "0x7f9f55e19010 was tokenizer.so (inferred by extentMatch) until line 23 (15:49:13.856911"),
      "\(inferred.output)")
  }

  @Test("an object that came back and was given up")
  func incident() throws {
    let result = try explain(
      "0x7f066de1e010 --width 80 --maps $f/incident/before.maps $f/incident/reload.strace")
    #expect(
      result.output.hasPrefix(
        """
        0x7f066de1e010 was anonymous memory (rw-) until line 5 (15:50:59.206237 munmap),
        then nothing, then libphp5.so (bss, rw-) from line 14 (15:50:59.207066 mmap)
        until line 32 (15:50:59.209381 munmap), then nothing to the end of the log.
        Nearest at the end: [heap] ends at 0x1ffa5000, 140 TB below;
        libc-2.17.so;5c530fe7 (deleted) begins at 0x7f066e000000, 2.0 MB above.
        """), "\(result.output)")
    #expect(
      result.output.contains(
        "  14 → 17  15:50:59.207066  r-xp  libphp5.so   reserved  0x41e010  mmap\n"),
      "\(result.output)")
  }

  @Test("a file that other files were mapped over, and one that mremap moved")
  func overlay() throws {
    let over = try explain(
      "0x7f062cf3b100 --width 120 --maps $f/overlay/o1.maps $f/overlay/overlay.strace")
    #expect(
      over.output.contains(
        "  7 → 19  15:52:45.294256  15:52:45.701328  r--p  mime.types   0x100  mmap        mapped over"
      ),
      "\(over.output)")
    let moved = try explain("0x7f9f1b09d100 --maps $f/overlay/m1.maps $f/overlay/mremap.strace")
    #expect(
      moved.output.hasPrefix(
        "0x7f9f1b09d100 was not mapped, then anonymous memory (---) from line 6 (15:52:49.236827 mmap),"
      ),
      "\(moved.output)")
  }

  @Test("reads standard input, and says so where nothing was there")
  func nothing() throws {
    let result = try explain("0x1000 --quiet - < $f/overlay/overlay.strace")
    #expect(result.status == 0)
    #expect(
      result.output.hasPrefix("0x1000 is in no mapping that the log shows. strace attached to"),
      "\(result.output)")
    #expect(result.error.isEmpty)
  }

  @Test("writes JSON as the schema has it, one document or several")
  func json() throws {
    let validator = try JSONSchemaValidator(JSONValue(parsing: JSONSchema.text))
    for words in [
      "0x7f9f55e19010 $f/graceful/reload.strace.gz",
      "0x7f066de1e010 --maps $f/incident/before.maps $f/incident/reload.strace",
      "0x7f062cf3b100 --maps $f/overlay/o1.maps $f/overlay/overlay.strace",
      "0x1000 $f/overlay/overlay.strace $f/overlay/mremap.strace",
    ] {
      let result = try explain("--format json --quiet " + words)
      let value = try JSONValue(parsing: result.output)
      #expect(try validator.problems(of: value) == [], "\(words)")
      let isSeveral = value.elements != nil
      let place = isSeveral ? ["1", "address"] : ["address"]
      #expect(try validator.problems(of: value.replacing(place[...], with: .null)) != [])
    }
  }

  @Test("the schema enumerates what the enumerations have")
  func enumerations() throws {
    let schema = try JSONValue(parsing: JSONSchema.text)
    func names(_ property: String) -> [String?]? {
      schema["$defs", "addressEntry", "properties", property, "enum"]?.elements?.map(\.string)
    }
    #expect(names("what") == AddressEntry.Content.allCases.map(\.rawValue))
    #expect(names("part") == AddressEntry.Part.allCases.map(\.rawValue) + [nil])
  }

  @Test(
    "is told as wrong usage what is no address",
    arguments: ["", "1234 t", "0x t", "0xg t", "12345g t", "0x11112222333344445 t", "-0x1 t"])
  func usage(_ words: String) throws {
    let result = try explain(words)
    #expect(result.status == 2, "\(words)")
    #expect(result.output.isEmpty)
    #expect(result.error.split(separator: "\n").count == 1)
  }

  @Test("takes an address with 0x of any length, without it from five digits on")
  func addresses() throws {
    func parse(_ words: String...) throws -> UInt64? {
      try ArgumentParser { _ in false }.parse(["explain"] + words).address
    }
    #expect(try parse("0x1", "t") == 1)
    #expect(try parse("0XfF", "t") == 255)
    #expect(try parse("12345", "t") == 0x12345)
    #expect(try parse("--pid", "7", "FFFFFFFFFFFFFFFF", "t") == .max)
  }

  @Test("keeps to the width and lets no control through", arguments: [40, 80, 120, 200])
  func hostile(_ width: Int) throws {
    let log = """
      1 execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
      1 mmap(NULL, 9000, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</l/\\33[31ma\\nlibverylongname\\377\\342\\200\\256.so>, 0) = 0x7f0000000000
      1 fork() = 2
      2 munmap(0x7f0000000000, 9000) = 0

      """
    try withFolder { folder in
      try Data(log.utf8).write(to: folder.appending(path: "log"))
      let result = try RunningProgram.shell(
        "$program explain 0x7f0000000000 --width \(width) $folder/log", folder: folder)
      #expect(result.output.contains("process 2:"))
      for line in result.output.split(separator: "\n") {
        #expect(DisplayWidth.of(line) <= width, "\(line)")
        for scalar in line.unicodeScalars {
          let category = scalar.properties.generalCategory
          #expect(category != .control && category != .format, "\(line)")
        }
      }
    }
  }
}
