import Testing

@testable import TraceModel

@Suite("Strings as strace prints them")
struct StringLiteralTests {
  private static func decode(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let (decoded, isCut) = StringLiteral.decode(bytes.span, 0..<bytes.count) else {
      return nil
    }
    let words = decoded.map { byte in
      byte >= 0x20 && byte < 0x7F
        ? String(UnicodeScalar(byte)) : "{" + String(byte, radix: 16) + "}"
    }
    return words.joined() + (isCut ? " cut" : "")
  }

  @Test(
    "escapes: letters, octal of one to three digits, hex of exactly two",
    arguments: [
      (#""abc""#, "abc"), (#""""#, ""),
      (#""\"\\\n\t\r\v\f""#, "\"\\{a}{9}{d}{b}{c}"),
      (#""\18""#, "{1}8"), (#""\0017""#, "{1}7"), (#""\0\0\0\1""#, "{0}{0}{0}{1}"),
      (#""\177ELF\2\1\1""#, "{7f}ELF{2}{1}{1}"), (#""caf\303\251.so""#, "caf{c3}{a9}.so"),
      (#""bad\377\376""#, "bad{ff}{fe}"), (#""\4000""#, "{0}0"),
      (#""\x2f\x75\x73\x72""#, "/usr"), (#""./oct\x017.so""#, "./oct{1}7.so"), (#""\xAF""#, "{af}"),
      (#""\xg1""#, "xg1"), (#""\x1""#, "x1"), (#""lt\74gt\76""#, "lt<gt>"),
      (#""fake) = 3.so""#, "fake) = 3.so"), (#""a, b""#, "a, b"),
    ])
  func escapes(_ text: String, _ expected: String) { #expect(Self.decode(text) == expected) }

  @Test(
    "dots behind the quote say that strace cut it; in front of it they are its own",
    arguments: [
      (#""abc"..."#, "abc cut"), (#"""..."#, " cut"), (#""abc...""#, "abc..."),
      (#""ab\"..." "#, "ab\"..."), (#""a", "b"..."#, "a"),
    ])
  func cut(_ text: String, _ expected: String) { #expect(Self.decode(text) == expected) }

  @Test(
    "what is no whole string is none",
    arguments: ["", "abc", "0x8", "NULL", #"""#, #""abc"#, #""abc\""#, #""abc\"#])
  func none(_ text: String) { #expect(Self.decode(text) == nil) }
}
