/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which functions have to be summarised, and what of them.
 *
 * Something happens (an allocation, a fault, a wait, a lock taken), and somebody
 * asks about it: a callback, or whoever holds a tracked lock, or is in a
 * section, at the call below which it happens.  What lies on no way between the
 * two, of at most `depth` calls and `several` indirect calls with several
 * targets, has nothing to tell.
 *
 *	holders		found by a first round of walks over the functions that
 *			take or release something, and their callers as long as
 *			anything is left to release: at which calls something is
 *			held (solve_locks(); effects do not exist in it)
 *	levels		calls between a node and the nearest one that asks, for
 *			nodes on such a way; an effect with more calls below it
 *			than the bound `depth` leaves is not told
 *	wanted		these two; who opens or closes a scope, and its callers
 *			where it does one without the other; the callers of
 *			holders that may always run in a scope
 *	candidates	callers of holders, a few calls up: walked only if a
 *			callee's edge waits for a decision
 *
 * Of all other functions only what they return is known: small ones that are
 * called by somebody who is walked are walked too, the rest are judged by their
 * return statements (solve.c).
 */
#ifndef RECLINT_ANALYSIS_WANTED_H
#define RECLINT_ANALYSIS_WANTED_H

#include "analysis/entry.h"
#include "analysis/walk.h"

/* After entries_track_locks(): fills solver.wanted, candidates, holders, levels and has_unseen_caller. */
void wanted_find(struct solver *s, const struct entries *entries);
/* Then: of all these only the nodes in the set. */
void wanted_narrow(struct solver *s, const struct bitset *nodes);
/* solve_locks() walked past a call in this state. */
void wanted_note(struct walk *w, const struct state *st, uint32_t number);

#endif
