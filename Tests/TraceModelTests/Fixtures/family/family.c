// What processes and threads do to address spaces, with the kernel's word on it: each snapshot is
// /proc/self/maps, copied to snap.PID.N at the line that opens it.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static char *a, *b, *d, *program;
static char stack[65536], text[65536];

static char *pages(int count) {
  return mmap(NULL, count * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void snapshot(int number) {
  char name[64];
  int from = open("/proc/self/maps", O_RDONLY), length = 0, got;
  while ((got = read(from, text + length, sizeof text - length)) > 0) length += got;
  close(from);
  snprintf(name, sizeof name, "snap.%d.%d", getpid(), number);
  int to = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  write(to, text, length);
  close(to);
}

static void *thread(void *unused) {
  b = pages(8);
  munmap(a + 4 * 4096, 4 * 4096);
  mprotect(b, 4096, PROT_READ);
  return NULL;
}

static int sharing(void *unused) {
  pages(5);
  munmap(d, 4096);
  _exit(0);
}

static void *leaver(void *unused) {
  pages(6);
  execl(program, "family", "end", NULL);
  return NULL;
}

int main(int count, char **arguments) {
  program = arguments[0][0] == '/' ? arguments[0] : "/srv/family/family";
  if (count > 1) {
    pages(strcmp(arguments[1], "leaf") ? 9 : 7);
    snapshot(10);
    return 0;
  }
  pthread_t id;
  a = pages(16);
  pthread_create(&id, NULL, thread, NULL);
  pthread_join(id, NULL);
  snapshot(1);
  pid_t child = fork();
  if (child == 0) {
    pages(3);
    munmap(b, 2 * 4096);
    snapshot(2);
    _exit(0);
  }
  waitpid(child, NULL, 0);
  child = vfork();
  if (child == 0) {
    d = pages(3);
    execl(program, "family", "leaf", NULL);
    _exit(1);
  }
  waitpid(child, NULL, 0);
  snapshot(3);
  child = clone(sharing, stack + sizeof stack, CLONE_VM | CLONE_FILES | SIGCHLD, NULL);
  waitpid(child, NULL, 0);
  snapshot(4);
  pthread_create(&id, NULL, leaver, NULL);
  for (;;) pause();
}
