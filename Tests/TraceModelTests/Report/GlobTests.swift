import Testing

@testable import TraceModel

@Suite("Patterns for the names of objects")
struct GlobTests {
  private static func matches(_ pattern: String, _ path: String) -> Bool {
    Glob.matches(Array(pattern.utf8), Array(path.utf8))
  }

  @Test(
    "a pattern without a slash is held against the last component, else against the path",
    arguments: [
      ("libc.so.6", "/usr/lib/libc.so.6"), ("libc*", "/usr/lib/libc.so.6"), ("*.so", "/a/mod.so"),
      ("*", "/a/b"), ("mod_?.so", "/a/mod_x.so"), ("/usr/*", "/usr/lib/libc.so.6"),
      ("*/lib/*.so*", "/usr/lib/libc.so.6"),
      ("a*b*c", "/x/aXbXbc"), ("**", "/a"), ("/a", "/a"),
    ])
  func matching(_ pattern: String, _ path: String) { #expect(Self.matches(pattern, path)) }

  @Test(
    "else it does not match",
    arguments: [
      ("lib", "/usr/lib/libc.so.6"), ("libc", "/usr/lib/libc.so.6"), ("usr*", "/usr/lib/libc.so.6"),
      ("mod_?.so", "/a/mod_.so"),
      ("", "/a"), ("/usr/?", "/usr/ab"), ("a*b*c", "/x/abXb"), ("LIBC*", "/libc.so"),
      ("*x", "/a/xy"),
    ])
  func other(_ pattern: String, _ path: String) { #expect(!Self.matches(pattern, path)) }

  @Test("many stars cost no more than the product of the lengths")
  func cost() {
    let text = String(repeating: "a", count: 2_000)
    #expect(!Self.matches(String(repeating: "*a", count: 300) + "b", text))
  }
}
