import Testing

@testable import TraceModel

@Suite("What a call returned")
struct OutcomeTests {
  private static func words(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let outcome = Outcome(bytes.span, from: 0)
    return RecordingConsumer.words(outcome)
      + (outcome.duration.map { " in \($0)" } ?? "") + (outcome.decoration > 0 ? " named" : "")
  }

  @Test(
    "every form of a result",
    arguments: [
      ("0", "0x0"), ("0x7f38eff3c000", "0x7f38eff3c000"), ("022", "0x16"), ("5030", "0x13a6"),
      ("-1", "0xffffffffffffffff"),
      ("3</usr/lib/libc.so.6>", "0x3 named"), ("12</w/#16410291>(deleted)", "0xc named"),
      ("3</a> <0.000083>", "0x3 in 83000 named"),
      ("-1 ENOENT (No such file or directory)", "other"),
      ("-1 ENOMEM (Cannot allocate memory)", "outOfMemory"),
      ("-1 EACCES (Keine Berechtigung)", "accessDenied"), ("-1 EPERM (x)", "notPermitted"),
      ("-1 EFAULT (x)", "badAddress"), ("-1 EINVAL (x)", "invalidArgument"),
      ("-1 EEXIST (x)", "other"), ("-1 EAGAIN (x)", "tryAgain"), ("-1 EBADF (x)", "badDescriptor"),
      ("-1 (errno 134)", "other"),
      ("-1 E??? (errno 134)", "other"), ("-1 ERRNO_134 (Unknown error 134)", "other"),
      ("-1 ENOENT (Нет такого файла) <0.000012>", "other in 12000"),
      ("?", "?"), ("? <unavailable>", "?"),
      ("? ERESTARTSYS (To be restarted if SA_RESTART is set)", "restarted"),
      ("? ERESTARTNOINTR (To be restarted) <0.060149>", "restarted in 60149000"),
      ("? ERESTARTNOHAND (To be restarted if no handler)", "restarted"),
      ("? ERESTART_RESTARTBLOCK (Interrupted by signal)", "restarted"),
      ("0x8002 (flags O_RDWR|O_LARGEFILE)", "0x8002"), ("1 ([{fd=3, revents=POLLIN}])", "0x1"),
      ("0 (Timeout)", "0x0"), ("2 /* 6734 in strace's PID NS */", "0x1a4e"),
    ])
  func forms(_ text: String, _ expected: String) { #expect(Self.words(text) == expected) }

  @Test(
    "what strace made up is told apart",
    arguments: [
      ("0 (INJECTED)", "0x0 injected"), ("0 (DELAYED)", "0x0"),
      ("-1 ENOMEM (Cannot allocate memory) (INJECTED)", "outOfMemory injected"),
      ("0 (INJECTED: args, retval)", "0x0 injected"),
      // Only what arguments point to was changed, and the call was made.
      ("0 (INJECTED: args) <0.000012>", "0x0 in 12000"),
      ("-1 ENOMEM (Cannot allocate memory) (INJECTED: args)", "outOfMemory"),
    ])
  func tampered(_ text: String, _ expected: String) { #expect(Self.words(text) == expected) }

  @Test(
    "the time of -T in every precision",
    arguments: [
      ("0 <0>", 0), ("0 <0.000>", 0), ("0 <0.000009104>", 9_104), ("0 <12.000001>", 12_000_001_000),
    ] as [(String, Int64)])
  func durations(_ text: String, _ nanoseconds: Int64) {
    let bytes = Array(text.utf8)
    #expect(Outcome(bytes.span, from: 0).duration == nanoseconds)
  }

  @Test(
    "what is no result is none",
    arguments: ["", "x", "99999999999999999999999999", "0xfffffffffffffffff", "-"])
  func none(_ text: String) { #expect(Self.words(text) == "?") }
}
