/// What the program knows of itself: the commit it was built from, the licences of its parts, the words it was started with.

#pragma once

#include <stddef.h>

/// The commit, as `scripts/commit.sh` wrote it into `.build/commit.txt` before the build; "unknown" without that file.
const char *khorshoo_commit(void);

/// The licences of everything in the program, `Sources/KhorshooCommands/Resources/licenses.txt`.
const unsigned char *khorshoo_licenses(size_t *count);

/// The Apache License 2.0, `LICENSE`.
const unsigned char *khorshoo_license(size_t *count);

/// Phrases of its messages in Chinese, `Sources/KhorshooCommands/Resources/messages.zh.txt`.
const unsigned char *khorshoo_messages(size_t *count);

/// Phrases of its help in Chinese, `Sources/KhorshooCommands/Resources/help.zh.txt`.
const unsigned char *khorshoo_help(size_t *count);

/// Chinese of the sources of parameters, `Sources/KhorshooCommands/Resources/sources.zh.txt`.
const unsigned char *khorshoo_sources(size_t *count);

/// The words the program was started with, its own name first; NULL where the loader does not hand them to constructors.
///
/// The Swift library looks for them beside the environment. When it is linked into the program, it looks after
/// CBLASTuning's constructor has set a variable, which moves the environment, and finds none.
char *const *khorshoo_arguments(int *count);
