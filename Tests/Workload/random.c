#include "workload.h"

// SplitMix64.
uint64_t randomNumber(Worker *worker) {
  worker->random += 0x9e3779b97f4a7c15u;
  uint64_t value = worker->random;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

unsigned below(Worker *worker, unsigned bound) {
  return bound == 0 ? 0 : (unsigned)(randomNumber(worker) % bound);
}

bool chance(Worker *worker, unsigned percent) {
  return below(worker, 100) < percent;
}

size_t pages(size_t count) {
  return count * workload.page;
}
