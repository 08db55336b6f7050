import Testing
import TraceModel

@testable import reloadtimeline

@Suite("The command line")
struct ArgumentParserTests {
  private let parser = ArgumentParser { $0 == "map" }

  private func parse(_ line: String) throws -> Arguments {
    try parser.parse(line.split(separator: " ").map(String.init))
  }

  /// What the defaults become by `change`, with one trace.
  private func expecting(_ change: (inout Arguments) -> Void) -> Arguments {
    var arguments = Arguments()
    arguments.traces = [.file("t")]
    change(&arguments)
    return arguments
  }

  struct Example: Sendable, CustomTestStringConvertible {
    let line: String
    let change: @Sendable (inout Arguments) -> Void
    var testDescription: String { line }

    init(_ line: String, _ change: @escaping @Sendable (inout Arguments) -> Void) {
      self.line = line
      self.change = change
    }
  }

  @Test(
    "stores every option where it belongs",
    arguments: [
      Example("t") { _ in },
      Example("--format json t") { $0.format = .json },
      Example("--format=text t") { _ in },
      Example("--maps m t") { $0.snapshots = [.init(pid: nil, file: .file("m"))] },
      Example("--maps 7=m --maps=8=- t") {
        $0.snapshots = [.init(pid: 7, file: .file("m")), .init(pid: 8, file: .standardInput)]
      },
      Example("--maps ./7=m t") { $0.snapshots = [.init(pid: nil, file: .file("./7=m"))] },
      Example("--maps-after m t") { $0.snapshotAfter = .init(pid: nil, file: .file("m")) },
      Example("--maps-after 7=m t") { $0.snapshotAfter = .init(pid: 7, file: .file("m")) },
      Example("--pid 4194304 t") { $0.pid = 4_194_304 },
      Example("--page-size 65536 t") { $0.pageSize = 65_536 },
      Example("--cwd /srv t") { $0.workingDirectory = "/srv" },
      Example("--reload 2 t") { $0.reload = 2 },
      Example("--from L3 --to L3 t") {
        $0.from = .line(3)
        $0.to = .line(3)
      },
      Example("--from 23:59:59 --to 00:00:01 t") {
        $0.from = .timeOfDay(nanoseconds: 86_399_000_000_000, digits: 0)
        $0.to = .timeOfDay(nanoseconds: 1_000_000_000, digits: 0)
      },
      Example("maps --at +2.5 t") {
        $0.verb = .maps
        $0.at = .sinceStart(nanoseconds: 2_500_000_000)
      },
      Example("--object a* --object=b=c t") { $0.objectPatterns = ["a*", "b=c"] },
      Example("--anonymous --events t") {
        $0.showsAnonymous = true
        $0.listsEvents = true
      },
      Example("-o f t") { $0.name(output: .file("f")) },
      Example("-of t") { $0.name(output: .file("f")) },
      Example("--output=f t") { $0.name(output: .file("f")) },
      Example("t -o -") { $0.name(output: .standardOutput) },
      Example("-o /dev/stdout t") { $0.name(output: .standardOutput) },
      Example("-o /dev/fd/5 t") { $0.name(output: .descriptor(5, name: "/dev/fd/5")) },
      Example("-o f -o g t") { $0.name(output: .file("g")) },
      Example("--color never --width 9 --ascii t") {
        $0.color = .never
        $0.width = 9
        $0.asciiOnly = true
      },
      Example("--exit-code --strict --quiet t") {
        $0.exitsWithFindings = true
        $0.isStrict = true
        $0.isQuiet = true
      },
      Example("t --quiet u -") {
        $0.traces = [.file("t"), .file("u"), .standardInput]
        $0.isQuiet = true
      },
      Example("t -- --quiet -o") { $0.traces = [.file("t"), .file("--quiet"), .file("-o")] },
    ])
  func stores(_ example: Example) throws {
    #expect(try parse(example.line) == expecting(example.change))
  }

  @Test("every option of the table has a name of its own, a verb and a help")
  func table() {
    let names = OptionTable.all.map(\.name)
    #expect(Set(names).count == names.count, "a name is there twice")
    let shorts = OptionTable.all.compactMap(\.short)
    #expect(Set(shorts).count == shorts.count, "a short name is there twice")
    for option in OptionTable.all {
      #expect(!option.verbs.isEmpty && !option.help.isEmpty)
      #expect(option.help.last != ".", "\(option.name): help ends without a stop")
    }
  }

  @Test(
    "takes the first operand that names a verb for it, and only that",
    arguments: [
      ("maps t", .maps, ["t"]), ("--quiet maps t", .maps, ["t"]), ("maps maps", .maps, ["maps"]),
      ("maps schema", .maps, ["schema"]), ("t maps", .timeline, ["t", "maps"]),
      ("-- maps", .timeline, ["maps"]), ("./maps", .timeline, ["./maps"]),
      ("map", .timeline, ["map"]), ("- maps", .timeline, ["-", "maps"]),
      ("schema", .schema, []),
    ] as [(String, Verb, [String])])
  func verbs(_ line: String, _ verb: Verb, _ traces: [String]) throws {
    let arguments = try parse(line)
    #expect(arguments.verb == verb)
    #expect(arguments.traces == traces.map(InputFile.init))
    #expect(arguments.request == .run)
  }

  @Test(
    "is asked for help and version",
    arguments: [
      ("--help", .help(.timeline)), ("-h", .help(.timeline)), ("help", .help(.timeline)),
      ("maps --help", .help(.maps)), ("--help maps", .help(.maps)), ("help maps", .help(.maps)),
      ("help help", .help(.help)), ("schema -h", .help(.schema)),
      ("--at L1 --help", .help(.timeline)),
      ("--version", .version), ("maps --version", .version),
    ] as [(String, Arguments.Request)])
  func requests(_ line: String, _ request: Arguments.Request) throws {
    #expect(try parse(line).request == request)
  }

  @Test(
    "refuses wrong usage and says what to do",
    arguments: [
      ("", "no TRACE is given; name a log"),
      ("--quiet", "no TRACE is given"),
      ("maps", "see 'reloadtimeline maps --help'"),
      ("--formt json t", "no option '--formt'; did you mean '--format'?"),
      ("--exit t", "did you mean '--exit-code'?"),
      ("--xyzzy t", "no option '--xyzzy'; see 'reloadtimeline --help'"),
      ("-format t", "no option '-f'; did you mean '--format'?"),
      ("-x t", "no option '-x'; see"),
      ("mpas t", "there is no file and no verb 'mpas'; did you mean 'maps'?"),
      ("hlep", "did you mean 'help'?"),
      ("scheme", "did you mean 'schema'?"),
      ("help mpas", "no verb 'mpas'; did you mean 'maps'?"),
      ("help xyzzy", "the verbs are maps, explain, record, schema, completions, man, help"),
      ("help maps schema", "one verb at a time"),
      ("schema t", "takes no 't'"),
      ("--quiet=yes t", "--quiet takes no value"),
      ("t --pid", "--pid needs PID after it; see"),
      ("--maps --quiet t", "--maps needs FILE after it; if the next word is meant, write"),
      ("-o", "-o needs FILE"),
      ("--maps= t", "--maps needs FILE, not an empty word"),
      ("--pid 0 t", "'0' is not a process id"),
      ("--pid +5 t", "'+5' is not a process id"),
      ("--pid 99999999999999999999 t", "is not a process id"),
      ("--page-size 4095 t", "'4095' is not a power of two"),
      ("--page-size 2048 t", "is not a power of two from 4096"),
      ("--reload 0 t", "'0' is not a number from 1;"),
      ("--width x t", "'x' is not a number from 1;"),
      ("--from L0 t", "'L0' is not an instant"),
      (
        "--format jsn t",
        "'jsn' is not one of text, json, jsonl, markdown, svg, html, trace-event; did you mean 'json'?"
      ),
      ("--view space t", "--view is for a picture; say --format svg or"),
      ("explain 0x1000 --format svg t", "'reloadtimeline explain' writes no svg; --format text"),
      ("--color maybe t", "not one of auto, always, never; see"),
      ("--maps 0=m t", "'0=m' is not PID=FILE; a file of such a name is './0=m'"),
      ("--maps 7= t", "is not PID=FILE"),
      ("--maps a --maps b t", "without saying for which process; write --maps PID=FILE"),
      ("--maps 7=a --maps 7=b t", "twice for process 7"),
      ("- -", "standard input (-) can be read only once"),
      ("--maps - -", "standard input (-) can be read only once"),
      ("--from L5 --to L4 t", "--to is before --from"),
      ("--from +5 --to +4.9 t", "--to is before --from"),
      ("--from 5 --to 4.9 t", "--to is before --from"),
      ("record", "nothing is named to record"), ("record ls", "a command stands behind --"),
      ("record -p 5 -- ls", "a process and a command"), ("record --for 0 -p 5", "above 0"),
      ("record --signal HPU -p 5", "did you mean 'HUP'?"), ("record --signal HUP -- ls", "-p PID"),
      ("--at L5 t", "--at is an option of 'reloadtimeline maps', not of the timeline"),
      ("maps --events t", "--events is an option of the timeline, not of 'reloadtimeline maps'"),
      (
        "schema --pid 3",
        "'reloadtimeline explain' and 'reloadtimeline record', not of"
      ),
    ])
  func refuses(_ line: String, _ message: String) {
    let failure = #expect(throws: CommandFailure.self) { try parse(line) }
    #expect(failure?.status == .usage)
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "nothing")")
  }

  @Test("shows no control character of a word")
  func escapes() {
    let failure = #expect(throws: CommandFailure.self) {
      try parser.parse(["--\u{1B}[31m\n", "t"])
    }
    #expect(failure?.message.contains("'--\\033[31m\\n'") == true)
  }

  @Test("never traps, whatever the words")
  func anyWords() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = Random(state: seed)
    let words =
      OptionTable.all.map { "--" + $0.name } + OptionTable.all.map { "--\($0.name)=" }
      + Verb.words + [
        "-", "--", "---", "-o", "-h", "-oh", "=", "--=", "", "L1", "1", "1=", "é", "\0",
      ]
    for _ in 0..<5_000 {
      let line = (0..<Int.random(in: 0...5, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }
      do throws(CommandFailure) {
        let arguments = try parser.parse(line)
        #expect(
          arguments.request != .run || [.none, .shell, .command].contains(arguments.verb.operands)
            || !arguments.traces.isEmpty)
      } catch {
        #expect(error.status == .usage, "seed \(seed), \(line)")
        #expect(error.message.allSatisfy { $0 >= " " }, "seed \(seed), \(line)")
      }
    }
  }
}

/// A generator that can be started again from its seed.
private struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
