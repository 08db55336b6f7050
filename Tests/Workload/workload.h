// A program that does to its address space whatever the kernel lets a program do, at random, and
// copies /proc/self/maps at many instants. Traced by strace, it is what the reconstruction is held
// against.
//
// The same seed gives the same choices; where the kernel puts things, and how threads interleave, is
// the kernel's. What a log cannot tell is avoided: no two threads touch the same addresses, and the
// descriptor numbers a thread names are its own. Memory that the kernel places, and descriptors that
// it numbers, pass from thread to thread as they do in any program.
#ifndef WORKLOAD_H
#define WORKLOAD_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
  MOST_WORKERS = 5,
  MOST_OWN = 40,
  MOST_OPEN = 8,
  MOST_ATTACHED = 6,
  ARENA_PAGES = 640,
  CLIFF_PAGES = 2048,
  SLOT_PAGES = 32,
  MOST_SLOTS = 24,
  HUGE_PAGES = 6,
};

// Addresses, in bytes.
typedef struct {
  uintptr_t start;
  size_t length;
} Range;

typedef struct {
  int number;
  bool isNumbered;  // It sits on a number that this worker chose, with dup2.
} OpenFile;

typedef struct {
  OpenFile files[MOST_OPEN];
  int count;
} OpenFiles;

// A System V segment where it was attached.
typedef struct {
  uintptr_t address;
  int id;
  size_t size;
} Attachment;

// What one thread works on; no other touches it.
typedef struct {
  uint64_t random;
  int number;
  Range arena;             // For everything at an address of the worker's choice.
  Range cliff;             // For memory that grows down by itself.
  Range vault;             // For sealed memory, which never goes.
  Range quarry;            // For huge pages.
  int slots;               // How much of the vault is used.
  Range own[MOST_OWN];     // What the kernel placed elsewhere.
  int ownCount;
  OpenFiles open;
  Attachment attached[MOST_ATTACHED];
  int attachedCount;
  bool hasAttached;        // Ever.
  bool isBorrowed;         // It runs in a child that shares the memory of its parent.
} Worker;

// What a log may not show, so that it is not done.
typedef enum {
  EVERYTHING,
  FILTERED,   // Only what the calls of a filter for mappings show.
  UNWATCHED,  // Only what /proc/PID/maps shows of the time before strace attached.
} Scope;

typedef struct {
  const char *program;
  const char *folder;
  const char *mode;
  uint64_t seed;
  int operations;
  int generation;          // How many execs lie between this program and the first.
  Scope scope;             // What the log shows of the whole run.
  Scope now;               // What it shows at this time.
  size_t page;
  uintptr_t base;          // Where the workers' memory lies.
  uintptr_t floor;         // The break below which nothing is touched.
  bool canExecuteZero;     // /dev is not mounted noexec.
  bool movesSeveral;       // Linux 6.17: mremap moves several mappings at a time.
  bool hasDefaultHugePages;
  char image[64];          // Names what the last exec loaded: its pid and generation.
  pid_t pid;               // Of the process that owns the memory.
  atomic_int borrowers;    // Children that share the memory.
  atomic_int children;     // How many were made.
  atomic_bool isStopping;  // An exec is near: nobody borrows the memory any more.
  Worker workers[MOST_WORKERS];
  int workerCount;
} Workload;

extern Workload workload;

// random.c
uint64_t randomNumber(Worker *worker);
unsigned below(Worker *worker, unsigned bound);
bool chance(Worker *worker, unsigned percent);
size_t pages(size_t count);

// gate.c: many change the address space at a time, or one copies it.
void enterGate(void);
void leaveGate(void);
void closeGate(void);
void openGate(void);
void renewGate(void);

// places.c
void findBase(void);
void layOut(Worker *worker, int number);
bool isInArena(const Worker *worker, uintptr_t address);
void addOwn(Worker *worker, uintptr_t start, size_t length);
void removeOwn(Worker *worker, uintptr_t start, size_t length);
void forgetOwn(Worker *worker, uintptr_t start, size_t length);
Range pickArena(Worker *worker, unsigned mostPages);
bool pickOwn(Worker *worker, Range *range);
Range pickAny(Worker *worker, unsigned mostPages);

// image.c
void describeImage(void);

// snapshot.c
void snapshot(void);
bool copyFile(const char *from, const char *to);

// The operations.
void makeFiles(void);
int pickFile(Worker *worker);
void operateFiles(Worker *worker);
int protection(Worker *worker);
void operateMap(Worker *worker);
void operateUnmap(Worker *worker);
void operateProtect(Worker *worker);
void operateRemap(Worker *worker);
void operateFilePages(Worker *worker);
void operateMarks(Worker *worker);
void operatePersonality(Worker *worker);
void operateHeap(Worker *worker);
void operateSegments(Worker *worker);
void operateCliff(Worker *worker);
void operateVault(Worker *worker);
void operateQuarry(Worker *worker);
void operateLibraries(Worker *worker);

int reloadAtSignals(void);
void operateTasks(Worker *worker);

// work.c
void work(Worker *worker, int operations, int snapshots);

// tasks.c
_Noreturn void executeAgain(const char *mode, uint64_t seed, int operations);

#endif
