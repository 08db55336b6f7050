#include "workload.h"

#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_CHILDREN = 14, STACK_SIZE = 1 << 17 };

extern char **environ;

// The arguments by which this program starts again.
typedef struct {
  char seed[24], operations[12], generation[12];
  char *list[8];
} Arguments;

static void compose(Arguments *arguments, const char *mode, uint64_t seed, int operations) {
  static const char *const scopes[] = {"everything", "filtered"};
  snprintf(arguments->seed, sizeof arguments->seed, "%llu", (unsigned long long)seed);
  snprintf(arguments->operations, sizeof arguments->operations, "%d", operations);
  snprintf(arguments->generation, sizeof arguments->generation, "%d", workload.generation + 1);
  const char *list[] = {
    workload.program, mode, arguments->seed, arguments->operations, workload.folder,
    scopes[workload.scope], arguments->generation, NULL,
  };
  memcpy(arguments->list, list, sizeof list);
}

_Noreturn void executeAgain(const char *mode, uint64_t seed, int operations) {
  Arguments arguments;
  compose(&arguments, mode, seed, operations);
  execv("/nonexistent/program", arguments.list);
  execv(workload.program, arguments.list);
  _exit(2);
}

static void live(Worker *worker, uint64_t seed) {
  work(worker, 10 + (int)below(worker, 30), 2);
  if (chance(worker, 30)) executeAgain("leaf", seed, 40);
  _exit(0);
}

// The copy is of one instant: nobody changes the memory while it is made.
static void forkOne(Worker *worker) {
  closeGate();
  pid_t child = fork();
  if (child != 0) {
    openGate();
    return;
  }
  renewGate();
  alarm(60);
  workload.workerCount = 1;
  atomic_store(&workload.borrowers, 0);
  atomic_store(&workload.isStopping, false);
  // Fewer children in every generation: there is an end to it.
  atomic_fetch_add(&workload.children, MOST_CHILDREN / 2);
  worker->random ^= (uint64_t)getpid();
  live(worker, worker->random);
}

typedef struct {
  Worker *worker;
  bool executes;
} Loan;

static int borrow(void *argument) {
  Loan *loan = argument;
  alarm(60);
  work(loan->worker, 4 + (int)below(loan->worker, 12), 1);
  if (loan->executes) executeAgain("leaf", loan->worker->random, 40);
  _exit(0);
}

// A child that shares the memory does the worker's work while the worker waits. It may have its own
// descriptors: what it opened is not the worker's.
static void lend(Worker *worker, unsigned kind) {
  if (worker->isBorrowed) return;
  closeGate();
  bool isAllowed = !atomic_load(&workload.isStopping);
  if (isAllowed) atomic_fetch_add(&workload.borrowers, 1);
  openGate();
  if (!isAllowed) return;
  OpenFiles open = worker->open;
  Loan loan = {worker, kind < 3 && chance(worker, 40)};
  worker->isBorrowed = true;
  static _Alignas(16) char stacks[MOST_WORKERS][STACK_SIZE];
  char *stack = stacks[worker->number] + STACK_SIZE;
  pid_t child = -1;
  switch (kind) {
    case 0:
      child = vfork();
      if (child == 0) borrow(&loan);
      break;
    case 1: child = clone(borrow, stack, CLONE_VM | CLONE_VFORK | SIGCHLD, &loan); break;
    case 2: child = clone(borrow, stack, CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, &loan); break;
    default: child = clone(borrow, stack, CLONE_VM | SIGCHLD, &loan); break;
  }
  if (child > 0) {
    // A child on its own descriptors speaks while the worker waits for its end.
    int status;
    if (kind > 2) waitpid(child, &status, __WALL);
  }
  worker->isBorrowed = false;
  if (kind != 2) worker->open = open;
  atomic_fetch_sub(&workload.borrowers, 1);
}

static void spawnOne(Worker *worker) {
  Arguments arguments;
  compose(&arguments, "leaf", randomNumber(worker), 30);
  pid_t child;
  enterGate();
  posix_spawn(&child, workload.program, NULL, NULL, arguments.list, environ);
  leaveGate();
}

void operateTasks(Worker *worker) {
  if (atomic_fetch_add(&workload.children, 1) >= MOST_CHILDREN) return;
  switch (below(worker, 7)) {
    case 0: case 1: forkOne(worker); break;
    case 2: lend(worker, 0); break;
    case 3: lend(worker, 1); break;
    case 4: lend(worker, 2); break;
    case 5: lend(worker, 3); break;
    default: spawnOne(worker); break;
  }
}
