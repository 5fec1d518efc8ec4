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

/* NULL: *why is one line: what is missing, or libgccjit's first error. */
struct compiled *compile_machine(const struct machine *m, double deadline, char **why);
replay_next_fn *compiled_next(const struct compiled *c);
const void *compiled_engine(const struct compiled *c);
void compiled_free(struct compiled *c);	/* NULL is fine */

#endif
