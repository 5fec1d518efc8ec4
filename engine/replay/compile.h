/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A machine's transition function as native code, by libgccjit.
 *
 * A program without libgccjit is not to fail, so nothing here is linked: the library is
 * loaded when it is needed, in a child process that compiles to a shared
 * object in a directory of its own.  This process loads that object, and the directory
 * is gone before anything runs.  So a compilation can be timed out and
 * interrupted, and its memory goes with it.
 */
#ifndef RECLINT_REPLAY_COMPILE_H
#define RECLINT_REPLAY_COMPILE_H

#include "replay/machine.h"

struct compiled;

/*
 * Several machines at a time cost little more than one.  deadline as of
 * monotonic_seconds(), 0: none.  NULL: *why is one line: what is missing, or
 * libgccjit's first error.
 */
struct compiled *compile_machines(const struct machine *machines, uint32_t n, double deadline, char **why);
replay_next_fn *compiled_next(const struct compiled *c, uint32_t machine);
void compiled_free(struct compiled *c);	/* NULL is fine */

#endif
