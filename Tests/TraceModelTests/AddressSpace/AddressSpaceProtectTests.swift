import Testing

@testable import TraceModel

/// Rules 10 and 11: mprotect(2), mm/mprotect.c `do_mprotect_pkey`.
@Suite("Protecting")
struct AddressSpaceProtectTests {
  @Test("changes the pages, keeps sharing, lists nothing")
  func succeeds() {
    var sketch = Sketch(file(10..<20, .sharedReadWrite))
    sketch.protect(12..<14, [.read, .execute])
    sketch.expect(
      file(10..<12, .sharedReadWrite), file(12..<14, at: 2, [.read, .execute, .shared]),
      file(14..<20, at: 4, .sharedReadWrite))
    sketch.expectChanges()
    sketch.protect(12..<14, .readWrite)
    sketch.expect(file(10..<20, .sharedReadWrite))
  }

  @Test("sharing is not what it can give")
  func sharing() {
    var sketch = Sketch(anonymous(10..<12))
    sketch.protect(10..<12, .sharedReadOnly)
    sketch.expect(anonymous(10..<12, .readOnly))
  }

  @Test("success over what is unknown changes what is known")
  func unknown() {
    var sketch = Sketch(file(10..<12), file(14..<16, at: 4))
    sketch.protect(9..<15, .readWrite)
    sketch.expect(
      file(10..<12, .readWrite, traits: .accounted),
      file(14..<15, at: 4, .readWrite, traits: .accounted), file(15..<16, at: 5))
  }

  @Test("private pages of a file that were writable stay apart from those that never were")
  func accounted() {
    var sketch = Sketch(file(10..<14))
    sketch.protect(12..<14, .readWrite)
    sketch.protect(12..<14, .readOnly)
    sketch.expect(file(10..<12), file(12..<14, at: 2, traits: .accounted))
    // Shared ones are not copied, and anonymous ones are accounted for from the beginning.
    sketch = Sketch(file(10..<14, .sharedReadOnly), anonymous(14..<16, .readOnly))
    sketch.protect(12..<16, .readWrite)
    sketch.protect(12..<16, .readOnly)
    sketch.expect(file(10..<14, .sharedReadOnly), anonymous(14..<16, .readOnly))
  }

  @Test("makes permissions known that were not")
  func becomesKnown() {
    var sketch = Sketch(anonymous(10..<14, traits: .unknownPermissions))
    sketch.protect(10..<12, .readOnly)
    sketch.expect(
      anonymous(10..<12, .readOnly), anonymous(12..<14, traits: .unknownPermissions))
  }

  @Test("ENOMEM: all before the first hole is changed")
  func hole() {
    var sketch = Sketch(anonymous(10..<12), file(12..<14), file(15..<17, at: 9))
    sketch.protect(11..<17, [], failure: .outOfMemory)
    sketch.expect(
      anonymous(10..<11), anonymous(11..<12, []), file(12..<14, []), file(15..<17, at: 9))
  }

  @Test("ENOMEM: nothing if the first page is unmapped, or if there is no hole")
  func noPrefix() {
    var sketch = Sketch(anonymous(10..<12), anonymous(13..<14))
    sketch.protect(9..<14, [], failure: .outOfMemory)
    sketch.protect(10..<12, [], failure: .outOfMemory)
    sketch.protect(12..<14, [], failure: .outOfMemory)
    sketch.expect(anonymous(10..<12), anonymous(13..<14))
  }

  @Test("EACCES: all before the first shared mapping of a file opened read-only")
  func accessDenied() {
    let readOnly = file(14..<16, .sharedReadOnly, backing: .otherFile, traits: .openedReadOnly)
    var sketch = Sketch(
      anonymous(10..<12, .readOnly), file(12..<14, .sharedReadOnly), readOnly)
    sketch.protect(11..<16, .readWrite, failure: .accessDenied)
    sketch.expect(
      anonymous(10..<11, .readOnly), anonymous(11..<12), file(12..<14, .sharedReadWrite),
      readOnly)
  }

  @Test("EACCES: where no log says how it was opened, only a shared file can be it")
  func accessDeniedUnknown() {
    var sketch = Sketch(anonymous(10..<12, .readOnly), file(12..<14, .sharedReadOnly))
    sketch.protect(10..<14, .readWrite, failure: .accessDenied)
    sketch.expect(anonymous(10..<12), file(12..<14, .sharedReadOnly))
    sketch.protect(10..<14, .readExecute, failure: .accessDenied)
    sketch.expect(anonymous(10..<12), file(12..<14, .sharedReadOnly))
  }

  @Test("EPERM: all before the first sealed mapping")
  func sealed() {
    var sketch = Sketch(anonymous(10..<12), anonymous(12..<14, traits: .sealed))
    sketch.protect(10..<14, .readOnly, failure: .notPermitted)
    sketch.expect(anonymous(10..<12, .readOnly), anonymous(12..<14, traits: .sealed))
    sketch.protect(10..<12, [], failure: .notPermitted)
    sketch.expect(anonymous(10..<12, .readOnly), anonymous(12..<14, traits: .sealed))
  }

  @Test(
    "EINVAL and what is not explained: nothing", arguments: [KernelError.invalidArgument, .other])
  func other(_ failure: KernelError) {
    var sketch = Sketch(anonymous(10..<12))
    sketch.protect(10..<14, [], failure: failure)
    sketch.expect(anonymous(10..<12))
  }

  @Test("PROT_GROWSDOWN reaches down to the mapping's start")
  func growsDown() {
    var sketch = Sketch(anonymous(10..<16, traits: .growsDown), file(9..<10))
    sketch.protect(14..<15, .readOnly, growsDown: true)
    sketch.expect(
      file(9..<10), anonymous(10..<15, .readOnly, traits: .growsDown),
      anonymous(15..<16, traits: .growsDown))
  }

  @Test("PROT_GROWSDOWN takes the first mapping above a start that lies below it")
  func growsDownFromBelow() {
    var sketch = Sketch(anonymous(10..<14, traits: .growsDown))
    sketch.protect(8..<12, .readOnly, growsDown: true)
    sketch.expect(
      anonymous(10..<12, .readOnly, traits: .growsDown), anonymous(12..<14, traits: .growsDown))
  }

  @Test("PROT_GROWSDOWN that meets a hole has changed all from the mapping's start")
  func growsDownIntoHole() {
    var sketch = Sketch(anonymous(10..<14, traits: .growsDown), anonymous(14..<15))
    sketch.protect(12..<17, .readOnly, growsDown: true, failure: .outOfMemory)
    sketch.expect(
      anonymous(10..<14, .readOnly, traits: .growsDown), anonymous(14..<15, .readOnly))
  }
}
