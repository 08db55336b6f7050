import Foundation
import Testing

@testable import TraceModel

@Suite("ELF files")
struct ELFFileTests {
  private func fixture(_ name: String) throws -> ELFFile {
    try ELFFile.read(path: EvidenceFixture("elf/\(name).so").path)
  }

  private func text(_ bytes: [UInt8]?) -> String? {
    bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The symbols as nm prints them: `name@VERSION` needed, `name@@VERSION` defined by default.
  private func names(_ file: ELFFile, _ trait: ELFSymbols.Traits) -> [String] {
    file.symbols.all.filter { $0.traits.contains(trait) }.map { symbol in
      let name = file.symbols.slice(at: UInt64(symbol.name)).map { Array($0) }
      guard let version = file.symbols.version(of: symbol) else { return text(name) ?? "?" }
      let isDefault = trait == .defined && !symbol.traits.contains(.hidden)
      return "\(text(name) ?? "?")\(isDefault ? "@@" : "@")\(text(version) ?? "?")"
    }
  }

  @Test(
    "reads both classes and both orders of bytes",
    arguments: [
      ("core-new", true, false, 62), ("core-i386", false, false, 3), ("core-mips", false, true, 8),
      ("core-powerpc", false, true, 20), ("core-powerpc64", true, true, 21),
      ("core-s390x", true, true, 22),
    ])
  func kinds(_ name: String, _ is64: Bool, _ isBigEndian: Bool, _ machine: UInt16) throws {
    let file = try fixture(name)
    #expect(file.is64 == is64 && file.isBigEndian == isBigEndian && file.machine == machine)
    #expect(file.type == 3)
    #expect(text(file.soname) == "libcore.so.1")
    #expect(names(file, .defined) == ["core_value@@CORE_PRIVATE"])
    #expect(names(file, .needed) == [])
    #expect(file.diagnostics == [])
    #expect(file.symbols.hasVersions)
  }

  @Test("reads what an object needs, and from which file")
  func needs() throws {
    let file = try fixture("need")
    #expect(file.needed.map(text) == ["libcore.so.1"])
    #expect(text(file.soname) == "libneed.so.1")
    #expect(file.isNoDelete)
    #expect(!file.hasUniqueSymbols)
    #expect(names(file, .needed) == ["core_value@CORE_PRIVATE"])
    #expect(names(file, .defined) == ["need"])
    #expect(file.symbols.needs.values.map { text($0.file) } == ["libcore.so.1"])
    let unique = try fixture("uniq")
    #expect(unique.hasUniqueSymbols && !unique.isNoDelete)
    #expect(try fixture("core-unversioned").symbols.hasVersions == false)
  }

  @Test("tells the extent of an object in memory")
  func extent() throws {
    // readelf -lW: LOAD 0 0x338 R E; LOAD 0x1ef8, 0x2048 of 0x5ec8 RW.
    #expect(try fixture("leaf").extent(pageSize: 4096) == 0x7DC0)
  }

  @Test("an old library needs a symbol that the new one has not")
  func gaps() throws {
    func object(_ name: String, survivor: Bool = false) throws -> SymbolGaps.Object {
      SymbolGaps.Object(
        path: Array("/usr/lib/\(name).so".utf8), file: try fixture(name), isSurvivor: survivor)
    }
    let needer = try object("need")
    #expect(try SymbolGaps.gaps([needer, object("core-new")]) == [])
    #expect(
      try SymbolGaps.gaps([object("core-old", survivor: true), needer]) == [
        SymbolGaps.Gap(
          needer: 1, symbol: Array("core_value".utf8), version: Array("CORE_PRIVATE".utf8),
          file: Array("libcore.so.1".utf8), definer: 0)
      ])
    // A definition without a version does for every one; a file that is not there is not blamed.
    #expect(try SymbolGaps.gaps([needer, object("core-unversioned")]) == [])
    #expect(SymbolGaps.gaps([needer]) == [])
  }

  @Test("a version that a library does not define is missed before any symbol")
  func missingVersion() throws {
    var bytes = try EvidenceFixture("elf/core-old.so").bytes()
    let version = Array("CORE_PRIVATE".utf8)
    let place = try #require(
      bytes.indices.first { bytes[$0...].starts(with: version) })
    bytes.replaceSubrange(place..<place + version.count, with: Array("CORE_PRIVATX".utf8))
    let other = try ELFFile.read(memoryFile(bytes))
    let gaps = SymbolGaps.gaps([
      SymbolGaps.Object(path: Array("/need.so".utf8), file: try fixture("need")),
      SymbolGaps.Object(path: Array("/core.so".utf8), file: other),
    ])
    #expect(gaps.map(\.symbol) == [nil, Array("core_value".utf8)])
    #expect(gaps.allSatisfy { $0.definer == 1 && $0.version == version })
  }

  @Test(
    "what is no ELF file is told apart",
    arguments: [[], [0x7F], Array("#!/bin/sh\n".utf8), Array("\u{7F}ELF".utf8)] as [[UInt8]])
  func foreign(_ bytes: [UInt8]) {
    #expect(throws: ELFError.self) { try ELFFile.read(memoryFile(bytes)) }
  }

  @Test("only regular files are opened", arguments: ["/dev/null", "/", "/nowhere/at/all"])
  func otherKinds(_ path: String) {
    #expect(throws: ELFError.notELF) { try ELFFile.read(path: path) }
  }

  @Test("a file that is cut anywhere is read as far as it goes")
  func cut() throws {
    let bytes = try EvidenceFixture("elf/need.so").bytes()
    // What ld.so needs ends before the table of sections, which is not read.
    for length in stride(from: 0, to: bytes.count, by: 7) {
      let file = try? ELFFile.read(memoryFile(Array(bytes.prefix(length))))
      guard let file else { continue }
      let isWhole = names(file, .needed) == ["core_value@CORE_PRIVATE"]
      #expect(isWhole || !file.diagnostics.isEmpty, "cut to \(length) bytes")
    }
  }

  @Test("no damage makes it trap, hang or take memory without bound")
  func damage() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    for name in ["need", "core-mips", "core-powerpc64", "core-i386", "uniq"] {
      let bytes = try EvidenceFixture("elf/\(name).so").bytes()
      for _ in 0..<400 {
        var broken = bytes
        // Where numbers lie that lead elsewhere: headers, and the dynamic section behind them.
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
          let place = Int.random(in: 16..<broken.count, using: &generator)
          let width = [1, 2, 4, 8].randomElement(using: &generator) ?? 1
          let value = [0, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &generator)]
            .randomElement(using: &generator)
          for index in place..<min(place + width, broken.count) { broken[index] = value ?? 0 }
        }
        guard let file = try? ELFFile.read(memoryFile(broken)) else { continue }
        if let first = file.loads.first, let extent = file.extent(pageSize: 4096) {
          #expect(!(first.address & ~4095).addingReportingOverflow(extent).overflow, "seed \(seed)")
        }
        let object = SymbolGaps.Object(path: [], file: file)
        #expect(SymbolGaps.gaps([object, object]).count <= 64, "seed \(seed), \(name)")
      }
    }
  }

  @Test(
    "agrees with nm and readelf about the libraries of this machine",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/nm")),
    arguments: [
      "/lib/x86_64-linux-gnu/libc.so.6", "/lib64/ld-linux-x86-64.so.2", "/lib64/libc.so.6",
      "/lib/aarch64-linux-gnu/libc.so.6", "/usr/lib/x86_64-linux-gnu/libstdc++.so.6",
      "/usr/lib/x86_64-linux-gnu/libssl.so.3", "/usr/lib/x86_64-linux-gnu/libz.so.1", "/usr/bin/nm",
    ])
  func realLibraries(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let file = try ELFFile.read(path: path)
    #expect(file.diagnostics == [])
    var (defined, needed): ([String], [String]) = ([], [])
    for line in try output("/usr/bin/nm", ["-D", path]).split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard let last = fields.last, fields.count >= 2 else { continue }
      let kind = fields[fields.count - 2]
      let isNeeded = fields.count == 2
      if isNeeded { needed.append(String(last)) }
      // Absolute symbols of value 0 only name the versions.
      if !isNeeded, !(kind == "A" && fields[0].allSatisfy { $0 == "0" }) {
        defined.append(String(last))
      }
    }
    #expect(names(file, .defined).sorted() == defined.sorted())
    #expect(names(file, .needed).sorted() == needed.sorted())
    let dynamic = try output("/usr/bin/readelf", ["-dlnW", path])
    #expect(dynamic.contains("NODELETE") == file.isNoDelete)
    for name in file.needed { #expect(dynamic.contains("[\(text(name) ?? "")]")) }
    #expect(dynamic.components(separatedBy: "(NEEDED)").count == file.needed.count + 1)
    if let soname = text(file.soname) {
      #expect(dynamic.contains("Library soname: [\(soname)]"))
    }
    #expect(dynamic.components(separatedBy: "\n  LOAD ").count == file.loads.count + 1)
  }

  private func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ["LC_ALL": "C"]
    let manager = FileManager.default
    let file = manager.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
    _ = manager.createFile(atPath: file.path, contents: nil)
    defer { try? manager.removeItem(at: file) }
    process.standardOutput = try FileHandle(forWritingTo: file)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let data = try Data(contentsOf: file)
    return String(decoding: data, as: UTF8.self)
  }
}
