import TraceModel

extension Picture {
  /// How many new processes have a row each.
  private static let processesShown = 8

  /// Puts the processes on top with which a service goes on: a reload by another process is nothing
  /// that the lanes of this one's objects would show.
  mutating func addProcesses(
    _ reload: ReloadReport, of process: ProcessReport, words: ReloadWords
  ) {
    let successors = reload.tellsSuccessors ? reload.successors : []
    guard !successors.isEmpty || !reload.execves.isEmpty else { return }
    let own = PictureRow(
      process.pid == nil && process.executable == nil
        ? "this process"
        : "\(process.pid.map { "\($0) " } ?? "")\(Self.name(process.executable, words))",
      gone: "this process", Self.bars(of: reload), words)
    rows = [own] + successors.prefix(Self.processesShown).map { PictureRow($0, words) } + rows
    let more = successors.count - Self.processesShown
    if more > 0 {
      leftOut.append("\(counted(more, "process", plural: "processes")) more, not drawn")
    }
  }

  /// The process itself: after each execve it has another address space.
  private static func bars(of reload: ReloadReport) -> [PictureBar] {
    let ends = reload.execves.prefix(marksShown).map(Instant?.some) + [reload.processEnd]
    return ends.indices.map { index in
      PictureBar(
        from: index == 0 ? nil : ends[index - 1], to: ends[index],
        look: index == 0 ? .copy : .fresh,
        title: index == 0 ? "this process" : "this process, in the address space of an execve")
    }
  }

  fileprivate static func name(_ program: TraceText?, _ words: ReloadWords) -> String {
    program.map { words.text.glyphs.name($0.lastComponent) } ?? ""
  }
}

extension PictureRow {
  /// The row of a process that was made after a request.
  fileprivate init(_ successor: Successor, _ words: ReloadWords) {
    let role =
      switch successor.role {
      case .child: "new child"
      case .mainProcess: "new main process"
      case .otherProgram: "other program"
      }
    let copy = PictureBar(
      from: successor.born, to: successor.executed ?? successor.ended, look: .copy,
      title: "\(successor.pid): \(role), a copy of the address space")
    let fresh = successor.executed.map { executed in
      PictureBar(
        from: executed, to: successor.ended, look: .fresh,
        title: "\(successor.pid): \(role), an address space of its own")
    }
    self.init(
      "\(successor.pid) \(Picture.name(successor.executable, words))", gone: role,
      [copy] + [fresh].compactMap(\.self), words)
  }

  /// The row of a process.
  fileprivate init(_ name: String, gone: String, _ bars: [PictureBar], _ words: ReloadWords) {
    let (from, to) = (bars.first?.from, bars.last?.to)
    text = LaneRow(name: name, gone: gone, lines: words.text.lines(from, to))
    self.bars = bars
    title = "\(name): \(gone)"
  }
}
