/// How far apart two words are: the number of letters to insert, delete, change or swap.
///
/// This is the optimal string alignment distance: no letter is touched twice.
enum EditDistance {
  /// The distance, or nothing where it is more than `limit`.
  static func between(_ left: String, _ right: String, limit: Int) -> Int? {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    guard abs(left.count - right.count) <= limit else { return nil }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let change = last[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(change, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }

  /// The word that was probably meant: the nearest within a third of its letters, else the only one
  /// that begins with `word`.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    var best: (distance: Int, word: String)?
    for candidate in candidates {
      let limit = max(1, candidate.utf8.count / 3)
      guard let distance = between(word, candidate, limit: limit),
        // A word of which nothing is left is no misspelling.
        distance < candidate.utf8.count, distance < best?.distance ?? Int.max
      else { continue }
      best = (distance, candidate)
    }
    if let best { return best.word }
    let longer = word.isEmpty ? [] : candidates.filter { $0.hasPrefix(word) }
    return longer.count == 1 ? longer.first : nil
  }
}
