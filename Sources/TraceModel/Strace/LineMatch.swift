/// What a line was known by (`QuickLines`): numbers only, for one is made for each line.
struct LineMatch {
  /// What the name of its call says.
  struct NameTraits: Sendable {
    /// Of which lines of a call nothing is wanted, whatever its other arguments are.
    enum Passing: UInt8, Sendable {
      case none
      /// Those whose first argument is no number: what they are about has a path.
      case ofPaths
      case all
    }

    /// The call, where it is one of which some lines are read.
    var call: Syscall?
    var passing = Passing.none
    /// Whether a number that it takes first is no descriptor, and whether it is about signals.
    var takesOtherNumber = false
    var isOfSignals = false

    init() {}

    /// What the name at `start` of a line says.
    init(_ line: Span<UInt8>, at start: Int, _ call: Syscall?) {
      self.call = call
      passing = call.map { $0.isOfIdentity ? .ofPaths : .none } ?? .all
      takesOtherNumber = OtherCall.takesOtherNumber(line, at: start)
      isOfSignals = OtherCall.isOfSignals(line, at: start)
    }
  }

  /// The task that its pid column names; nothing without one.
  var task: Int32?
  /// Where what is known of its pid column lies.
  var head = 0
  let traits: NameTraits
  /// Whether it is the second half of a call.
  let isRest: Bool
  /// Where the call begins.
  let body: Int
  /// Where its arguments do; in a second half, where `resumed>` ends.
  let arguments: Int
  /// Where the line ends in the text of which `QuickLines.next` found it.
  var end = 0

  init(traits: NameTraits, isRest: Bool, body: Int, arguments: Int) {
    self.traits = traits
    self.isRest = isRest
    self.body = body
    self.arguments = arguments
  }

  /// Its call, where it is one of which some lines are read.
  @inline(__always)
  var call: Syscall? { traits.call }

  /// Whether nothing is wanted of its line, nor may it tell what is sought.
  @inline(__always)
  func tellsNothing(_ line: Span<UInt8>, _ sought: QuickLines.Sought) -> Bool {
    switch traits.passing {
    case .none: return false
    case .ofPaths:
      guard !isRest, arguments < line.count, line[arguments] &- 0x30 > 9 else { return false }
    case .all: break
    }
    return !tells(sought, line)
  }

  /// Whether its line may tell what is sought.
  @inline(__always)
  func tells(_ sought: QuickLines.Sought, _ line: Span<UInt8>) -> Bool {
    switch sought {
    case .nothing: false
    case .pathlessCalls: isPathless(line)
    case .ordinaryCalls: !traits.isOfSignals && isPathless(line)
    case .successes: true
    }
  }

  private func isPathless(_ line: Span<UInt8>) -> Bool {
    !isRest
      && OtherCall.isPathless(line, arguments, takesOtherNumber: traits.takesOtherNumber)
  }
}
