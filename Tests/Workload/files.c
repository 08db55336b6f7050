#include "workload.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FILE_COUNT = 6, READ_ONLY_COUNT = 2 };

// Everything that strace escapes, and everything that only looks as if it ended a name.
static const char oddName[] = "odd, \"n\xc3\xa4me\" <1> = (x)\\ \n.";

static void nameFile(char *name, size_t size, const char *letter, unsigned number) {
  snprintf(name, size, "%s/files/%s%u", workload.folder, letter, number);
}

static void makeFile(const char *name, unsigned pageCount) {
  int file = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0 || ftruncate(file, (off_t)(pages(pageCount) + 100 * pageCount)) != 0) _exit(2);
  close(file);
}

void makeFiles(void) {
  char name[4096];
  for (unsigned i = 0; i < FILE_COUNT; i += 1) {
    nameFile(name, sizeof name, "f", i);
    makeFile(name, 4 + i * 5);
  }
  for (unsigned i = 0; i < READ_ONLY_COUNT; i += 1) {
    nameFile(name, sizeof name, "ro", i);
    makeFile(name, 12);
  }
  nameFile(name, sizeof name, oddName, 0);
  makeFile(name, 9);
}

static void keep(Worker *worker, int number, bool isNumbered) {
  if (number < 0) return;
  OpenFiles *open = &worker->open;
  for (int i = 0; i < open->count; i += 1) {
    if (open->files[i].number == number) return;
  }
  if (open->count == MOST_OPEN) {
    int gone = (int)below(worker, MOST_OPEN);
    close(open->files[gone].number);
    open->files[gone] = (OpenFile){number, isNumbered};
    return;
  }
  open->files[open->count] = (OpenFile){number, isNumbered};
  open->count += 1;
}

static void openOne(Worker *worker) {
  char name[4096];
  int flags = chance(worker, 30) ? O_CLOEXEC : 0;
  // Which memory was opened read-only, /proc/PID/maps does not tell.
  unsigned kind = below(worker, workload.now == UNWATCHED ? 7 : 10);
  if (kind < 6) {
    nameFile(name, sizeof name, "f", below(worker, FILE_COUNT));
    flags |= O_RDWR;
  } else if (kind == 6) {
    nameFile(name, sizeof name, oddName, 0);
    flags |= O_RDWR;
  } else {
    nameFile(name, sizeof name, "ro", below(worker, READ_ONLY_COUNT));
    flags |= O_RDONLY;
  }
  keep(worker, open(name, flags), false);
}

static void openNameless(Worker *worker) {
  if (chance(worker, 50) && workload.canExecuteZero) {
    keep(worker, open("/dev/zero", O_RDWR), false);
  } else if (workload.scope != FILTERED) {
    int file = memfd_create("work load", chance(worker, 50) ? MFD_CLOEXEC : 0);
    keep(worker, file, false);
  }
}

// What replaces a file is made under another name: the part from the tilde on is not compared.
static void replaceOne(Worker *worker) {
  char name[4096], other[4200];
  static atomic_uint count;
  nameFile(name, sizeof name, "f", below(worker, FILE_COUNT));
  if (chance(worker, 30)) {
    unlink(name);
    makeFile(name, 3 + below(worker, 20));
    return;
  }
  snprintf(other, sizeof other, "%s~%d.%u", name, (int)getpid(), atomic_fetch_add(&count, 1));
  makeFile(other, 3 + below(worker, 20));
  int file = open(other, O_RDWR);
  if (chance(worker, 50) && file >= 0) {
    Range range = pickArena(worker, 12);
    mmap((void *)range.start, range.length, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0);
  }
  rename(other, name);
  keep(worker, file, false);
}

static void duplicateOne(Worker *worker) {
  if (worker->open.count == 0) return;
  int old = worker->open.files[below(worker, (unsigned)worker->open.count)].number;
  int chosen = 100 + worker->number * 10 + (int)below(worker, 10);
  switch (below(worker, 5)) {
    case 0: keep(worker, dup(old), false); break;
    case 1: keep(worker, dup2(old, chosen), true); break;
    case 2: keep(worker, dup3(old, chosen, O_CLOEXEC), true); break;
    case 3: keep(worker, fcntl(old, F_DUPFD_CLOEXEC, 20), false); break;
    default: fcntl(old, F_SETFD, chance(worker, 50) ? FD_CLOEXEC : 0); break;
  }
}

static void closeOne(Worker *worker) {
  if (worker->open.count == 0) return;
  int index = (int)below(worker, (unsigned)worker->open.count);
  int number = worker->open.files[index].number;
  worker->open.count -= 1;
  worker->open.files[index] = worker->open.files[worker->open.count];
#ifdef SYS_close_range
  if (chance(worker, 20) && workload.scope != FILTERED &&
      syscall(SYS_close_range, number, number, 0) == 0) {
    return;
  }
#endif
  close(number);
}

int pickFile(Worker *worker) {
  if (worker->open.count == 0) openOne(worker);
  if (worker->open.count == 0) return -1;
  return worker->open.files[below(worker, (unsigned)worker->open.count)].number;
}

void operateFiles(Worker *worker) {
  switch (below(worker, 10)) {
    case 0: case 1: case 2: openOne(worker); break;
    case 3: openNameless(worker); break;
    case 4: replaceOne(worker); break;
    case 5: case 6:
      if (workload.scope != FILTERED) duplicateOne(worker);
      break;
    default: closeOne(worker); break;
  }
}
