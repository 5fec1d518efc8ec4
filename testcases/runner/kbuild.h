/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How the configured kernel compiles a module, learned once per tree from a
 * probe module, and applied to a test case with the plugin added.
 */
#ifndef RECLINT_TEST_KBUILD_H
#define RECLINT_TEST_KBUILD_H

#include <stdbool.h>

struct kbuild {
	char *build;	/* the configured build directory; commands run there */
	char *release;	/* "6.1.192" */
	char *command;	/* compile command with @IN@, @OUT@, @NAME@ to fill in */
};

/*
 * The build directory in RECLINT_TEST_BUILD, else the one that scan configured
 * last (of RECLINT_TEST_KERNEL).  version ("6.1") not NULL: the last one of that
 * version.  NULL, and *why (malloc'ed) filled, when there is none or the probe
 * fails.
 */
struct kbuild *kbuild_open(const char *version, char **why);
bool kbuild_is_of_version(const struct kbuild *k, const char *version);

/*
 * Compile `in` (absolute) into `out` as part of module `name`, adding `flags`;
 * the compiler's messages go to the file `log`, or with NULL to standard error.
 * Returns its exit status.
 */
int kbuild_compile(const struct kbuild *k, const char *in, const char *out, const char *name,
		   const char *flags, const char *log);

#endif
