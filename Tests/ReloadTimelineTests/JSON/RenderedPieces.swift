import TraceModel

@testable import reloadtimeline

extension JSONRenderer {
  /// All pieces of the JSON of reports, one after the other.
  func whole(_ reports: [Report]) -> [UInt8] {
    var bytes: [UInt8] = []
    render(reports) { bytes += $0 }
    return bytes
  }
}

extension JSONLinesRenderer {
  /// All pieces of the JSON lines of reports, one after the other.
  func whole(_ reports: [Report]) -> [UInt8] {
    var bytes: [UInt8] = []
    render(reports) { bytes += $0 }
    return bytes
  }
}
