import Testing

@testable import TraceModel

@Suite("Signals that a call takes")
struct TakenSignalTests {
  @Test("sigwait(3) takes a request for which strace prints no line of its own")
  func sigwait() throws {
    var log = DaemonLog()
    log.load("/lib/a.so", at: 0x10000)
    log.wait(2)
    log.add(
      "rt_sigtimedwait([HUP TERM], {si_signo=SIGHUP, si_code=SI_USER, si_pid=77, si_uid=0}, NULL, 8) "
        + "= 1 (SIGHUP)")
    log.unload(0x10000)
    log.load("/lib/a.so", at: 0x10000)
    let reload = try #require(try log.report().processes.first?.reloads.first)
    #expect(reload.kind == .inPlace)
    #expect(reload.trigger?.signal == "SIGHUP")
    #expect(reload.trigger?.senderPID == 77)
    #expect(reload.trigger?.instant.line == 7)
  }

  @Test("it came when the call was over; a wait that ends without a signal is none")
  func time() throws {
    let log = """
      1 10:00:00.000000 rt_sigtimedwait([HUP], NULL, {tv_sec=1, tv_nsec=0}, 8) = -1 EAGAIN (Resource temporarily unavailable) <1.000000>
      1 10:00:01.000000 rt_sigtimedwait([HUP], {si_signo=SIGHUP, si_code=SI_USER, si_pid=7, si_uid=0}, NULL, 8) = 1 (SIGHUP) <2.500000>
      1 10:00:03.600000 close(3) = 0 <0.000001>

      """
    let run = try LogRun(log)
    let marks = run.world.processes[0].history.marks
    #expect(marks.count == 1)
    #expect(marks.first?.at.printed == "10:00:03.500000")
  }
}
