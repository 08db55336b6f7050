/// The version of the program: the one place that says it.
enum Version {
  static let number = "0.1.0"

  /// The program and its version, as in a report's foot.
  static let name = "reloadtimeline \(number)"

  /// The line that `--version` prints.
  static let line = name + "\n"
}
