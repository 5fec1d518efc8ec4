/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A schedule that shows a defect: made shorter, put in a readable order, told in terms of the program. */
#ifndef RECLINT_REPLAY_SCHEDULE_H
#define RECLINT_REPLAY_SCHEDULE_H

#include "replay/explore.h"

/*
 * Takes out of e->schedule what the defect does not need, and moves steps of a
 * task together.  Each attempt is run by the interpreter, and must take the same
 * instructions and end in the same defect.
 */
void schedule_shorten(struct exploration *e);

/* e->schedule for people, into r->schedule; r->is_orphan too. */
void schedule_tell(const struct exploration *e, struct replay_result *r);

/*
 * Runs moves from the start, with the interpreter, up to the n-th; state is what they lead to.
 * False: one of them could not be made.  flags (may be NULL): the last one's.
 */
bool schedule_run(const struct machine *m, const struct move *moves, uint32_t n, uint16_t *state, uint32_t *flags);

#endif
