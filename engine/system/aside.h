/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Work done aside: in a process that begins as a copy of this one, at the same
 * time, so that neither changes what the other sees.  What one has to say to
 * the other lies in memory that both have at one address: each side has an
 * arena there, and says nothing that lies elsewhere.
 *
 * The child ends with its parent, and on a signal like any program.  Where
 * there is no process to be had, reclint ends with status 2.
 */
#ifndef RECLINT_SYSTEM_ASIDE_H
#define RECLINT_SYSTEM_ASIDE_H

#include "base/memory.h"

struct aside;

/* Runs in the child; what it returns is the result. */
typedef const void *aside_fn(struct aside *a, void *data);
struct aside *aside_start(aside_fn *work, void *data);

/* This side's arena. */
struct arena *aside_arena(struct aside *a);
/* The parent, once. */
void aside_tell(struct aside *a, const void *what);
/* The child: waits for what it is told. */
const void *aside_hear(struct aside *a);
/* The parent: waits for the child's end; the result stays until aside_free(). */
const void *aside_result(struct aside *a);
/* After aside_result(); NULL is nothing. */
void aside_free(struct aside *a);

#endif
