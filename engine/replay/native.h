/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The code generator; with jit.h, which it is written in, all that knows
 * libgccjit's API.  It runs in the child process of compile.c.
 */
#ifndef RECLINT_REPLAY_NATIVE_H
#define RECLINT_REPLAY_NATIVE_H

#include "replay/machine.h"

/* The functions in the shared object, one a machine: replay_next_fn that ignore their first argument. */
#define NATIVE_FUNCTION	"replay_next_%u"

/* NULL: there is a libgccjit to load; else what is missing. */
const char *native_missing(void);
/* Writes the shared object; false: *why is one line and the caller's. */
bool native_write(const struct machine *machines, uint32_t n, const char *path, char **why);

#endif
