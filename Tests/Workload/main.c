// addressspace-workload MODE SEED OPERATIONS FOLDER [everything|filtered [GENERATION]]
//
// MODE is single, forks, threads, chain (forks, then execs itself twice), thread-chain (the same with
// threads, from one that is not the first), attach or attach-threads (works, writes initial.maps,
// waits until it is traced, works on); leaf is what children exec. `check` says whether this build
// can be used; `unblocked PROGRAM...` is that program without the blocked signals of a test's threads,
// and where Ctrl-C is not ignored, as a shell has it in the background; `reloads` is a daemon that loads a library again when it is asked to. The copies of /proc/self/maps are in FOLDER/truth.
#include "workload.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif

Workload workload;

static pthread_t threads[MOST_WORKERS];
static pid_t taskIDs[MOST_WORKERS];
static pthread_barrier_t isIdle, goesOn;

static bool is(const char *mode) { return strcmp(workload.mode, mode) == 0; }

static bool hasThreads(void) {
  return is("threads") || is("thread-chain") || is("attach-threads");
}

static void learnKernel(void) {
  workload.page = (size_t)sysconf(_SC_PAGESIZE);
  struct utsname name;
  int major = 0, minor = 0;
  if (uname(&name) == 0) sscanf(name.release, "%d.%d", &major, &minor);
  workload.movesSeveral = major > 6 || (major == 6 && minor >= 17);
  int zero = open("/dev/zero", O_RDWR | O_CLOEXEC);
  void *result = mmap(NULL, workload.page, PROT_READ | PROT_EXEC, MAP_PRIVATE, zero, 0);
  workload.canExecuteZero = result != MAP_FAILED;
  if (result != MAP_FAILED) munmap(result, workload.page);
  close(zero);
  FILE *memory = fopen("/proc/meminfo", "re");
  char line[256];
  while (memory != NULL && fgets(line, sizeof line, memory) != NULL) {
    if (strstr(line, "Hugepagesize:       2048 kB") != NULL) workload.hasDefaultHugePages = true;
  }
  if (memory != NULL) fclose(memory);
}

static void makeFolders(void) {
  static const char *const names[] = {"truth", "images", "files"};
  char name[4096];
  for (size_t i = 0; i < sizeof names / sizeof *names; i += 1) {
    snprintf(name, sizeof name, "%s/%s", workload.folder, names[i]);
    if (mkdir(name, 0755) != 0 && errno != EEXIST) _exit(2);
  }
}

static bool isTraced(pid_t task) {
  char name[64], status[4096];
  snprintf(name, sizeof name, "/proc/self/task/%d/status", (int)task);
  int file = open(name, O_RDONLY | O_CLOEXEC);
  ssize_t length = read(file, status, sizeof status - 1);
  close(file);
  if (length < 0) return false;
  status[length] = 0;
  const char *tracer = strstr(status, "TracerPid:");
  return tracer != NULL && atoi(tracer + 10) > 0;
}

// What was mapped before strace came is in initial.maps, and in no line of the log.
static void awaitTracer(void) {
  char initial[4096], ready[4096];
  snprintf(ready, sizeof ready, "%s/initial.maps", workload.folder);
  snprintf(initial, sizeof initial, "%s/initial.maps.new", workload.folder);
  prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
  if (!copyFile("/proc/self/maps", initial) || rename(initial, ready) != 0) _exit(2);
  for (int i = 0; i < workload.workerCount; i += 1) {
    while (!isTraced(taskIDs[i])) usleep(2000);
  }
  workload.now = workload.scope;
}

static void *run(void *argument) {
  Worker *worker = argument;
  bool isAttached = is("attach") || is("attach-threads");
  taskIDs[worker->number] = (pid_t)syscall(SYS_gettid);
  int share = workload.operations / workload.workerCount;
  if (isAttached) {
    work(worker, share / 3, 0);
    // The sizes of segments that were made before are in no line.
    while (worker->attachedCount > 0) {
      worker->attachedCount -= 1;
      forgetOwn(worker, worker->attached[worker->attachedCount].address,
                worker->attached[worker->attachedCount].size);
    }
    pthread_barrier_wait(&isIdle);
    if (worker->number == 0) awaitTracer();
    pthread_barrier_wait(&goesOn);
  }
  work(worker, share, is("leaf") ? 1 : 20 / workload.workerCount);
  return NULL;
}

static void runAll(void) {
  workload.workerCount = hasThreads() ? MOST_WORKERS - 1 : 1;
  pthread_barrier_init(&isIdle, NULL, (unsigned)workload.workerCount);
  pthread_barrier_init(&goesOn, NULL, (unsigned)workload.workerCount);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 1 << 19);
  for (int i = 1; i < workload.workerCount; i += 1) {
    enterGate();
    if (pthread_create(&threads[i], &attributes, run, &workload.workers[i]) != 0) _exit(2);
    leaveGate();
  }
  run(&workload.workers[0]);
}

// An exec of one thread ends the others, whatever they are doing; nobody shares the memory by then.
static void *executeFromThread(void *argument) {
  bool isAlone = false;
  while (!isAlone) {
    closeGate();
    atomic_store(&workload.isStopping, true);
    isAlone = atomic_load(&workload.borrowers) == 0;
    openGate();
    if (!isAlone) usleep(1000);
  }
  executeAgain(workload.mode, workload.seed * 31 + 7, workload.operations / 2);
  return argument;
}

static _Noreturn void end(void) {
  bool isChain = (is("chain") || is("thread-chain")) && workload.generation < 2;
  if (isChain && hasThreads()) {
    // The other workers go on until they are ended.
    pthread_t thread;
    enterGate();
    pthread_create(&thread, NULL, executeFromThread, NULL);
    leaveGate();
    work(&workload.workers[0], 1 << 20, 0);
  }
  for (int i = 1; i < workload.workerCount; i += 1) pthread_join(threads[i], NULL);
  if (isChain) executeAgain(workload.mode, workload.seed * 31 + 7, workload.operations / 2);
  snapshot();
  while (waitpid(-1, NULL, __WALL) > 0 || errno == EINTR) {
  }
  _exit(0);
}

int main(int count, char **arguments) {
#ifdef IS_SANITIZED
  puts("the workload is built with a sanitizer, whose runtime changes the address space by itself");
  return 3;
#endif
  if (count == 2 && strcmp(arguments[1], "check") == 0) return 0;
  if (count > 2 && strcmp(arguments[1], "unblocked") == 0) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    execvp(arguments[2], arguments + 2);
    return 127;
  }
  if (count == 2 && strcmp(arguments[1], "reloads") == 0) {
    alarm(60);
    return reloadAtSignals();
  }
  if (count < 5) return 2;
  // Whatever goes wrong, nothing of this stays.
  alarm(60);
  workload.program = arguments[0];
  workload.mode = arguments[1];
  workload.seed = strtoull(arguments[2], NULL, 10);
  workload.operations = atoi(arguments[3]);
  workload.folder = arguments[4];
  workload.scope = count > 5 && strcmp(arguments[5], "filtered") == 0 ? FILTERED : EVERYTHING;
  workload.now = is("attach") || is("attach-threads") ? UNWATCHED : workload.scope;
  workload.generation = count > 6 ? atoi(arguments[6]) : 0;
  workload.pid = getpid();
  snprintf(workload.image, sizeof workload.image, "%d.%d", (int)workload.pid, workload.generation);
  // The C library's own memory comes by mmap, so that the break is the workload's alone.
  mallopt(M_MMAP_THRESHOLD, 0);
  learnKernel();
  findBase();
  sbrk((intptr_t)workload.page * 3);
  workload.floor = (uintptr_t)sbrk(0);
  for (int i = 0; i < MOST_WORKERS; i += 1) {
    layOut(&workload.workers[i], i);
    workload.workers[i].random = workload.seed * MOST_WORKERS + (uint64_t)i;
  }
  makeFolders();
  describeImage();
  if (workload.generation == 0) makeFiles();
  snapshot();
  runAll();
  end();
}
