/// The bits of flags that matter to an address space, by the names that strace prints.
///
/// Values: include/uapi/asm-generic/mman.h, linux/mman.h, linux/sched.h, asm-generic/fcntl.h; the
/// same on all architectures that are read here, but where it is said.
enum Flags {
  /// PROT_READ, PROT_WRITE, PROT_EXEC, and PROT_GROWSDOWN.
  static func protection(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    // Those that loaders ask for, as a whole.
    let start = range.lowerBound
    switch range.count {
    case 9 where text.has("PROT_READ", at: start): return 1
    case 9 where text.has("PROT_NONE", at: start): return 0
    case 20 where text.has("PROT_READ|PROT_WRITE", at: start): return 3
    case 19 where text.has("PROT_READ|PROT_EXEC", at: start): return 5
    default: break
    }
    return Argument.flags(text, range) { text, start, end in
      if text.has("PROT_READ", at: start) { return 1 }
      if text.has("PROT_WRITE", at: start) { return 2 }
      if text.has("PROT_EXEC", at: start) { return 4 }
      if text.has("PROT_GROWSDOWN", at: start) { return growsDownProtection }
      return 0
    }
  }

  static let growsDownProtection: UInt64 = 0x0100_0000

  static let mapTypeMask: UInt64 = 0x0F
  static let mapShared: UInt64 = 0x01
  static let mapPrivate: UInt64 = 0x02
  static let mapSharedValidate: UInt64 = 0x03
  static let mapFixed: UInt64 = 0x10
  static let mapAnonymous: UInt64 = 0x20
  static let mapGrowsDown: UInt64 = 0x100
  static let mapDenyWrite: UInt64 = 0x800
  static let mapLocked: UInt64 = 0x2000
  static let mapNoReserve: UInt64 = 0x4000
  static let mapStack: UInt64 = 0x20000
  static let mapHugeTLB: UInt64 = 0x40000
  static let mapFixedNoReplace: UInt64 = 0x100000
  /// Where the size of a huge page stands, as a power of two, in the flags of mmap.
  static let mapHugeShift: UInt64 = 26

  /// The flags of mmap.
  static func map(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    // Those that loaders and allocators ask for, as a whole.
    let start = range.lowerBound
    let segment = mapPrivate | mapDenyWrite
    switch range.count {
    case 25 where text.has("MAP_PRIVATE|MAP_DENYWRITE", at: start): return segment
    case 35 where text.has("MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE", at: start):
      return segment | mapFixed
    case 25 where text.has("MAP_PRIVATE|MAP_ANONYMOUS", at: start):
      return mapPrivate | mapAnonymous
    case 35 where text.has("MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS", at: start):
      return mapPrivate | mapFixed | mapAnonymous
    default: break
    }
    return Argument.flags(text, range) { text, start, end in
      guard text.has("MAP_", at: start) else { return 0 }
      let name = start + 4
      switch end - name {
      case 7:
        if text.has("PRIVATE", at: name) { return mapPrivate }
        return text.has("HUGETLB", at: name) ? mapHugeTLB : 0
      case 6:
        if text.has("SHARED", at: name) { return mapShared }
        return text.has("LOCKED", at: name) ? mapLocked : 0
      case 5:
        if text.has("FIXED", at: name) { return mapFixed }
        return text.has("STACK", at: name) ? mapStack : 0
      case 9:
        if text.has("ANONYMOUS", at: name) { return mapAnonymous }
        if text.has("DENYWRITE", at: name) { return mapDenyWrite }
        if text.has("NORESERVE", at: name) { return mapNoReserve }
        if text.has("GROWSDOWN", at: name) { return mapGrowsDown }
        return text.has("DROPPABLE", at: name) ? 8 : 0
      case 4: return text.has("ANON", at: name) ? mapAnonymous : 0
      case 15:
        if text.has("SHARED_VALIDATE", at: name) { return mapSharedValidate }
        return text.has("FIXED_NOREPLACE", at: name) ? mapFixedNoReplace : 0
      default: return 0
      }
    }
  }

  static let remapMayMove: UInt64 = 1
  static let remapFixed: UInt64 = 2
  static let remapDontUnmap: UInt64 = 4

  /// The flags of mremap.
  static func remap(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    Argument.flags(text, range) { text, start, end in
      if text.has("MREMAP_MAYMOVE", at: start) { return remapMayMove }
      if text.has("MREMAP_FIXED", at: start) { return remapFixed }
      return text.has("MREMAP_DONTUNMAP", at: start) ? remapDontUnmap : 0
    }
  }

  static let openAccessMask: UInt64 = 3
  static let openCloseOnExec: UInt64 = 0o2_000_000

  /// The flags of open that matter: the access mode, and O_CLOEXEC.
  static func open(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    Argument.flags(text, range) { text, start, end in
      if text.has("O_RDWR", at: start) { return 2 }
      if text.has("O_WRONLY", at: start) { return 1 }
      return text.has("O_CLOEXEC", at: start) ? openCloseOnExec : 0
    }
  }

  static let cloneVM: UInt64 = 0x100
  static let cloneFS: UInt64 = 0x200
  static let cloneFiles: UInt64 = 0x400
  static let cloneVFork: UInt64 = 0x4000
  static let cloneThread: UInt64 = 0x10000
  /// What pthread_create(3) has shared.
  static let cloneOfThread = cloneVM | cloneFS | cloneFiles | cloneThread

  /// The flags of clone and clone3.
  static func clone(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    Argument.flags(text, range) { text, start, end in
      switch end - start {
      case 8:
        if text.has("CLONE_VM", at: start) { return cloneVM }
        return text.has("CLONE_FS", at: start) ? cloneFS : 0
      case 11:
        if text.has("CLONE_FILES", at: start) { return cloneFiles }
        return text.has("CLONE_VFORK", at: start) ? cloneVFork : 0
      case 12: return text.has("CLONE_THREAD", at: start) ? cloneThread : 0
      default: return 0
      }
    }
  }

  static let closeOnExecOfMemory: UInt64 = 1
  static let hugeMemory: UInt64 = 4

  /// The flags of memfd_create that matter: MFD_CLOEXEC, MFD_HUGETLB and the size of its pages
  /// (include/uapi/linux/memfd.h).
  static func memoryFile(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    Argument.flags(text, range) { text, start, end in
      if text.has("MFD_CLOEXEC", at: start) { return closeOnExecOfMemory }
      return text.has("MFD_HUGETLB", at: start) ? hugeMemory : 0
    }
  }

  /// The size of the huge pages that flags ask for, as a power of two: `MAP_HUGE_SHIFT`, which is
  /// SHM_HUGE_SHIFT and MFD_HUGE_SHIFT too; where they name none, the 2 MiB of most machines.
  static func hugeShift(_ flags: UInt64) -> UInt8 {
    let shift = UInt8(truncatingIfNeeded: flags >> mapHugeShift & 0x3F)
    return shift == 0 ? 21 : shift
  }

  static let shmReadOnly: UInt64 = 0o10000
  static let shmRemap: UInt64 = 0o40000
  static let shmExecute: UInt64 = 0o100000
  static let shmHugeTLB: UInt64 = 0o4000

  /// The flags of shmget that matter: SHM_HUGETLB, and the size of its pages.
  static func segment(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    Argument.flags(text, range) { text, start, end in
      text.has("SHM_HUGETLB", at: start) ? shmHugeTLB : 0
    }
  }

  /// The flags of shmat.
  static func sharedMemory(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    Argument.flags(text, range) { text, start, end in
      if text.has("SHM_RDONLY", at: start) { return shmReadOnly }
      if text.has("SHM_REMAP", at: start) { return shmRemap }
      return text.has("SHM_EXEC", at: start) ? shmExecute : 0
    }
  }
}
