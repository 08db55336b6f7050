/* Stands for libresolv: only the module needs it, so it leaves and comes back with the module. */
#if GENERATION == 1
extern __thread int core_errno;
#define PRIVATE_ERRNO core_errno
#else
extern __thread int __core_errno;
#define PRIVATE_ERRNO __core_errno
#endif

int core_generation(void);

int leaf_generations(void) {
  PRIVATE_ERRNO = 0;
  return GENERATION * 100 + core_generation();
}
