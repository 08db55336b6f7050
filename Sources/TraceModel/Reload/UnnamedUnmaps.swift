/// The unmappings of unknown ranges that no reload names, while the reloads of a process are gone through
/// in order.
///
/// What lies behind the last reload is not looked at: else each of thousands would look at all of them.
struct UnnamedUnmaps {
  private let all: [ProcessHistory.UnknownUnmap]
  private let pageSize: UInt64
  /// How many of all lie before the end of the last reload.
  private var passed = 0
  /// Those of them that nothing names.
  private var open: [ProcessHistory.UnknownUnmap] = []
  /// The lines of those that may be of an object.
  private(set) var ordersOfCode: [Int] = []

  init(_ all: [ProcessHistory.UnknownUnmap], pageSize: UInt64) {
    self.all = all
    self.pageSize = pageSize
  }

  /// Those that nothing names.
  var rest: [ProcessHistory.UnknownUnmap] { open + all[passed...] }

  /// Whether an unmapping may be of an object: ld.so unmaps with the unrounded length of the extent.
  func isOfCode(_ unmap: ProcessHistory.UnknownUnmap) -> Bool { unmap.length % pageSize != 0 }

  /// Goes on to the end of a window: of what lies in it, the reload named all but `nameless`; what lies
  /// before it and behind the last one, none did.
  mutating func advance(through window: Window, nameless: [ProcessHistory.UnknownUnmap]) {
    let isNameless = Set(nameless.map(\.at.order))
    func isNamed(_ order: Int) -> Bool {
      order > window.from && order <= window.to && !isNameless.contains(order)
    }
    // What the window has in common with the one before.
    open[open.partition { $0.at.order > window.from }...].removeAll { isNamed($0.at.order) }
    ordersOfCode[ordersOfCode.partition { $0 > window.from }...].removeAll(where: isNamed)
    while passed < all.count, all[passed].at.order <= window.to {
      let unmap = all[passed]
      passed += 1
      guard !isNamed(unmap.at.order) else { continue }
      open.append(unmap)
      if isOfCode(unmap) { ordersOfCode.append(unmap.at.order) }
    }
  }
}
