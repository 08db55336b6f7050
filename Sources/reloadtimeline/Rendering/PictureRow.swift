import TraceModel

/// How a stretch in a picture looks; each differs from the others without colour, too.
enum PictureLook: String, CaseIterable {
  /// Mapped from before the window, by a load that goes in it.
  case before
  /// Mapped before, and nothing shows until when.
  case fading
  /// Mapped throughout.
  case survivor
  /// Mapped throughout, from a file that was replaced or deleted.
  case stale
  /// Mapped again from the same file.
  case same
  /// Mapped again from another file of the name.
  case new
  /// Mapped again, and nothing shows from which file.
  case unknown
  /// Mapped for the first time.
  case first
  /// Mapped by a load that is given up.
  case attempt
  /// The same, of another file than the one that was mapped before.
  case attemptOfNew
  /// A file that a loader refused, of which nothing was mapped.
  case refused
  /// A process that has the address space, or a copy of it.
  case copy
  /// A process that has an address space of its own.
  case fresh

  /// Whether a cross ends it.
  var isAttempt: Bool { self == .attempt || self == .attemptOfNew || self == .refused }

  /// What the legend says of it.
  var meaning: String {
    switch self {
    case .before: "mapped before"
    case .fading: "mapped before, until when is not shown"
    case .survivor: "mapped throughout"
    case .stale: "mapped throughout, from a file replaced or deleted on disk"
    case .same: "mapped again, same file"
    case .new: "mapped again, new file"
    case .unknown: "mapped again, file not known"
    case .first: "newly mapped"
    case .attempt: "mapped, then given up"
    case .attemptOfNew: "mapped from a new file, then given up"
    case .refused: "refused by the loader"
    case .copy: "a process with this address space, or a copy of it"
    case .fresh: "a process with an address space of its own"
    }
  }
}

/// A stretch in which a load was mapped.
struct PictureBar {
  /// When it was mapped; nothing: before the picture begins.
  var from: Instant?
  /// When it went; nothing: it is there at the end.
  var to: Instant?
  var look: PictureLook
  /// The lowest address, where it is known.
  var base: UInt64?
  /// The extent in bytes, where it is known.
  var size: UInt64?
  /// What is to be read of it when one points at it.
  var title: String
}

/// A row of a picture: what stands beside the lane, and its bars.
struct PictureRow {
  /// What stands beside the lane.
  var text: LaneRow
  var bars: [PictureBar]
  /// What is to be read of it when one points at it, and by who cannot see it.
  var title: String
  /// The object that it is of; nothing where it is of none.
  var path: TraceText?
  /// Where a page tells more of it, as in `#object-3`.
  var link: String?
}

extension PictureRow {
  /// The row of an object.
  init(_ object: ObjectReport, _ text: LaneRow, words: ReloadWords) {
    self.text = text
    path = object.path
    let name = text.name
    // The first and the last tell where it was and where it is.
    let all = text.spans.indices
    let drawn =
      all.count <= Picture.barsShown
      ? Array(all) : Array(all.prefix(Picture.barsShown - 1)) + all.suffix(1)
    bars = drawn.map { index in
      let span = text.spans[index]
      let look: PictureLook =
        if span.gaveUp {
          index < object.spans.count && object.generation(ofSpan: index) == .new
            ? .attemptOfNew : .attempt
        } else if object.isStaleSurvivor {
          .stale
        } else if object.fate == .survived {
          .survivor
        } else {
          index < object.spans.count ? object.look(ofSpan: index) : .survivor
        }
      return PictureBar(
        from: span.from, to: span.to, look: look, base: span.base ?? object.place(of: span)?.base,
        size: span.size ?? object.before?.size ?? object.after?.size,
        title: "\(name): \(look.meaning)\(words.stretch(span))")
    }
    let moved = text.moved.isEmpty || text.moved == "?" ? "" : ", came back at \(text.moved)"
    let gone = object.fate.rawValue == text.gone || text.gone.isEmpty ? "" : ", gone \(text.gone)"
    let caller = object.caller.map { "; \(words.text.glyphs.sentence($0.words))" } ?? ""
    let more = all.count - drawn.count
    let undrawn = more > 0 ? "; \(counted(more, "load")) of it not drawn" : ""
    let notes = text.noteText.isEmpty ? "" : "; \(text.noteText)"
    title =
      "\(words.text.glyphs.name(object.path)): \(object.fate.rawValue), \(text.size) at "
      + "\(text.base)\(moved)\(gone)\(notes)\(caller)\(undrawn)"
  }
}

extension ObjectReport {
  /// Where it lies in a stretch that goes back to the beginning or on to the end.
  fileprivate func place(of span: MappedSpan) -> Placement? {
    span.from == nil ? before ?? after : span.to == nil ? after : nil
  }

  fileprivate func look(ofSpan index: Int) -> PictureLook {
    let look = generation(ofSpan: index).look
    return look == .before && !spans[index].isEndShown ? .fading : look
  }
}

extension FileGeneration {
  fileprivate var look: PictureLook {
    switch self {
    case .before: .before
    case .same: .same
    case .new: .new
    case .unknown: .unknown
    case .first: .first
    }
  }
}

extension ReloadWords {
  /// `, lines 14 to 32`: from where to where a load was mapped, as far as the window shows it.
  fileprivate func stretch(_ span: MappedSpan) -> String {
    let from = span.from.map { ", from \(text.place($0))" } ?? ""
    let to = span.to.map { ", until \(text.place($0))" } ?? ""
    return from + to
  }
}
