/// The one place where the commands meet the library and the renderers.
extension Program {
  /// The program as it runs: logs cannot be analysed before the library does that.
  static var connected: Program {
    Program(
      timeline: TimelineCommand(
        analyse: { _ throws(CommandFailure) in throw .notConnected },
        render: { _, _, _ in [] }),
      maps: MapsCommand { _, _ throws(CommandFailure) in throw .notConnected },
      schema: TextCommand { () throws(CommandFailure) in
        #"{"$schema": "https://json-schema.org/draft/2020-12/schema"}"# + "\n"
      })
  }
}

extension CommandFailure {
  fileprivate static var notConnected: CommandFailure {
    .input("this version reads no logs yet; a later one will")
  }
}
