/* A daemon that reloads its plugin at SIGHUP: dlclose, then dlopen. */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t asked;

static void note(int signal) {
  (void)signal;
  asked = 1;
}

int main(int argc, char **argv) {
  sigset_t block, wait;
  struct sigaction action = {.sa_handler = note};
  if (argc != 2) return 2;
  sigemptyset(&block);
  sigaddset(&block, SIGHUP);
  sigprocmask(SIG_BLOCK, &block, &wait);
  sigaction(SIGHUP, &action, NULL);
  for (int generation = 1;; generation++) {
    void *plugin = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (!plugin) {
      dprintf(2, "leakd: %s\n", dlerror());
      return 1;
    }
    dprintf(2, "leakd: ready, generation %d\n", generation);
    for (asked = 0; !asked;) sigsuspend(&wait);
    dlclose(plugin);
  }
}
