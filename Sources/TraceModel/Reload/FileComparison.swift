/// Says whether two loads of one name are of one file.
struct FileComparison {
  /// What is known of the file of a load from one source.
  struct Known {
    /// Where it is from: numbers of one source can be compared with each other without doubt.
    enum Source { case kernel, stat }
    var source: Source
    var device: String?
    var inode: UInt64?
    var evidence: Evidence?

    /// Whether it can be compared.
    var isComplete: Bool { device != nil && inode != nil }
  }

  /// What was there before, and what is there after.
  var before: [Known]
  var after: [Known]
  /// What fstat told of both.
  var oldIdentity: FileIdentity?
  var newIdentity: FileIdentity?
  /// Whether the file had lost its name before, and has one after.
  var lostName: Evidence?
  /// What became of the name between the two.
  var changes: [(change: FileChange, evidence: Evidence)]
  /// Whether names are those of files, not of links that were opened.
  var hasResolvedNames: Bool

  /// Whether they are the same file, and what shows it; nothing where nothing does.
  ///
  /// Of device and inode, those that both come from the same source go first: some file systems
  /// (btrfs, overlayfs) tell fstat another device than /proc/PID/maps shows, so that different
  /// devices from different sources say nothing.
  func verdict() -> (isSame: Bool, proof: FileProof)? {
    if let verdict = verdictOfInodes(ofOneSource: true) ?? verdictOfInodes(ofOneSource: false) {
      return verdict
    }
    if let lostName {
      // A file is opened by its name: one that had lost it before is not the one that was opened.
      return (
        false, FileProof(rule: "deletedName", certainty: .snapshot, evidence: [lostName])
      )
    }
    if let last = changes.last {
      return (
        false,
        FileProof(
          rule: last.change.kind == .unlinked ? "unlinked" : "renamed",
          certainty: hasResolvedNames ? .observed : .inferred, evidence: changes.map(\.evidence))
      )
    }
    if let old = oldIdentity?.size, let new = newIdentity?.size, old != new {
      // A file that was overwritten in place may have another size, too; packages never do that.
      return (
        false,
        FileProof(
          rule: "fileSize", certainty: .inferred,
          evidence: (before + after).compactMap { $0.source == .stat ? $0.evidence : nil })
      )
    }
    return nil
  }

  private func verdictOfInodes(ofOneSource: Bool) -> (isSame: Bool, proof: FileProof)? {
    for old in before where old.isComplete {
      for new in after where new.isComplete && (new.source == old.source) == ofOneSource {
        guard ofOneSource || old.device == new.device else { continue }
        let isSame = old.inode == new.inode && old.device == new.device
        let isInLog = ofOneSource && old.source == .stat
        let proof = FileProof(
          rule: "inode", certainty: isInLog ? .observed : .snapshot,
          evidence: [old.evidence, new.evidence].compactMap(\.self))
        return (isSame, proof)
      }
    }
    return nil
  }
}
