/// The manual page, in the man macros of roff (man(7)), made from the tables of verbs and options.
enum ManPage {
  static var text: String {
    var lines = [
      ".TH RELOADTIMELINE 1 \"\" \"\(escaped(Version.name))\" \"User Commands\"",
      ".SH NAME",
      "reloadtimeline \\- shows what a reload did to the address space of a process",
      ".SH SYNOPSIS",
    ]
    for verb in Verb.allCases {
      let words =
        ["reloadtimeline", verb.word].compactMap { $0 }.map { "\\fB\($0)\\fR" }
        + verb.operands.usage(verb == .help ? nil : "[\\fIoptions\\fR]").compactMap { $0 }
      lines += [words.joined(separator: " "), ".br"]
    }
    lines.append(".SH DESCRIPTION")
    lines += paragraphs(Verb.timeline.description)
    lines.append(".SH VERBS")
    for verb in Verb.allCases where verb.word != nil {
      lines += [".TP", "\\fB\(verb.word ?? "")\\fR", escaped(verb.summary) + "."]
      lines += verb.description.flatMap { [".IP", escaped($0)] }
    }
    lines.append(".SH OPTIONS")
    for group in OptionGroup.allCases {
      lines.append(".SS \(escaped(group.title))")
      for option in OptionTable.all where option.group == group { lines += entry(option) }
    }
    for note in Verb.allCases.flatMap(\.notes).reduce(into: [Note](), Self.add) {
      lines.append(".SS \(escaped(note.title))")
      for line in note.lines {
        lines += [".TP", "\\fB\(escaped(line.term))\\fR", escaped(line.meaning)]
      }
    }
    lines.append(".SH EXIT STATUS")
    for status in ExitStatus.allCases {
      lines += [".TP", "\\fB\(status.rawValue)\\fR", escaped(status.meaning)]
    }
    lines.append(".SH EXAMPLES")
    for example in Verb.allCases.flatMap(\.examples) {
      lines += [".PP", escaped(example.purpose), ".PP", ".in +4", ".nf"]
      lines += example.commands.map(escaped)
      lines += [".fi", ".in"]
    }
    lines += [
      ".SH ENVIRONMENT", ".TP", "\\fBCOLUMNS\\fR", "The width of text, where no option gives one.",
      ".TP", "\\fBNO_COLOR\\fR", "No colour on a terminal, where it is set and not empty.",
      ".SH SEE ALSO", "\\fBstrace\\fR(1), \\fBld.so\\fR(8), \\fBproc\\fR(5), \\fBmmap\\fR(2)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private typealias Note = (title: String, lines: [(term: String, meaning: String)])

  /// What several verbs explain is explained once.
  private static func add(_ notes: inout [Note], _ note: Note) {
    if !notes.contains(where: { $0.title == note.title }) { notes.append(note) }
  }

  private static func entry(_ option: Option) -> [String] {
    let names = [option.short.map { "-\($0)" }, "--\(option.name)"].compactMap { $0 }
      .map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ")
    let value = option.placeholder.map { " \\fI\(escaped($0.text))\\fR" } ?? ""
    let takers = Verb.allCases.filter { option.verbs.contains($0) && $0 != .help }
    let isForAll = takers.count >= Verb.allCases.count - 1
    let of = isForAll ? "" : " (\(takers.map { $0.word ?? "timeline" }.joined(separator: ", ")))"
    return [".TP", names + value, escaped(option.help) + "." + escaped(of)]
  }

  private static func paragraphs(_ texts: [String]) -> [String] {
    texts.flatMap { [".PP", escaped($0)] }
  }

  /// Keeps roff from reading a text: backslashes, hyphens that are minus signs, and dots and quotes
  /// at the beginning of a line.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'" where result.isEmpty, "." where result.isEmpty: result += "\\&" + String(character)
      default: result.append(character)
      }
    }
    return result
  }
}
