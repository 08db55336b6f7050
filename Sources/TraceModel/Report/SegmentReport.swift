/// A part of an object as a loader laid it out: pages with one use.
public struct SegmentReport: Sendable, Equatable {
  /// Which part it is; nothing where neither the log nor the snapshot tells.
  ///
  /// The rules are those by which glibc (elf/dl-map-segments.h, `_dl_map_segments`; elf/dl-reloc.c,
  /// `_dl_protect_relro`) and musl (ldso/dynlink.c, `map_library`, `reloc_all`) lay an object out:
  /// the first mmap takes the whole extent, the other segments are mapped over it with MAP_FIXED,
  /// anonymous memory behind the data is the .bss, mprotect without access makes the holes, and
  /// mprotect to read-only of writable pages is RELRO.
  public var part: AddressEntry.Part?
  /// Its lowest address.
  public var base: UInt64
  /// Its bytes, whole pages.
  public var size: UInt64
  /// The four letters of its permissions, as in /proc/PID/maps.
  public var permissions: String
  /// Bytes of the file before it; nothing where no page of the file lies there, or none can be read.
  public var offset: UInt64?
  /// The line of the last call that shaped it, or of the snapshot.
  public var at: Instant

  /// Creates a segment.
  public init(
    part: AddressEntry.Part?, base: UInt64, size: UInt64, permissions: String, offset: UInt64?,
    at: Instant
  ) {
    self.part = part
    self.base = base
    self.size = size
    self.permissions = permissions
    self.offset = offset
    self.at = at
  }
}
