/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a function's author says about it (annotations/reclint.h), as far as its
 * body is held to it.
 *
 *	promise	a clause that says what the function leaves its callers with:
 *		a lock taken, taken if the result says so, dropped, or held
 *		before and after
 *
 * Callers of a function with a contract that cuts see nothing of its body, so
 * whatever else the body does is hidden from them: acts of the contexts below.
 * Claims (model.h) leave the body in sight, and are held to what they say.
 */
#ifndef RECLINT_ANALYSIS_PROMISE_H
#define RECLINT_ANALYSIS_PROMISE_H

#include "analysis/entry.h"
#include "analysis/walk.h"

enum promised { PROMISE_TAKES, PROMISE_TAKES_IF, PROMISE_DROPS, PROMISE_KEEPS };

struct promise {
	enum promised what;
	unsigned int lock;		/* argument of the clause */
	const char *cond;		/* TAKES_IF */
	const char *kind, *mode;	/* or "" */
	bool is_try;
};
/* False: the clause says nothing about a lock after the call. */
bool promise_of(const struct model_clause *cl, struct promise *p);
/* The lock that the clause of a function's contract names, as its body sees it; CLASS_SYMBOLIC: *object is its address. */
uint32_t promise_lock(struct solver *s, const struct model_clause *cl, unsigned int arg, uint32_t *object);
/* Two ways to wait for one kind of thing: "work" and "cancel". */
bool wait_is_alike(const char *a, const char *b);
/* Do callers see this contract in the place of the body? */
bool contract_cuts(const struct model_function *m);

/*
 * Contexts of entries that are such functions:
 *	contract		what callers are not told of
 *	contract_atomic		... given a gfp mask that allows no reclaim
 *	contract_noio		... without __GFP_IO
 *	contract_nofs		... without __GFP_FS
 *	contract_try		waits for a lock that it only tries to take
 *	contract_held		waits for a lock that its callers hold
 */
void promises_enter(struct entries *e, struct solver *s);
/* More nodes to summarise: what the bodies call, as far as locks may be taken there. */
void promises_want(struct solver *s, struct bitset *wanted);

#endif
