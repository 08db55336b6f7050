/// A stretch of a reload in which objects only go, none is there, or they come.
public struct ReloadPhase: Sendable, Equatable {
  /// The kinds of stretch.
  public enum Kind: String, Sendable, CaseIterable {
    /// From the first unload of an object that was there before to the last.
    case unloading
    /// From the last unload to the first load.
    case gap
    /// From the first load, or attempt to load, to the end of the window; what is taken down after the
    /// last of them is none of it.
    case loading
  }

  /// What happens in it.
  public var kind: Kind
  /// Where it begins.
  public var from: Instant
  /// Where it ends.
  public var to: Instant

  /// Creates a phase.
  public init(kind: Kind, from: Instant, to: Instant) {
    self.kind = kind
    self.from = from
    self.to = to
  }
}

extension ReloadReport {
  /// Unloading, gap and loading, as far as there are such; the first and the last may overlap.
  ///
  /// None where the instants have no order among them: lines of several files without a time.
  public var phases: [ReloadPhase] {
    var gone: [Instant] = []
    var come: [Instant] = []
    var taken: [(at: Instant, gaveUp: Bool)] = []
    for object in objects where object.fate != .transient && !object.isPathlessMemory {
      for span in object.spans {
        if let from = span.from { come.append(from) } else if let to = span.to { gone.append(to) }
        if let to = span.to { taken.append((to, span.gaveUp)) }
      }
    }
    guard let order = Instant.order(gone + come + taken.map(\.at) + [end]) else { return [] }
    var phases: [ReloadPhase] = []
    let lastGone = gone.max(by: order)
    if let first = gone.min(by: order), let lastGone {
      phases.append(ReloadPhase(kind: .unloading, from: first, to: lastGone))
    }
    guard let firstCome = come.min(by: order), let lastCome = come.max(by: order) else {
      return phases
    }
    if let lastGone, order(lastGone, firstCome) {
      phases.append(ReloadPhase(kind: .gap, from: lastGone, to: firstCome))
    }
    // What had come, or had stayed until then, goes again: the process gives up.
    let takenDown = taken.filter { !$0.gaveUp && order(lastCome, $0.at) }.map(\.at).min(by: order)
    var last = end
    if let takenDown {
      last =
        taken.filter { $0.gaveUp && order($0.at, takenDown) }.map(\.at).max(by: order) ?? lastCome
      if order(last, lastCome) { last = lastCome }
    }
    phases.append(
      ReloadPhase(kind: .loading, from: firstCome, to: order(last, firstCome) ? firstCome : last))
    return phases
  }
}

extension Instant {
  /// What orders instants: their lines where all are of one file, else their times where all have
  /// one; nothing where there is no order.
  static func order(_ instants: [Instant]) -> ((Instant, Instant) -> Bool)? {
    let isOneFile = instants.allSatisfy { $0.file == instants.first?.file }
    if isOneFile { return { $0.line < $1.line } }
    guard instants.allSatisfy({ $0.seconds?.isFinite == true }) else { return nil }
    return { ($0.seconds ?? 0, $0.line) < ($1.seconds ?? 0, $1.line) }
  }
}
