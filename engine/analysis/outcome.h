/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How functions end, way by way: what the path rules about scopes and about
 * results of callbacks ask for.  Collected by watched walks after solve().
 */
#ifndef RECLINT_ANALYSIS_OUTCOME_H
#define RECLINT_ANALYSIS_OUTCOME_H

#include "analysis/entry.h"
#include "analysis/watch.h"

/* A scope that is open on one way out and closed on another. */
struct leak {
	uint32_t node;
	uint32_t event;		/* that opens it */
	uint32_t scope;
	unsigned int line;	/* where the way out departs; 0: unknown, then the opening is the place */
	bool is_entry;		/* open on every way out, and nobody can close it */
	bool is_joined;
};

/* A scope closed in a wrong way. */
struct misclosing {
	uint32_t node;
	uint32_t event;
	enum closing how;
	uint32_t scope;
	uint32_t opened;	/* event, or NONE */
	bool is_joined;
};

/* One way out of a callback in one of its contexts. */
struct ending {
	uint32_t entry;
	unsigned int line;
	enum truth is_allowed;	/* may the callback return this in this context (model: result) */
	enum truth is_success;	/* what a blockable invocation must return */
	bool is_excused;	/* allowed by what the path asked (model: result_when) */
	bool is_joined;
	bool has_value;
	int64_t value;
	uint32_t missed;	/* event of the lock that was not to be had and guards all of the work, or NONE */
	struct held_lock held;	/* one that is still held; class CLASS_UNKNOWN: none */
	struct counter counter;	/* one that was changed; event NONE: none */
};

struct outcomes {
	ARRAY(struct leak) leaks;
	ARRAY(struct misclosing) misclosings;
	ARRAY(struct ending) endings;
};

/* After refine_edges(), before refine_end(). */
void outcomes_collect(struct outcomes *o, struct solver *s, const struct entries *e);
void outcomes_release(struct outcomes *o);

#endif
