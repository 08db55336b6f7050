import Glibc

/// What a system call that failed left in errno.
struct SystemError: Error, Equatable {
  let code: Int32

  /// What errno says now: to be asked right after the call.
  static var current: SystemError { SystemError(code: errno) }

  /// The C library's words for it.
  var description: String {
    // strerror gives a C string for every number, valid until its next call: copied at once, and
    // the program has one thread.
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  /// What a person can do where something cannot be written.
  var adviceForWriting: String {
    switch code {
    case ENOSPC, EDQUOT: "make room there, or write elsewhere with -o FILE"
    case EFBIG: "raise the limit on the size of files (ulimit -f), or write elsewhere"
    case ENOENT, ENOTDIR: "make the folder first"
    case EACCES, EPERM, EROFS: "write where you may, with -o FILE"
    case EISDIR: "name a file, not a folder"
    case ELOOP: "its symbolic links lead in a circle: name the file itself"
    default: "write elsewhere with -o FILE"
    }
  }
}
