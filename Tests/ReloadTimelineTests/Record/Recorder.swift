import Foundation
import Glibc

/// What recordings are tried on, and whether they can be made here.
enum Recorder {
  /// The files of a recording of a process that lives on.
  static let files = ["after.maps", "before.maps", "lsof", "strace-command", "trace"]

  /// Runs a script of the shell beside a daemon, whose pid is `$daemon`.
  static func script(_ script: String, _ folder: URL) throws -> ProgramResult {
    try RunningProgram.shell(
      """
      "${program%/*}/addressspace-workload" unblocked timeout --foreground 60 bash <<'SCRIPT'
      daemons=$(mktemp -d)
      "${program%/*}/addressspace-workload" reloads > "$daemons/ready" & daemon=$!
      disown $daemon
      until grep -qs ready "$daemons/ready"; do sleep 0.02; done
      trap 'kill -KILL $daemon 2> /dev/null; rm -r "$daemons"' EXIT
      \(script)
      SCRIPT
      """, folder: folder)
  }

  /// Why nothing can be recorded here.
  static let missing: String? = {
    let check = try? RunningProgram.shell(
      """
      command -v strace > /dev/null || { echo "strace is not installed"; exit 1; }
      strace -o /dev/null true 2> /dev/null || { echo "strace may not trace here"; exit 1; }
      "${program%/*}/addressspace-workload" check
      """)
    return check?.status == 0 ? nil : check?.output ?? "no shell"
  }()

  /// Whether the system can end strace with the program that started it.
  static let hasGuardian =
    (try? RunningProgram.shell("setpriv --pdeathsig TERM true"))?.status == 0

  /// Whether the right to trace can be given up here.
  static let canDropRights = geteuid() == 0 && hasGuardian
}
