/// Builds a loader's log line by line; holds what is kept, and one search a process.
struct LoaderLogBuilder {
  private static let mostSpoken = 256

  private var log: LoaderLog
  private var places: [Int32: Int] = [:]
  private var states: [State] = []
  private var names = SharedNames()
  private var events = 0
  private var errors = 0
  private var bindings = 0

  /// What is under way in a process.
  private struct State {
    var lookup: SymbolLookup?
    /// The event of a mapping whose extent comes in the next line.
    var mapping: Int?
    var tried: [UInt8]?
    var pairs: [Pair: Int] = [:]
  }

  private struct Pair: Hashable {
    var from: [UInt8]
    var to: [UInt8]
  }

  init(file: String) {
    log = LoaderLog(file: file)
  }

  /// The log, once all lines were taken.
  consuming func finish() -> LoaderLog {
    for index in states.indices { log.processes[index].unfinished = states[index].lookup }
    return log
  }

  /// Takes the next line; it may hold messages of several processes.
  mutating func take(_ line: Span<UInt8>, number: Int) {
    log.lineCount = number
    var prefix = LoaderPrefix(line)
    var end = 0
    if prefix == nil {
      let next = LoaderPrefix.next(line, from: 0)
      takeOther(line.extracting(0..<(next?.start ?? line.count)), number)
      prefix = next?.prefix
      end = line.count
    }
    while let current = prefix {
      let next = LoaderPrefix.next(line, from: current.end)
      end = next?.start ?? line.count
      takeMessage(line.extracting(current.end..<end), current.pid, number)
      prefix = next?.prefix
    }
  }

  private mutating func takeOther(_ text: Span<UInt8>, _ number: Int) {
    log.otherLines += 1
    let whole = 0..<text.count
    guard
      text.find("undefined symbol: ", in: whole) != nil
        || text.find(" not defined in file ", in: whole) != nil
        || text.find("cannot open shared object file", in: whole) != nil
        || text.find("error while loading shared libraries", in: whole) != nil
        || text.find("' not found (required by ", in: whole) != nil
    else { return }
    guard log.spoken.count < Self.mostSpoken else {
      log.leftOut += 1
      return
    }
    log.spoken.append((number, text.copy(Self.cut(0..<text.count))))
  }

  private mutating func place(of pid: Int32, _ number: Int) -> Int? {
    if let place = places[pid] { return place }
    guard states.count < LoaderLog.mostProcesses else { return nil }
    places[pid] = states.count
    states.append(State())
    log.processes.append(LoaderProcess(pid: pid, firstLine: number, lastLine: number))
    return states.count - 1
  }

  private mutating func takeMessage(_ text: Span<UInt8>, _ pid: Int32, _ number: Int) {
    guard let place = place(of: pid, number) else {
      log.leftOut += 1
      return
    }
    log.processes[place].lastLine = number
    guard text.count > 0, let line = LoaderLine(text) else { return }
    switch line {
    case .lookup(let symbol, let file): takeLookup(text, symbol, file, place, number)
    case .binding(let from, let to, let symbol, let version):
      states[place].lookup = nil
      log.processes[place].bindings += 1
      bind(text, from, to, symbol, version, place, number)
    case .error(let object, let occasion, let message, let isFatal):
      takeError(
        LoaderError(
          line: number, object: names.name(text, object), occasion: names.name(text, occasion),
          message: text.copy(Self.cut(message)), isFatal: isFatal), place)
    case .event(let event, let object, let other):
      takeEvent(text, event, object, other, place, number)
    case .extent(let base, let size):
      guard let index = states[place].mapping else { return }
      states[place].mapping = nil
      if case .mapped(_, _, let path) = log.processes[place].events[index].kind {
        log.processes[place].events[index].kind = .mapped(base: base, size: size, path: path)
      }
    case .trying(let file): states[place].tried = names.name(text, file)
    case .version(let version, let file, let by):
      log.processes[place].versions += 1
      require(text, version, file, by, place, number)
    case .other: break
    }
  }

  private mutating func takeLookup(
    _ text: Span<UInt8>, _ symbol: Range<Int>, _ file: Range<Int>, _ place: Int, _ number: Int
  ) {
    let asked = SymbolLookup.Asked(line: number, file: names.name(text, file))
    if states[place].lookup?.goesOn(text.extracting(symbol), in: asked) ?? false {
      states[place].lookup?.append(asked)
      return
    }
    // Without bindings in the log a search that begins anew with its first object is another one.
    log.processes[place].lookups += 1
    states[place].lookup = SymbolLookup(symbol: text.copy(Self.cut(symbol)), files: [asked])
  }

  /// At most as much as is kept of one text.
  private static func cut(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound..<min(range.upperBound, range.lowerBound + SharedNames.longest)
  }

  private mutating func bind(
    _ text: Span<UInt8>, _ from: Range<Int>, _ to: Range<Int>, _ symbol: Range<Int>,
    _ version: Range<Int>?, _ place: Int, _ number: Int
  ) {
    let pair = Pair(from: names.name(text, from), to: names.name(text, to))
    if pair.from == pair.to { return }
    if let index = states[place].pairs[pair] {
      log.processes[place].dependencies[index].count += 1
      return
    }
    guard bindings < LoaderLog.mostBindings else {
      log.leftOut += 1
      return
    }
    bindings += 1
    states[place].pairs[pair] = log.processes[place].dependencies.count
    log.processes[place].dependencies.append(
      LoaderProcess.Dependency(
        from: pair.from, to: pair.to, symbol: names.name(text, symbol),
        version: version.map { names.name(text, $0) }, line: number))
  }

  private mutating func require(
    _ text: Span<UInt8>, _ version: Range<Int>, _ file: Range<Int>, _ by: Range<Int>,
    _ place: Int, _ number: Int
  ) {
    guard bindings < LoaderLog.mostBindings else {
      log.leftOut += 1
      return
    }
    bindings += 1
    log.processes[place].requirements.append(
      LoaderProcess.Requirement(
        version: names.name(text, version), file: names.name(text, file),
        by: names.name(text, by), line: number))
  }

  private mutating func takeError(_ error: LoaderError, _ place: Int) {
    var error = error
    if let lookup = states[place].lookup, lookup.symbol == error.symbol { error.lookup = lookup }
    states[place].lookup = nil
    guard errors < LoaderLog.mostErrors else {
      log.leftOut += 1
      return
    }
    errors += 1
    log.processes[place].errors.append(error)
  }

  private mutating func takeEvent(
    _ text: Span<UInt8>, _ event: LoaderLine.Event, _ object: Range<Int>, _ other: Range<Int>?,
    _ place: Int, _ number: Int
  ) {
    let second = other.map { names.name(text, $0) } ?? []
    let tried = states[place].tried
    // What was tried before is of this object only where it is mapped now.
    states[place].tried = nil
    var kind: LoaderEvent.Kind
    switch event {
    case .needed: kind = .needed(by: second)
    case .relocationDependency: kind = .boundTo(by: second)
    case .dynamicallyLoaded: kind = .dynamicallyLoaded(by: second)
    case .generating: kind = .mapped(base: nil, size: nil, path: tried)
    case .destroying: kind = .unmapped
    case .opening(let count): kind = .opened(count: count)
    case .closing(let count): kind = .closed(count: count)
    case .preinit, .initializing: kind = .initialized
    case .finalizing: kind = .finalized
    case .marked:
      kind = .noDelete(.asked)
      if let other {
        // Taken out meanwhile, so that they are not copied for every line.
        var shared = SharedNames()
        swap(&shared, &names)
        kind = .noDelete(.init(text.extracting(other)) { shared.name($0, $1) })
        swap(&shared, &names)
      }
    case .activated: kind = .noDelete(.activated)
    case .global: kind = .madeGlobal
    case .searching: kind = .searched
    case .relocating: kind = .relocated
    case .starting: kind = .programStarted
    }
    guard events < LoaderLog.mostEvents else {
      log.leftOut += 1
      states[place].mapping = nil
      return
    }
    events += 1
    states[place].mapping = event == .generating ? log.processes[place].events.count : nil
    log.processes[place].events.append(
      LoaderEvent(line: number, kind: kind, object: names.name(text, object)))
  }
}
