#include "workload.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef MAP_SHARED_VALIDATE
#define MAP_SHARED_VALIDATE 3
#endif
#ifndef MAP_DROPPABLE
#define MAP_DROPPABLE 8
#endif
#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif
#ifndef MAP_32BIT
#define MAP_32BIT 0
#endif

int protection(Worker *worker) {
  static const int likely[] = {PROT_READ, PROT_READ | PROT_WRITE, PROT_READ | PROT_EXEC, PROT_NONE};
  return chance(worker, 60) ? likely[below(worker, 4)] : (int)below(worker, 8);
}

// A length that has to be rounded up, now and then.
static size_t ragged(Worker *worker, size_t length) {
  return chance(worker, 20) ? length - 1 - below(worker, (unsigned)workload.page - 1) : length;
}

static int sharing(Worker *worker, bool isAnonymous) {
  switch (below(worker, 10)) {
    case 0: return MAP_SHARED_VALIDATE;
    case 1: return isAnonymous ? MAP_DROPPABLE : MAP_SHARED;
    case 2: case 3: return MAP_SHARED;
    default: return MAP_PRIVATE;
  }
}

static int leftovers(Worker *worker) {
  int flags = 0;
  if (chance(worker, 15)) flags |= MAP_NORESERVE;
  if (chance(worker, 10)) flags |= MAP_POPULATE;
  if (chance(worker, 10)) flags |= MAP_STACK;
  return flags;
}

void operateMap(Worker *worker) {
  Range range = pickArena(worker, 40);
  bool isAnonymous = chance(worker, 55);
  int flags = sharing(worker, isAnonymous) | leftovers(worker);
  int file = -1;
  // Of anonymous memory an offset is allowed, and means nothing.
  off_t offset = chance(worker, 60) ? 0 : (off_t)pages(below(worker, 30));
  if (isAnonymous) {
    flags |= MAP_ANONYMOUS;
  } else {
    file = pickFile(worker);
    if (chance(worker, 3)) offset += 100;
  }
  unsigned placement = below(worker, 100);
  uintptr_t hint = 0;
  if (placement < 60) {
    hint = range.start;
    flags |= MAP_FIXED;
  } else if (placement < 68) {
    hint = range.start;
    flags |= MAP_FIXED_NOREPLACE;
  } else if (placement < 80) {
    hint = range.start + (chance(worker, 30) ? 77 : 0);
  } else if (placement < 85) {
    flags |= MAP_32BIT;
  }
  size_t length = chance(worker, 2) ? 0 : ragged(worker, range.length);
  void *result = mmap((void *)hint, length, protection(worker), flags, file, offset);
  if (result != MAP_FAILED) addOwn(worker, (uintptr_t)result, length);
}

void operateUnmap(Worker *worker) {
  Range range;
  if (chance(worker, 40) && pickOwn(worker, &range)) {
    removeOwn(worker, range.start, range.length);
  } else {
    range = pickArena(worker, 24);
    if (chance(worker, 2)) range.length = 0;
    if (chance(worker, 2)) range.start += 1;
  }
  munmap((void *)range.start, range.length == 0 ? 0 : ragged(worker, range.length));
}

void operateProtect(Worker *worker) {
  Range range = pickAny(worker, 30);
  int bits = protection(worker);
  size_t length = chance(worker, 2) ? 0 : ragged(worker, range.length);
#ifdef SYS_pkey_mprotect
  if (chance(worker, 10) && workload.scope != FILTERED) {
    syscall(SYS_pkey_mprotect, range.start, length, bits, -1);
    return;
  }
#endif
  mprotect((void *)range.start, length, bits);
}
