/// Something that a loader did with an object, as LD_DEBUG tells it.
struct LoaderEvent: Sendable, Equatable {
  /// The kinds.
  enum Kind: Sendable, Equatable {
    /// It is in another object's list of dependencies.
    case needed(by: [UInt8])
    /// Another object bound a symbol to it, and keeps it (glibc's relocation dependency).
    case boundTo(by: [UInt8])
    /// dlopen asked for it, from another object.
    case dynamicallyLoaded(by: [UInt8])
    /// It is mapped: at an address and of an extent in bytes, by the name under which it was found,
    /// where these were logged.
    case mapped(base: UInt64?, size: UInt64?, path: [UInt8]?)
    /// Its link map is destroyed: it is unmapped.
    case unmapped
    /// dlopen returned it; so many dlopens hold it now.
    case opened(count: UInt32)
    /// dlclose left it loaded; so many dlopens still hold it.
    case closed(count: UInt32)
    /// Its constructors run.
    case initialized
    /// Its destructors run.
    case finalized
    /// It is not to be unloaded any more.
    case noDelete(Reason)
    /// It is searched for in folders.
    case searched
    /// It is relocated.
    case relocated
    /// It has entered the global scope.
    case madeGlobal
    /// The program begins: all that was before is its start.
    case programStarted
  }

  /// Why an object is not to be unloaded any more.
  enum Reason: Sendable, Equatable {
    /// It says so itself (DF_1_NODELETE), or dlopen was told so (RTLD_NODELETE).
    case asked
    /// It defines a symbol of which there may be one only (STB_GNU_UNIQUE).
    case uniqueSymbol
    /// An object that is not unloaded itself bound a symbol to it; empty for the main program.
    case reference(from: [UInt8])
    /// Memory ran out.
    case memory
    /// In words that are not known.
    case other([UInt8])
    /// It is so for good now: for the reason of an earlier mark, without one because it says so
    /// itself.
    case activated
  }

  /// The line, from 1.
  var line: Int
  var kind: Kind
  /// The object, as the loader names it; empty for the main program.
  var object: [UInt8]
}

extension LoaderEvent.Reason {
  /// Reads what stands behind `due to`.
  init(_ words: Span<UInt8>, _ name: (Span<UInt8>, Range<Int>) -> [UInt8]) {
    if words.has("unique symbol", at: 0) {
      self = .uniqueSymbol
    } else if words.has("memory allocation failure", at: 0) {
      self = .memory
    } else if words.has("reference ", at: 0),
      let space = words.firstIndex(of: 0x20, in: 10..<words.count)
    {
      let isMain = words.isField(space + 1..<words.count, "main program")
      self = .reference(
        from: isMain ? [] : name(words, LoaderLine.object(words, space + 1..<words.count)))
    } else {
      self = .other(name(words, 0..<words.count))
    }
  }
}
