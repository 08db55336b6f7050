#include "workload.h"

#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>

static void attach(Worker *worker, int id, size_t size) {
  int flags = 0;
  void *address = NULL;
  if (chance(worker, 50)) {
    Range range = pickArena(worker, 1);
    if (range.start + size + workload.page > worker->arena.start + worker->arena.length) return;
    address = (void *)(range.start + (chance(worker, 30) ? 99 : 0));
    flags |= SHM_RND | (chance(worker, 60) ? SHM_REMAP : 0);
  }
  if (chance(worker, 25) && workload.now != UNWATCHED) flags |= SHM_RDONLY;
  if (chance(worker, 25)) flags |= SHM_EXEC;
  void *result = shmat(id, address, flags);
  if (result == (void *)-1) return;
  Attachment *new = &worker->attached[worker->attachedCount];
  *new = (Attachment){(uintptr_t)result, id, size};
  worker->attachedCount += 1;
  worker->hasAttached = true;
  addOwn(worker, (uintptr_t)result, size);
}

static void create(Worker *worker) {
  size_t size = pages(1 + below(worker, 9)) - below(worker, 900);
  key_t key = IPC_PRIVATE;
  if (chance(worker, 40)) key = (key_t)(randomNumber(worker) & 0x7fffffff) | 1;
  int id = shmget(key, size, IPC_CREAT | IPC_EXCL | 0600);
  if (id < 0) return;
  // Whoever finds a segment may ask for less of it than there is.
  if (key != IPC_PRIVATE) shmget(key, size / 2, 0600);
  attach(worker, id, size);
  // It lives on while it is attached, and nothing is left behind however this program ends.
  shmctl(id, IPC_RMID, NULL);
}

static void detach(Worker *worker, int index) {
  Attachment gone = worker->attached[index];
  worker->attachedCount -= 1;
  worker->attached[index] = worker->attached[worker->attachedCount];
  forgetOwn(worker, gone.address, gone.size);
  shmdt((void *)gone.address);
}

void operateSegments(Worker *worker) {
  if (workload.scope == FILTERED) return;
  if (worker->attachedCount == MOST_ATTACHED) detach(worker, (int)below(worker, MOST_ATTACHED));
  switch (below(worker, 5)) {
    case 0: case 1: create(worker); break;
    case 2:
      if (worker->attachedCount > 0) {
        Attachment one = worker->attached[below(worker, (unsigned)worker->attachedCount)];
        attach(worker, one.id, one.size);
      }
      break;
    default:
      if (worker->attachedCount > 0) {
        detach(worker, (int)below(worker, (unsigned)worker->attachedCount));
      }
      break;
  }
}
