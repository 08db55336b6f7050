// What needs a place of its own: memory that grows by itself, that cannot go, or that is huge.
#include "workload.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_mseal
#define SYS_mseal 462
#endif
#ifndef MAP_HUGE_2MB
#define MAP_HUGE_2MB (21 << 26)
#endif

static void *lay(uintptr_t start, size_t length, int bits, int flags) {
  return mmap((void *)start, length, bits, MAP_ANONYMOUS | MAP_FIXED | flags, -1, 0);
}

void operateCliff(Worker *worker) {
  // The log does not say that memory from before it grows.
  if (workload.now == UNWATCHED) return;
  munmap((void *)worker->cliff.start, worker->cliff.length);
  uintptr_t start = worker->cliff.start + worker->cliff.length - pages(12 + below(worker, 20));
  size_t length = pages(3 + below(worker, 8));
  int bits = PROT_READ | PROT_WRITE;
  if (lay(start, length, bits, MAP_PRIVATE | MAP_GROWSDOWN) == MAP_FAILED) return;
  unsigned faults = below(worker, 12);
  for (unsigned i = 0; i < faults; i += 1) *(volatile char *)(start - 1 - pages(i)) = 1;
  if (chance(worker, 50)) mprotect((void *)(start + workload.page), workload.page, PROT_READ);
  if (chance(worker, 50)) {
    mprotect((void *)(start + pages(below(worker, 3))), workload.page, PROT_READ | PROT_GROWSDOWN);
  }
  if (chance(worker, 40)) munmap((void *)(start + workload.page), pages(1 + below(worker, 4)));
}

// Pieces that differ do not merge, so that each is sealed, or is not, whatever lies beside it.
void operateVault(Worker *worker) {
  // Before 6.17 other calls stopped elsewhere at what is sealed.
  if (workload.now != EVERYTHING || workload.scope != EVERYTHING || !workload.movesSeveral) return;
  if (worker->slots == MOST_SLOTS) return;
  uintptr_t slot = worker->vault.start + pages(SLOT_PAGES) * (size_t)worker->slots;
  worker->slots += 1;
  int bits = PROT_READ | PROT_WRITE;
  lay(slot, pages(3), bits, MAP_PRIVATE);
  lay(slot + pages(3), pages(2), PROT_READ, chance(worker, 50) ? MAP_PRIVATE : MAP_SHARED);
  lay(slot + pages(5), pages(4), bits, MAP_SHARED);
  lay(slot + pages(20), pages(6), PROT_NONE, MAP_PRIVATE);
  syscall(SYS_mseal, slot + pages(3), pages(2), 0);
  uintptr_t first = slot + pages(below(worker, 5));
  size_t length = pages(1 + below(worker, 8));
  switch (below(worker, 6)) {
    case 0: mprotect((void *)first, length, protection(worker)); break;
    case 1: munmap((void *)first, length); break;
    case 2:
      syscall(SYS_mremap, slot, pages(9), pages(9), MREMAP_MAYMOVE | MREMAP_FIXED, slot + pages(18));
      break;
    case 3:
      // Shrinks: the target goes before the sealed tail is noticed.
      syscall(SYS_mremap, slot, pages(5), pages(2), MREMAP_MAYMOVE | MREMAP_FIXED, slot + pages(21));
      break;
    case 4: lay(first, length, PROT_READ, MAP_PRIVATE); break;
    default:
      syscall(SYS_mremap, slot + pages(5), pages(2), pages(2), MREMAP_MAYMOVE | MREMAP_FIXED, first);
      break;
  }
}

// Most machines have no huge pages free: the call fails, after it took out what was there.
void operateQuarry(Worker *worker) {
  const size_t huge = (size_t)1 << 21;
  uintptr_t start = worker->quarry.start + huge * below(worker, HUGE_PAGES - 1);
  size_t length = 1 + below(worker, (unsigned)huge);
  lay(start + pages(below(worker, 20)), pages(1 + below(worker, 30)), protection(worker), MAP_PRIVATE);
  int flags = MAP_HUGETLB | (chance(worker, 50) ? MAP_PRIVATE : MAP_SHARED);
  if (!workload.hasDefaultHugePages || chance(worker, 50)) flags |= MAP_HUGE_2MB;
  if (chance(worker, 30)) {
    // Without a reservation it succeeds; nothing may touch it then.
    lay(start, length, PROT_READ | PROT_WRITE, flags | MAP_NORESERVE);
    if (chance(worker, 40)) mprotect((void *)start, huge, PROT_READ);
    if (chance(worker, 40)) munmap((void *)start, pages(1 + below(worker, 700)));
    return;
  }
  lay(start, length, PROT_READ, flags);
}
