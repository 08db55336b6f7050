/* A library that must not be unloaded (-z nodelete): threads of its own may run in it for ever. */
int pool_size(void) { return 4; }
