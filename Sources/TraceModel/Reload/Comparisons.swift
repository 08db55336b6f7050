/// Compares the reloads of a process with each other: what met another fate, what moved, what grew.
struct Comparisons {
  let timeline: ProcessTimeline
  let facts: LogFacts
  /// How much is mapped at the end of the log, or of the process.
  let last: MemorySample?

  /// Sets the comparisons of all reloads, and the finding where each leaves something behind.
  func add(to reloads: inout [ReloadReport], _ windows: [Window]) {
    guard reloads.count > 1, reloads.count == windows.count else { return }
    let samples = self.samples(windows)
    var hasFailed = false
    for index in reloads.indices {
      var comparison = ReloadComparison(
        previous: index > 0 ? reloads[index - 1].index : nil,
        isFirstFailure: reloads[index].failed && !hasFailed)
      hasFailed = hasFailed || reloads[index].failed
      if index > 0 {
        compare(reloads[index - 1].objects, reloads[index].objects, &comparison)
      }
      if let sample = samples[index] {
        comparison.memory = .init(mappings: sample.mappings, bytes: Int(clamping: sample.bytes))
        if index > 0, let before = samples[index - 1] {
          comparison.growth = Self.growth(before, sample)
        }
      }
      reloads[index].comparison = comparison
    }
    if let finding = growth(reloads, samples) {
      reloads[reloads.count - 1].findings.append(finding)
    }
  }

  private func compare(
    _ before: [ObjectReport], _ now: [ObjectReport], _ comparison: inout ReloadComparison
  ) {
    // Where the objects of the reload before are, by their paths. An object is not copied to be compared.
    var former: [TraceText: Int] = [:]
    for index in before.indices where !before[index].isPathlessMemory {
      former[before[index].path] = index
    }
    for index in now.indices where !now[index].isPathlessMemory {
      let path = now[index].path
      let fate = now[index].fate
      let place = former.removeValue(forKey: path)
      let was = place.map { before[$0].fate }
      // What the reload before brought in for good is there now as a matter of course.
      let isExpected = was == .added && fate == .survived || was == nil && fate == .transient
      if was != fate, !isExpected {
        comparison.differences.append(.init(path: path, was: was, is: fate))
      }
      if let base = now[index].after?.base, let old = place.flatMap({ before[$0].after?.base }),
        base != old
      {
        comparison.moved += 1
      }
    }
    // What had gone for good before is not there now.
    for index in before.indices
    where former[before[index].path] == index && before[index].after != nil {
      comparison.differences.append(
        .init(path: before[index].path, was: before[index].fate, is: nil))
    }
  }

  // MARK: Memory

  /// The sample of each window: from its request, or where none had one, from its beginning.
  private func samples(_ windows: [Window]) -> [MemorySample?] {
    var byOrder: [Int: MemorySample] = [:]
    for sample in timeline.process.history.samples { byOrder[sample.at.order] = sample }
    return windows.map { byOrder[($0.trigger?.at ?? $0.start).order] }
  }

  private static func growth(
    _ before: MemorySample, _ now: MemorySample
  ) -> ReloadComparison.Memory {
    .init(
      mappings: now.mappings - before.mappings,
      bytes: Int(clamping: now.bytes) - Int(clamping: before.bytes))
  }

  /// Rule: each of three reloads or more left more behind than there was when it was asked for.
  ///
  /// None left less. The last counts where the log goes on to its end in the same state.
  private func growth(_ reloads: [ReloadReport], _ samples: [MemorySample?]) -> Finding? {
    let isTriggered = reloads.allSatisfy { $0.trigger != nil }
    var all = samples.compactMap(\.self)
    guard all.count == samples.count, Set(reloads.map(\.kind)).count == 1,
      reloads[0].kind == .inPlace || reloads[0].kind == .cycle
    else { return nil }
    // At its beginning a cycle has unloaded already, at the end of the log it has loaded again.
    if isTriggered, let last { all.append(last) }
    // What the first time sets up (arenas, caches) is there the next time.
    let steps = zip(all.dropFirst(), all.dropFirst(2)).map { Self.growth($0, $1) }
    guard steps.count >= 2, steps.allSatisfy({ $0.bytes >= 0 && $0.mappings >= 0 }),
      steps.allSatisfy({ $0.bytes > 0 }) || steps.allSatisfy({ $0.mappings > 0 }),
      let first = all.dropFirst().first, let final = all.last
    else { return nil }
    let anonymous = Int(clamping: final.anonymousBytes) - Int(clamping: first.anonymousBytes)
    let bytes = Int(clamping: final.bytes) - Int(clamping: first.bytes)
    let what =
      anonymous >= bytes ? "anonymous memory" : anonymous > 0 ? "memory and files" : "files"
    let mappings = steps.map(\.mappings)
    let noun = mappings.allSatisfy { $0 == 1 } ? "mapping" : "mappings"
    return Finding(
      kind: .growth, severity: .note,
      message: "each \(reloads[0].kind == .cycle ? "cycle" : "reload") leaves more behind: "
        + "\(Self.range(steps.map(\.bytes))) bytes and \(Self.range(mappings)) \(noun) "
        + "more each time from the second on, \(what); \(first.mappings) mappings at "
        + "\(LineWords.place(facts.instant(first.at))), \(final.mappings) at "
        + LineWords.place(facts.instant(final.at)),
      advice: "what is not given back adds up: look for what is opened, mapped or dlopened in each "
        + "reload and never released, and restart the process before memory or vm.max_map_count runs "
        + "out",
      certainty: timeline.process.knownFrom == 0 ? .snapshot : .observed,
      evidence: all.map { sample in
        let instant = facts.instant(sample.at)
        return Evidence(
          at: instant, text: "\(sample.mappings) mappings, \(sample.bytes) bytes",
          addsToLine: true)
      })
  }

  private static func range(_ values: [Int]) -> String {
    guard let low = values.min(), let high = values.max() else { return "0" }
    return low == high ? "\(low)" : "\(low) to \(high)"
  }
}
