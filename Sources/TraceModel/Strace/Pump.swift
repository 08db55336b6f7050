import Glibc

/// Hands what comes through a pipe to a program, whenever the program's output is waited for.
///
/// One thread does both: it waits with poll(2) for whichever end is ready, and holds no more than
/// one buffer.
final class Pump {
  private static let bufferSize = 1 << 16

  private let source: FileDescriptor
  /// The program's standard input, while there is something to come: one end of a socket pair, for
  /// which a write may be told not to raise SIGPIPE.
  private var target: Int32
  private var buffer: [UInt8]
  private var start = 0
  private var end: Int
  private var sourceEnded = false
  /// The error number with which the source could not be read on, or 0.
  private(set) var failure: Int32 = 0

  /// Creates a pump.
  ///
  /// - Parameters:
  ///   - source: What is read.
  ///   - target: A socket; the pump closes it.
  ///   - head: What has been read of the source already.
  init(_ source: consuming FileDescriptor, target: Int32, head: [UInt8]) {
    self.source = source
    self.target = target
    buffer = head
    end = head.count
    if buffer.count < Self.bufferSize {
      buffer.append(contentsOf: repeatElement(0, count: Self.bufferSize - buffer.count))
    }
  }

  deinit {
    closeTarget()
  }

  /// Moves bytes until `output` can be read without waiting, or all has been moved.
  func feed(untilReadable output: Int32) {
    while target >= 0 {
      if start == end, sourceEnded {
        closeTarget()
        return
      }
      let wantsMore = start == end
      var ends = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(
          fd: wantsMore ? source.rawValue : target, events: Int16(wantsMore ? POLLIN : POLLOUT),
          revents: 0),
      ]
      // The array is passed with its own length.
      let ready = unsafe poll(&ends, nfds_t(ends.count), -1)
      if ready < 0 {
        if errno == EINTR { continue }
        return
      }
      if ends[0].revents != 0 { return }
      if wantsMore { readMore() } else { writeMore() }
    }
  }

  private func readMore() {
    let got = source.read(into: &buffer, from: 0)
    if got < 0 { failure = errno }
    sourceEnded = got <= 0
    start = 0
    end = max(0, got)
  }

  private func writeMore() {
    // The range lies within the array, and the call keeps no pointer.
    let sent = unsafe buffer.withUnsafeBytes { all in
      unsafe send(
        target, all.baseAddress?.advanced(by: start), end - start,
        Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    }
    if sent >= 0 {
      start += sent
    } else if errno != EINTR, errno != EAGAIN {
      // The program is gone; its status will say why.
      closeTarget()
    }
  }

  private func closeTarget() {
    guard target >= 0 else { return }
    _ = close(target)
    target = -1
  }
}
