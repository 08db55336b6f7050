/// A word as a shell reads it back, for commands that are shown to be copied.
enum ShellWord {
  /// The path of a file in quotes; one that looks like an option gets a folder before it.
  static func quoted(_ path: String) -> String {
    let path = path.hasPrefix("-") ? "./" + path : path
    guard path.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      // What a terminal would act on: as bash, zsh, ksh and the latest POSIX write it.
      let bytes = path.utf8.map { byte -> String in
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        default: "\\" + String(Int(byte) + 0o1000, radix: 8).dropFirst()
        }
      }
      return "$'" + bytes.joined() + "'"
    }
    return "'" + path.replacing("'", with: "'\\''") + "'"
  }
}
