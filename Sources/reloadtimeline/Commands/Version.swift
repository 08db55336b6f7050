/// The version of the program: the one place that says it.
enum Version {
  static let number = "0.1.0"

  /// The line that `--version` prints.
  static let line = "reloadtimeline \(number)\n"
}
