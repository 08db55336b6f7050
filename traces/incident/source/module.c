/* Stands for libphp5.so: what the host loads by name, and what brings libleaf with it. */
int leaf_generations(void);

int module_answer(void) { return leaf_generations(); }
