#include "workload.h"

#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t change = PTHREAD_COND_INITIALIZER;
static int inside;
static bool isClosed;

void enterGate(void) {
  pthread_mutex_lock(&mutex);
  while (isClosed) pthread_cond_wait(&change, &mutex);
  inside += 1;
  pthread_mutex_unlock(&mutex);
}

void leaveGate(void) {
  pthread_mutex_lock(&mutex);
  inside -= 1;
  if (inside == 0) pthread_cond_broadcast(&change);
  pthread_mutex_unlock(&mutex);
}

void closeGate(void) {
  pthread_mutex_lock(&mutex);
  while (isClosed) pthread_cond_wait(&change, &mutex);
  isClosed = true;
  while (inside > 0) pthread_cond_wait(&change, &mutex);
  pthread_mutex_unlock(&mutex);
}

void openGate(void) {
  pthread_mutex_lock(&mutex);
  isClosed = false;
  pthread_cond_broadcast(&change);
  pthread_mutex_unlock(&mutex);
}

// In a child of fork: the threads that held or awaited anything are not in it.
void renewGate(void) {
  pthread_mutex_init(&mutex, NULL);
  pthread_cond_init(&change, NULL);
  inside = 0;
  isClosed = false;
}
