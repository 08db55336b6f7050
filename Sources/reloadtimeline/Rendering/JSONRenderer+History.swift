import TraceModel

extension JSONRenderer {
  /// Writes what was at an address as one document.
  func render(_ history: AddressHistory) -> [UInt8] {
    var json = JSONWriter()
    write(history, to: &json)
    return json.finish()
  }

  /// Writes histories as an array of documents.
  func render(_ histories: [AddressHistory]) -> [UInt8] {
    var json = JSONWriter()
    json.array { json in
      for history in histories { write(history, to: &json) }
    }
    return json.finish()
  }

  private func write(_ history: AddressHistory, to json: inout JSONWriter) {
    json.object { json in
      json.member("schemaVersion", Self.schemaVersion)
      json.member("address", address: history.address)
      json.member("page", address: history.page.start)
      json.member("pageSize", history.page.length)
      json.member("processes", array: history.processes) {
        write($1, address: history.address, to: &$0)
      }
      json.member("entriesLeftOut", history.entriesLeftOut)
      if let snapshot = history.snapshot {
        json.name("snapshot")
        write(snapshot, to: &json)
      }
      json.name("trace")
      write(history.trace, to: &json)
    }
  }

  private func write(
    _ process: ProcessAddressHistory, address: UInt64, to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("pid", process.pid)
      json.member("executable", process.executable)
      json.member("beginsUnknown", process.beginsUnknown)
      json.member("entries", array: process.entries) { write($1, address: address, to: &$0) }
      json.member("leftOutAtEnd", process.leftOutAtEnd)
      json.name("below")
      write(process.below, to: &json)
      json.name("above")
      write(process.above, to: &json)
    }
  }

  private func write(_ entry: AddressEntry, address: UInt64, to json: inout JSONWriter) {
    json.object { json in
      json.member("what", entry.content.rawValue)
      json.member("path", entry.path)
      json.member("part", entry.part?.rawValue)
      json.member("permissions", entry.permissions)
      json.member("fileOffset", address: entry.fileOffset)
      json.member("base", address: entry.base)
      json.member(
        "objectOffset",
        address: entry.base.flatMap { address >= $0 ? address - $0 : nil })
      json.name("range")
      write(entry.range, to: &json)
      json.member("deleted", entry.isDeleted)
      json.name("from")
      write(entry.start, to: &json)
      json.name("until")
      if let end = entry.end { write(end, to: &json) } else { json.value(String?.none) }
      json.member("certainty", entry.certainty.rawValue)
      json.member("rules", array: entry.rules, .oneLine) { $0.value($1) }
      json.member("leftOutBefore", entry.leftOutBefore)
    }
  }

  private func write(_ change: AddressChange, to json: inout JSONWriter) {
    json.object(.oneLine) { json in
      switch change.cause {
      case .beforeLog: json.member("cause", "beforeLog")
      case .snapshot(let file, let line):
        json.member("cause", "snapshot")
        json.member("snapshotFile", file)
        json.member("snapshotLine", line)
      case .call(let name):
        json.member("cause", "call")
        json.member("call", name)
      case .fork(let parent):
        json.member("cause", "fork")
        json.member("parentPid", parent)
      case .exit: json.member("cause", "exit")
      case .killed(let signal):
        json.member("cause", "killed")
        json.member("signal", signal)
      }
      if let thread = change.threadID { json.member("threadId", thread) }
      if let instant = change.instant { json.members(of: instant) }
    }
  }

  private func write(_ neighbor: AddressNeighbor?, to json: inout JSONWriter) {
    guard let neighbor else { return json.value(String?.none) }
    json.object(.oneLine) { json in
      json.member("start", address: neighbor.range.start)
      json.member("end", address: neighbor.range.end)
      json.member("permissions", neighbor.permissions)
      json.member("name", neighbor.name)
    }
  }

  private func write(_ range: AddressRange?, to json: inout JSONWriter) {
    guard let range else { return json.value(String?.none) }
    json.object(.oneLine) { json in
      json.member("start", address: range.start)
      json.member("end", address: range.end)
    }
  }
}
