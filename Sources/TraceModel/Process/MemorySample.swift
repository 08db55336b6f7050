/// How much was mapped in a process at one time.
struct MemorySample: Sendable, BitwiseCopyable {
  /// How many mappings are visited for samples in one log, so that a log of many requests to a process
  /// of many mappings costs no more than its length.
  static let mostVisited = 50_000_000

  /// Where it was taken.
  var at: Moment
  /// How many mappings: lines of /proc/PID/maps.
  var mappings: Int
  /// Bytes of them.
  var bytes: UInt64
  /// Bytes of those that are of no file.
  var anonymousBytes: UInt64
}

extension World {
  /// Takes a sample of a process's address space: where it is asked to reload, and where it begins to
  /// unload.
  mutating func sample(_ process: Int, at moment: Moment) {
    let space = processes[process].space
    guard options.recordsLoads, processes[process].isKnown,
      sampledMappings < MemorySample.mostVisited,
      processes[process].history.samples.count < ProcessHistory.mostEvents
    else { return }
    sampledMappings += spaces[space].space.count
    processes[process].history.samples.append(measure(spaces[space], at: moment))
    processes[process].history.hasLoadedSinceSample = false
  }

  /// How much is mapped in an address space.
  func measure(_ state: SpaceState, at moment: Moment) -> MemorySample {
    var sample = MemorySample(at: moment, mappings: 0, bytes: 0, anonymousBytes: 0)
    state.space.forEachMerged { mapping in
      sample.mappings += 1
      sample.bytes &+= mapping.range.length
      if mapping.isAnonymous { sample.anonymousBytes &+= mapping.range.length }
    }
    return sample
  }
}
