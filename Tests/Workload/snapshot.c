#include "workload.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static atomic_int count;

bool copyFile(const char *from, const char *to) {
  int output = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (output < 0) return false;
  int input = open(from, O_RDONLY | O_CLOEXEC);
  if (input < 0) {
    close(output);
    return false;
  }
  char buffer[65536];
  ssize_t length;
  while ((length = read(input, buffer, sizeof buffer)) > 0) {
    if (write(output, buffer, (size_t)length) != length) _exit(2);
  }
  close(input);
  close(output);
  return length == 0;
}

// The instant has two marks in the log, for a filter may leave out one, and a notice of strace may
// fall into the other: a write that fails, and the name of the file that is opened for the copy.
void snapshot(void) {
  closeGate();
  // The exec of another thread would end this one in the middle of a copy.
  if (atomic_load(&workload.isStopping)) {
    openGate();
    return;
  }
  char mark[128], name[4096];
  int number = atomic_fetch_add(&count, 1);
  snprintf(mark, sizeof mark, "SNAPSHOT %s-%d-%d.", workload.image, (int)getpid(), number);
  snprintf(name, sizeof name, "%s/truth/%s-%d-%d.maps", workload.folder, workload.image,
           (int)getpid(), number);
  // The descriptor is none: the failure is what is wanted.
  if (write(-1, mark, strlen(mark)) >= 0) _exit(2);
  if (!copyFile("/proc/self/maps", name)) _exit(2);
  openGate();
}
