/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What authors tell lockdep about reclaim ("priming"):
 *
 *	fs_reclaim_acquire(GFP_KERNEL);		"L is taken in reclaim"
 *	might_lock(&L);
 *	fs_reclaim_release(GFP_KERNEL);
 *
 *	mutex_lock(&L);				"reclaim is entered under L"
 *	fs_reclaim_acquire(GFP_KERNEL);
 *	fs_reclaim_release(GFP_KERNEL);
 *
 * Only what the function does itself counts: a section around a call of a
 * shrinker (debugfs) claims nothing.  A lock that is a parameter is the
 * callers'.  Found by the order of events, without paths.
 */
#ifndef RECLINT_ANALYSIS_CLAIM_H
#define RECLINT_ANALYSIS_CLAIM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"

struct solver;

struct claim {
	uint32_t class;
	uint32_t node, event;	/* where the lock is named */
	bool is_outer;		/* reclaim is entered under it, else it is taken in reclaim */
};

struct claims {
	ARRAY(struct claim) at;	/* by node and event */
};

/* After callgraph_build(). */
void claims_find(struct claims *c, struct solver *s);
void claims_release(struct claims *c);

#endif
