/* Stands for httpd: loads a module, and at SIGHUP closes it and loads it again. */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int core_generation(void);

static volatile sig_atomic_t asked;

static void remember(int signal) { asked = signal; }

static void *load(const char *path) {
  void *module = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (!module) {
    fprintf(stderr, "hostd[%d]: reload failed: %s\n", getpid(), dlerror());
    return NULL;
  }
  int (*answer)(void) = (int (*)(void))dlsym(module, "module_answer");
  fprintf(stderr, "hostd[%d]: loaded, generations %d\n", getpid(), answer ? answer() : -1);
  return module;
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  struct sigaction action = {.sa_handler = remember};
  sigaction(SIGHUP, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  /* Both signals stay blocked outside sigsuspend, so none is missed. */
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGHUP);
  sigaddset(&blocked, SIGTERM);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  void *module = load(arguments[1]);
  fprintf(stderr, "hostd[%d]: ready\n", getpid());
  for (;;) {
    sigsuspend(&before);
    if (asked == SIGTERM) return 0;
    fprintf(stderr, "hostd[%d]: reload begins\n", getpid());
    if (module) dlclose(module);
    module = load(arguments[1]);
    fprintf(stderr, "hostd[%d]: reload ends, core generation %d\n", getpid(), core_generation());
  }
}
