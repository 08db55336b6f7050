import TraceModel

/// Reports that are out of the ordinary: many reloads, none, no times, doubts, hostile names.
enum OddFixtures {
  static func shift(_ instant: Instant, lines: Int, minutes: Int) -> Instant {
    let minute = 49 + minutes
    let clock = "\(15 + minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    return Instant(
      line: instant.line + lines, time: instant.time.map { clock + $0.dropFirst(5) },
      seconds: instant.seconds.map { $0 + Double(minutes * 60) })
  }

  /// Twenty reloads, the seventh of which fails.
  static var twenty: Report {
    var report = ApacheFixture.report
    let first = ApacheFixture.reload
    report.processes[0].reloads = (0..<20).map { number in
      var reload = first
      reload.index = number + 1
      let move = { (instant: Instant) in shift(instant, lines: number * 1100, minutes: number) }
      reload.trigger?.instant = move(ApacheFixture.instant(5, 847_149))
      reload.start = move(first.start)
      reload.end = move(first.end)
      reload.objects = Array(first.objects.prefix(4) + first.objects.suffix(18)).map { object in
        var object = object
        object.spans = object.spans.map {
          MappedSpan(from: $0.from.map(move), to: $0.to.map(move), gaveUp: $0.gaveUp)
        }
        return object
      }
      if number == 6 { reload.findings = [IncidentFixture.findings[0]] }
      return reload
    }
    return report
  }

  /// No time in the log, no snapshot, a part of it inferred, everything moved and replaced.
  static var noTimes: Report {
    let bare = { (line: Int) in Instant(line: line) }
    let placement = { (base: UInt64) in
      Placement(base: base, size: 6_742_568, shownName: TraceText("/usr/lib64/libphp5.so"))
    }
    let inferred = ObjectReport(
      path: TraceText("/usr/lib64/libphp5.so"), kind: .sharedObject, fate: .remapped,
      sameAddress: false, sameFile: nil, certainty: .inferred, rules: ["extentMatch"],
      before: placement(0x7f44_d000_0000), after: placement(0x7f44_c000_0000),
      spans: [MappedSpan(from: nil, to: bare(12)), MappedSpan(from: bare(88), to: nil)])
    let replaced = ObjectReport(
      path: TraceText("/usr/lib64/libresolv-2.17.so"), kind: .sharedObject, fate: .remapped,
      sameAddress: true, sameFile: false, certainty: .observed,
      before: placement(0x7f44_e000_0000), after: placement(0x7f44_e000_0000),
      spans: [MappedSpan(from: nil, to: bare(40)), MappedSpan(from: bare(41), to: nil)])
    let same = ObjectReport(
      path: TraceText("/usr/lib64/libxml2.so.2"), kind: .sharedObject, fate: .remapped,
      sameAddress: true, sameFile: true, certainty: .observed,
      before: placement(0x7f44_e100_0000), after: placement(0x7f44_e100_0000),
      spans: [MappedSpan(from: nil, to: bare(20)), MappedSpan(from: bare(60), to: nil)])
    let twice = ObjectReport(
      path: TraceText("/opt/new/libxml2.so.2"), kind: .sharedObject, fate: .duplicated,
      certainty: .observed, before: placement(0x7f44_e200_0000), after: placement(0x7f44_e300_0000),
      spans: [MappedSpan(from: nil, to: nil), MappedSpan(from: bare(70), to: nil)])
    let unknown = ObjectReport(
      path: TraceText("/usr/lib64/libz.so.1"), kind: .sharedObject, fate: .unknown,
      certainty: .unknown)
    let reload = ReloadReport(
      index: 1, kind: .inPlace, start: bare(12), end: bare(95),
      objects: [twice, inferred, replaced, same, unknown])
    let lines = TraceSummary(
      files: ["blog.strace"], lines: 100, bytes: 9000, start: .attached, end: .cut,
      skippedLines: 3,
      diagnostics: [
        Diagnostic(line: 17, message: "the line ends in the middle of a call and was skipped")
      ])
    return Report(
      trace: lines, processes: [ProcessReport(pid: nil, reloads: [reload])], otherProcessCount: 0)
  }

  /// Two processes, a double load at start and a log without a reload.
  static var noReload: Report {
    let object = ApacheFixture.objects[0]
    let cycle = ReloadReport(
      index: 1, kind: .cycle, start: ApacheFixture.instant(23, 856_911),
      end: ApacheFixture.instant(836, 908_106), objects: [object])
    let load = LoadReport(
      path: ApacheFixture.path("php/tokenizer.so"), kind: .sharedObject, base: 0x7f9f_55e1_9000,
      size: 37080, start: ApacheFixture.instant(10, 500_000),
      end: ApacheFixture.instant(23, 856_911))
    var kept = load
    kept.end = nil
    kept.path = ApacheFixture.path("php/sysvshm.so")
    return Report(
      trace: ApacheFixture.trace,
      processes: [
        ProcessReport(
          pid: 21078, executable: TraceText("/usr/sbin/apache2"), reloads: [cycle],
          noReload: "No reload was found: no reload signal was received, and what was unloaded "
            + "was loaded again at start-up.",
          loads: [load, kept]),
        ProcessReport(
          pid: 21080, executable: TraceText("/usr/sbin/apache2"),
          noReload: "No reload was found: nothing was unloaded.", loads: [kept]),
      ], otherProcessCount: 3,
      verification: Verification(
        pid: 21078, file: "after.maps", ranges: 356,
        differing: [
          Verification.Range(
            start: 0x7f9f_5602_1000, end: 0x7f9f_5602_3000,
            reconstructed: "7f9f56021000-7f9f56023000 rw-p 00000000 00:00 0", kernel: "",
            reason: "the kernel has nothing there")
        ],
        notComparable: [
          Verification.Range(
            start: 0x7fff_88ea_4000, end: 0x7fff_88ec_5000, reconstructed: "", kernel: "",
            reason: "the stack grows without a call")
        ]))
  }

  static let hostileName = "/tmp/\u{1B}[31mred\u{07}\n\u{202E}gpj\u{0}\r\t\u{9B}2J\u{2028}é漢字.so"

  /// Every text of a report made hostile.
  static var hostile: Report {
    let name = TraceText(hostileName)
    var report = noReload
    let at = Instant(line: 7, file: hostileName, time: hostileName, seconds: 1)
    let later = Instant(line: 9, file: hostileName, time: hostileName, seconds: 2)
    let place = Placement(base: 4096, size: 5, shownName: name)
    let object = ObjectReport(
      path: name, kind: .sharedObject, fate: .remapped, sameAddress: false, sameFile: false,
      certainty: .inferred, rules: [hostileName], before: place, after: place,
      spans: [MappedSpan(from: nil, to: at), MappedSpan(from: later, to: nil)])
    let finding = Finding(
      kind: .symbolError, severity: .error, message: hostileName, advice: hostileName,
      certainty: .inferred,
      evidence: [Evidence(line: 3, file: hostileName, text: hostileName)])
    report.trace.files = [hostileName, hostileName]
    report.trace.first = at
    report.trace.last = later
    report.trace.diagnostics = [
      Diagnostic(file: hostileName, line: 3, message: hostileName),
      Diagnostic(file: hostileName, message: hostileName),
    ]
    report.snapshot = SnapshotSummary(file: hostileName, mappings: 1, objects: 1)
    report.processes[0].executable = name
    report.processes[0].noReload = hostileName
    report.processes[0].loads[0].path = name
    let event = EventReport(
      instant: at, call: hostileName, object: name, base: 1, size: 2, note: hostileName)
    for kind in [ReloadReport.Kind.inPlace, .cycle, .reexec, .window, .handover] {
      report.processes[1].reloads.append(
        ReloadReport(
          index: report.processes[1].reloads.count + 1, kind: kind,
          trigger: Trigger(signal: hostileName, instant: at), start: at, end: later,
          endReason: hostileName, objects: [object, object], findings: [finding],
          events: [event]))
    }
    report.verification = Verification(
      pid: 1, file: hostileName, ranges: 1,
      differing: [
        Verification.Range(
          start: 0, end: 4096, reconstructed: hostileName, kernel: hostileName,
          reason: hostileName)
      ])
    return report
  }

  static var all: [Report] {
    [ApacheFixture.report, IncidentFixture.report, twenty, noTimes, noReload, hostile]
  }
}
