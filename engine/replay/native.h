/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The code generator, and the only file that knows libgccjit's API.  It runs in
 * the child process of compile.c.
 */
#ifndef RECLINT_REPLAY_NATIVE_H
#define RECLINT_REPLAY_NATIVE_H

#include "replay/machine.h"

/* The function in the shared object; a replay_next_fn that ignores its first argument. */
#define NATIVE_FUNCTION	"replay_next"

/* NULL: there is a libgccjit to load; else what is missing. */
const char *native_missing(void);
/* Writes the shared object; false: *why is one line and the caller's. */
bool native_write(const struct machine *m, const char *path, char **why);

#endif
