import Glibc

/// The facts of this very process.
extension TerminalFacts {
  /// Asks the environment, and the terminal where the output goes to one.
  init(arguments: Arguments, terminal: Int32?) {
    self.init(
      arguments: arguments, terminalWidth: terminal.flatMap(Self.columns(of:)),
      isTerminal: terminal != nil
    ) { name in
      // The name is terminated; the value is copied at once, and nothing here changes variables.
      unsafe getenv(name).map { unsafe String(cString: $0) }
    }
  }

  /// The columns of a terminal, where it knows them.
  static func columns(of terminal: Int32) -> Int? {
    var size = winsize()
    // TIOCGWINSZ fills a winsize: ioctl_tty(2).
    guard unsafe ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
