import Testing

@testable import TraceModel

@Suite("A line of /proc/PID/maps")
struct MapsLineTests {
  private static func words(_ line: String) -> String? {
    let bytes = Array(line.utf8)
    guard let read = MapsLine(bytes.span) else { return nil }
    return String(read.range.start, radix: 16) + "-" + String(read.range.end, radix: 16)
      + " \(read.permissions.letters) " + String(read.offset ?? 1, radix: 16)
      + " \(read.device ?? "?") \(read.inode ?? 1) " + TraceText(bytes: read.name).escaped + "|"
  }

  @Test(
    "what the kernel writes",
    arguments: [
      (
        "7f9a58552000-7f9a58578000 r--p 00000000 fe:00 983921                     /usr/lib/libc.so.6",
        "7f9a58552000-7f9a58578000 r--p 0 fe:00 983921 /usr/lib/libc.so.6|"
      ),
      (
        "00400000-00401000 r-xp 00001000 103:02 5    /bin/a b",
        "400000-401000 r-xp 1000 103:02 5 /bin/a b|"
      ),
      (
        "1000-2000 rw-s 00000000 00:01 5    /dev/zero (deleted)",
        "1000-2000 rw-s 0 00:01 5 /dev/zero (deleted)|"
      ),
      ("1000-2000 ---p 00000000 00:00 0 ", "1000-2000 ---p 0 00:00 0 |"),
      ("1000-2000 ---p 00000000 00:00 0", "1000-2000 ---p 0 00:00 0 |"),
      ("1000-2000 --xp 00000000 00:00 0      [heap]", "1000-2000 --xp 0 00:00 0 [heap]|"),
      (
        "1000-2000 -w-p 00000000 00:00 0      anon_inode:[io_uring]",
        "1000-2000 -w-p 0 00:00 0 anon_inode:[io_uring]|"
      ),
      // Names may end in blanks; only a newline is escaped, and a backslash is itself.
      ("1000-2000 r--p 00000000 fe:00 5    /a.so  ", "1000-2000 r--p 0 fe:00 5 /a.so  |"),
      (
        #"1000-2000 r--p 00000000 fe:00 5    /new\012line"#,
        #"1000-2000 r--p 0 fe:00 5 /new\nline|"#
      ),
      (
        #"1000-2000 r--p 00000000 fe:00 5    /back\slash\01"#,
        #"1000-2000 r--p 0 fe:00 5 /back\\slash\\01|"#
      ),
      (
        "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0   [vsyscall]",
        "ffffffffff600000-ffffffffff601000 --xp 0 00:00 0 [vsyscall]|"
      ),
    ])
  func reads(_ line: String, _ expected: String) { #expect(Self.words(line) == expected) }

  @Test(
    "what has another form is none",
    arguments: [
      "", "hello", "1000-2000", "1000 2000 r--p 0 fe:00 5", "2000-1000 r--p 00000000 fe:00 5",
      "1000-1000 r--p 00000000 fe:00 5", "1000-2000 r--x 00000000 fe:00 5",
      "1000-2000 q--p 00000000 fe:00 5",
      "1000-2000 r--p", "1000-2000 r--p 00000000", "1000-2000 r--p 00000000 fe00 5",
      "1000-2000 r--p 00000000 fe:00 ",
      "1000-2000 r-p 00000000 fe:00 5", "10000000000000000-20000000000000000 r--p 00000000 fe:00 5",
      "1000-2000 r--p 00000000 fe:00 99999999999999999999999", "1000-2000r--p 00000000 fe:00 5",
      "Size:                  4 kB", " 1000-2000 r--p 00000000 fe:00 5",
    ])
  func rejects(_ line: String) { #expect(Self.words(line) == nil) }
}
