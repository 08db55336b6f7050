import TraceModel

/// Reports made by hand for the tests of the JSON, with the figures of two real reloads.
enum JSONSampleReports {
  /// An Apache graceful restart, of which one object is listed.
  static let graceful = Report(
    trace: TraceSummary(
      files: ["reload.strace"], lines: 681, bytes: 87964, start: .attached, end: .detached,
      first: Instant(line: 1, time: "14:42:14.284300", seconds: 0),
      last: Instant(line: 681, time: "14:42:17.380000", seconds: 3.0957),
      calls: [("brk", 1), ("mmap", 118), ("munmap", 34)],
      diagnostics: [Diagnostic(line: 17, message: "cut short"), Diagnostic(message: "no -y")],
      processCount: 10),
    snapshot: SnapshotSummary(file: "before.maps", mappings: 282, objects: 52),
    processes: [
      ProcessReport(
        pid: 8869, executable: TraceText("/usr/sbin/apache2"), reloads: [gracefulReload],
        loads: [
          LoadReport(
            path: fileinfo, kind: .sharedObject, base: 0x7fa8_16a0_0000, size: 7_152_792,
            start: nil, end: unloaded),
          LoadReport(
            path: fileinfo, kind: .sharedObject, base: 0x7fa8_16a0_0000, size: 7_152_792,
            start: reloaded, laidOut: laidOut, isRelocated: true, end: nil,
            during: LoadReport.Nesting(
              path: TraceText("/usr/lib/x.so"), start: Instant(line: 440), isDirect: false),
            segments: [
              SegmentReport(
                part: .text, base: 0x7fa8_16a0_4000, size: 81920, permissions: "r-xp",
                offset: 0x4000, at: Instant(line: 449)),
              SegmentReport(
                part: nil, base: 0x7fa8_16a1_8000, size: 4096, permissions: "---p", offset: nil,
                at: Instant(line: 7, file: "before.maps")),
            ]),
        ])
    ],
    otherProcessCount: 9,
    verification: Verification(
      pid: 8869, file: "after.maps", ranges: 283,
      notComparable: [
        Verification.Range(
          start: 0x7ffd_0000_0000, end: 0x7ffd_0000_2000, reconstructed: "", kernel: "r-xp [vdso]",
          reason: "no call maps it")
      ]))

  /// The incident: a failed reload in a log without pids, as one part of a set.
  static let incident = Report(
    trace: TraceSummary(files: ["a.1", "a.2"], lines: 34, bytes: 4096, start: .cut, end: .cut),
    processes: [
      ProcessReport(pid: nil, reloads: [failedReload]),
      ProcessReport(pid: 7, noReload: "no reload: no signal and no unload."),
    ],
    loaderLogs: [
      LoaderLogSummary(file: "ld-debug.7", lines: 4, pids: [7], errors: 1, otherLines: 0)
    ],
    findings: [
      Finding(kind: .symbolError, severity: .error, message: "elsewhere", certainty: .observed)
    ],
    verification: Verification(
      pid: nil, file: "after.maps", ranges: 2,
      differing: [
        Verification.Range(
          start: 0x1000, end: .max, reconstructed: "r--p", kernel: "r-xp", reason: "permissions")
      ]))

  /// A report on a log in which nothing was found.
  static let empty = Report(
    trace: TraceSummary(files: ["-"], lines: 0, bytes: 0, start: .cut, end: .cut), processes: [])

  /// A report whose only reload has these objects.
  static func report(objects: [ObjectReport], findings: [Finding] = []) -> Report {
    var report = graceful
    report.processes[0].reloads[0].objects = objects
    report.processes[0].reloads[0].findings = findings
    return report
  }

  private static let fileinfo = TraceText("/usr/lib/php/20220829/fileinfo.so")
  private static let unloaded = Instant(line: 51, time: "14:42:15.297855", seconds: 1.013555)
  private static let reloaded = Instant(line: 447, time: "14:42:15.320317", seconds: 1.036017)

  private static let laidOut = Instant(line: 455, time: "14:42:15.320817", seconds: 1.036517)

  private static let gracefulReload = ReloadReport(
    index: 1, kind: .inPlace,
    trigger: Trigger(
      signal: "SIGUSR1", instant: Instant(line: 6, time: "14:42:15.284112", seconds: 0.999812),
      senderPID: 8863),
    start: Instant(line: 34, time: "14:42:15.290804", seconds: 1.006504),
    end: Instant(line: 603, time: "14:42:15.327473", seconds: 1.043173),
    endReason: "10 s without a load",
    objects: [
      ObjectReport(
        path: fileinfo, kind: .sharedObject, fate: .remapped, sameAddress: true, sameFile: true,
        certainty: .snapshot, before: placement, after: placement,
        spans: [
          MappedSpan(from: nil, to: unloaded, base: 0x7fa8_16a0_0000),
          MappedSpan(from: reloaded, to: nil, base: 0x7fa8_16a0_0000),
        ],
        evidence: [
          Evidence(line: 51, text: "munmap(0x7fa816a00000, 7152792)"),
          Evidence(line: 447, text: "mmap(NULL, 7152792, …)"),
        ])
    ],
    events: [
      EventReport(
        instant: unloaded, call: "munmap", object: fileinfo, base: 0x7fa8_16a0_0000,
        size: 7_152_792, note: "the whole extent", action: .wholeUnload, mappings: 5),
      EventReport(
        instant: reloaded, call: "mmap", object: fileinfo, base: 0x7fa8_16a0_0000,
        size: 7_152_792, action: .reservation, permissions: "r--p", offset: 0),
    ],
    anonymous: AnonymousSummary(mappedBytes: 8192, unmappedBytes: 4096, mapCalls: 2, unmapCalls: 1))

  private static let placement = Placement(
    base: 0x7fa8_16a0_0000, size: 7_152_792, device: "fe:00", inode: 984_352, shownName: fileinfo)

  private static let libresolv = TraceText("/usr/lib64/libresolv-2.17.so")

  private static let failedReload = ReloadReport(
    index: 1, kind: .cycle, start: Instant(line: 3, file: "a.1"),
    end: Instant(line: 33, file: "a.2"),
    objects: [
      ObjectReport(
        path: libresolv, kind: .sharedObject, fate: .failed, certainty: .inferred,
        rules: ["extentMatch"],
        before: Placement(
          base: nil, deleted: true,
          shownName: TraceText("/usr/lib64/libresolv-2.17.so;5c530fe7 (deleted)")),
        spans: [
          MappedSpan(from: Instant(line: 26, file: "a.2"), to: nil, gaveUp: true)
        ],
        evidence: [Evidence(line: 32, file: "a.2", text: "munmap(0x7f0000000000, 2202280)")])
    ],
    findings: [
      Finding(
        kind: .reloadFailed, severity: .error, message: "the reload failed",
        advice: "restart it", objects: [libresolv], certainty: .inferred, rules: ["anotherRun"],
        search: SymbolSearch(
          symbol: TraceText("__h_errno"), version: nil,
          wantedBy: TraceText("/lib64/libresolv.so.2"), file: "ld-debug.7", pid: 7,
          asked: [.init(line: 3, name: TraceText("/lib64/libc.so.6"), isStale: true)],
          askedLeftOut: 1),
        evidence: [Evidence(line: 26, text: "mmap(NULL, 2202280, …)")]),
      Finding(kind: .growth, severity: .note, message: "8 kB stay", certainty: .observed),
    ],
    events: [
      EventReport(
        instant: Instant(line: 26, file: "a.2"), call: "mmap", object: nil, base: 0, size: .max)
    ],
    eventsLeftOut: 5,
    loaderSteps: [
      LoaderStep(
        what: .finalized, file: "ld-debug.7", line: 2, name: TraceText("/lib64/libresolv.so.2"),
        path: libresolv, instant: Instant(line: 32, file: "a.2"), rule: "sameOrder")
    ])
}
