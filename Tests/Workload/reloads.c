#include "workload.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void note(int number) { (void)number; }

// A daemon that holds libresolv; at SIGHUP it closes it and loads it again, at SIGUSR1 it makes a
// child that loads another library and ends. It gives up after a minute.
int reloadAtSignals(void) {
  sigset_t signals;
  struct sigaction action = {.sa_handler = note};
  sigemptyset(&signals);
  sigaddset(&signals, SIGHUP);
  sigaddset(&signals, SIGUSR1);
  sigprocmask(SIG_BLOCK, &signals, NULL);
  sigaction(SIGHUP, &action, NULL);
  sigaction(SIGUSR1, &action, NULL);
  void *library = dlopen("libresolv.so.2", RTLD_NOW);
  puts("ready");
  fflush(stdout);
  for (;;) {
    // It is delivered, and not only taken from the queue, so that strace shows it.
    sigset_t pending, none;
    sigemptyset(&none);
    sigpending(&pending);
    if (!sigismember(&pending, SIGHUP) && !sigismember(&pending, SIGUSR1)) {
      usleep(10000);
      continue;
    }
    sigsuspend(&none);
    if (sigismember(&pending, SIGHUP) && library != NULL) {
      dlclose(library);
      library = dlopen("libresolv.so.2", RTLD_NOW);
    }
    if (sigismember(&pending, SIGUSR1)) {
      pid_t child = fork();
      if (child == 0) {
        dlopen("libm.so.6", RTLD_NOW);
        _exit(0);
      }
      waitpid(child, NULL, 0);
    }
  }
}
