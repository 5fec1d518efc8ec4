/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a finding to a small concurrent program (replay/program.h) that has just
 * the behaviour of the functions on its chains.
 *
 *	chain.c		a finding's chain, found again in the call graph: functions
 *			and the events between them
 *	frame.c		frames, one for each way a function is entered: on the chain, and
 *			what takes or releases something
 *	slice.c		what of these matters: the events and branches that decide whether
 *			the end of the chain is reached, and what is held there
 *	term.c		values, as the outermost function of a chain has them; equal
 *			values are one variable of the program
 *	translate.c	a frame's control flow as steps
 *	scenario.c	who runs what, and who waits for whom: from the finding's cycle
 *
 * What the program says, and what not:
 * - Locks of one class are one object, except those that one chain takes at
 *   different addresses: these are different ones, and the one that the finding is
 *   about is shared with the other chains.
 * - A branch tests a choice: free, but the same value is the same choice wherever it
 *   is tested in a chain. Values that the chain's functions store to, and results
 *   of functions that are followed, are variables that the program sets.
 * - Memory that functions outside of the chains may change counts as stable.
 * - A loop's body is run once; then its exit is taken.  Said in the notes.
 * - Callees that take or release locks, or whose result decides, are followed as
 *   far as SCENARIO_DEPTH calls; the rest does nothing and returns anything.
 */
#ifndef RECLINT_SCENARIO_SCENARIO_H
#define RECLINT_SCENARIO_SCENARIO_H

#include "replay/program.h"
#include "report/finding.h"

struct analysis;

#define SCENARIO_DEPTH	6	/* calls below a function of the chain */
#define SCENARIO_FRAMES	300	/* in all */

/*
 * Fills p, which is initialised.  a has run, with the facts the finding was made
 * from.  False: *why is one line, the caller's, why there is no program: a rule
 * whose findings are no cycles, facts that have changed, too large.
 */
bool scenario_build(struct analysis *a, const struct finding *f, struct replay_program *p, char **why);

#endif
