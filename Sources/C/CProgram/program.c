#include "CProgram.h"

#include <stdlib.h>

// Standard C of 2023, in every C mode of clang 19 and newer (Swift 6.2 has it).
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char license[] = {
#embed "../../../LICENSE"
};

static const unsigned char licenses[] = {
#embed "../../KhorshooCommands/Resources/licenses.txt"
};

static const unsigned char messages[] = {
#embed "../../KhorshooCommands/Resources/messages.zh.txt"
};

static const unsigned char sources[] = {
#embed "../../KhorshooCommands/Resources/sources.zh.txt"
};

static const unsigned char help[] = {
#embed "../../KhorshooCommands/Resources/help.zh.txt"
};

#if __has_embed("../../../.build/commit.txt")
static const char commit[] = {
#embed "../../../.build/commit.txt" suffix(,)
    0};
#else
static const char commit[] = "unknown";
#endif

const char *khorshoo_commit(void) { return commit; }

const unsigned char *khorshoo_licenses(size_t *count) {
  *count = sizeof licenses;
  return licenses;
}

const unsigned char *khorshoo_license(size_t *count) {
  *count = sizeof license;
  return license;
}

const unsigned char *khorshoo_messages(size_t *count) {
  *count = sizeof messages;
  return messages;
}

const unsigned char *khorshoo_help(size_t *count) {
  *count = sizeof help;
  return help;
}

const unsigned char *khorshoo_sources(size_t *count) {
  *count = sizeof sources;
  return sources;
}

static int argument_count = 0;
static char *const *arguments = NULL;

#if defined(__linux__) && defined(__GLIBC__)
__attribute__((constructor(101))) static void keep_arguments(int count, char **words) {
  argument_count = count;
  arguments = words;
}
#endif

char *const *khorshoo_arguments(int *count) {
  *count = argument_count;
  return arguments;
}
