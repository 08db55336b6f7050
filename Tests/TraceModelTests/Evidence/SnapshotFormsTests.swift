import Testing

@testable import TraceModel

/// Holds what pmap wrote against /proc/PID/maps of the same process at the same time.
@Suite("Snapshots in every form")
struct SnapshotFormsTests {
  /// Sees that a form shows the mappings of `maps`, and what of them it shows.
  private func compare(
    _ name: String, with maps: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Snapshot {
    let truth = try Snapshot.read(EvidenceFixture(maps).open())
    let snapshot = try Snapshot.read(EvidenceFixture(name).open())
    #expect(
      snapshot.lines.map(\.range) == truth.lines.map(\.range), sourceLocation: sourceLocation)
    #expect(
      snapshot.lines.map(\.permissions) == truth.lines.map(\.permissions),
      sourceLocation: sourceLocation)
    for (line, true_) in zip(snapshot.lines, truth.lines) {
      if !snapshot.unknowns.contains(.offsets) {
        #expect(line.offset == true_.offset, sourceLocation: sourceLocation)
      } else {
        #expect(line.offset == nil, sourceLocation: sourceLocation)
      }
      if !snapshot.unknowns.contains(.devices) {
        #expect(line.device == true_.device, sourceLocation: sourceLocation)
      } else {
        #expect(line.device == nil, sourceLocation: sourceLocation)
      }
      if !snapshot.unknowns.contains(.inodes) || line.isSystemV {
        #expect(line.inode == true_.inode, sourceLocation: sourceLocation)
      } else {
        #expect(line.inode == nil, sourceLocation: sourceLocation)
      }
      #expect(line.isSharedAnonymous == true_.isSharedAnonymous, sourceLocation: sourceLocation)
      #expect(line.isSystemV == true_.isSystemV, sourceLocation: sourceLocation)
      if line.isNameComplete, !line.name.isEmpty {
        #expect(line.name == true_.name, sourceLocation: sourceLocation)
      }
      if true_.name.first == UInt8(ascii: "/"), !true_.isSystemV {
        #expect(
          line.fits(ReplacedName.strip(true_.name)),
          "\(String(decoding: line.name, as: UTF8.self))", sourceLocation: sourceLocation)
      }
    }
    return snapshot
  }

  @Test(
    "shows the mappings of a process with files of every kind",
    arguments: [
      ("smaps.gz", SnapshotForm.smaps), ("pmap-4.0.2", .pmap), ("pmap-4.0.2-p", .pmap),
      ("pmap-4.0.2-q", .pmap), ("pmap-4.0.2-x", .pmapExtended), ("pmap-4.0.2-d", .pmapDevice),
      ("pmap-4.0.2-dp", .pmapDevice), ("pmap-4.0.2-X", .pmapColumns),
      ("pmap-4.0.2-Xp", .pmapColumns), ("pmap-4.0.2-XX.gz", .pmapColumns),
      ("pmap-4.0.2-XXp.gz", .pmapColumns), ("pmap-3.2.8", .pmap), ("pmap-3.2.8-d", .pmapDevice),
      ("pmap-3.3.10-x", .pmapExtended),
    ])
  func everyForm(_ name: String, _ form: SnapshotForm) throws {
    let snapshot = try compare("holder/\(name)", with: "holder/maps")
    #expect(snapshot.form == form)
    // Quiet pmap leaves out the sum, which is what would show that lines are missing.
    #expect(snapshot.signsOfParts == (name.hasSuffix("-q") ? .noTotal : []))
    #expect(snapshot.pid == (form.isOfPmap ? 24716 : nil))
    #expect(snapshot.pageSize == (form == .smaps ? 4096 : nil))
    // With -p too: it shows `gr??n.dat`, and cuts one that is too long for -X.
    #expect(snapshot.unknowns.contains(.folders) == form.isOfPmap)
  }

  @Test(
    "shows the mappings as procps 3.3.10 wrote them",
    arguments: ["", "-p", "-x", "-X", "-XX", "-d"])
  func procps3310(_ option: String) throws {
    let snapshot = try compare("sleep/pmap-3.3.10\(option)", with: "sleep/maps")
    #expect(!snapshot.isPartial)
    #expect(snapshot.unknowns.contains(.folders) == (option != "-p"))
  }

  @Test("columns tell flags from a name of two letters")
  func flagsAndNames() throws {
    // VmFlags ends with `me`; the program is called `my plugin.so`, and `my` looks like a flag.
    let snapshot = try Snapshot.read(EvidenceFixture("holder/pmap-4.0.2-XX.gz").open())
    let names = Set(snapshot.lines.map { String(decoding: $0.name, as: UTF8.self) })
    #expect(names.contains("my plugin.so"))
    #expect(names.contains("libc.so.6"))
    #expect(names.contains("[vdso]"))
    // With blanks run together, the flags are told by what they may be.
    let pasted = """
      55abed2ff000 r--p 00000000 fe:00 16392529 8 4 4 8 8 8 0 rd mr mw me my plugin.so (deleted)
      55abed301000 r-xp 00002000 fe:00 16392529 20 4 4 20 20 20 0 rd ex mr mw me
      """
    let partial = try Snapshot.read(lines(pasted))
    #expect(partial.lines.map(\.name) == [Array("my plugin.so (deleted)".utf8), []])
    #expect(partial.lines[1].range.length == 20 << 10)
    #expect(partial.isPartial)
  }

  @Test("a form without sizes is refused and says why")
  func noSizes() throws {
    let fixture = EvidenceFixture("holder/pmap-3.2.8-x")
    #expect {
      _ = try Snapshot.read(fixture.open())
    } throws: { error in
      guard case TraceError.badSnapshot(_, 3, let reason) = error else { return false }
      return reason.contains("no sizes")
    }
  }

  @Test("a name that pmap -X cut after 127 bytes still fits its path")
  func cutNames() throws {
    let truth = try Snapshot.read(EvidenceFixture("holder/maps").open())
    let snapshot = try Snapshot.read(EvidenceFixture("holder/pmap-4.0.2-Xp").open())
    let places = truth.lines.indices.filter { truth.lines[$0].name.count > 127 }
    #expect(places.count == 5)
    for place in places {
      #expect(snapshot.lines[place].name.count == 127)
      #expect(!snapshot.lines[place].isNameComplete)
      #expect(snapshot.lines[place].fits(truth.lines[place].name))
      #expect(!snapshot.lines[place].fits(Array("/srv/demo/holder".utf8)))
    }
    let line = snapshot.lines[0]
    #expect(line.isNameComplete && !line.fits(Array("/srv/demo/holder2".utf8)))
  }

  @Test("bytes that pmap did not print are matched by one question mark each")
  func questionMarks() throws {
    let snapshot = try Snapshot.read(EvidenceFixture("holder/pmap-4.0.2-p").open())
    let line = try #require(snapshot.lines.first { $0.name.contains(UInt8(ascii: "?")) })
    #expect(!line.isNameComplete)
    #expect(line.fits(Array("/srv/demo/grün.dat".utf8)))
    #expect(!line.fits(Array("/srv/demo/green.dat".utf8)))
    #expect(!line.fits(Array("/srv/demo/grün.data".utf8)))
  }
}
