/// How a reload compares with the one before it in the same process.
public struct ReloadComparison: Sendable, Equatable {
  /// An object that met another fate than in the reload before.
  public struct Difference: Sendable, Equatable {
    /// The file's path.
    public var path: TraceText
    /// What became of it in the reload before; nothing where it was not there.
    public var was: Fate?
    /// What became of it now; nothing where it is not there.
    public var `is`: Fate?

    /// Creates a difference.
    public init(path: TraceText, was: Fate?, is: Fate?) {
      self.path = path
      self.was = was
      self.is = `is`
    }
  }

  /// How much was mapped, or how much more than before.
  public struct Memory: Sendable, Equatable {
    /// How many mappings: lines of /proc/PID/maps.
    public var mappings: Int
    /// Bytes of them.
    public var bytes: Int

    /// Creates it.
    public init(mappings: Int, bytes: Int) {
      self.mappings = mappings
      self.bytes = bytes
    }
  }

  /// The number of the reload before; nothing for the first.
  public var previous: Int?
  /// What met another fate.
  public var differences: [Difference]
  /// How many objects that are mapped at the end of both lie at another base now.
  public var moved: Int
  /// Whether it is the first that failed.
  public var isFirstFailure: Bool
  /// What was mapped when it was asked for, or began; nothing where the address space is not known.
  public var memory: Memory?
  /// How much more that is than when the reload before was asked for.
  public var growth: Memory?

  /// Creates a comparison.
  public init(
    previous: Int?, differences: [Difference] = [], moved: Int = 0, isFirstFailure: Bool = false,
    memory: Memory? = nil, growth: Memory? = nil
  ) {
    self.previous = previous
    self.differences = differences
    self.moved = moved
    self.isFirstFailure = isFirstFailure
    self.memory = memory
    self.growth = growth
  }
}
