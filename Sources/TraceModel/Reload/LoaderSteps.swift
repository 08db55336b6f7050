/// Tells what the loader did during a window.
struct LoaderSteps {
  /// The most steps that are told of one window.
  static let most = 2000

  let alignment: LoaderAlignment
  let names: NameIndex
  let facts: LogFacts

  /// The steps, in the order of the log of LD_DEBUG.
  func steps(in range: ClosedRange<Int>) -> [LoaderStep] {
    var steps: [LoaderStep] = []
    let events = alignment.process.events
    for event in events[events.partition { $0.line >= range.lowerBound }...] {
      if event.line > range.upperBound { break }
      guard let (what, reason) = Self.what(event.kind) else { continue }
      let match = alignment.matches[event.line]
      steps.append(
        LoaderStep(
          what: what, file: alignment.file, line: event.line, name: TraceText(bytes: event.object),
          path: names.path(of: event.object), reason: reason,
          instant: match.map { facts.instant($0.moment) }, rule: match?.rule))
      if steps.count == Self.most { break }
    }
    for error in alignment.process.errors where range.contains(error.line) {
      steps.append(
        LoaderStep(
          what: .failed, file: alignment.file, line: error.line,
          name: TraceText(bytes: error.object), path: names.path(of: error.object),
          reason: TraceText(bytes: error.message).escaped))
    }
    return steps.sorted { $0.line < $1.line }
  }

  private static func what(_ kind: LoaderEvent.Kind) -> (LoaderStep.What, String)? {
    switch kind {
    case .mapped: (.mapped, "")
    case .initialized: (.initialized, "")
    case .finalized: (.finalized, "")
    case .unmapped: (.unmapped, "")
    case .noDelete(let reason): (.noDelete, reason.words)
    default: nil
    }
  }
}

extension LoaderEvent.Reason {
  /// Why an object is not to be unloaded, as the end of a sentence.
  var words: String {
    switch self {
    case .asked, .activated: "linked with -z nodelete, or opened with RTLD_NODELETE"
    case .uniqueSymbol: "it has a unique symbol (STB_GNU_UNIQUE)"
    case .reference(let from):
      from.isEmpty
        ? "the program bound a symbol to it"
        : "\(TraceText(bytes: from).lastComponent.escaped) bound a symbol to it and stays"
    case .memory: "the loader ran out of memory"
    case .other(let words): TraceText(bytes: words).escaped
    }
  }
}
