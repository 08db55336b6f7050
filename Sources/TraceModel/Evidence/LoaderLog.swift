/// What the dynamic loaders of processes told under LD_DEBUG.
struct LoaderLog: Sendable {
  /// The most processes that are kept apart.
  static let mostProcesses = 1024
  /// The most events that are kept, of all processes.
  static let mostEvents = 1 << 17
  /// The most errors that are kept, of all processes.
  static let mostErrors = 1 << 10
  /// The most pairs of objects, one bound to the other or requiring a version of it, that are kept.
  static let mostBindings = 1 << 14

  /// The file, as it was named.
  var file: String
  /// How many lines it has.
  var lineCount = 0
  /// The processes, in the order in which they show.
  var processes: [LoaderProcess] = []
  /// Lines of others, as where the log is a server's error log, that tell of a failed load, without
  /// LD_DEBUG's form: line and bytes.
  var spoken: [(line: Int, text: [UInt8])] = []
  /// How many lines no loader wrote.
  var otherLines = 0
  /// How many errors, events, pairs and processes were left out, for there are bounds.
  var leftOut = 0

  /// The process of an id.
  func process(_ pid: Int32) -> LoaderProcess? { processes.first { $0.pid == pid } }

  /// Reads a log; lines of others may stand between.
  static func read(_ reader: consuming LineReader) throws(TraceError) -> LoaderLog {
    var builder = LoaderLogBuilder(file: reader.file)
    while try reader.next() {
      builder.take(reader.buffer.span.extracting(reader.line), number: reader.number)
    }
    let log = builder.finish()
    guard log.lineCount > 0 else { throw .empty(file: log.file) }
    guard !log.processes.isEmpty || !log.spoken.isEmpty else {
      throw .badLoaderLog(file: log.file, lines: log.lineCount)
    }
    return log
  }
}

/// What the loader of one process told.
struct LoaderProcess: Sendable {
  var pid: Int32
  /// Its first line, from 1.
  var firstLine: Int
  /// Its last line.
  var lastLine: Int
  /// How many symbols were searched for, where that was logged.
  var lookups = 0
  /// How many symbols were bound, where that was logged.
  var bindings = 0
  /// How many versions were checked, where that was logged.
  var versions = 0
  /// The errors, in order.
  var errors: [LoaderError] = []
  /// What happened to objects, in order.
  var events: [LoaderEvent] = []
  /// Which object bound symbols to which.
  var dependencies: [Dependency] = []
  /// Which versions objects require of others, where that was logged.
  var requirements: [Requirement] = []
  /// The last search, where neither a binding nor an error ended it.
  var unfinished: SymbolLookup?

  /// A version that one object requires of another.
  struct Requirement: Sendable, Equatable {
    var version: [UInt8]
    /// The object that has to define it.
    var file: [UInt8]
    /// The object that requires it.
    var by: [UInt8]
    /// The line, from 1.
    var line: Int
  }

  /// One object that bound symbols to another.
  struct Dependency: Sendable, Equatable {
    /// Who needs the symbols.
    var from: [UInt8]
    /// Who defines them.
    var to: [UInt8]
    /// The first of them.
    var symbol: [UInt8]
    /// Its version.
    var version: [UInt8]?
    /// The line of the first, from 1.
    var line: Int
    /// How many they are.
    var count = 1
  }
}
