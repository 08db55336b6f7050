import TraceModel

/// The incident with a real glibc 2.17: a reload that fails because two generations of it met.
enum IncidentFixture {
  static func instant(_ line: Int, _ microseconds: Int) -> Instant {
    let (second, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let digits = String(1_000_000 + fraction).dropFirst()
    return Instant(
      line: line, time: "15:50:\(second).\(digits)",
      seconds: Double(microseconds - 58_841_046) / 1_000_000)
  }

  static let folder = "/usr/lib64/"

  static func survivor(
    _ name: String, _ base: UInt64, _ size: UInt64, _ inode: UInt64, _ kind: ObjectKind,
    deleted: Bool = false
  ) -> ObjectReport {
    let place = Placement(
      base: base, size: size, device: "fe:00", inode: inode, deleted: deleted,
      shownName: TraceText(folder + name + (deleted ? ";5c530fe7 (deleted)" : "")))
    return ObjectReport(
      path: TraceText(folder + name), kind: kind, fate: .survived, certainty: .snapshot,
      before: place, after: place, spans: [MappedSpan(from: nil, to: nil)])
  }

  static func failed(
    _ name: String, _ base: UInt64, _ size: UInt64, _ inode: UInt64,
    _ went: Instant, _ tried: Instant, _ gaveUp: Instant
  ) -> ObjectReport {
    ObjectReport(
      path: TraceText(folder + name), kind: .sharedObject, fate: .failed, certainty: .snapshot,
      before: Placement(
        base: base, size: size, device: "fe:00", inode: inode,
        deleted: name.contains("resolv"), shownName: TraceText(folder + name)),
      spans: [
        MappedSpan(from: nil, to: went, base: base),
        MappedSpan(from: tried, to: gaveUp, gaveUp: true, base: base),
      ])
  }

  static var findings: [Finding] {
    [
      Finding(
        kind: .reloadFailed, severity: .error,
        message: "the reload failed: libphp5.so and libresolv-2.17.so were mapped again (lines 14, "
          + "26) and given up (lines 32, 33)",
        certainty: .snapshot,
        evidence: [
          Evidence(line: 14, text: "mmap(NULL, 4421384, …) = 0x7f066da00000"),
          Evidence(line: 32, text: "munmap(0x7f066da00000, 4421384)"),
          Evidence(line: 26, text: "mmap(NULL, 4205096, …) = 0x7f066d400000"),
          Evidence(line: 33, text: "munmap(0x7f066d400000, 4205096)"),
        ]),
      Finding(
        kind: .symbolError, severity: .error,
        message: "symbol __h_errno, version GLIBC_PRIVATE: wanted by /lib64/libresolv.so.2, not "
          + "defined in libc.so.6",
        advice: "restart the daemon: a new process takes every library from the new files",
        certainty: .observed,
        evidence: [
          Evidence(
            line: 34,
            text:
              "write(2, \"hostd[27364]: reload failed: /lib64/libresolv.so.2: symbol __h_errno, "
              + "version GLIBC_PRIVATE not defined in file libc.so.6 with link time reference\\n\"",
            isQuoted: true)
        ]),
      Finding(
        kind: .staleSurvivor, severity: .warning,
        message:
          "libc-2.17.so survived from a file that has been replaced on disk (inode 16654391, "
          + "deleted); libresolv-2.17.so was mapped again, no longer from inode 16654392: two "
          + "generations met",
        certainty: .snapshot,
        evidence: [
          Evidence(
            line: 15, file: "before.maps",
            text: "7f066e000000-7f066e18b000 r-xp … /usr/lib64/libc-2.17.so;5c530fe7 (deleted)")
        ]),
    ]
  }

  static var reload: ReloadReport {
    ReloadReport(
      index: 1, kind: .inPlace,
      trigger: Trigger(signal: "SIGHUP", instant: instant(2, 59_205_639), senderPID: 27259),
      start: instant(5, 59_206_237), end: instant(33, 59_209_448),
      endReason: "the last unload before the end of the log",
      objects: [
        failed(
          "httpd/modules/libphp5.so", 0x7f06_6da0_0000, 4_421_384, 16_654_397,
          instant(5, 59_206_237), instant(14, 59_207_066), instant(32, 59_209_381)),
        failed(
          "libresolv-2.17.so", 0x7f06_6d40_0000, 4_205_096, 16_654_392,
          instant(6, 59_206_335), instant(26, 59_208_194), instant(33, 59_209_448)),
        survivor(
          "libc-2.17.so", 0x7f06_6e00_0000, 4_218_880, 16_654_391, .sharedObject, deleted: true),
        survivor("libdl-2.17.so", 0x7f06_6e60_0000, 4_198_400, 16_654_393, .sharedObject),
        survivor("httpd/hostd", 0x40_0000, 4_198_400, 16_654_396, .executable),
        survivor("ld-2.17.so", 0x7f06_6eb7_7000, 139_264, 16_654_394, .interpreter),
        ObjectReport(
          path: TraceText("/etc/ld.so.cache"), kind: .loaderCache, fate: .transient,
          certainty: .observed,
          spans: [MappedSpan(from: instant(20, 59_207_429), to: instant(31, 59_209_328))]),
      ],
      findings: findings)
  }

  static var report: Report {
    Report(
      trace: TraceSummary(
        files: ["reload.strace"], lines: 39, bytes: 5291, start: .attached, end: .detached,
        first: instant(1, 58_841_046), last: instant(39, 59_209_771)),
      snapshot: SnapshotSummary(file: "before.maps", mappings: 36, objects: 6),
      processes: [
        ProcessReport(
          pid: 27364, executable: TraceText("/usr/lib64/httpd/hostd"), reloads: [reload])
      ])
  }
}
