// SPDX-License-Identifier: GPL-2.0-or-later
#include "replay/schedule.h"

#include <string.h>

#define ORDER_MOVES	80		/* longer ones keep their order */

bool schedule_run(const struct machine *m, const struct move *moves, uint32_t n, uint16_t *state, uint32_t *flags)
{
	uint16_t *out = xmalloc(m->n_cells * sizeof(*out));
	uint32_t last = 0;
	bool good = true;

	machine_start(m, state);
	for (uint32_t i = 0; good && i < n; i++) {
		memset(out, 0, m->n_cells * sizeof(*out));
		last = interpret_next(m, state, moves[i].task, moves[i].choice, out);
		good = last != 0;
		if (good)
			memcpy(state, out, m->n_cells * sizeof(*out));
	}
	free(out);
	if (flags)
		*flags = last;
	return good;
}

/* ---- shorter ------------------------------------------------------------------------- */

/* A schedule under change: each move with the pc it starts from. */
struct step_taken {
	struct move move;
	uint16_t pc;
};

struct shortening {
	const struct machine *m;
	enum replay_defect defect;
	bool needs_cycle;
	uint8_t sleeper;
	ARRAY(struct step_taken) steps;
	uint16_t *state, *out;
};

static void record(struct shortening *s, const struct exploration *e)
{
	size_t size = s->m->n_cells * sizeof(*s->state);

	machine_start(s->m, s->state);
	for (uint32_t i = 0; i < e->schedule.n; i++) {
		struct move move = e->schedule.at[i];

		array_push(&s->steps, (struct step_taken){ move, s->state[s->m->tasks[move.task].pc] });
		interpret_next(s->m, s->state, move.task, move.choice, s->out);
		memcpy(s->state, s->out, size);
	}
}

/* Do these steps still lead to the defect, by the same instructions? */
static bool shows_defect(struct shortening *s, const struct step_taken *steps, uint32_t n)
{
	uint32_t flags = 0, dead;

	machine_start(s->m, s->state);
	for (uint32_t i = 0; i < n; i++) {
		if (s->state[s->m->tasks[steps[i].move.task].pc] != steps[i].pc)
			return false;
		flags = interpret_next(s->m, s->state, steps[i].move.task, steps[i].move.choice, s->out);
		if (!flags)
			return false;
		memcpy(s->state, s->out, s->m->n_cells * sizeof(*s->state));
	}
	if (s->defect == REPLAY_IS_SLEEP)
		return n && flags & NEXT_SLEEPS && steps[n - 1].move.task == s->sleeper;
	dead = find_dead(s->m, s->state);
	return dead && (!s->needs_cycle || has_cycle(s->m, s->state, dead));
}

/* Without the task's moves from its keep-th on; the new length. */
static uint32_t truncate_task(const struct shortening *s, uint8_t task, uint32_t keep, struct step_taken *to)
{
	uint32_t n = 0, seen = 0;

	for (uint32_t i = 0; i < s->steps.n; i++)
		if (s->steps.at[i].move.task != task || seen++ < keep)
			to[n++] = s->steps.at[i];
	return n;
}

/* The fewest moves of the task that will do. */
static bool shorten_task(struct shortening *s, uint8_t task, struct step_taken *buffer)
{
	uint32_t total = 0;

	for (uint32_t i = 0; i < s->steps.n; i++)
		total += s->steps.at[i].move.task == task;
	for (uint32_t keep = 0; keep < total; keep++) {
		uint32_t n = truncate_task(s, task, keep, buffer);

		if (!shows_defect(s, buffer, n))
			continue;
		memcpy(s->steps.at, buffer, n * sizeof(*buffer));
		s->steps.n = n;
		return true;
	}
	return false;
}

/* Each move as early as the schedule allows, if that brings it next to the task's last one. */
static void gather(struct shortening *s, struct step_taken *buffer)
{
	for (uint32_t i = 2; i < s->steps.n && s->steps.n <= ORDER_MOVES; i++) {
		struct step_taken moved = s->steps.at[i];
		uint32_t to = i;

		while (to && s->steps.at[to - 1].move.task != moved.move.task)
			to--;
		if (!to || to == i)
			continue;
		memcpy(buffer, s->steps.at, s->steps.n * sizeof(*buffer));
		memmove(buffer + to + 1, buffer + to, (i - to) * sizeof(*buffer));
		buffer[to] = moved;
		if (shows_defect(s, buffer, s->steps.n))
			memcpy(s->steps.at, buffer, s->steps.n * sizeof(*buffer));
	}
}

void schedule_shorten(struct exploration *e)
{
	struct shortening s = { .m = e->m, .defect = e->defect };
	struct step_taken *buffer = xmalloc((e->schedule.n + 1) * sizeof(*buffer));
	bool changed = true;

	s.state = xcalloc(e->m->n_cells, sizeof(*s.state));
	s.out = xcalloc(e->m->n_cells, sizeof(*s.out));
	record(&s, e);
	if (e->defect == REPLAY_IS_SLEEP && e->schedule.n)
		s.sleeper = e->schedule.at[e->schedule.n - 1].task;
	if (e->defect == REPLAY_IS_DEADLOCK)
		s.needs_cycle = has_cycle(e->m, s.state, find_dead(e->m, s.state));
	while (changed) {
		changed = false;
		for (uint32_t t = 0; t < e->m->n_tasks; t++)
			changed |= shorten_task(&s, (uint8_t)t, buffer);
	}
	gather(&s, buffer);
	array_clear(&e->schedule);
	for_each_in_array(step, &s.steps)
		array_push(&e->schedule, step->move);
	array_release(&s.steps);
	free(s.state);
	free(s.out);
	free(buffer);
}

/* ---- in words ---------------------------------------------------------------------------- */

static struct replay_move tell(const struct machine *m, const uint16_t *state, struct move move)
{
	const struct instruction *ins = machine_at(m, move.task, state);
	struct replay_move told = { .body = m->tasks[move.task].body, .in = ins->body, .step = ins->step,
				    .leaves_reclaim = ins->op == INS_LEAVE_RECLAIM };

	if (ins->op == REPLAY_ALLOC && move.choice)
		told.choice = m->entries.at[ins->routines + move.choice - 1].body + 1;
	if (ins->op == INS_TEST && ins->variable >= REPLAY_OWN_VARIABLES) {
		uint32_t value = state[m->variables[ins->variable].cell];

		told.choice = !m->program->variables.at[ins->variable].is_choice ? value : value ? value - 1 : move.choice;
	}
	return told;
}

static void tell_result(const struct machine *m, struct replay_move *told, const uint16_t *after)
{
	const struct replay_step *s;

	if (told->step == REPLAY_NONE || told->waits)
		return;
	s = &m->program->bodies.at[told->in].steps.at[told->step];
	if (strpbrk(replay_op_operands(s->op), "VW") && s->variable != REPLAY_NONE)
		told->choice = after[m->variables[s->variable].cell];
}

void schedule_tell(const struct exploration *e, struct replay_result *r)
{
	const struct machine *m = e->m;
	uint16_t *state = xcalloc(m->n_cells, sizeof(*state)), *out = xcalloc(m->n_cells, sizeof(*out));
	uint32_t waiting = 0;

	machine_start(m, state);
	for (uint32_t i = 0; i < e->schedule.n; i++) {
		struct replay_move told = tell(m, state, e->schedule.at[i]);
		uint32_t flags = interpret_next(m, state, e->schedule.at[i].task, e->schedule.at[i].choice, out);

		told.waits = flags & NEXT_WAITS;
		told.ends = out[m->tasks[e->schedule.at[i].task].pc] == PC_IDLE;
		tell_result(m, &told, out);
		memcpy(state, out, m->n_cells * sizeof(*state));
		array_push(&r->schedule, told);
	}
	if (e->defect == REPLAY_IS_DEADLOCK) {
		waiting = find_dead(m, state);
		r->is_orphan = !has_cycle(m, state, waiting);
	} else if (e->schedule.n) {
		waiting = 1u << e->schedule.at[e->schedule.n - 1].task;
	}
	for (uint32_t t = 0; t < m->n_tasks; t++)
		if (waiting & 1u << t) {
			struct replay_move told = tell(m, state, (struct move){ (uint8_t)t, 0 });

			told.waits = true;
			array_push(&r->schedule, told);
		}
	free(state);
	free(out);
}
