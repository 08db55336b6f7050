import Foundation
import Testing
import TraceModel

@testable import reloadtimeline

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a page, a picture or a document may not take from a log.
@Suite("Hostile names in the formats")
struct FormatHostilityTests {
  private static let names: [[UInt8]] = [
    Array("</script><script>alert(1)</script>".utf8), Array("]]>&amp;<!--".utf8),
    Array("a|b`c``d\\|e".utf8), Array("*x* _y_ [z](http://evil) <img src=x onerror=y>".utf8),
    Array("@everyone #1 www.evil.example :+1:".utf8), Array("line\nbreak\r\u{1B}[31m\0".utf8),
    Array("\u{202E}gpj\u{2066}.so\u{FEFF}\u{FFFE}\u{FFFF}".utf8),
    [0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80],
    Array("\" onload=\"alert(1)\" x='".utf8), Array("http://evil.example/x".utf8),
  ]

  /// The reports of the text's tests, and one for each name, in all places that take one.
  private static var reports: [Report] {
    OddFixtures.all
      + names.map { bytes in
        var report = OddFixtures.hostile
        let name = TraceText(bytes: bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        for process in report.processes.indices {
          report.processes[process].executable = name
          for load in report.processes[process].loads.indices {
            report.processes[process].loads[load].path = name
          }
          for reload in report.processes[process].reloads.indices {
            report.processes[process].reloads[reload].endReason = text
            for object in report.processes[process].reloads[reload].objects.indices {
              report.processes[process].reloads[reload].objects[object].path = name
            }
            for finding in report.processes[process].reloads[reload].findings.indices {
              report.processes[process].reloads[reload].findings[finding].message = text
              report.processes[process].reloads[reload].findings[finding].evidence = [
                Evidence(line: 1, file: text, text: text),
                Evidence(line: 2, text: text),
              ]
            }
            report.quotes[2, nil] = QuotedLines.Line(text: name, isCut: true, isHalf: true)
          }
        }
        report.trace.files = [text]
        return report
      }
  }

  private func outputs(_ report: Report) -> [(format: ReportFormat, bytes: [UInt8])] {
    [
      (.jsonl, JSONLinesRenderer(options: JSONOptions(anonymous: true)).whole([report])),
      (.markdown, MarkdownRenderer().render([report])),
      (.svg, SVGRenderer().render([report])), (.svg, SVGRenderer(view: .space).render([report])),
      (.html, HTMLRenderer().render([report])),
      (.traceEvent, TraceEventRenderer().render([report])),
    ]
  }

  @Test("are UTF-8 without a control or what reorders text", arguments: reports.indices)
  func scalars(_ index: Int) throws {
    for (format, bytes) in outputs(Self.reports[index]) {
      let text = try #require(String(validating: bytes, as: UTF8.self), "\(format)")
      for scalar in text.unicodeScalars where scalar != "\n" {
        let category = scalar.properties.generalCategory
        let isHarmful =
          category == .control || category == .format || category == .lineSeparator
          || category == .paragraphSeparator
        #expect(!isHarmful, "\(format): \(scalar.value)")
      }
    }
  }

  @Test("leave a picture well-formed XML without a script", arguments: reports.indices)
  func xml(_ index: Int) throws {
    for view in PictureView.allCases {
      for columns in [60, 150] {
        let bytes = SVGRenderer(view: view, columns: columns).render([Self.reports[index]])
        let parser = XMLParser(data: Data(bytes))
        let elements = ElementNames()
        parser.delegate = elements
        #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
        let known: Set = [
          "svg", "title", "desc", "style", "defs", "pattern", "rect", "path", "circle", "text", "g",
          "a",
        ]
        #expect(elements.names.isSubset(of: known), "\(elements.names.subtracting(known))")
        #expect(elements.handlers == [])
      }
    }
  }

  @Test("leave a page with its one script and no markup of theirs", arguments: reports.indices)
  func page(_ index: Int) {
    let text = String(decoding: HTMLRenderer().render([Self.reports[index]]), as: UTF8.self)
    #expect(text.components(separatedBy: "<script").count == 2)
    #expect(text.components(separatedBy: "</script").count == 2)
    #expect(!text.contains("<img") && !text.contains("<!--"))
    #expect(!text.contains(" onload=\""))
    // Links lead into the page, nowhere else.
    for part in text.components(separatedBy: "href=\"").dropFirst() {
      #expect(part.hasPrefix("#"), "\(part.prefix(40))")
    }
  }

  @Test("leave the tables of Markdown as wide as they are", arguments: reports.indices)
  func markdown(_ index: Int) {
    let text = String(decoding: MarkdownRenderer().render([Self.reports[index]]), as: UTF8.self)
    var width = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isRow = line.hasPrefix("|")
      let pipes = line.count { $0 == "|" }
      if isRow, width > 0 { #expect(pipes == width, "\(line)") }
      width = isRow ? pipes : 0
    }
    // What could be a tag or a link stands in code, or is written by its number.
    let prose = text.replacing(/(`+)[^`].*?\1/, with: "")
    #expect(!prose.replacing("< ", with: "").contains("<"))
    #expect(!prose.contains("](") && !prose.contains("@"))
  }

  @Test("leave JSON lines that a parser reads, one item each", arguments: reports.indices)
  func lines(_ index: Int) throws {
    let schema = try JSONSchemaValidator(JSONValue(parsing: JSONSchema.text))
    let bytes = JSONLinesRenderer(options: JSONOptions(anonymous: true))
      .whole([Self.reports[index]])
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let value = try JSONValue(parsing: String(line))
      #expect(try schema.problems(of: value) == [], "\(line.prefix(200))")
    }
    let trace = TraceEventRenderer().render([Self.reports[index]])
    #expect(try JSONSerialization.jsonObject(with: Data(trace)) is [String: Any])
  }
}

/// The names of all elements of a document, and of attributes that would run a script.
private final class ElementNames: NSObject, XMLParserDelegate {
  var names: Set<String> = []
  var handlers: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    names.insert(name)
    handlers += attributes.keys.filter { $0.hasPrefix("on") }
  }
}
