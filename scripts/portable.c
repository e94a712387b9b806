// For the archive only: Expat and the C++ library ask for arc4random, which glibc has since 2.36; Ubuntu 22.04 has 2.35.
#include <stddef.h>
#include <sys/random.h>

void arc4random_buf(void *bytes, size_t count) {
  unsigned char *next = bytes;
  while (count > 0) {
    ssize_t taken = getrandom(next, count > 256 ? 256 : count, 0);
    if (taken > 0) next += taken, count -= taken;
  }
}

unsigned int arc4random(void) {
  unsigned int word;
  arc4random_buf(&word, sizeof word);
  return word;
}
