import TraceModel

/// What the looks of a picture mean.
enum PictureLegend {
  /// Draws the looks that a picture has, as many in a line as there is room for.
  static func draw(_ looks: [PictureLook], on canvas: inout PictureCanvas) {
    guard !looks.isEmpty else { return }
    var x = PictureCanvas.margin
    canvas.y += 16
    for look in looks {
      let width = 38 + Double(look.meaning.count) * 6.6 + 20
      if x > PictureCanvas.margin, x + width > canvas.width - PictureCanvas.margin {
        x = PictureCanvas.margin
        canvas.y += 18
      }
      let height: Double = look == .survivor ? 5 : 10
      canvas.rect(x: x, y: canvas.y - 4 - height / 2, width: 26, height: height, look.rawValue)
      if look.isAttempt { canvas.cross(x: x + 26, y: canvas.y - 4) }
      // The cross reaches beyond what it ends.
      canvas.text(look.meaning, x: x + 38, y: canvas.y, "legend")
      x += width
    }
  }
}
