/// The name of a part of an `-ff` set: `NAME.PID`, also compressed (`NAME.PID.gz`).
package struct TracePartName: Equatable, Sendable {
  /// The directory, with its slash; empty for the current one.
  var directory: String
  /// NAME, without the directory.
  var name: String
  /// The suffix: the id of the thread whose lines the file holds.
  package var owner: Int32

  /// What compressing a file adds to its name.
  static let compressedEndings = Decompression.allCases.map(\.ending)

  /// Takes a path apart; nothing where the name is none of a part.
  package init?(_ path: String) {
    var bytes = Array(path.utf8)[...]
    for ending in Self.compressedEndings where bytes.ends(with: ending) {
      bytes = bytes.dropLast(ending.utf8.count)
      break
    }
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")),
      let owner = Self.owner(bytes[(dot + 1)...])
    else { return nil }
    let stem = bytes[..<dot]
    let start = stem.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? stem.startIndex
    guard start < stem.endIndex else { return nil }
    directory = String(decoding: stem[..<start], as: UTF8.self)
    name = String(decoding: stem[start...], as: UTF8.self)
    self.owner = owner
  }

  /// What follows `NAME.` in the name of a file that lies beside, if that is a part too.
  static func suffix(of file: [UInt8], beside name: String) -> (text: String, owner: Int32)? {
    let start = name.utf8.count + 1
    guard file.count > start, file.starts(with: name.utf8), file[start - 1] == UInt8(ascii: ".")
    else { return nil }
    var digits = file[start...]
    for ending in compressedEndings where digits.ends(with: ending) {
      digits = digits.dropLast(ending.utf8.count)
      break
    }
    guard let owner = owner(digits) else { return nil }
    return (String(decoding: file[start...], as: UTF8.self), owner)
  }

  /// A thread's id as strace prints it: no leading zero, at most PID_MAX_LIMIT.
  private static func owner(_ digits: ArraySlice<UInt8>) -> Int32? {
    guard let first = digits.first, first != UInt8(ascii: "0"), digits.count <= 7 else {
      return nil
    }
    var value: Int32 = 0
    for byte in digits {
      guard byte &- 0x30 < 10 else { return nil }
      value = value * 10 + Int32(byte - 0x30)
    }
    return value <= LinePrefix.largestPID ? value : nil
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes end with `text`.
  fileprivate func ends(with text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
