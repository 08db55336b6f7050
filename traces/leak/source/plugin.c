/* A plugin that makes a cache when it is loaded. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

static char *cache;
static char *names;

__attribute__((constructor)) static void set_up(void) {
  cache = mmap(NULL, 256 * 1024, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  names = mmap(NULL, 64 * 1024, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (names != MAP_FAILED) snprintf(names, 64 * 1024, "names");
  /* A guard behind the names, so that overruns are caught. */
  if (names != MAP_FAILED) mprotect(names + 60 * 1024, 4096, PROT_NONE);
}

/* It gives back the cache, and forgets the names. */
__attribute__((destructor)) static void tear_down(void) {
  munmap(cache, 256 * 1024);
}
