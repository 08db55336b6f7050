/* Stands for libc: the host itself is linked with it, so no reload ever unloads it.
   Its private variable is for libleaf alone; the second generation gives it another name. */
#if GENERATION == 1
__thread int core_errno;
#else
__thread int __core_errno;
#endif

int core_generation(void) { return GENERATION; }
