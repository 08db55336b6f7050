/// Which part of a call on one line is read: its beginning and its end may lie apart, where lines of
/// other tasks come between (files of an `-ff` set hold whole calls only).
enum CallPhase: Sendable {
  /// Beginning and end together.
  case whole
  /// The call begins, as its head would in a log of several tasks.
  case begins
  /// The call is over, as its resumed half would be.
  case ends
}
