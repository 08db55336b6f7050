import Dispatch
import Foundation
import Synchronization
import Testing

@testable import reloadtimeline

@Suite("Descriptors")
struct DescriptorTests {
  @Test("a file is never opened under the number of a standard stream that was closed")
  func reserved() async {
    await #expect(processExitsWith: .success) {
      // A thread of the test runner may be given the number in between: then once more.
      for _ in 0..<100 {
        close(STDIN_FILENO)
        Descriptor.reserveStandardOnes()
        let number = unsafe open("/dev/null", O_RDONLY)
        var byte: UInt8 = 0
        let count = unsafe read(STDIN_FILENO, &byte, 1)
        if number > STDERR_FILENO, count == -1, errno == EBADF { exit(0) }
      }
      exit(1)
    }
  }

  @Test("writes all of what does not fit a pipe at once, also without blocking")
  func shortWrites() throws {
    let pipe = Pipe()
    let number = pipe.fileHandleForWriting.fileDescriptor
    #expect(fcntl(number, F_SETFL, O_NONBLOCK) == 0)
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let reader = Thread {
      let read = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
      Self.received.withLock { $0 = Array(read) }
      Self.done.signal()
    }
    reader.start()
    try writeAll(bytes, to: number)
    try pipe.fileHandleForWriting.close()
    Self.done.wait()
    // A million bytes are not to be shown where they differ.
    let isSame = Self.received.withLock { $0 == bytes }
    #expect(isSame)
  }

  private static let received = Mutex<[UInt8]>([])
  private static let done = DispatchSemaphore(value: 0)
}
