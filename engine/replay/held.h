/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who holds what at the end of a schedule, and since where. */
#ifndef RECLINT_REPLAY_HELD_H
#define RECLINT_REPLAY_HELD_H

#include "replay/run.h"

struct held {
	uint32_t body;			/* the task */
	uint32_t object;
	enum replay_mode mode;
	const struct replay_step *step;	/* that took it */
	uint32_t in;			/* body the step stands in */
};

struct held_list {
	ARRAY(struct held) at;		/* in the order of taking */
};

/* Does the move wait at the end of the schedule? */
bool move_is_end(const struct replay_result *r, uint32_t move);

/* After the first n moves. */
void held_after(const struct replay_program *p, const struct replay_result *r, uint32_t n, struct held_list *list);
void held_release(struct held_list *list);

/* What the step is about, in words; caller frees. */
char *step_text(const struct replay_program *p, const struct replay_step *s);
const char *object_text(const struct replay_program *p, uint32_t object);

#endif
