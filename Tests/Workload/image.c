#include "workload.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

static void describe(int file, uintptr_t base, const ElfW(Phdr) *headers, size_t count) {
  uintptr_t low = UINTPTR_MAX, high = 0;
  for (size_t i = 0; i < count; i += 1) {
    if (headers[i].p_type != PT_LOAD) continue;
    uintptr_t start = base + headers[i].p_vaddr;
    if (start < low) low = start;
    if (start + headers[i].p_memsz > high) high = start + headers[i].p_memsz;
  }
  if (high == 0) return;
  low = low / workload.page * workload.page;
  high = (high + workload.page - 1) / workload.page * workload.page;
  dprintf(file, "exec %lx %lx\n", (unsigned long)low, (unsigned long)high);
}

// What no call shows: where execve put the program and its interpreter, and where memory grows by
// itself.
void describeImage(void) {
  char name[4096];
  snprintf(name, sizeof name, "%s/images/%s", workload.folder, workload.image);
  int file = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) _exit(2);
  const ElfW(Phdr) *headers = (const ElfW(Phdr) *)getauxval(AT_PHDR);
  size_t count = getauxval(AT_PHNUM);
  uintptr_t base = 0;
  for (size_t i = 0; i < count; i += 1) {
    if (headers[i].p_type == PT_PHDR) base = (uintptr_t)headers - headers[i].p_vaddr;
  }
  describe(file, base, headers, count);
  uintptr_t interpreter = getauxval(AT_BASE);
  if (interpreter != 0) {
    const ElfW(Ehdr) *header = (const ElfW(Ehdr) *)interpreter;
    describe(file, interpreter, (const ElfW(Phdr) *)(interpreter + header->e_phoff), header->e_phnum);
  }
  for (int i = 0; i < MOST_WORKERS; i += 1) {
    Range cliff = workload.workers[i].cliff;
    dprintf(file, "grows %lx %lx\n", (unsigned long)cliff.start,
            (unsigned long)(cliff.start + cliff.length));
  }
  close(file);
}
