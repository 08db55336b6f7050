import Testing

@testable import TraceModel

@Suite("What stands before the body of a line")
struct LinePrefixTests {
  /// A prefix, in words: pid, clock, nanoseconds, digits, distance to the line before.
  private static func words(_ line: String) -> String {
    let bytes = Array(line.utf8)
    let prefix = LinePrefix(bytes.span)
    let body = String(decoding: bytes[prefix.body...], as: UTF8.self)
    let pid = prefix.pid.map { "pid \($0) " } ?? ""
    let time =
      prefix.time.clock == .none
      ? "" : "\(prefix.time.clock) \(prefix.time.nanoseconds) \(prefix.time.digits) "
    return pid + time + (prefix.delta.map { "+\($0) " } ?? "") + body
  }

  @Test(
    "the pid column, and its form on standard error",
    arguments: [
      ("brk(NULL) = 0", "brk(NULL) = 0"),
      ("23087 brk(", "pid 23087 brk("),
      ("6732  execve(", "pid 6732 execve("),
      ("4     vfork(", "pid 4 vfork("),
      ("[pid 17852] mmap(", "pid 17852 mmap("),
      ("[pid  6857] exit_group(", "pid 6857 exit_group("),
      ("[pid     4] mmap(", "pid 4 mmap("),
      ("18762<strace> execve(", "pid 18762 execve("),
      ("18804<ma\\74in\\76 \"t> brk(", "pid 18804 brk("),
      ("[pid 18785<demo>] exit_group(0)", "pid 18785 exit_group(0)"),
      ("4194304 brk(", "pid 4194304 brk("),
    ])
  func pid(_ line: String, _ expected: String) { #expect(Self.words(line) == expected) }

  @Test(
    "times: of day, since 1970, and the distance to the line before",
    arguments: [
      ("14:56:02 brk(", "timeOfDay 53762000000000 0 brk("),
      ("14:56:02.050146 brk(", "timeOfDay 53762050146000 6 brk("),
      ("14:56:02.152 brk(", "timeOfDay 53762152000000 3 brk("),
      ("14:56:02.152000789 brk(", "timeOfDay 53762152000789 9 brk("),
      ("1795446438 mmap(", "epoch 1795446438000000000 0 mmap("),
      ("1795445762.067258 brk(", "epoch 1795445762067258000 6 brk("),
      ("1795445762.137529316 brk(", "epoch 1795445762137529316 9 brk("),
      ("     0.000429 brk(", "relative 429000 6 +429000 brk("),
      ("     0 brk(", "relative 0 0 +0 brk("),
      ("     1.5 brk(", "relative 1500000000 1 +1500000000 brk("),
      ("14:56:02 (+     0.000317) brk(", "timeOfDay 53762000000000 0 +317000 brk("),
      ("1795445762.067258 (+     2.000317) brk(", "epoch 1795445762067258000 6 +2000317000 brk("),
      ("6732  14:56:02 brk(", "pid 6732 timeOfDay 53762000000000 0 brk("),
      ("6732       0.000429 brk(", "pid 6732 relative 429000 6 +429000 brk("),
      ("[pid  6732] 14:56:02 brk(", "pid 6732 timeOfDay 53762000000000 0 brk("),
      ("23:59:60 brk(", "timeOfDay 86400000000000 0 brk("),
    ])
  func time(_ line: String, _ expected: String) { #expect(Self.words(line) == expected) }

  @Test(
    "number of the call, instruction pointer and security context are skipped",
    arguments: [
      ("[   9] mmap(", "mmap("),
      ("[ 231] +++ exited with 0 +++", "+++ exited with 0 +++"),
      ("[00007f2ff25edc47] brk(", "brk("),
      ("[f7f3ea47] brk(", "brk("),
      ("[????????????????] +++ exited with 0 +++", "+++ exited with 0 +++"),
      ("[    7ffacb423c47] brk(", "brk("),
      ("[unconfined_t] brk(", "brk("),
      ("6732  [a!!b] 14:56:02 [   9] [f7f3ea47] brk(", "pid 6732 timeOfDay 53762000000000 0 brk("),
      (
        "18288 14:56:02.277497 (+     0.000285) [  12] [00007fd36a8d7c47] brk(NULL) = 0",
        "pid 18288 timeOfDay 53762277497000 6 +285000 brk(NULL) = 0"
      ),
      ("[ Process PID=22535 runs in 32 bit mode. ]", "[ Process PID=22535 runs in 32 bit mode. ]"),
      ("[ Process PID=9 runs in 32 bit mode. ] ", "[ Process PID=9 runs in 32 bit mode. ] "),
      (
        "15:49:05 [ Process PID=22535 runs in 32 bit mode. ]",
        "timeOfDay 56945000000000 0 [ Process PID=22535 runs in 32 bit mode. ]"
      ),
    ])
  func brackets(_ line: String, _ expected: String) { #expect(Self.words(line) == expected) }

  @Test(
    "what is no prefix is body, or its rest",
    arguments: [
      ("", ""), (") = 0", ") = 0"), ("0) = 3", "0) = 3"),
      ("4194305 brk(", "relative 4194305000000000 0 +4194305000000000 brk("),
      ("0 brk(", "relative 0 0 +0 brk("), ("[pid x] brk(", "brk("),
      ("24:00:00 brk(", "24:00:00 brk("),
      ("14:60:02 brk(", "14:60:02 brk("), ("1:02:03 brk(", "1:02:03 brk("),
      ("14:56 brk(", "14:56 brk("),
      ("12345", "12345"), ("14:56:02", "14:56:02"),
      ("99999999999999999999999 brk(", "99999999999999999999999 brk("),
      ("[unclosed brk(", "[unclosed brk("), ("(+ 0.1 brk(", "(+ 0.1 brk("),
    ])
  func none(_ line: String, _ expected: String) { #expect(Self.words(line) == expected) }
}
