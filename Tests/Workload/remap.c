#include "workload.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef MREMAP_DONTUNMAP
#define MREMAP_DONTUNMAP 4
#endif

// The call itself: the C library's refuses what the kernel would refuse in its own way.
static uintptr_t moveTo(uintptr_t from, size_t old, size_t new, int flags, uintptr_t to) {
  long result = syscall(SYS_mremap, from, old, new, flags, to);
  return result == -1 ? 0 : (uintptr_t)result;
}

static void resize(Worker *worker, Range range) {
  size_t new = chance(worker, 50) ? range.length + pages(1 + below(worker, 6))
                                  : pages(1 + below(worker, (unsigned)(range.length / workload.page)));
  int flags = chance(worker, 60) ? MREMAP_MAYMOVE : 0;
  bool isOwn = !isInArena(worker, range.start);
  uintptr_t result = moveTo(range.start, range.length, new, flags, 0);
  if (result == 0) return;
  if (isOwn) removeOwn(worker, range.start, range.length);
  addOwn(worker, result, new);
}

static void fix(Worker *worker, Range range) {
  Range target = pickArena(worker, 24);
  size_t length = target.length;
  if (chance(worker, 60)) {
    length = range.length;
    if (target.start + length > worker->arena.start + worker->arena.length) return;
    // Before 6.17 a move of several fails as a whole.
    if (!workload.movesSeveral) range.length = length = workload.page;
  }
  bool isOwn = !isInArena(worker, range.start);
  int flags = MREMAP_MAYMOVE | MREMAP_FIXED;
  bool isKept = length == range.length && chance(worker, 20);
  if (isKept) flags |= MREMAP_DONTUNMAP;
  uintptr_t result = moveTo(range.start, range.length, length, flags, target.start);
  if (!isOwn || isKept) return;
  // A move that failed half-way has moved its beginning.
  if (result != 0) removeOwn(worker, range.start, range.length);
  else forgetOwn(worker, range.start, range.length);
}

static void keepSource(Worker *worker, Range range) {
  size_t length = workload.page * (1 + below(worker, 3));
  if (length > range.length) length = range.length;
  uintptr_t result =
      moveTo(range.start, length, length, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0);
  if (result != 0) addOwn(worker, result, length);
}

static void repeat(Worker *worker, Range range) {
  size_t length = pages(1 + below(worker, 8));
  int flags = MREMAP_MAYMOVE;
  uintptr_t target = 0;
  if (chance(worker, 50)) {
    flags |= MREMAP_FIXED;
    target = pickArena(worker, 1).start;
    if (target + length > worker->arena.start + worker->arena.length) return;
  }
  uintptr_t result = moveTo(range.start, 0, length, flags, target);
  if (result != 0) addOwn(worker, result, length);
}

void operateRemap(Worker *worker) {
  Range range = pickAny(worker, 20);
  // Short ranges lie within one mapping, and are moved; long ones mostly fail.
  if (chance(worker, 50)) range.length = workload.page;
  switch (below(worker, 10)) {
    case 0: case 1: case 2: case 3: resize(worker, range); break;
    case 4: case 5: case 6: fix(worker, range); break;
    case 7: case 8: keepSource(worker, range); break;
    default: repeat(worker, range); break;
  }
}

void operateFilePages(Worker *worker) {
  if (workload.scope == FILTERED) return;
  Range range = pickAny(worker, 4);
  // Of the last pages of a segment that is to be removed only the result tells what became of them;
  // several mappings that differ in what no line shows have the same result.
  if (worker->hasAttached) range.length = workload.page;
  if (chance(worker, 30)) range.start += 5;
  if (chance(worker, 30)) range.length += 5;
  syscall(SYS_remap_file_pages, range.start, range.length, 0, (size_t)below(worker, 9), 0);
}
