import Foundation

@testable import TraceModel

/// A small log, given as text, as the stages up to the address spaces see it.
struct LogRun {
  private(set) var parser = TraceParser()
  private(set) var sequencer: Sequencer

  /// Reads a log, with what /proc/PID/maps showed before, and looks at the process `pid` (without
  /// it the first) at an instant (without it the end).
  init(
    _ log: String, maps: String? = nil, pid: Int32? = nil, at instant: String? = nil,
    before: Bool = false, directory: String? = nil
  ) throws {
    var options = World.Options()
    options.directory = directory.map { Array($0.utf8) }
    try self.init(log, options, maps: maps, pid: pid, at: instant, before: before)
    // What the log teaches counts from its first line on.
    guard sequencer.world.teaches(&options, showsCloses: parser.showsCloses) else { return }
    try self.init(log, options, maps: maps, pid: pid, at: instant, before: before)
  }

  private init(
    _ log: String, _ options: World.Options, maps: String?, pid: Int32?, at instant: String?,
    before: Bool
  ) throws {
    var world = World(options: options)
    world.keepsLastSpace = true
    world.watchedPID = pid
    if let maps { world.await([(pid: nil, snapshot: try Snapshot(text: maps))]) }
    let targets =
      instant.flatMap { InstantArgument($0) }
      .map { [InstantWatch.Target($0, isBefore: before)] } ?? []
    let watch = InstantWatch(targets: targets, pid: pid, keepsSpace: true)
    sequencer = Sequencer(world: world, watch: watch)
    parser.readAll(log, into: &sequencer)
    sequencer.finish()
    sequencer.watch.finish(lines: parser.order, sequencer.world)
  }

  var world: World { sequencer.world }

  /// The lines of the address space, in short: `1000-3000 r-xp 0 /lib/a.so`.
  var maps: [String] {
    guard let kept = sequencer.watch.kept else { return ["no process"] }
    let report = MapsReport(
      space: kept.space, backings: world.backings, pid: nil, diagnostics: [])
    return report.lines.map { line in
      let name = line.name.bytes.isEmpty ? "" : " " + line.name.escaped
      return String(line.range.start, radix: 16) + "-" + String(line.range.end, radix: 16)
        + " \(line.permissions) " + String(line.offset, radix: 16) + name
    }
  }
}

extension Snapshot {
  /// Reads a snapshot that is given as text.
  init(text: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    self = try Snapshot.read(TraceInput.file(file.path).open())
  }
}
