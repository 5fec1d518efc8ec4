/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All that a machine can do.
 *
 * Breadth first over states, each kept whole (no hash compaction) and visited
 * once.  In each state only a *persistent set* of tasks moves: a set such
 * that nothing the other tasks may ever do touches what its members do next.  It
 * is found from static footprints: begin with one task that can move, add every
 * task whose future touches what a member's next step reads or writes,
 * until nothing is to be added; of the sets so found the one with the fewest
 * moves is taken.  A choice that has been made is no longer written.
 *
 * What is proved.  The state graph has no cycle (machine.h), so persistent sets
 * alone are sound with a table of visited states: every maximal execution has
 * an equivalent one, with the same steps in another order, in the reduced graph.  Hence
 * the same deadlocks, and the same steps of each task with the same local state:
 * sleeping where one may not is local, and so is a wrong release.  Equivalent
 * executions are equally long, so the first deadlock met has the shortest
 * schedule there is to a state where nothing moves.  Sleep sets, which would save
 * transitions but no states, and do not go together with a table of states, are not used.
 *
 * Values of variables that nobody will look at any more are taken out of the
 * states (live.c): such states have the same futures.
 *
 * A set of tasks is *dead* when each is blocked and no task outside of it can
 * ever touch what it waits for.  That is how a schedule is shortened where some
 * tasks go on (moves that do not matter for the dead ones are taken out), and how
 * tasks that were given up are kept from hiding or inventing a deadlock.
 */
#ifndef RECLINT_REPLAY_EXPLORE_H
#define RECLINT_REPLAY_EXPLORE_H

#include "replay/machine.h"
#include "replay/run.h"

struct move {
	uint8_t task, choice;
};

struct exploration {
	const struct machine *m;
	const struct replay_bounds *bounds;
	replay_next_fn *next;
	const void *engine;
	double deadline;			/* monotonic_seconds(); 0: none */

	/* results */
	enum replay_defect defect;		/* of the goal, or else of the other kind */
	bool is_goal;
	bool has_fault;				/* the schedule's last move */
	const char *bound;
	uint64_t states, transitions, terminals, schedules, walks, cut_states, dropped;
	ARRAY(struct move) schedule;
};

double monotonic_seconds(void);

/* m, bounds, next and engine are set; the rest is zero. */
void exploration_run(struct exploration *e);
void exploration_release(struct exploration *e);

/* Tasks that wait for ever in this state, whatever the others do; a mask. */
uint32_t find_dead(const struct machine *m, const uint16_t *state);
/* Whom the task waits for: who holds it, or may still signal it; a mask. */
uint32_t waits_for(const struct machine *m, const uint16_t *state, uint32_t task);
/* Does the relation have a cycle among these tasks? */
bool has_cycle(const struct machine *m, const uint16_t *state, uint32_t tasks);

#endif
