import Glibc
import Synchronization
import TraceModel

/// A line on the terminal that says how far a long reading has come.
///
/// It appears after a second, changes four times a second, and is taken away at the end; where
/// standard error is no terminal there is none.
final class ProgressLine: Sendable {
  private struct State {
    let start = ContinuousClock.now
    var shown: ContinuousClock.Instant?
    /// The file, when it began, and how far it was then.
    var file = ""
    var began = ContinuousClock.now
  }

  private let state = Mutex(State())

  /// Nothing where nobody would see it.
  init?(_ arguments: Arguments) {
    guard !arguments.isQuiet, isatty(STDERR_FILENO) == 1 else { return nil }
  }

  /// Shows how far it has come.
  func show(_ progress: ReadingProgress) {
    let now = ContinuousClock.now
    let text = state.withLock { state -> String? in
      if state.file != progress.file {
        state.file = progress.file
        state.began = now
      }
      let isDue =
        now - (state.shown ?? state.start) > .milliseconds(state.shown == nil ? 1000 : 250)
      guard isDue else { return nil }
      state.shown = now
      return Self.text(progress, elapsed: now - state.began)
    }
    // A line that is wider than the terminal is cut, not wrapped (DECAWM): only its last row would be taken
    // away.
    if let text { Self.write("\r\u{1B}[K\u{1B}[?7l\(text)\u{1B}[?7h") }
  }

  /// Takes the line away.
  func clear() {
    let isShown = state.withLock { state in
      defer { state.shown = nil }
      return state.shown != nil
    }
    if isShown { Self.write("\r\u{1B}[K") }
  }

  /// `reload.strace: 1.2 GB of 4.0 GB, 30 %, 820 MB/s, 4 s left`.
  static func text(_ progress: ReadingProgress, elapsed: Duration) -> String {
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let name = TraceText(progress.file).lastComponent.escaped
    var words = [ByteCount.text(UInt64(max(0, progress.bytes)))]
    let rate = seconds > 0 ? Double(progress.bytes) / seconds : 0
    let pace = rate > 0 && rate < 1e15 ? "\(ByteCount.text(UInt64(rate)))/s" : nil
    if let total = progress.total, total > 0 {
      words[0] += " of \(ByteCount.text(UInt64(total)))"
      words.append("\(min(100, Int(Double(progress.bytes) / Double(total) * 100))) %")
      if let pace { words.append(pace) }
      let left = rate > 0 ? max(0, Double(total - progress.bytes) / rate) : .infinity
      if left < 1e6 { words.append("\(Int(left.rounded(.up))) s left") }
    } else if let pace {
      words.append(pace)
    }
    return "\(name.count > 32 ? String(name.prefix(31)) + "…" : name): "
      + words.joined(separator: ", ")
  }

  private static func write(_ text: String) {
    try? writeAll(Array(text.utf8), to: STDERR_FILENO)
  }
}
