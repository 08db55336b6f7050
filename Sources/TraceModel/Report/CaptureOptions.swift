/// The options of strace with which a log was captured, as far as they decide what can be concluded:
/// of a call that was asked for and is not in the log, it is known that it was not made.
public struct CaptureOptions: Sendable, Equatable {
  /// The names of the calls that were traced.
  public var calls: Set<String>
  /// `-y`: descriptors have the names of their files.
  public var decoratesDescriptors: Bool
  /// `-p`: the processes to which strace attached; a line may name any of their threads.
  public var attached: [Int]

  /// Creates options.
  public init(calls: Set<String>, decoratesDescriptors: Bool, attached: [Int] = []) {
    self.calls = calls
    self.attached = attached
    self.decoratesDescriptors = decoratesDescriptors
  }

  /// Reads the words of a command line of strace (strace(1)); nothing where it names no calls, or
  /// leaves signals out, or selects by something else than calls.
  ///
  /// `?` before a name passes over names that strace does not know.
  public init?(words: [String]) {
    let selecting: Set<String> = ["-P", "-z", "-Z", "-c"]
    guard let filter = words.first(where: { $0.hasPrefix("trace=") }),
      selecting.isDisjoint(with: words), !words.contains(where: { $0.hasPrefix("signal=") })
    else { return nil }
    let names = filter.dropFirst(6).split(separator: ",").map { $0.drop { $0 == "?" } }
    guard names.allSatisfy({ $0.first.map { $0.isLetter || $0 == "_" } ?? false }) else {
      return nil
    }
    let attached = zip(words, words.dropFirst()).compactMap { $0 == "-p" ? Int($1) : nil }
    self.init(
      calls: Set(names.map(String.init)), decoratesDescriptors: words.contains("-y"),
      attached: attached)
  }
}
