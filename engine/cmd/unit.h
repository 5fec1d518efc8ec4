/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The facts of one unit, compiled once more beside the real compilation, with
 * its flags and its compiler ($CC, as kbuild exports it).
 *
 * Everything is written into a directory of its own below $TMPDIR, because some
 * flags make files beside the object (-ftest-coverage, -fstack-usage,
 * -gsplit-dwarf).
 */
#ifndef RECLINT_CMD_UNIT_H
#define RECLINT_CMD_UNIT_H

#include <stdbool.h>

struct facts;

bool is_dependency_flag(const char *argument);

/*
 * flags end with the C file.  headers: a directory for #include <reclint.h>, or
 * NULL.  NULL after a message; that the compiler is none that loads the plugin
 * is said once in a run of make.
 */
struct facts *unit_compile(char *const *flags, int nflags, const char *headers);

#endif
