/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a function's body is not what its author says (promise.h): ways out with
 * other locks, or with locks that callers are not told of; an assertion; a wait or
 * a signal that never comes.
 */
#ifndef RECLINT_ANALYSIS_BREACH_H
#define RECLINT_ANALYSIS_BREACH_H

#include "analysis/walk.h"

enum breach_kind {
	BREACH_MISSING,		/* without the lock that it takes */
	BREACH_MODE,		/* as a reader, where it says writer; or the other way round */
	BREACH_EXTRA,		/* with a lock that it says it has not then */
	BREACH_KEPT,		/* without having dropped the lock that it drops */
	BREACH_DROPPED,		/* without the lock that callers hold before and after */
	BREACH_HIDDEN_HELD,	/* with a lock of which nothing is said */
	BREACH_HIDDEN_DROPPED,	/* without a lock of its callers, of which nothing is said */
	BREACH_ASSERTED,	/* asserts that a lock is held that callers do not hold */
	BREACH_NEVER_WAITS, BREACH_NEVER_SIGNALS,
};

struct breach {
	enum breach_kind kind;
	uint32_t node;
	uint32_t event;			/* ASSERTED: the assertion; else NONE */
	const struct model_clause *clause;	/* that is broken; HIDDEN: NULL */
	uint32_t class, object;		/* of the lock; CLASS_SYMBOLIC: object is its address */
	uint32_t acquisition;		/* of the lock that is held, or NONE */
	bool is_shared;
	unsigned int line;		/* of the way out */
	bool is_joined;
	bool is_partial;		/* on other ways out it is as promised */
};

struct breaches {
	ARRAY(struct breach) at;
	uint64_t nundecided;	/* ways out, and clauses, about which nothing is certain */
};

/* After solve(). */
void breaches_find(struct breaches *b, struct solver *s);
void breaches_release(struct breaches *b);

#endif
