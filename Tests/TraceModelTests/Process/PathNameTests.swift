import Testing

@testable import TraceModel

@Suite("Names seen from a directory")
struct PathNameTests {
  @Test(
    "are cleaned by the letter",
    arguments: [
      ("/a/b", "/a/b"), ("/", "/"), ("//", "/"), ("/a/", "/a"), ("/a//b", "/a/b"),
      ("/a/./b", "/a/b"),
      ("/a/.", "/a"), ("/a/../b", "/b"), ("/a/..", "/"), ("/..", "/"), ("/.", "/"),
      ("/a/.b/..c/...", "/a/.b/..c/..."), ("/a/.../b", "/a/.../b"), ("b", "/srv/b"),
      ("./b", "/srv/b"), ("../b", "/b"), ("", "/srv"),
    ])
  func join(_ name: String, _ path: String) {
    let joined = PathName.join(Array("/srv".utf8), Array(name.utf8))
    #expect(String(decoding: joined, as: UTF8.self) == path)
  }

  @Test("stay as they are where no directory is known")
  func unknown() {
    #expect(PathName.join(nil, Array("a/../b".utf8)) == Array("a/../b".utf8))
    #expect(PathName.join(nil, Array("/a/../b".utf8)) == Array("/b".utf8))
  }
}
