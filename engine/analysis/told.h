/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Locks of which authors say that they are taken in a context, whether or not
 * anybody is seen who does:
 *
 *	struct mutex lock __rl_taken_in("reclaim");	a field's contract
 *	rl_prime_notifiers(&d->lock);			a call whose contract tells so
 *
 * A callback that lies in another driver, or behind a pointer that nobody can
 * follow, takes it as well as one that is seen.
 */
#ifndef RECLINT_ANALYSIS_TOLD_H
#define RECLINT_ANALYSIS_TOLD_H

#include <stdint.h>

#include "base/array.h"

struct arena;
struct solver;

struct told {
	uint32_t class;
	const char *context;
	uint32_t node, event;		/* of the call; node NONE: a declaration, which stands here: */
	const char *file, *tag;
	unsigned int line;
};

struct tolds {
	ARRAY(struct told) at;
};

/* After callgraph_build(): find them; names are kept in the arena. */
void tolds_find(struct tolds *t, struct solver *s, struct arena *arena);
void tolds_release(struct tolds *t);

#endif
