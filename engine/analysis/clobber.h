/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Flags that a callee sets or clears in the caller's objects, what it counts there:
 *
 *	if (b->flags & USED) return;
 *	look_up(b);			b->flags |= USED, in there
 *	if (b->flags & USED) ...	both ways, and no guard for callers
 *
 * and whatever it writes to members of a local struct of the caller's.
 */
#ifndef RECLINT_ANALYSIS_CLOBBER_H
#define RECLINT_ANALYSIS_CLOBBER_H

#include "analysis/walk.h"

void clobber_init(struct solver *s);
void clobber_release(struct solver *s);

/* The state after call `number`, of the node. */
void clobber_state(struct walk *w, struct state *st, uint32_t number, const struct arguments *args, uint32_t node);

#endif
