extension World {
  /// Notes that a call loads or unloads, and that the frames behind it tell who made it.
  mutating func awaitCaller(of call: Syscall, _ record: CallRecord, _ process: Int) {
    let target = Stacks.Target(
      process: process, call: record.ended.order, next: record.ended.order + 1)
    if stacks.isUsed { stacks.target = target } else { stacks.first = target }
  }

  /// A stack frame (`-k`): its file is mapped at this line.
  mutating func framed(
    _ text: Span<UInt8>, from start: Int, owner: Int32?, at moment: Moment
  ) {
    guard options.recordsLoads else { return }
    if !stacks.isUsed {
      stacks.isUsed = true
      stacks.target = stacks.first
    }
    let awaitsCaller = stacks.target?.next == moment.order
    guard let frame = stacks.known.frame(text, from: start), let task = tasks[owner ?? lastSpoken]
    else {
      if awaitsCaller { stacks.target?.next += 1 }
      return
    }
    if awaitsCaller, let frame = StackFrame(text, from: start) {
      noteCaller(frame, text, at: moment)
    }
    noteSighting(frame, text, from: start, spaces[task.space].process, at: moment)
  }

  private mutating func noteCaller(_ frame: StackFrame, _ text: Span<UInt8>, at moment: Moment) {
    guard var target = stacks.target, target.next == moment.order else { return }
    target.next += 1
    stacks.target = target
    let symbol = frame.symbol.lowerBound
    for (name, function) in Self.loaderFunctions where text.has(name, at: symbol) {
      stacks.target?.through = function
      return
    }
    // Between the call and dlclose lie the loader's own frames; `dlerror` is the nearest symbol to
    // what runs it in glibc.
    if target.through == nil {
      let name = TraceText(bytes: text.copy(frame.path)).lastComponent
      if ObjectNaming.isInterpreter(name) || name.bytes.starts(with: Array("libc".utf8)) { return }
      if name.bytes.starts(with: Array("libdl".utf8)) { return }
    }
    stacks.target = nil
    guard processes[target.process].history.callers.count < ProcessHistory.mostEvents else {
      return
    }
    guard hasRoomForEntry() else { return }
    keptEntries += 1
    processes[target.process].history.callers[target.call] = Caller(
      through: target.through, path: TraceText(bytes: ReplacedName.strip(text.copy(frame.path))),
      symbol: TraceText(bytes: text.copy(frame.symbol)), at: moment)
  }

  private static let loaderFunctions: [(StaticString, Caller.Function)] = [
    ("dlclose", .dlclose), ("__dlclose", .dlclose), ("dlopen", .dlopen), ("__dlopen", .dlopen),
    ("___dlopen", .dlopen), ("dlmopen", .dlmopen), ("__dlmopen", .dlmopen),
  ]

  private mutating func noteSighting(
    _ frame: KnownFrames.Frame, _ text: Span<UInt8>, from start: Int, _ process: Int,
    at moment: Moment
  ) {
    var place = frame.place
    if !processes[process].history.sightings.has(frame.name, at: place) {
      guard let found = self.place(of: frame, text, from: start, process) else { return }
      place = found
      stacks.known.note(place: place, of: frame)
    }
    let epoch = processes[process].history.epoch
    processes[process].history.sightings[place].note(
      epoch: epoch, isDeleted: frame.isDeleted, isProgram: frame.isProgram, at: moment)
  }

  /// Where the file of a frame is among those of a process; nothing where there is no room.
  private mutating func place(
    of frame: KnownFrames.Frame, _ text: Span<UInt8>, from start: Int, _ process: Int
  ) -> Int? {
    if let place = processes[process].history.sightings.place(of: frame.name) { return place }
    guard let path = StackFrame(text, from: start)?.path else { return nil }
    return processes[process].history.sightings.add(
      Sighting(name: frame.name, path: TraceText(bytes: ReplacedName.strip(text.copy(path)))))
  }
}
