/// The files beneath a root from which objects were mapped, read once each.
///
/// What lies under a name now may be another file than the one that was mapped. Where device and
/// inode are those of this root's files, the inode decides; in a copy of another system they are
/// not, and the extent has to fit. A file that lost its name is looked for under the name that it
/// was shown by (`NAME;5c530fe7`, `NAME (deleted)`), and under any name in its folder by its inode,
/// never under its former name: another one lies there.
struct RootedFiles {
  /// Why the file of an object is not read.
  enum Problem: Equatable {
    /// Nothing lies there.
    case missing
    /// Another file lies there now.
    case replaced
    /// It lost its name, and is not found under another.
    case nameless
    /// It is no ELF file, or cannot be opened or read: why.
    case unreadable(String)
  }

  /// The root, as it was named.
  let root: String
  private let pageSize: UInt64
  /// Whether inodes of the root's files are those of the traced system.
  private var hasOwnInodes: Bool
  private var files: [String: Result<ELFFile, ELFError>] = [:]
  private var folders: [String: [UInt64: String]] = [:]
  /// What is damaged in files that were read: path and words.
  private(set) var damages: [(path: String, words: String)] = []

  /// Looks at some files to tell this system's root from a copy of another's.
  ///
  /// - Parameters:
  ///   - root: The folder, as it was named.
  ///   - pageSize: Bytes of a page.
  ///   - known: Paths with the inodes of the files that were mapped from them.
  init(root: String, pageSize: UInt64, known: [(path: TraceText, inode: UInt64)]) {
    self.root = root
    self.pageSize = pageSize
    hasOwnInodes = true
    if root != "/" {
      hasOwnInodes = known.prefix(4096).contains { path, inode in
        path.utf8.flatMap { RootedPath.resolve($0, in: root) }.flatMap(Self.inode) == inode
      }
    }
  }

  /// The file from which an object was mapped.
  mutating func file(
    of object: ObjectReport, _ placement: Placement
  ) -> Result<ELFFile, Failure> {
    guard let path = object.path.utf8 else { return .failure(Failure(.missing)) }
    if placement.deleted { return nameless(path, placement) }
    guard let found = RootedPath.resolve(path, in: root) else { return .failure(Failure(.missing)) }
    if hasOwnInodes, let inode = placement.inode, Self.inode(of: found) != inode {
      return .failure(Failure(.replaced))
    }
    return read(found, placement)
  }

  /// A problem as an error.
  struct Failure: Error {
    var problem: Problem

    init(_ problem: Problem) {
      self.problem = problem
    }
  }

  private mutating func nameless(
    _ path: String, _ placement: Placement
  ) -> Result<ELFFile, Failure> {
    var names: [String] = []
    if let shown = placement.shownName.utf8, shown != path {
      names.append(shown)
      let mark = " (deleted)"
      if shown.hasSuffix(mark) { names.append(String(shown.dropLast(mark.count))) }
    }
    for name in names where name != path {
      guard let found = RootedPath.resolve(name, in: root) else { continue }
      if case .success(let file) = read(found, placement) { return .success(file) }
    }
    guard hasOwnInodes, let inode = placement.inode, let slash = path.lastIndex(of: "/"),
      let folder = RootedPath.resolve(String(path[..<slash]), in: root),
      let found = name(of: inode, in: folder)
    else { return .failure(Failure(.nameless)) }
    return read(found, placement)
  }

  /// A regular file of an inode, in one folder.
  private mutating func name(of inode: UInt64, in folder: String) -> String? {
    if folders[folder] == nil {
      var inodes: [UInt64: String] = [:]
      DirectoryListing.forEachName(in: folder) { name in
        guard inodes.count < Self.mostNames, let text = String(validating: name, as: UTF8.self)
        else { return }
        let path = folder + "/" + text
        guard case .regular = FileKind(unresolved: path), let inode = Self.inode(of: path) else {
          return
        }
        inodes[inode] = path
      }
      folders[folder] = inodes
    }
    return folders[folder]?[inode]
  }

  /// How many names of one folder are looked at.
  private static let mostNames = 1 << 16

  private mutating func read(_ path: String, _ placement: Placement) -> Result<ELFFile, Failure> {
    if files[path] == nil {
      do throws(ELFError) {
        let file = try ELFFile.read(path: path)
        damages += file.diagnostics.prefix(4).map { (path, $0) }
        files[path] = .success(file)
      } catch {
        files[path] = .failure(error)
      }
    }
    switch files[path] {
    case .success(let file):
      return fits(file, placement) ? .success(file) : .failure(Failure(.replaced))
    case .failure(let error): return .failure(Failure(.unreadable(error.words)))
    case nil: return .failure(Failure(.missing))
    }
  }

  /// Whether a file has the extent with which it was mapped, as far as that is known: an extent in
  /// whole pages is a snapshot's, which shows no .bss under the file's name.
  private func fits(_ file: ELFFile, _ placement: Placement) -> Bool {
    guard let size = placement.size, size > 0, let extent = file.extent(pageSize: pageSize) else {
      return true
    }
    return size % pageSize == 0 ? extent > size - pageSize : extent == size
  }

  private static func inode(of path: String) -> UInt64? { DirectoryListing.identity(of: path)?[1] }
}

extension ELFError {
  /// The error in words.
  var words: String {
    switch self {
    case .cannotOpen(let errno): "it cannot be opened (errno \(errno))"
    case .notELF: "it is no ELF file"
    case .unknownKind: "it is ELF of a kind that is not known"
    case .malformed(let reason): "it is malformed: \(reason)"
    }
  }
}
