import Glibc
import TraceModel

/// The system's strace, and how it is asked for what the analysis reads.
struct StraceProgram {
  /// Its release: major and minor number.
  struct Release: Comparable, CustomStringConvertible {
    var major: Int
    var minor: Int

    static func < (left: Release, right: Release) -> Bool {
      (left.major, left.minor) < (right.major, right.minor)
    }

    var description: String { "\(major).\(minor)" }

    /// Reads `strace -- version 6.1`.
    init?(_ text: String) {
      guard let range = text.firstRange(of: "version ") else { return nil }
      let parts = text[range.upperBound...].prefix { $0.isNumber || $0 == "." }.split(
        separator: ".")
      guard parts.count > 1, let major = Int(parts[0]), let minor = Int(parts[1]) else {
        return nil
      }
      self.major = major
      self.minor = minor
    }

    init(_ major: Int, _ minor: Int) {
      self.major = major
      self.minor = minor
    }
  }

  let path: String
  /// Its release; nothing where it does not tell.
  let release: Release?
  /// What ends it when this program is killed, where the system has it (util-linux 2.33).
  private let guardian: String?

  /// Finds it; `scratch` is a file for what programs say of themselves.
  static func find(scratch: String) throws(CommandFailure) -> StraceProgram {
    guard let path = ExecutablePath.find("strace") else {
      throw .input(
        "strace is not installed, or not in PATH; "
          + "install it: 'apt install strace', 'dnf install strace', 'apk add strace'")
    }
    let version = said(by: path, ["strace", "-V"], scratch) ?? ""
    let guardian = ExecutablePath.find("setpriv").flatMap { setpriv in
      said(by: setpriv, ["setpriv", "--pdeathsig", "TERM", "true"], scratch) == nil ? nil : setpriv
    }
    return StraceProgram(path: path, release: Release(version), guardian: guardian)
  }

  /// What a program says that ends well within five seconds.
  private static func said(by path: String, _ words: [String], _ scratch: String) -> String? {
    guard var child = try? ChildProcess(path: path, words, streams: .file(scratch), isApart: true),
      child.waits(.seconds(5)), child.ended() == 0, let bytes = try? SmallFile.read(scratch)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The words that attach it to a process.
  func words(attachingTo pid: Int, log: String) -> [String] {
    options(log) + ["-p", "\(pid)"]
  }

  /// The words that start a command under it.
  func words(starting command: [String], log: String) -> [String] {
    // Without -I it would not be ended by a signal (strace 4.7, -I 3 with -o FILE PROG).
    let interruptible = release.map { $0 >= Release(4, 7) } ?? false
    return options(log) + (interruptible ? ["-I", "2"] : []) + ["--"] + command
  }

  /// Starts it with these words behind its name.
  func start(
    _ words: [String], streams: ChildProcess.Streams, isApart: Bool
  ) throws(CommandFailure) -> ChildProcess {
    do throws(SystemError) {
      guard let guardian else {
        return try ChildProcess(path: path, [path] + words, streams: streams, isApart: isApart)
      }
      // Its parent may be gone before setpriv(1) has asked for the signal: the shell between looks then.
      let start = [
        "--", "/bin/sh", "-c", "[ \"$PPID\" = \"$0\" ] && exec \"$@\"", "\(getpid())", path,
      ]
      return try ChildProcess(
        path: guardian, ["setpriv", "--pdeathsig", "TERM"] + start + words, streams: streams,
        isApart: isApart)
    } catch {
      throw .input("\(path): cannot be started: \(error.description)")
    }
  }

  /// The options of a recording.
  ///
  /// `?` makes a release pass over names that it does not know (strace 4.17); older ones are asked
  /// for everything.
  private func options(_ log: String) -> [String] {
    var options = ["-f", "-tt", "-T", "-y", "-s", "4096", "-o", log]
    guard let release, release >= Release(4, 17) else { return options }
    func list(_ names: [String]) -> String { names.map { "?" + $0 }.joined(separator: ",") }
    options += ["-e", "trace=" + list(TracedCalls.names)]
    options += ["-e", "abbrev=!" + list(TracedCalls.namesOfIdentity)]
    return options
  }
}
