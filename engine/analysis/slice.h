/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of a function matters: the slice that explore() walks.
 *
 * An event matters if its callee has an effect, takes or releases something, or
 * if its result decides something that matters.  A branch matters if what
 * matters comes next differs between its ways.  The rest is walked past, so
 * that states are not kept apart for it.
 */
#ifndef RECLINT_ANALYSIS_SLICE_H
#define RECLINT_ANALYSIS_SLICE_H

#include "analysis/walk.h"

struct slice {
	uint32_t *next;		/* by block: the first block at or after it that matters */
	bool *event;		/* by event: it matters */
	struct bitset deciding;	/* terms that branches and the return value depend on */
};

/* On the arena; depends on the callees' present summaries. */
void slice_make(struct slice *sl, struct walk *w, struct arena *arena);

/*
 * Numbering of terms: what a value can depend on that changes.  Bit sets over
 * [variables][results][locals][parameters].
 */
struct terms {
	uint32_t results, locals, params, n;
};
void terms_init(struct terms *t, const struct function *fn);
/* Mark the terms that a node uses.  A path counts for its root, but not for a parameter. */
void terms_use(const struct terms *t, struct walk *w, uint32_t node, struct bitset *set);

#endif
