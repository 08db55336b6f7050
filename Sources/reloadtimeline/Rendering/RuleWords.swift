/// The rules by which something is inferred, in words that a reader understands without the manual.
enum RuleWords {
  /// A rule in words; its name where it has none.
  static func words(for rule: String) -> String {
    switch rule {
    case "extentMatch": "told by the length of its munmap"
    case "ambiguousExtent": "other objects have that length too"
    case "linkName": "known by the name of a link"
    case "fileName": "known by the name of its file alone"
    case "doubtfulSnapshot": "the snapshot fits the log in part only"
    case "loaderMapsOnce": "a loader maps what is not there yet"
    case "execve": "execve maps the program and its loader anew"
    case "givenUpAtOnce": "unmapped soon after it was mapped"
    case "killedWhileLoading": "the process was killed while it was being loaded"
    case "unmapsHidden": "no munmap is shown: it may be gone again"
    case "linesMissing": "lines are missing from the log"
    case "mappedOver":
      "no munmap is shown: gone by the line from which its addresses are used again"
    case "supposedParent": "nothing shows which process made this one"
    case "openedWhileLoading": "told by the order of the loads"
    case "referenceExtent": "told by its length and distance in the reference snapshot"
    case "stackFrame": "a stack frame lies in it"
    case "lsofListed": "lsof lists it from before the log"
    case "anotherRun": "the loader's log is of another run"
    case "onlyProcess": "the loader's log has one process only"
    case "symbolsOnDisk": "read from the files on disk"
    case "cameWith": "it came with an object that was unloaded"
    default: rule
    }
  }
}
