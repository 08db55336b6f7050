#include "workload.h"

#include <stdio.h>

// The middle of the largest hole: the kernel places memory at the ends of it, whatever the layout.
void findBase(void) {
  FILE *maps = fopen("/proc/self/maps", "re");
  if (maps == NULL) return;
  char line[8192];
  uintptr_t reached = workload.page * 16;
  uintptr_t hole = 0;
  size_t largest = 0;
  unsigned long start, end;
  while (fgets(line, sizeof line, maps) != NULL) {
    if (sscanf(line, "%lx-%lx", &start, &end) != 2) continue;
    if (start >> 63) break;  // [vsyscall] lies in the kernel's half.
    if (start > reached && start - reached > largest) {
      largest = start - reached;
      hole = reached;
    }
    reached = end;
  }
  fclose(maps);
  const uintptr_t gigabyte = (uintptr_t)1 << 30;
  workload.base = (hole + largest / 2) / gigabyte * gigabyte;
}

void layOut(Worker *worker, int number) {
  const uintptr_t step = pages((size_t)1 << 14);
  uintptr_t start = workload.base + (uintptr_t)number * step * 8;
  worker->number = number;
  worker->arena = (Range){start, pages(ARENA_PAGES)};
  worker->cliff = (Range){start + step, pages(CLIFF_PAGES)};
  worker->vault = (Range){start + step * 2, pages(SLOT_PAGES) * MOST_SLOTS};
  worker->quarry = (Range){start + step * 3, (size_t)HUGE_PAGES << 21};
}

bool isInArena(const Worker *worker, uintptr_t address) {
  return address - worker->arena.start < worker->arena.length;
}

static size_t wholePages(size_t length) {
  return (length + workload.page - 1) / workload.page * workload.page;
}

// Notes where the kernel placed something. What finds no room in the list stays mapped unused.
void addOwn(Worker *worker, uintptr_t start, size_t length) {
  if (isInArena(worker, start) || worker->ownCount == MOST_OWN) return;
  worker->own[worker->ownCount] = (Range){start, wholePages(length)};
  worker->ownCount += 1;
}

// Without its first page a segment's place may become that of another thread's, which shmdt would take.
static void dropAttached(Worker *worker, uintptr_t start, uintptr_t end) {
  for (int i = worker->attachedCount - 1; i >= 0; i -= 1) {
    uintptr_t address = worker->attached[i].address;
    if (address < start || address >= end || isInArena(worker, address)) continue;
    worker->attachedCount -= 1;
    worker->attached[i] = worker->attached[worker->attachedCount];
  }
}

// Those pages are gone: the kernel may give them to another thread.
void removeOwn(Worker *worker, uintptr_t start, size_t length) {
  uintptr_t end = start + wholePages(length);
  dropAttached(worker, start, end);
  for (int i = worker->ownCount - 1; i >= 0; i -= 1) {
    Range range = worker->own[i];
    uintptr_t rangeEnd = range.start + range.length;
    if (rangeEnd <= start || range.start >= end) continue;
    worker->ownCount -= 1;
    worker->own[i] = worker->own[worker->ownCount];
    if (range.start < start) addOwn(worker, range.start, start - range.start);
    if (rangeEnd > end) addOwn(worker, end, rangeEnd - end);
  }
}

// Something of it may be gone: all of it is left alone.
void forgetOwn(Worker *worker, uintptr_t start, size_t length) {
  uintptr_t end = start + wholePages(length);
  dropAttached(worker, start, end);
  for (int i = worker->ownCount - 1; i >= 0; i -= 1) {
    Range range = worker->own[i];
    if (range.start + range.length <= start || range.start >= end) continue;
    worker->ownCount -= 1;
    worker->own[i] = worker->own[worker->ownCount];
  }
}

Range pickArena(Worker *worker, unsigned mostPages) {
  unsigned count = 1 + below(worker, chance(worker, 70) ? 6 : mostPages);
  unsigned first = below(worker, ARENA_PAGES - count);
  return (Range){worker->arena.start + pages(first), pages(count)};
}

bool pickOwn(Worker *worker, Range *range) {
  if (worker->ownCount == 0) return false;
  *range = worker->own[below(worker, (unsigned)worker->ownCount)];
  unsigned count = (unsigned)(range->length / workload.page);
  unsigned first = below(worker, count);
  if (chance(worker, 40)) first = 0;
  range->start += pages(first);
  range->length = pages(chance(worker, 40) ? count - first : 1 + below(worker, count - first));
  return true;
}

Range pickAny(Worker *worker, unsigned mostPages) {
  Range range;
  if (chance(worker, 25) && pickOwn(worker, &range)) return range;
  return pickArena(worker, mostPages);
}
