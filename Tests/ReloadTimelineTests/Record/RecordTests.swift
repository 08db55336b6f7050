import Foundation
import Testing

/// Recordings of real processes, by the built program and the system's strace.
@Suite(
  "Recording", .serialized,
  .enabled(if: Recorder.missing == nil, Comment(rawValue: Recorder.missing ?? "")))
struct RecordTests {
  @Test("a reload that it asks for: the folder is whole, and all agrees with the kernel")
  func signal() throws {
    try withFolder { folder in
      let result = try Recorder.script(
        """
        "$program" record -p $daemon --signal HUP -o "$folder/r" --width 100
        status=$?
        grep TracerPid /proc/$daemon/status >&2
        exit $status
        """, folder)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.output.contains("Reload 1   SIGHUP"), "\(result.output)")
      #expect(result.output.contains("libresolv"), "\(result.output)")
      #expect(result.output.contains("Verification   agrees with"), "\(result.output)")
      #expect(result.error.contains("TracerPid:\t0"), "it lives on, untraced: \(result.error)")
      #expect(try names(in: folder.appending(path: "r")) == Recorder.files)
      let again = try RunningProgram.run([folder.appending(path: "r").path, "--width", "100"])
      #expect(again.output == result.output)
      let lsof = try text(of: folder.appending(path: "r/lsof"))
      let program = lsof.split(separator: "\n").first { $0.contains(" txt ") }
      #expect(program?.hasSuffix("/addressspace-workload") == true, "\(lsof)")
      #expect(try names(in: folder) == ["r"])
    }
  }

  @Test("a process that forks, for a time")
  func forks() throws {
    try withFolder { folder in
      let result = try Recorder.script(
        """
        (sleep 1; kill -USR1 $daemon) &
        "$program" record -p $daemon --for 2.5 -o "$folder/r/" --quiet
        """, folder)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.error == "")
      #expect(result.output.contains("libm.so"), "of the child: \(result.output)")
      #expect(result.output.contains("Verification   agrees with"), "\(result.output)")
    }
  }

  @Test("a process that does nothing: that is said, and the recording opens")
  func idle() throws {
    try withFolder { folder in
      let result = try Recorder.script(
        """
        "$program" record -p $daemon --for 0.5 -o "$folder/r" && "$program" "$folder/r"
        """, folder)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.output.contains("the log holds no calls"), "\(result.output)")
      #expect(result.output.contains("that were mapped before survived"), "\(result.output)")
      #expect(result.output.contains("Verification   agrees with"), "\(result.output)")
    }
  }

  @Test("a command, from its start to its end")
  func command() throws {
    try withFolder { folder in
      let result = try RunningProgram.run([
        "record", "-o", folder.appending(path: "r").path, "--", "sh", "-c", "echo said; exit 3",
      ])
      #expect(result.status == 0, "\(result.error)")
      #expect(result.output.hasPrefix("said\n"), "\(result.output)")
      #expect(result.output.contains("traced from its execve"), "\(result.output)")
      #expect(result.output.contains("libc.so"), "\(result.output)")
      #expect(try names(in: folder.appending(path: "r")) == ["strace-command", "trace"])
    }
  }

  @Test("a command that is over in time, or does not mind its end: nothing of it is left running")
  func commandLeavesNothing() throws {
    try withFolder { folder in
      let result = try RunningProgram.shell(
        """
        "$program" record --for 1 -o "$folder/r" -- \
          sh -c 'sleep 4321 & trap "" TERM; echo $$; while :; do sleep 0.1; done' > "$folder/said"
        echo "status $?"
        # What is dead and waits for its parent to notice does not count.
        grep -qs '^State:.*[RSDT] (' /proc/"$(head -1 "$folder/said")"/status && echo "it lives"
        for child in $(pgrep -f '^sleep 4321$'); do
          grep -qs '^State:.*[RSDT] (' /proc/"$child"/status && echo "its child lives"
        done
        true
        """, folder: folder)
      #expect(result.output == "status 0\n", "\(result.output) \(result.error)")
      #expect(result.error.contains("ended what the command left running: "), "\(result.error)")
      #expect(try names(in: folder.appending(path: "r")) == ["strace-command", "trace"])
    }
  }

  @Test(
    "how a command ended is told; a link that leads nowhere is not replaced, standard output refused"
  )
  func commandEnds() throws {
    try withFolder { folder in
      let result = try RunningProgram.shell(
        """
        "$program" record -o "$folder/r" -- sh -c 'exit 3' > /dev/null
        "$program" record -o "$folder/k" -- sh -c 'kill -KILL $$' > /dev/null
        ln -s nowhere "$folder/l"
        "$program" record -o "$folder/l" -- true; echo "status $?"
        "$program" record -o - -- true; echo "status $?"
        """, folder: folder)
      #expect(result.output == "status 4\nstatus 2\n", "\(result.output)")
      #expect(result.error.contains("the command exited with status 3"), "\(result.error)")
      #expect(result.error.contains("the command was killed by signal 9"), "\(result.error)")
      #expect(result.error.contains("File exists"), "\(result.error)")
      #expect(result.error.contains("a recording is a folder"), "\(result.error)")
      #expect(try names(in: folder) == ["k", "l", "r"])
    }
  }

  @Test("strace that ends by itself: that is told, and what there is opens")
  func straceEnds() throws {
    try withFolder { folder in
      let result = try Recorder.script(
        """
        (
          tracer=0
          until [ "$tracer" -gt 0 ]; do
            sleep 0.1; tracer=$(sed -n 's/^TracerPid:.//p' /proc/$daemon/status)
          done
          sleep 0.5; kill -KILL "$tracer"
        ) &
        "$program" record -p $daemon -o "$folder/it's"
        """, folder)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.error.contains("strace ended before it was asked to"), "\(result.error)")
      #expect(result.error.contains("/it'\\''s'"), "\(result.error)")
      #expect(result.output.contains("survived"), "\(result.output)")
    }
  }

  @Test("a process that ends meanwhile: what was recorded of it is kept")
  func ends() throws {
    try withFolder { folder in
      let result = try Recorder.script(
        """
        (sleep 1; kill -HUP $daemon; sleep 1; kill -KILL $daemon) &
        "$program" record -p $daemon -o "$folder/r"
        """, folder)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.error.contains("the process has ended"), "\(result.error)")
      #expect(result.output.contains("libresolv"), "\(result.output)")
      let kept = try names(in: folder.appending(path: "r"))
      #expect(kept == Recorder.files.filter { $0 != "after.maps" })
    }
  }

  @Test("what cannot be recorded is refused, and leaves nothing behind")
  func refused() throws {
    try withFolder { folder in
      let result = try Recorder.script(
        """
        say() { "$program" record "$@" -o "$folder/r" > /dev/null; echo "status $?" >&2; }
        strace -o /dev/null -p $daemon 2> /dev/null & tracer=$!
        until grep -q "TracerPid:.$tracer" /proc/$daemon/status; do sleep 0.05; done
        say -p $daemon
        kill $tracer; wait $tracer
        sleep 0.01 & gone=$!; wait $gone
        say -p $gone
        PATH=$folder say -p $daemon
        mkdir "$folder/r"; say -p $daemon; rmdir "$folder/r"
        "$program" record -o "$folder/r" -- no-such-command; echo "status $?" >&2
        """, folder)
      let said = result.error.split(separator: "\n").map(String.init)
      let expected = [
        "already traced, by process", "status 3", "there is no process", "status 3",
        "strace is not installed", "status 3", "File exists; nothing is replaced", "status 4",
        "there is no program 'no-such-command' that can be run", "status 3",
      ]
      #expect(said.count == expected.count, "\(result.error)")
      for (line, words) in zip(said, expected) { #expect(line.contains(words), "\(line)") }
      #expect(try names(in: folder) == [])
    }
  }

  @Test(
    "who may not trace is told what would help",
    .enabled(if: Recorder.canDropRights, "only root can give up the right to trace"))
  func forbidden() throws {
    try withFolder { folder in
      let result = try Recorder.script(
        """
        setpriv --bounding-set=-sys_ptrace --inh-caps=-sys_ptrace \\
          "$program" record -p $daemon -o "$folder/r"
        """, folder)
      #expect(result.status == 3)
      #expect(result.error.contains("may not be"), "\(result.error)")
      #expect(result.error.contains("CAP_SYS_PTRACE"), "\(result.error)")
      #expect(try names(in: folder) == [])
    }
  }

  @Test(
    "Ctrl-C at any time: the process lives on, untraced, and the folder is whole or absent",
    arguments: [0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6])
  func interrupted(_ delay: Double) throws {
    try withFolder { folder in
      let result = try Recorder.script(
        """
        "${program%/*}/addressspace-workload" unblocked \\
          "$program" record -p $daemon -o "$folder/r" > /dev/null & recorder=$!
        until [ "$(cat /proc/$recorder/comm)" = reloadtimeline ]; do :; done
        sleep \(delay); kill -INT $recorder; wait $recorder
        echo "status $?"
        grep TracerPid /proc/$daemon/status
        """, folder)
      let (status, tracer) = (result.output.contains("status 130"), result.output)
      #expect(tracer.contains("TracerPid:\t0"), "\(result.output)")
      let left = try names(in: folder)
      #expect(left == [] || left == ["r"], "\(left)")
      #expect(status == (left == []), "\(result.output) \(left)")
      if left == ["r"] {
        #expect(try names(in: folder.appending(path: "r")) == Recorder.files)
      }
    }
  }

  @Test(
    "killed: the process lives on, and is let go",
    .enabled(if: Recorder.hasGuardian, "needs setpriv --pdeathsig, of util-linux 2.33"))
  func killed() throws {
    try withFolder { folder in
      let result = try Recorder.script(
        """
        "$program" record -p $daemon -o "$folder/r" > /dev/null 2>&1 & recorder=$!
        for i in $(seq 200); do
          grep -q 'TracerPid:.0' /proc/$daemon/status || break; sleep 0.05
        done
        grep TracerPid /proc/$daemon/status >&2
        kill -KILL $recorder
        for i in $(seq 200); do
          grep -q 'TracerPid:.0' /proc/$daemon/status && break; sleep 0.05
        done
        grep TracerPid /proc/$daemon/status
        """, folder)
      #expect(!result.error.contains("TracerPid:\t0"), "it was attached: \(result.error)")
      #expect(result.output.contains("TracerPid:\t0"), "\(result.output)")
    }
  }
}
