import TraceModel

/// A graceful restart of Apache that unloads mod_php: the figures of a real capture.
enum ApacheFixture {
  /// Base before, base after, extent, inode, line:microseconds of the unload and of the load, name.
  static let remapped = """
    7f9f55e19000 7f9f55e34000 37080 984947 23:856911 831:907807 php/tokenizer.so
    7f9f55e23000 7f9f55e3e000 20968 984946 24:857003 822:907271 php/sysvshm.so
    7f9f55e29000 7f9f56005000 16872 984945 25:857066 813:906816 php/sysvsem.so
    7f9f56003000 7f9f56023000 25064 984944 26:857120 804:906327 php/sysvmsg.so
    7f9f55e2e000 7f9f55e44000 107296 984943 27:857175 795:905779 php/sockets.so
    7f9f56049000 7f9f56069000 16872 984942 28:857234 786:905286 php/shmop.so
    7f9f5600a000 7f9f5602a000 33088 984422 29:857300 734:902253 php/readline.so
    7f9f55e9f000 7f9f55e9f000 234072 333232 30:857348 746:902844 lib/libedit.so.2.0.70
    7f9f55e6c000 7f9f55e6c000 207168 333702 31:857401 755:903299 lib/libtinfo.so.6.4
    7f9f55e56000 7f9f5600a000 86224 333143 32:857452 763:903840 lib/libbsd.so.0.11.7
    7f9f55e49000 7f9f55e5f000 49384 4907183 33:857505 772:904320 lib/libmd.so.0.0.5
    7f9f56013000 7f9f56033000 41168 984941 34:857561 725:901613 php/posix.so
    7f9f55ed9000 7f9f55ed9000 287904 984940 35:857617 716:900944 php/phar.so
    7f9f5601e000 7f9f5603e000 49400 984938 36:857678 707:900366 php/iconv.so
    7f9f5604e000 7f9f5606e000 16592 984937 37:857734 698:899839 php/gettext.so
    7f9f5602b000 7f9f5604b000 70096 984936 38:857793 689:899216 php/ftp.so
    7f9f54800000 7f9f54800000 7152792 984935 39:857851 680:898608 php/fileinfo.so
    7f9f56053000 7f9f56073000 178384 984934 40:857962 657:897259 php/ffi.so
    7f9f5603d000 7f9f5605d000 46696 333261 41:858015 669:897875 lib/libffi.so.8.1.2
    7f9f5607f000 7f9f5609f000 90424 984933 42:858069 648:896697 php/exif.so
    7f9f56096000 7f9f5613c000 16592 984932 43:858127 639:896211 php/ctype.so
    7f9f5609b000 7f9f5656f000 32976 984931 44:858179 630:895620 php/calendar.so
    7f9f560a4000 7f9f56141000 128056 984939 45:858231 621:894932 php/pdo.so
    7f9f55200000 7f9f55200000 5734192 984445 56:859077 290:873803 mod/libphp8.2.so
    7f9f563cc000 7f9f563c2000 1752520 333792 57:859286 303:874483 lib/libxml2.so.2.9.14
    7f9f56373000 7f9f56369000 361480 333653 58:859375 312:874962 lib/libsodium.so.23.3.0
    7f9f56369000 7f9f5635f000 37032 333082 59:859439 320:875386 lib/libargon2.so.1
    7f9f5616b000 7f9f56161000 2085520 333420 60:859488 328:875879 lib/libicuuc.so.72.1
    7f9f5613c000 7f9f560b6000 188440 333469 61:859549 337:876354 lib/liblzma.so.5.4.1
    7f9f51600000 7f9f51600000 31264784 333400 62:859603 345:876781 lib/libicudata.so.72.1
    7f9f56654000 7f9f56654000 28864 983971 63:859696 281:873315 mod/mod_status.so
    7f9f5665e000 7f9f5665e000 20640 983962 64:859762 272:872788 mod/mod_setenvif.so
    7f9f56664000 7f9f56664000 20640 983954 65:859820 263:872210 mod/mod_reqtimeout.so
    7f9f5666a000 7f9f5666a000 37016 983935 66:859877 254:871437 mod/mod_negotiation.so
    7f9f56674000 7f9f56674000 24736 983930 67:859929 245:870872 mod/mod_mime.so
    7f9f5667b000 7f9f5667b000 20632 983911 68:859986 236:870331 mod/mod_filter.so
    7f9f566a2000 7f9f566a2000 16536 983907 69:860040 227:869865 mod/mod_env.so
    7f9f566a7000 7f9f566a7000 16536 983904 70:860094 218:869372 mod/mod_dir.so
    7f9f566ac000 7f9f566ac000 41112 983902 71:860152 195:868132 mod/mod_deflate.so
    7f9f56683000 7f9f56683000 123280 333838 72:860202 207:868739 lib/libz.so.1.2.13
    7f9f566b7000 7f9f566b7000 41112 983884 73:860263 186:867450 mod/mod_autoindex.so
    7f9f566c4000 7f9f566c4000 16536 983883 74:860316 177:866971 mod/mod_authz_user.so
    7f9f566c9000 7f9f566c9000 16560 983881 75:860368 168:866486 mod/mod_authz_host.so
    7f9f566ce000 7f9f566ce000 28832 983877 76:860420 159:866002 mod/mod_authz_core.so
    7f9f566d8000 7f9f566d8000 16544 983873 77:860472 150:865537 mod/mod_authn_file.so
    7f9f566dd000 7f9f566dd000 16536 983870 78:860526 141:865042 mod/mod_authn_core.so
    7f9f566e2000 7f9f566e2000 20632 983866 79:860580 132:864352 mod/mod_auth_basic.so
    7f9f566e8000 7f9f566e8000 24728 983863 80:860634 123:863832 mod/mod_alias.so
    7f9f566f1000 7f9f566f1000 16536 983861 81:860689 114:863270 mod/mod_access_compat.so
    7f9f566f6000 7f9f566f6000 37104 983933 82:860742 105:862656 mod/mod_mpm_prefork.so
    """

  /// Base, kind, extent, inode, name.
  static let survived = """
    7f9f560e5000 d 356352 323409 /usr/lib/locale/C.utf8/LC_CTYPE
    7f9f5659a000 d 28672 5202169 lib/gconv/gconv-modules.cache
    7f9f56aa6000 i 217088 4907133 lib/ld-linux-x86-64.so.2
    7f9f5698c000 s 245760 4907009 lib/libapr-1.so.0.7.2
    7f9f569c9000 s 192512 4907015 lib/libaprutil-1.so.0.6.3
    7f9f567aa000 s 1921024 4907166 lib/libc.so.6
    7f9f56741000 s 212992 333174 lib/libcrypt.so.1.1.0
    7f9f55800000 s 4739072 333177 lib/libcrypto.so.3
    7f9f5677f000 s 176128 333242 lib/libexpat.so.1.8.10
    7f9f55ccc000 s 131072 333296 lib/libgcc_s.so.1
    7f9f55f20000 s 917504 4907169 lib/libm.so.6
    7f9f569f8000 s 630784 4907131 lib/libpcre2-8.so.0.11.2
    7f9f565a1000 s 692224 333668 lib/libssl.so.3
    7f9f53400000 s 2191360 333671 lib/libstdc++.so.6.0.30
    7f9f56737000 s 40960 333741 lib/libuuid.so.1.3.0
    56052b646000 x 737280 14106625 /usr/sbin/apache2
    """

  static func instant(_ line: Int, _ microseconds: Int) -> Instant {
    let fraction = String(String(1_000_000 + microseconds).dropFirst())
    return Instant(
      line: line, time: "15:49:13.\(fraction)",
      seconds: Double(microseconds - 487_322) / 1_000_000)
  }

  static func path(_ name: Substring) -> TraceText {
    let folders = [
      "lib/": "/usr/lib/x86_64-linux-gnu/", "mod/": "/usr/lib/apache2/modules/",
      "php/": "/usr/lib/php/20220829/",
    ]
    let folder = folders[String(name.prefix(4))]
    return TraceText(folder.map { $0 + name.dropFirst(4) } ?? String(name))
  }

  static func placement(_ base: Substring, size: Substring, inode: Substring, _ path: TraceText)
    -> Placement
  {
    Placement(
      base: UInt64(base, radix: 16), size: UInt64(size), device: "fe:00", inode: UInt64(inode),
      shownName: path)
  }

  static var objects: [ObjectReport] {
    remapped.split(separator: "\n").map { row in
      let part = row.split(separator: " ")
      let (went, came) = (place(part[4]), place(part[5]))
      let path = path(part[6])
      return ObjectReport(
        path: path, kind: .sharedObject, fate: .remapped, sameAddress: part[0] == part[1],
        sameFile: true, certainty: .snapshot,
        before: placement(part[0], size: part[2], inode: part[3], path),
        after: placement(part[1], size: part[2], inode: part[3], path),
        spans: [MappedSpan(from: nil, to: went), MappedSpan(from: came, to: nil)])
    }
      + survived.split(separator: "\n").map { row in
        let part = row.split(separator: " ")
        let path = path(part[4])
        let kinds: [Substring: ObjectKind] = [
          "x": .executable, "i": .interpreter, "d": .data,
        ]
        let place = placement(part[0], size: part[2], inode: part[3], path)
        return ObjectReport(
          path: path, kind: kinds[part[1]] ?? .sharedObject, fate: .survived,
          certainty: .snapshot, before: place, after: place,
          spans: [MappedSpan(from: nil, to: nil)])
      } + [cache]
  }

  static func place(_ text: Substring) -> Instant {
    let parts = text.split(separator: ":")
    return instant(Int(parts[0]) ?? 0, Int(parts[1]) ?? 0)
  }

  static var cache: ObjectReport {
    let spans = [
      (202, 868_497, 214, 869_156), (298, 874_235, 357, 880_904), (664, 897_640, 676, 898_322),
      (741, 902_610, 782, 905_057),
    ].map { MappedSpan(from: instant($0.0, $0.1), to: instant($0.2, $0.3)) }
    return ObjectReport(
      path: TraceText("/etc/ld.so.cache"), kind: .loaderCache, fate: .transient,
      certainty: .observed, spans: spans)
  }

  static var reload: ReloadReport {
    ReloadReport(
      index: 1, kind: .inPlace,
      trigger: Trigger(signal: "SIGUSR1", instant: instant(5, 847_149), senderPID: 21039),
      start: instant(23, 856_911), end: instant(836, 908_106),
      endReason: "the last load before the end of the log", objects: objects,
      findings: [
        Finding(
          kind: .cannotBeUnloaded, severity: .note,
          message: "libssl.so.3, libcrypto.so.3 and libstdc++.so.6.0.30 stayed mapped, though only "
            + "libphp8.2.so needs them: they cannot be unloaded",
          certainty: .inferred,
          evidence: [Evidence(line: 56, text: "munmap(0x7f9f55200000, 5734192)")])
      ],
      events: [
        EventReport(
          instant: instant(23, 856_911), call: "munmap",
          object: path("php/tokenizer.so"), base: 0x7f9f_55e1_9000, size: 37080,
          note: "the whole extent"),
        EventReport(
          instant: instant(831, 907_807), call: "mmap", object: path("php/tokenizer.so"),
          base: 0x7f9f_55e3_4000, size: 37080, note: "reserves the extent, r--"),
        EventReport(
          instant: instant(836, 908_106), call: "mprotect", object: path("php/tokenizer.so"),
          base: 0x7f9f_55e3_c000, size: 4096, note: "RELRO"),
      ],
      anonymous: AnonymousSummary(
        mappedBytes: 2_097_152, unmappedBytes: 2_760_704, mapCalls: 1, unmapCalls: 4))
  }

  static var trace: TraceSummary {
    TraceSummary(
      files: ["reload.strace"], lines: 1623, bytes: 220_158, start: .attached, end: .detached,
      first: Instant(line: 1, time: "15:49:13.487322", seconds: 0),
      last: Instant(line: 1623, time: "15:49:15.011999", seconds: 1.524677))
  }

  static var report: Report {
    Report(
      trace: trace, snapshot: SnapshotSummary(file: "before.maps", mappings: 355, objects: 66),
      processes: [
        ProcessReport(
          pid: 21078, executable: TraceText("/usr/sbin/apache2"), reloads: [reload])
      ],
      verification: Verification(pid: 21078, file: "after.maps", ranges: 356))
  }
}
