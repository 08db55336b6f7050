/// An address space at an instant, line by line as /proc/PID/maps has it.
public struct MapsReport: Sendable {
  /// A line.
  public struct Line: Sendable, Equatable {
    /// The pages.
    public var range: AddressRange
    /// The four letters; `?` where one is not known.
    public var permissions: String
    /// The offset in the file, in bytes.
    public var offset: UInt64
    /// The device, `00:00` where it is not known.
    public var device: String
    /// The inode, 0 where it is not known.
    public var inode: UInt64
    /// The name; empty for anonymous memory.
    public var name: TraceText
  }

  /// The process.
  public var pid: Int?
  /// The lines, upwards.
  public var lines: [Line]
  /// What the reader should know about the input.
  public var diagnostics: [Diagnostic]

  init(space: AddressSpace, backings: BackingTable, pid: Int?, diagnostics: [Diagnostic]) {
    self.pid = pid
    self.diagnostics = diagnostics
    var lines: [Line] = []
    space.forEachMerged { mapping in
      let backing = backings[mapping.backing]
      var name = backing.shownName
      if mapping.traits.contains(.heap) { name = TraceText("[heap]") }
      lines.append(
        Line(
          range: mapping.range, permissions: mapping.permissions.letters, offset: mapping.offset,
          device: backing.device ?? "00:00",
          inode: backing.kind == .systemV ? 0 : backing.inode ?? 0, name: name))
    }
    self.lines = lines
  }
}
