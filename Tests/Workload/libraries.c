#include "workload.h"

#include <dlfcn.h>
#include <pthread.h>

static void *nothing(void *argument) { return argument; }

// What the C library maps for a program: shared objects, and stacks.
void operateLibraries(Worker *worker) {
  static const char *const names[] = {
    "libm.so.6", "libz.so.1", "libresolv.so.2", "libnss_files.so.2", "libcrypt.so.1",
    "libanl.so.1", "libutil.so.1", "libstdc++.so.6",
  };
  static _Thread_local void *loaded[sizeof names / sizeof *names];
  if (worker->isBorrowed) return;
  if (chance(worker, 25)) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1 << 17);
    if (pthread_create(&thread, &attributes, nothing, NULL) == 0) pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    return;
  }
  unsigned index = below(worker, sizeof names / sizeof *names);
  if (loaded[index] != NULL) {
    dlclose(loaded[index]);
    loaded[index] = NULL;
  } else {
    loaded[index] = dlopen(names[index], chance(worker, 50) ? RTLD_NOW : RTLD_LAZY);
  }
}
