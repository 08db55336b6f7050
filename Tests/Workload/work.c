#include "workload.h"

#include <string.h>

static void operate(Worker *worker) {
  switch (below(worker, 40)) {
    case 0: case 1: case 2: case 3: case 4: case 5: case 6: case 7: case 8: case 9:
      operateMap(worker);
      break;
    case 10: case 11: case 12: case 13: case 14: operateUnmap(worker); break;
    case 15: case 16: case 17: case 18: case 19: operateProtect(worker); break;
    case 20: case 21: case 22: case 23: case 24: operateRemap(worker); break;
    case 25: operateFilePages(worker); break;
    case 26: case 27: operateMarks(worker); break;
    case 28: operatePersonality(worker); break;
    case 29: case 30: operateHeap(worker); break;
    case 31: case 32: operateSegments(worker); break;
    case 33: operateCliff(worker); break;
    case 34: operateVault(worker); break;
    case 35: operateQuarry(worker); break;
    case 36: operateLibraries(worker); break;
    default: operateFiles(worker); break;
  }
}

static bool makesTasks(void) {
  // Children from before strace attached would not be in the log.
  return workload.now != UNWATCHED && strcmp(workload.mode, "single") != 0 &&
         strcmp(workload.mode, "leaf") != 0;
}

// Does random operations, with snapshots between them.
void work(Worker *worker, int operations, int snapshots) {
  unsigned distance = (unsigned)(operations / (snapshots > 0 ? snapshots : 1)) + 1;
  for (int i = 0; i < operations; i += 1) {
    if (makesTasks() && !worker->isBorrowed && chance(worker, 2)) {
      operateTasks(worker);
    } else {
      enterGate();
      operate(worker);
      leaveGate();
    }
    if (snapshots > 0 && below(worker, distance) == 0) snapshot();
  }
  if (snapshots > 0) snapshot();
}
