#include "workload.h"

#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>

#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#define PR_SET_VMA_ANON_NAME 0
#endif

// Calls that split mappings, or decide what later calls do, and change no line by themselves.
void operateMarks(Worker *worker) {
  static const int advice[] = {MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_DONTDUMP, MADV_DODUMP};
  Range range = pickAny(worker, 30);
  void *start = (void *)range.start;
  switch (below(worker, 6)) {
    case 0: case 1:
      // /proc/PID/maps does not tell which pages a child will not get.
      if (workload.scope == EVERYTHING && workload.now == EVERYTHING) {
        madvise(start, range.length, chance(worker, 60) ? MADV_DONTFORK : MADV_DOFORK);
      }
      break;
    case 2: madvise(start, range.length, advice[below(worker, 5)]); break;
    case 3: mlock(start, workload.page); break;
    case 4: munlock(start, range.length); break;
    default: prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, start, range.length, "named"); break;
  }
}

// Of the thread alone.
void operatePersonality(Worker *worker) {
  if (workload.now != EVERYTHING) return;
  personality(chance(worker, 40) ? READ_IMPLIES_EXEC : 0);
}
