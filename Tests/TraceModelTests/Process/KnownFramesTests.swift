import Testing

@testable import TraceModel

@Suite("Stack frames that were read before")
struct KnownFramesTests {
  @Test("say what they said at first, also where others took their place")
  func again() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("KnownFramesTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var known = KnownFrames()
    var ofFiles = 0
    for round in 0..<20_000 {
      let name = Int.random(in: 0..<40, using: &generator)
      let symbol =
        ["main", "_start", "read", "n::f(int)", "domain"].randomElement(using: &generator)
      let mark = Bool.random(using: &generator) ? " (deleted)" : ""
      let file = ["/l/\(name).so", "[vdso]"].randomElement(using: &generator) ?? ""
      let place = Int.random(in: 0..<30, using: &generator)
      let line = Array(" > \(file)\(mark)(\(symbol ?? "")+0x\(place)) [0x\(place)]".utf8)
      let found = known.frame(line.span, from: 3)
      let comment: Comment = "seed \(seed), round \(round)"
      guard let frame = StackFrame(line.span, from: 3) else {
        #expect(found == nil, comment)
        continue
      }
      ofFiles += 1
      #expect(found?.name == line.span.fingerprint(frame.path), comment)
      #expect(found?.isDeleted == (mark != ""), comment)
      #expect(found?.isProgram == (symbol == "main" || symbol == "_start"), comment)
    }
    #expect(ofFiles > 5000)
  }

  @Test("each process has its own places for what they name")
  func processes() throws {
    var log = DaemonLog()
    let second = " > /lib/second.so(wait+0x1) [0x10]"
    log.add("read(0, \"\", 1) = 0")
    log.lines(" > /lib/first.so(wait+0x1) [0x10]", second)
    log.add("clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD) = 200")
    log.pid = 200
    log.add("read(0, \"\", 1) = 0")
    // In the other process the second place is the one of another file.
    log.lines(
      " > /lib/third.so(wait+0x1) [0x10]", " > /lib/fourth.so(wait+0x1) [0x10]", second)
    log.reload("/lib/a.so", at: 0x10000)
    log.add("read(0, \"\", 1) = 0")
    log.lines(second)
    let report = try log.report()
    let process = try #require(report.processes.first { $0.pid == 200 })
    let names = process.reloads.flatMap(\.objects).map { String(describing: $0.name.escaped) }
    #expect(names.contains("second.so") && !names.contains("first.so"))
  }

  @Test("no more objects are kept of a process than there is room for")
  func most() {
    var sightings = Sightings()
    for name in 1...5000 {
      _ = sightings.add(Sighting(name: name, path: TraceText("/l/\(name).so")))
    }
    #expect(sightings.all.count == 4096)
    #expect(sightings.place(of: 4096) == 4095 && sightings.place(of: 4097) == nil)
    #expect(sightings.has(7, at: 6) && !sightings.has(7, at: 7) && !sightings.has(7, at: 9999))
  }
}
