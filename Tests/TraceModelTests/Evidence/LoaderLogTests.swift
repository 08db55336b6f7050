import Testing

@testable import TraceModel

@Suite("Logs of LD_DEBUG")
struct LoaderLogTests {
  private func text(_ bytes: [UInt8]?) -> String? {
    bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  private func log(_ name: String) throws -> LoaderLog {
    try LoaderLog.read(EvidenceFixture("loader/\(name)").open())
  }

  @Test("finds the error of a failed reload in a server's log with three processes")
  func reload() throws {
    let log = try log("reload.log.gz")
    #expect(log.lineCount == 2098)
    #expect(log.processes.map(\.pid) == [26231, 26229, 26232])
    #expect(log.processes.map(\.errors.count) == [0, 1, 0])
    let error = try #require(log.process(26229)?.errors.first)
    #expect(error.line == 1993)
    #expect(text(error.object) == "/srv/rtl/07d-incident-lddebug/usr/lib64/libleaf.so.2")
    #expect(text(error.occasion) == "symbol lookup error")
    #expect(text(error.symbol) == "__core_errno")
    #expect(text(error.version) == "CORE_PRIVATE")
    #expect(error.definer == nil)
    #expect(error.isFatal)
    let asked = try #require(error.lookup?.files)
    #expect(asked.map(\.line) == Array(1972...1992))
    #expect(text(asked[0].file) == "/usr/sbin/apache2")
    // The survivor is asked twice: in the global scope and in that of the object.
    let core = "/srv/rtl/07d-incident-lddebug/usr/lib64/libcore.so.6"
    #expect(asked.filter { text($0.file) == core }.map(\.line) == [1973, 1991])
    #expect(log.spoken.map(\.line) == [2007])
    // What `grep -c 'calling fini'` says for this process before the error: the reload's unloading.
    let gone = log.process(26229)?.events.filter { $0.kind == .finalized && $0.line < 1993 }
    #expect(gone?.first?.line == 221)
  }

  @Test("counts what grep counts")
  func counts() throws {
    let log = try log("reload.log.gz")
    #expect(log.processes.map(\.bindings).reduce(0, +) == 326)
    let finalized = log.processes.flatMap(\.events).filter { $0.kind == .finalized }
    #expect(finalized.count == 70)
    // Those of the main programs have no name.
    #expect(finalized.filter { $0.object.isEmpty }.count == 3)
    #expect(log.otherLines == 2)
    #expect(log.leftOut == 0)
    #expect(log.processes.allSatisfy { $0.unfinished == nil })
  }

  @Test("reads lines behind grep's numbers, and behind marks")
  func pasted() throws {
    let excerpt = try log("reload-excerpt.log")
    #expect(excerpt.process(26229)?.errors.first?.lookup?.files.map(\.line) == Array(7...27))
    let marked = """
      2841: symbol=__h_errno; lookup in file=/usr/sbin/httpd [0]
      👉 2841: symbol=__h_errno; lookup in file=/lib64/libc.so.6 [0]
      🔥 2841: /lib64/libresolv.so.2: error: relocation error: symbol __h_errno, version \
      GLIBC_PRIVATE not defined in file libc.so.6 with link time reference (fatal)
      """
    let log = try LoaderLog.read(lines(marked))
    let error = try #require(log.process(2841)?.errors.first)
    #expect(text(error.object) == "/lib64/libresolv.so.2")
    #expect(text(error.occasion) == "relocation error")
    #expect(text(error.symbol) == "__h_errno")
    #expect(text(error.version) == "GLIBC_PRIVATE")
    #expect(text(error.definer) == "libc.so.6")
    #expect(
      error.lookup?.files.map { text($0.file) } == ["/usr/sbin/httpd", "/lib64/libc.so.6"])
  }

  @Test("tells what happened to objects, with addresses and paths", arguments: ["all.log.gz"])
  func everything(_ name: String) throws {
    let log = try log(name)
    let process = try #require(log.processes.first)
    #expect(log.processes.count == 2)
    #expect(process.errors.map(\.line) == [387, 663])
    #expect(process.errors.map { $0.lookup?.files.count } == [5, 7])
    let mapped = process.events.compactMap { event -> String? in
      guard case .mapped(let base?, let size?, let path) = event.kind else { return nil }
      return "\(text(event.object) ?? "") \(String(base, radix: 16)) \(size) \(text(path) ?? "-")"
    }
    #expect(mapped.count == 7)
    #expect(mapped[0].hasSuffix(" 1974096 /lib/x86_64-linux-gnu/libc.so.6"))
    #expect(mapped[1].hasSuffix(" 16408 -"))
    #expect(mapped[2].hasPrefix("libcore.so.1 "))
    #expect(mapped[2].hasSuffix(" 16400 /srv/demo/libcore.so.1"))
    // A name with a folder is not searched; what was tried for another one is not its path.
    #expect(mapped[5].hasPrefix("/srv/demo/libneed.so ") && mapped[5].hasSuffix(" -"))
    let unique = Array("/srv/demo/libuniq.so".utf8)
    #expect(
      process.events.filter { $0.object == unique }.map(\.kind).contains(
        .noDelete(.uniqueSymbol)))
    let last = process.events.last { $0.object == unique && $0.kind == .opened(count: 2) }
    #expect(last?.line == 669)
    let unmapped = process.events.filter { $0.kind == .unmapped }.map { text($0.object) }
    #expect(
      unmapped
        == Array(
          repeating: ["/srv/demo/libneed.so", "/srv/demo/libcore.so.1"], count: 2
        ).flatMap(\.self))
    #expect(log.spoken.count == 4)
  }

  @Test("works with less than everything")
  func parts() throws {
    let files = try log("files.log")
    #expect(files.processes[0].errors.map(\.line) == [31, 76])
    #expect(files.processes[0].errors.allSatisfy { $0.lookup == nil })
    let versions = try log("versions.log")
    #expect(versions.processes[0].versions == 8)
    let symbols = try log("symbols.log.gz")
    #expect(symbols.processes[0].errors.map { $0.lookup?.files.count } == [5, 7])
    #expect(symbols.processes[0].bindings == 0)
    #expect(symbols.processes[1].unfinished != nil)
    // Without bindings a search ends where another one begins; they are as many.
    #expect(try log("all.log.gz").processes[0].lookups == symbols.processes[0].lookups)
    let twice = (0..<2).map { _ in
      "         9:\tsymbol=s;  lookup in file=/a [0]\n         9:\tsymbol=s;  lookup in file=/b [0]\n"
    }
    #expect(try LoaderLog.read(lines(twice.joined())).processes[0].lookups == 2)
  }

  @Test(
    "knows why an object stays, in the words of every glibc",
    arguments: [
      ("due to unique symbol", LoaderEvent.Reason.uniqueSymbol),
      ("due to reference to main program", .reference(from: [])),
      ("due to reference from main program", .reference(from: [])),
      ("due to reference to /usr/lib/b.so [0]", .reference(from: Array("/usr/lib/b.so".utf8))),
      ("due to reference from /usr/lib/b.so [0]", .reference(from: Array("/usr/lib/b.so".utf8))),
      ("due to memory allocation failure", .memory), ("", .asked),
      ("due to the moon", .other(Array("the moon".utf8))),
    ])
  func noDelete(_ words: String, _ reason: LoaderEvent.Reason) throws {
    let line =
      "     77:\tmarking /usr/lib/a.so [0] as NODELETE" + (words.isEmpty ? "" : " ") + words
    let log = try LoaderLog.read(lines(line + "\n"))
    #expect(
      log.processes[0].events == [
        LoaderEvent(line: 1, kind: .noDelete(reason), object: Array("/usr/lib/a.so".utf8))
      ])
  }

  @Test("reads errors in the words of every glibc")
  func errors() throws {
    let text = """
             7:\t/a.so: error: relocation error: symbol s, version V not defined in file b.so with \
      link time reference (no version symbols) (continued)
             7:\t/lib/c.so.6: error: version lookup error: version `GLIBC_9' not found (required by \
      /a.so) (fatal)
             7:\tlibx.so: error: cannot open shared object file: No such file or directory (fatal)
             7:\t/a.so: error: symbol lookup error: undefined symbol: plain (fatal)
      """
    let errors = try LoaderLog.read(lines(text)).processes[0].errors
    #expect(errors.count == 4)
    #expect(errors.map { self.text($0.object) } == ["/a.so", "/a.so", "libx.so", "/a.so"])
    #expect(errors.map { self.text($0.symbol) } == ["s", nil, nil, "plain"])
    #expect(errors.map { self.text($0.version) } == ["V", "GLIBC_9", nil, nil])
    #expect(errors.map { self.text($0.definer) } == ["b.so", "/lib/c.so.6", nil, nil])
    #expect(errors.map(\.isFatal) == [false, true, true, true])
  }

  @Test("takes apart what two processes wrote into one line")
  func interleaved() throws {
    let text = """
           100:\tbinding file /a [0] to /b [0]: normal symbol `x'       200:\tsymbol=y;  lookup in \
      file=/a [0]
       [GLIBC_2.2.5]
      starting up       200:\tsymbol=y;  lookup in file=/b [0]
           100:\tbinding file /a [0] to /b [0]: normal symbol `z' [V_1]
           100:\tcalling fini:  [0]
           200:\t/c: error: symbol lookup error: undefined symbol: y (fatal)
      """
    let log = try LoaderLog.read(lines(text))
    #expect(log.processes.map(\.pid) == [100, 200])
    #expect(log.processes[0].bindings == 2)
    #expect(log.processes[0].dependencies.count == 1)
    #expect(log.processes[0].dependencies[0].count == 2)
    #expect(log.processes[0].dependencies[0].line == 1)
    #expect(log.processes[0].events.map(\.kind) == [.finalized])
    #expect(log.processes[1].errors.first?.lookup?.files.map(\.line) == [1, 3])
    #expect(log.otherLines == 2)
  }

  @Test("shows which object is bound to which")
  func dependencies() throws {
    let process = try #require(try log("all.log.gz").processes.first)
    let libc = Array("/lib/x86_64-linux-gnu/libc.so.6".utf8)
    let program = Array("/srv/demo/opener".utf8)
    let pair = try #require(process.dependencies.first { $0.from == program && $0.to == libc })
    #expect(pair.count > 3)
    #expect(pair.version == Array("GLIBC_2.34".utf8))
    #expect(process.dependencies.allSatisfy { $0.from != $0.to })
    #expect(process.dependencies.map(\.count).reduce(0, +) < process.bindings)
  }

  @Test("holds bounds, and tells what it left out")
  func bounds() throws {
    var text = ""
    for pid in 1...(LoaderLog.mostProcesses + 5) {
      let number = String(repeating: " ", count: 10 - String(pid).count) + String(pid)
      text += "\(number):\tcalling init: /lib/x.so\n"
    }
    for index in 0..<(SymbolLookup.mostFiles + 7) {
      text += "         1:\tsymbol=s;  lookup in file=/lib/\(index).so [0]\n"
    }
    text += "         1:\t/a: error: symbol lookup error: undefined symbol: s (fatal)\n"
    let log = try LoaderLog.read(lines(text))
    #expect(log.processes.count == LoaderLog.mostProcesses)
    #expect(log.leftOut == 5)
    let lookup = try #require(log.processes[0].errors.first?.lookup)
    #expect(lookup.files.count == SymbolLookup.mostFiles)
    #expect(lookup.leftOut == 7)
  }

  @Test("what holds nothing of a loader's is refused")
  func foreign() {
    #expect(throws: TraceError.self) {
      try LoaderLog.read(lines("12: hello\nmunmap(0x7f67113ac000, 1052672) = 0\n"))
    }
    #expect(throws: TraceError.empty(file: "pasted")) { try LoaderLog.read(lines("")) }
  }

  @Test("no damage makes it trap")
  func damage() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    for name in ["reload-excerpt.log", "files.log", "versions.log"] {
      let bytes = try EvidenceFixture("loader/\(name)").bytes()
      for _ in 0..<300 {
        let text = damaged(bytes, using: &generator)
        let log = try? LoaderLog.read(LineReader(memoryFile(text), file: "damaged"))
        #expect((log?.processes.count ?? 0) <= 40, "seed \(seed), \(name)")
      }
    }
  }
}
