import TraceModel

/// What an operation on an address space costs, with few mappings and with very many.
///
/// Linux allows 65,530 mappings (vm.max_map_count), and a database or a JVM has that many. The cost
/// of an operation at 60,000 live mappings may be at most three times that at 600.
enum ContainerBenchmark {
  static let sizes = [600, 60_000]
  static let operations = 1_000_000

  /// Runs all sizes, and returns a line for each and one for the ratio.
  static func run() -> [String] {
    var lines = ["container: \(operations) random mmap, munmap, mprotect and mremap each"]
    var costs: [Double] = []
    for size in sizes {
      let (nanoseconds, live) = measure(size)
      costs.append(nanoseconds)
      lines.append("  \(padded(live)) live mappings  \(Int(nanoseconds)) ns an operation")
    }
    let ratio = (costs[1] / costs[0] * 100).rounded(.down) / 100
    lines.append("  ratio \(ratio) (at most 3)")
    return lines
  }

  /// The cost of an operation in nanoseconds, and how many mappings were live at the end.
  private static func measure(_ size: Int) -> (nanoseconds: Double, live: Int) {
    var space = AddressSpace()
    var changes = AddressSpaceChanges()
    var random = Generator(state: 0x1234_5678)
    // Every other page stays free, so that neighbours never merge. A third of the slots is free at
    // any time, as many operations unmap as map.
    let slots = size * 3 / 2
    for slot in 0..<slots {
      space.map(mapping(slot, random.next()), changes: &changes)
      changes.removeAll()
    }
    let clock = ContinuousClock()
    let elapsed = clock.measure {
      for _ in 0..<operations {
        let value = random.next()
        let slot = Int(value >> 8) % slots
        switch value & 3 {
        case 0: space.unmap(page(slot), changes: &changes)
        case 1:
          space.protect(
            page(slot), permissions: value & 4 == 0 ? .read : [.read, .write], growsDown: false,
            failure: nil)
        case 2: space.map(mapping(slot, value), changes: &changes)
        default:
          let request = RemapRequest(
            oldAddress: page(slot).start, oldLength: 4096, newLength: 4096, mayMove: true,
            fixed: true, newAddress: page(slot + 1).start, line: 1)
          space.remap(request, result: request.newAddress, changes: &changes)
          space.map(mapping(slot, value), changes: &changes)
        }
        changes.removeAll()
      }
    }
    let parts = elapsed.components
    let nanoseconds = Double(parts.seconds) * 1e9 + Double(parts.attoseconds) / 1e9
    return (nanoseconds / Double(operations), space.count)
  }

  private static func page(_ slot: Int) -> AddressRange {
    let start = 0x1000_0000 + UInt64(slot) * 8192
    return AddressRange(start: start, end: start + 4096)
  }

  private static func mapping(_ slot: Int, _ value: UInt64) -> Mapping {
    Mapping(
      range: page(slot), offset: value & 0xFF000, backing: BackingID(rawValue: 1),
      permissions: .read, line: Int(value & 0xFFFF) + 1)
  }

  private static func padded(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, 6 - text.count)) + text
  }
}

/// A small repeatable generator (xorshift64*), the same in every run.
struct Generator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
