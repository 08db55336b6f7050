extension JSONRendererTests {
  /// The document of the graceful restart, as it is written.
  static let gracefulText = """
    {
      "schemaVersion": 1,
      "trace": {
        "files": [
          "reload.strace"
        ],
        "lines": 681,
        "bytes": 87964,
        "start": "attached",
        "end": "detached",
        "first": {"line": 1, "time": "14:42:14.284300", "seconds": 0},
        "last": {"line": 681, "time": "14:42:17.380000", "seconds": 3.0957},
        "calls": {
          "brk": 1,
          "mmap": 118,
          "munmap": 34
        },
        "processCount": 10,
        "skippedLines": 0,
        "diagnostics": [
          {"line": 17, "message": "cut short"},
          {"line": null, "message": "no -y"}
        ]
      },
      "snapshot": {"file": "before.maps", "mappings": 282, "objects": 52},
      "processes": [
        {
          "pid": 8869,
          "executable": "/usr/sbin/apache2",
          "reloads": [
            {
              "index": 1,
              "kind": "inPlace",
              "failed": false,
              "verdict": "The reload worked: the object that was unmapped came back from the \
    same file.",
              "trigger": {"signal": "SIGUSR1", "line": 6, "time": "14:42:15.284112", \
    "seconds": 0.999812, "senderPid": 8863},
              "start": {"line": 34, "time": "14:42:15.290804", "seconds": 1.006504},
              "end": {"line": 603, "time": "14:42:15.327473", "seconds": 1.043173},
              "endReason": "10 s without a load",
              "cutShort": false,
              "phases": [
                {"kind": "unloading", "from": {"line": 51, "time": "14:42:15.297855", \
    "seconds": 1.013555}, "to": {"line": 51, "time": "14:42:15.297855", "seconds": 1.013555}},
                {"kind": "gap", "from": {"line": 51, "time": "14:42:15.297855", \
    "seconds": 1.013555}, "to": {"line": 447, "time": "14:42:15.320317", "seconds": 1.036017}},
                {"kind": "loading", "from": {"line": 447, "time": "14:42:15.320317", \
    "seconds": 1.036017}, "to": {"line": 603, "time": "14:42:15.327473", "seconds": 1.043173}}
              ],
              "summary": {"survived": 0, "remapped": 1, "unmapped": 0, "failed": 0, "added": 0, \
    "transient": 0, "duplicated": 0, "unknown": 0},
              "anonymous": {"mappedBytes": 8192, "unmappedBytes": 4096, "mapCalls": 2, \
    "unmapCalls": 1},
              "objects": [
                {
                  "path": "/usr/lib/php/20220829/fileinfo.so",
                  "name": "fileinfo.so",
                  "kind": "sharedObject",
                  "fate": "remapped",
                  "sameAddress": true,
                  "sameFile": true,
                  "certainty": "snapshot",
                  "rules": [],
                  "before": {
                    "base": "0x7fa816a00000",
                    "size": 7152792,
                    "device": "fe:00",
                    "inode": 984352,
                    "deleted": false,
                    "segments": []
                  },
                  "after": {
                    "base": "0x7fa816a00000",
                    "size": 7152792,
                    "device": "fe:00",
                    "inode": 984352,
                    "deleted": false,
                    "segments": []
                  },
                  "spans": [
                    {"from": null, "to": {"line": 51, "time": "14:42:15.297855", \
    "seconds": 1.013555}, "base": "0x7fa816a00000", "size": null, "gaveUp": false},
                    {"from": {"line": 447, "time": "14:42:15.320317", "seconds": 1.036017}, \
    "to": null, "base": "0x7fa816a00000", "size": null, "gaveUp": false}
                  ],
                  "gapSeconds": 0.022462,
                  "evidence": [
                    {"line": 51, "text": "munmap(0x7fa816a00000, 7152792)"},
                    {"line": 447, "text": "mmap(NULL, 7152792, …)"}
                  ]
                }
              ],
              "findings": [],
              "events": [
                {"line": 51, "time": "14:42:15.297855", "seconds": 1.013555, "call": "munmap", \
    "object": "/usr/lib/php/20220829/fileinfo.so", "base": "0x7fa816a00000", "size": 7152792, \
    "note": "the whole extent", "action": "wholeUnload", "permissions": null, \
    "offset": null, "mappings": 5},
                {"line": 447, "time": "14:42:15.320317", "seconds": 1.036017, "call": "mmap", \
    "object": "/usr/lib/php/20220829/fileinfo.so", "base": "0x7fa816a00000", "size": 7152792, \
    "note": null, "action": "reservation", "permissions": "r--p", "offset": "0x0", \
    "mappings": null}
              ],
              "eventsLeftOut": 0
            }
          ],
          "noReload": null,
          "marks": [],
          "loads": [
            {
              "path": "/usr/lib/php/20220829/fileinfo.so",
              "kind": "sharedObject",
              "base": "0x7fa816a00000",
              "size": 7152792,
              "start": null,
              "laidOut": null,
              "relocated": false,
              "loadSeconds": null,
              "end": {"line": 51, "time": "14:42:15.297855", "seconds": 1.013555},
              "endsWithProcess": false,
              "gaveUp": false,
              "during": null,
              "segments": []
            },
            {
              "path": "/usr/lib/php/20220829/fileinfo.so",
              "kind": "sharedObject",
              "base": "0x7fa816a00000",
              "size": 7152792,
              "start": {"line": 447, "time": "14:42:15.320317", "seconds": 1.036017},
              "laidOut": {"line": 455, "time": "14:42:15.320817", "seconds": 1.036517},
              "relocated": true,
              "loadSeconds": 0.0005,
              "end": null,
              "endsWithProcess": false,
              "gaveUp": false,
              "during": {"path": "/usr/lib/x.so", "line": 440, "time": null, "seconds": null, \
    "direct": false, "certainty": "inferred", "rule": "openedWhileLoading"},
              "segments": [
                {"part": "text", "base": "0x7fa816a04000", "size": 81920, \
    "permissions": "r-xp", "offset": "0x4000", "line": 449},
                {"part": null, "base": "0x7fa816a18000", "size": 4096, "permissions": "---p", \
    "offset": null, "line": 7, "file": "before.maps"}
              ]
            }
          ],
          "unnamedUnmaps": []
        }
      ],
      "otherProcesses": 9,
      "verification": {
        "pid": 8869,
        "file": "after.maps",
        "agrees": true,
        "ranges": 283,
        "differing": [],
        "notComparable": [
          {"start": "0x7ffd00000000", "end": "0x7ffd00002000", "reconstructed": null, \
    "kernel": "r-xp [vdso]", "reason": "no call maps it"}
        ]
      }
    }

    """

  /// The document of the incident, in any layout.
  static let incidentText = """
    {
      "schemaVersion": 1,
      "trace": {
        "files": ["a.1", "a.2"], "lines": 34, "bytes": 4096, "start": "cut", "end": "cut",
        "first": null, "last": null, "calls": {}, "processCount": 1, "skippedLines": 0,
        "diagnostics": []
      },
      "processes": [
        {
          "pid": null, "executable": null, "noReload": null, "marks": [], "loads": [], "unnamedUnmaps": [],
          "reloads": [
            {
              "index": 1, "kind": "cycle", "failed": true, "trigger": null, "cutShort": false,
              "verdict": "No reload, for no signal asked for it: 1 given up in the middle of the load. \
    1 of these fates is inferred.",
              "start": {"line": 3, "file": "a.1", "time": null, "seconds": null},
              "end": {"line": 33, "file": "a.2", "time": null, "seconds": null},
              "endReason": null,
              "phases": [
                {
                  "kind": "loading",
                  "from": {"line": 26, "file": "a.2", "time": null, "seconds": null},
                  "to": {"line": 33, "file": "a.2", "time": null, "seconds": null}
                }
              ],
              "summary": {
                "survived": 0, "remapped": 0, "unmapped": 0, "failed": 1, "added": 0,
                "transient": 0, "duplicated": 0, "unknown": 0
              },
              "anonymous": {
                "mappedBytes": 0, "unmappedBytes": 0, "mapCalls": 0, "unmapCalls": 0
              },
              "objects": [
                {
                  "path": "/usr/lib64/libresolv-2.17.so", "name": "libresolv-2.17.so",
                  "kind": "sharedObject", "fate": "failed", "sameAddress": null,
                  "sameFile": null, "certainty": "inferred", "rules": ["extentMatch"],
                  "before": {
                    "base": null, "size": null, "device": null, "inode": null, "deleted": true,
                    "name": "/usr/lib64/libresolv-2.17.so;5c530fe7 (deleted)", "segments": []
                  },
                  "gapSeconds": null,
                  "after": null,
                  "spans": [
                    {
                      "from": {"line": 26, "file": "a.2", "time": null, "seconds": null},
                      "to": null, "base": null, "size": null, "gaveUp": true
                    }
                  ],
                  "evidence": [
                    {"line": 32, "file": "a.2", "text": "munmap(0x7f0000000000, 2202280)"}
                  ]
                }
              ],
              "findings": [
                {
                  "kind": "reloadFailed", "severity": "error", "message": "the reload failed",
                  "advice": "restart it", "objects": ["/usr/lib64/libresolv-2.17.so"],
                  "certainty": "inferred", "rules": ["anotherRun"],
                  "search": {
                    "symbol": "__h_errno", "version": null, "wantedBy": "/lib64/libresolv.so.2",
                    "definer": null, "file": "ld-debug.7", "pid": 7,
                    "asked": [
                      {"line": 3, "name": "/lib64/libc.so.6", "path": null, "stale": true}
                    ],
                    "askedLeftOut": 1
                  },
                  "evidence": [{"line": 26, "text": "mmap(NULL, 2202280, …)"}]
                },
                {
                  "kind": "growth", "severity": "note", "message": "8 kB stay", "advice": null,
                  "objects": [], "certainty": "observed", "rules": [], "evidence": []
                }
              ],
              "events": [
                {
                  "line": 26, "file": "a.2", "time": null, "seconds": null, "call": "mmap",
                  "object": null, "base": "0x0", "size": 18446744073709551615, "note": null,
                  "action": "unknown", "permissions": null, "offset": null, "mappings": null
                }
              ],
              "eventsLeftOut": 5,
              "loaderSteps": [
                {
                  "line": 2, "file": "ld-debug.7", "step": "finalized",
                  "name": "/lib64/libresolv.so.2", "path": "/usr/lib64/libresolv-2.17.so",
                  "reason": null,
                  "instant": {"line": 32, "file": "a.2", "time": null, "seconds": null},
                  "rule": "sameOrder"
                }
              ]
            }
          ]
        },
        {
          "pid": 7, "executable": null, "reloads": [], "marks": [], "loads": [], "unnamedUnmaps": [],
          "noReload": "no reload: no signal and no unload."
        }
      ],
      "otherProcesses": 0,
      "loaderLogs": [
        {"file": "ld-debug.7", "lines": 4, "pids": [7], "errors": 1, "otherLines": 0}
      ],
      "findings": [
        {
          "kind": "symbolError", "severity": "error", "message": "elsewhere", "advice": null,
          "objects": [], "certainty": "observed", "rules": [], "evidence": []
        }
      ],
      "verification": {
        "pid": null, "file": "after.maps", "agrees": false, "ranges": 2,
        "differing": [
          {
            "start": "0x1000", "end": "0xffffffffffffffff", "reconstructed": "r--p",
            "kernel": "r-xp", "reason": "permissions"
          }
        ],
        "notComparable": []
      }
    }
    """
}
