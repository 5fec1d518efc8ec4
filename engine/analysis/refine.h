/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions summarised again for the arguments of one call.
 *
 * Guards answer most questions about arguments, but where more than a few
 * alternatives met they were joined, and a summary then says that something may
 * happen which these arguments exclude.  Whatever is about to be reported on
 * such evidence is looked at again: down the chain, every function with joined
 * effects is walked under what the call says about its parameters (constants,
 * NULL), remembered by function and assumptions.  A specialised function is a
 * node of its own, so that witnesses lead through it like through any other.
 */
#ifndef RECLINT_ANALYSIS_REFINE_H
#define RECLINT_ANALYSIS_REFINE_H

#include "analysis/walk.h"

/* After solve(): make room.  No node may be added otherwise from here on. */
void refine_begin(struct solver *s);
void refine_end(struct solver *s);

/* The callee to use for this call in this state: the one given, or a specialised one. */
uint32_t refine_callee(struct walk *w, const struct state *st, const struct arguments *args, uint32_t callee);

/* Look again at the edges that rest on joined effects: replaced by what remains. */
void refine_edges(struct solver *s);

#endif
