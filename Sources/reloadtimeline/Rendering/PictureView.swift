/// What a picture draws over time.
enum PictureView: String, CaseIterable {
  /// A lane for each object.
  case time
  /// The address space.
  case space
}
