/// What the help says about each verb; the options come from their table.
extension Verb {
  /// What it does, in one line for a list.
  var summary: String {
    switch self {
    case .timeline: "the timeline of every reload in the log"
    case .maps: "the address space at an instant, as /proc/PID/maps shows it"
    case .explain: "everything that was ever at an address"
    case .record: "record a living process or a command, then its timeline"
    case .schema: "the JSON Schema of the report"
    case .completions: "completions for bash, zsh or fish"
    case .man: "the manual page"
    case .help: "this help, or that of a verb"
    }
  }

  /// What it does, in paragraphs.
  var description: [String] {
    switch self {
    case .timeline:
      [
        """
        Rebuilds a traced process's address space from what strace wrote, and shows what a \
        daemon's reload did: which shared objects were unmapped, which were mapped again (where, \
        when, from the same file or another), which survived, and what follows from that.
        """,
        """
        TRACE is a log of strace, of any version and with any options; - is standard input. The \
        parts of an 'strace -ff' set (NAME.PID) are one log. A folder that 'reloadtimeline record' \
        made is opened as a whole.
        """,
      ]
    case .maps:
      [
        """
        Writes the address space that the log determines, at its end or at another instant, in \
        the format of /proc/PID/maps. A permission that is not known is shown as '?', and ranges \
        of which nothing is known are left out.
        """,
        """
        The lines are the kernel's, but for what is in no log: how far a stack grew by itself, and \
        which pages were written to, which alone keeps some lines of anonymous memory apart. A \
        file whose name the log does not show stands without one.
        """,
      ]
    case .explain:
      [
        """
        Tells everything that was ever at an address, in order, in each process of the log: which \
        object and which part of it, at which offset in the file, with which permissions, from \
        which line to which, and which call made it so. For who has the address of a crash.
        """
      ]
    case .record:
      [
        """
        Attaches the system's strace to a living process, with the options and the filter that the \
        analysis needs, and with its address space and its descriptors from before; sends it a \
        signal, if asked; lets go of it again when things are quiet, at Ctrl-C, or after a time; \
        and shows the timeline, compared with the address space from after. The process lives on; \
        it is slower while it is traced.
        """,
        """
        With a COMMAND behind -- that is recorded from its start to its end. What was recorded is \
        in a folder: trace, before.maps, after.maps, lsof and strace-command; 'reloadtimeline FOLDER' \
        shows it again.
        """,
      ]
    case .schema:
      ["Writes the JSON Schema of what --format json writes."]
    case .completions:
      [
        """
        Writes what makes a shell complete the words of this program. SHELL is \
        \(Completions.Shell.allCases.map(\.rawValue).joined(separator: ", ")).
        """
      ]
    case .man:
      ["Writes the manual page, for man(1) or groff."]
    case .help:
      ["Shows the help of a verb, or of the program as a whole."]
    }
  }

  /// Commands to learn from, each with what it is for.
  var examples: [(purpose: String, commands: [String])] {
    switch self {
    case .timeline:
      [
        (
          "Capture a reload of process 8869, with its address space from before it:",
          [
            "cat /proc/8869/maps > before.maps",
            "strace -f -tt -T -y -s 300 -o reload.strace -p 8869   # then: kill -HUP 8869",
          ]
        ),
        (
          "See what the reload did; before.maps shows what was mapped before the log:",
          ["reloadtimeline --maps before.maps reload.strace"]
        ),
        (
          "Learn why a load failed: from the loader's own log, and from the ELF files:",
          ["reloadtimeline --maps before.maps --ld-debug ld.8869 --root / reload.strace"]
        ),
        (
          "Ask about one library only, with every call that concerned it:",
          ["reloadtimeline --object '*/libresolv*' --events reload.strace"]
        ),
        (
          "Compare two instants of your own choice:",
          ["reloadtimeline --from L34 --to 16:50:58.123456 reload.strace"]
        ),
        (
          "Read a compressed log from a pipe, and let a script act on what is found:",
          ["zcat reload.strace.gz | reloadtimeline --exit-code --format json -o r.json -"]
        ),
      ]
    case .maps:
      [
        (
          "The address space just after line 600 of the log:",
          ["reloadtimeline maps --maps before.maps --at L600 reload.strace"]
        ),
        (
          "What changed between two instants:",
          [
            "reloadtimeline maps --at +1 reload.strace > a.maps",
            "reloadtimeline maps --at +2.5 reload.strace | diff a.maps -",
          ]
        ),
      ]
    case .explain:
      [
        (
          "What was at the address of a crash, and when was it unmapped?",
          ["reloadtimeline explain 0x7f9f55e19010 --maps before.maps reload.strace"]
        ),
        (
          "The same as JSON, of one process of the log only:",
          ["reloadtimeline explain 7f9f55e19010 --pid 8869 --format json reload.strace"]
        ),
      ]
    case .record:
      [
        (
          "Reload a daemon, and see what it did to its address space:",
          ["reloadtimeline record -p 8869 --signal HUP -o reload"]
        ),
        (
          "Watch while somebody else reloads it, until Ctrl-C; then look again:",
          ["reloadtimeline record -p 8869 -o incident", "reloadtimeline --story incident"]
        ),
        ("See how a program starts:", ["reloadtimeline record -o start -- ls -l"]),
      ]
    case .schema:
      [("Keep the schema beside your reports:", ["reloadtimeline schema -o report.schema.json"])]
    case .completions:
      [
        (
          "For this bash only:",
          ["reloadtimeline completions bash > reloadtimeline.bash", "source reloadtimeline.bash"]
        ),
        (
          "For every fish:",
          [
            "cd ~/.config/fish/completions",
            "reloadtimeline completions fish > reloadtimeline.fish",
          ]
        ),
      ]
    case .man:
      [
        ("Read it:", ["reloadtimeline man | man -l -"]),
        (
          "Keep it where man looks:",
          ["reloadtimeline man -o ~/.local/share/man/man1/reloadtimeline.1"]
        ),
      ]
    case .help:
      [("How to ask for an address space:", ["reloadtimeline help maps"])]
    }
  }

  /// What its help explains besides options.
  var notes: [(title: String, lines: [(term: String, meaning: String)])] {
    if self == .explain {
      return [
        (
          "An ADDRESS is",
          [
            ("0x7f9f55e19010", "hexadecimal, as crash reports and /proc/PID/maps print it"),
            ("7f9f55e19010", "the same without 0x, from five digits on"),
          ]
        )
      ]
    }
    guard operands == .traces else { return [] }
    return [
      (
        "An INSTANT is one of",
        [
          ("L1234", "a line of the log (of the first TRACE, where there are several)"),
          ("16:50:58.123456", "a time of day as the log prints it, with decimals or without"),
          ("1700000000.123", "a time as 'strace -ttt' prints it"),
          ("+2.5", "seconds from the first line of the log"),
        ]
      )
    ]
  }
}
