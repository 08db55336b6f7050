extension World {
  /// Whether a process ended with ld.so's cache mapped, which ld.so never leaves (elf/dl-cache.c,
  /// `_dl_unload_cache`): the munmap is not in the log.
  var keepsLoaderCache: Bool {
    processes.contains { process in
      process.isOver
        && process.history.live.contains { load in
          backings[load.backing].path == Self.loaderCache && load.began.order > process.born.order
        }
    }
  }

  private static let loaderCache = TraceText("/etc/ld.so.cache")
}
