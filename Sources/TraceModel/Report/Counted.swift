/// `1 mapping`, `282 mappings`: a number with its noun, for sentences.
///
/// - Parameters:
///   - count: How many.
///   - noun: The noun for one.
///   - plural: The noun for another number, where an `s` does not make it.
/// - Returns: Both, with a blank between.
package func counted(_ count: some BinaryInteger, _ noun: String, plural: String? = nil) -> String {
  "\(count) " + (count == 1 ? noun : plural ?? noun + "s")
}
