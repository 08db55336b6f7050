#include "workload.h"

#include <sys/mman.h>
#include <unistd.h>

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

static uintptr_t roundUp(uintptr_t address) {
  return (address + workload.page - 1) / workload.page * workload.page;
}

// Something above the break, so that it cannot grow; then it is taken away again.
static void obstruct(Worker *worker, uintptr_t end) {
  uintptr_t place = roundUp(end) + pages(2 + below(worker, 4));
  void *result = mmap((void *)place, workload.page, PROT_READ,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  sbrk((intptr_t)pages(1 + below(worker, 9)));
  if (result != MAP_FAILED) munmap(result, workload.page);
}

static void change(Worker *worker, uintptr_t end) {
  uintptr_t low = roundUp(workload.floor), high = roundUp(end);
  // Where [heap] ends the break is supposed to be: nothing is taken out of it unseen.
  if (high <= low || workload.now == UNWATCHED) return;
  unsigned count = (unsigned)((high - low) / workload.page);
  uintptr_t start = low + pages(below(worker, count));
  size_t length = pages(1 + below(worker, (unsigned)((high - start) / workload.page)));
  switch (below(worker, 3)) {
    case 0: mprotect((void *)start, length, protection(worker)); break;
    case 1: munmap((void *)start, length); break;
    default:
      mmap((void *)start, length, PROT_READ, MAP_PRIVATE | MAP_FIXED, pickFile(worker), 0);
      break;
  }
}

// The break is of the process: only one thread moves it.
void operateHeap(Worker *worker) {
  if (worker->number != 0) return;
  uintptr_t end = (uintptr_t)sbrk(0);
  switch (below(worker, 8)) {
    case 0: case 1: case 2:
      if (end - workload.floor < pages(400)) sbrk((intptr_t)(1 + below(worker, 20000)));
      break;
    case 3: case 4:
      if (end > workload.floor) {
        sbrk(-(intptr_t)(1 + below(worker, (unsigned)(end - workload.floor))));
      }
      break;
    case 5: change(worker, end); break;
    case 6: obstruct(worker, end); break;
    default: sbrk(INTPTR_MAX / 2); break;
  }
}
