/// The stretches of a process's history that no reload is near.
///
/// Rule: a reload is made of loads and unloadings of code, of requests, and of what else happens to the process as
/// a whole (`WindowFinder`). What lies longer than `QuietStretch` behind the last of these steps belongs to
/// none, unless that goes on: a load that is relocated late, an execve. Nor does what lies between a step and a
/// request that ends all before.
struct QuietGaps {
  /// How many messages and failed opens are kept behind each step.
  static let mostSayings = 100

  private struct Step {
    var at: Moment
    /// Whether what was before is over with it: a request.
    var ends: Bool
  }

  /// In order.
  private var steps: [Step] = []
  private let data: Set<UInt32>
  /// The lines of which all is kept, because they were asked for.
  private let asked: Range<Int>

  /// Finds them.
  ///
  /// - Parameters:
  ///   - history: what happened so far.
  ///   - asked: the lines of which all is to be kept.
  ///   - pageSize: bytes in a page.
  ///   - isCode: whether a load may be of code.
  init(
    _ history: ProcessHistory, asked: Range<Int>, pageSize: UInt64, isCode: (Load) -> Bool
  ) {
    self.asked = asked
    var data: Set<UInt32> = []
    for load in history.ended {
      if isCode(load) {
        for moment in [load.began, load.completed, load.ended] where moment.order > 0 {
          steps.append(Step(at: moment, ends: false))
        }
      } else {
        data.insert(load.id.rawValue)
      }
    }
    self.data = data
    for event in history.events where !event.isAnonymous && !data.contains(event.load.rawValue) {
      // ld.so unmaps with the unrounded length of an object that was there.
      if event.what == .other, event.size % pageSize == 0 { continue }
      steps.append(Step(at: event.at, ends: false))
    }
    for mark in history.marks where !mark.isAside {
      switch mark.kind {
      case .trigger, .terminate: steps.append(Step(at: mark.at, ends: true))
      case .spawned(_, let until):
        steps.append(Step(at: mark.at, ends: false))
        steps.append(Step(at: until, ends: false))
      default: steps.append(Step(at: mark.at, ends: false))
      }
    }
    steps.sort { $0.at.order < $1.at.order }
  }

  /// Whether a load is known to be of no code: one that ended.
  func isData(_ load: LoadID) -> Bool { data.contains(load.rawValue) }

  /// The order of the step before a moment that no reload is near, 0 where there is none; nothing where one may
  /// be near, or all is to be kept.
  func step(before moment: Moment) -> Int? {
    if asked.contains(moment.order) { return nil }
    let next = steps.partition { $0.at.order > moment.order }
    guard next > 0 else { return 0 }
    let last = steps[next - 1].at
    let isOver = next < steps.count && steps[next].ends
    return isOver || QuietStretch.lies(from: last, to: moment) ? last.order : nil
  }
}
