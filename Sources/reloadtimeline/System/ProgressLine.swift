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
    /// The file, when it began, and whether it was told that it was read.
    var file = ""
    var began = ContinuousClock.now
    var saidRead = false
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
        state.saidRead = false
      }
      let isDue =
        now - (state.shown ?? state.start) > .milliseconds(state.shown == nil ? 1000 : 250)
      // That a file was read is told at once: the line says no longer how much is left.
      let isNews = progress.isRead && !state.saidRead && state.shown != nil
      guard isDue || isNews else { return nil }
      state.shown = now
      state.saidRead = progress.isRead
      let columns = TerminalFacts.columns(of: STDERR_FILENO) ?? 80
      return Self.text(progress, elapsed: now - state.began, columns: columns)
    }
    // Where the terminal became narrower meanwhile the line is cut, not wrapped (DECAWM): only its last row
    // would be taken away.
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

  /// `reload.strace: 1.2 GB of 4.0 GB, 30 %, 820 MB/s, 4 s left`; in fewer columns it says less.
  ///
  /// Of a compressed file only its own size is known: `reload.strace.gz: 1.2 GB, 30 %, 250 MB/s, 11 s left`.
  static func text(_ progress: ReadingProgress, elapsed: Duration, columns: Int) -> String {
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let name = TraceText(progress.file).lastComponent.escaped
    let lead = (name.count > 32 ? String(name.prefix(31)) + "…" : name) + ": "
    var bytes = ByteCount.text(UInt64(max(0, progress.bytes)))
    if let total = progress.total, total > 0 { bytes += " of \(ByteCount.text(UInt64(total)))" }
    let rate = seconds > 0 ? Double(progress.bytes) / seconds : 0
    var pace = rate > 0 && rate < 1e15 ? "\(ByteCount.text(UInt64(rate)))/s" : nil
    var part = progress.part.map { "\(Int($0 * 100)) %" }
    var left: String?
    if let part = progress.part, part > 0, seconds > 0 {
      let rest = seconds / part * (1 - part)
      if rest < 1e6 { left = "\(Int(rest.rounded(.up))) s left" }
    }
    if progress.isRead {
      // The time goes on, but nothing more is read in it.
      (part, pace, left) = (nil, nil, "making the report")
      bytes = "read \(bytes)"
    }
    let forms = [
      [bytes, part, pace, left], [bytes, part, left], [part, left], [part ?? left ?? bytes],
    ].map { $0.compactMap(\.self).joined(separator: ", ") }
    // The last column stays free: what is written there makes some terminals wrap.
    let fits = ([lead + forms[0]] + forms).first { DisplayWidth.of($0) < columns }
    return fits ?? ""
  }

  private static func write(_ text: String) {
    try? writeAll(Array(text.utf8), to: STDERR_FILENO)
  }
}
