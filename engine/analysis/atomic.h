/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sections in which nobody may sleep: any lock that spins, RCU, preemption,
 * bottom halves or interrupts off, and functions that run in interrupts.
 *
 * Every driver has such sections, far too many to keep their locks in the
 * states of solve().  So this is a solve() of its own, over few functions:
 *
 *	look	what every function may do, from its calls alone: how many calls
 *		down something sleeps, whether it returns with a section open or
 *		closed; flow in it, but no values
 *	choose	functions in which something that may sleep, at most
 *		`atomic_depth` calls down, comes after a section is opened; what
 *		lies between them and the sleep; what opens and closes for others
 *	walk	these, callees first, with explore(): values, feasible paths,
 *		guards that callers decide.  Sections are counted, locks that
 *		sleep are only slept for, and what happens in a section is an
 *		edge of the pseudo lock solver.class_atomic.
 *
 * The summaries of solve() are put aside and come back: atomic_end().
 */
#ifndef RECLINT_ANALYSIS_ATOMIC_H
#define RECLINT_ANALYSIS_ATOMIC_H

#include "analysis/walk.h"

struct atomic_run;

/* From here to atomic_end(), the solver's edges and summaries are those of sections. */
struct atomic_run *atomic_begin(struct solver *s);
void atomic_end(struct atomic_run *run);

/*
 * Is the event in a section whatever way leads to it?  Else the values of the
 * paths say so, and those of loops that go from lock to lock say little.
 */
bool atomic_is_certain(struct solver *s, uint32_t node, uint32_t event);

#endif
