// SPDX-License-Identifier: GPL-2.0-or-later
/* Who waits for whom in a state, and who does for ever. */
#include "replay/explore.h"

static bool is_alive(const struct machine *m, const uint16_t *state, uint32_t t)
{
	return state[m->tasks[t].pc] != PC_IDLE;
}

static bool is_blocked(const struct machine *m, const uint16_t *state, uint32_t t)
{
	uint16_t out[m->n_cells];

	return machine_at(m, t, state) && !machine_is_parked(m, t, state) && !interpret_next(m, state, t, 0, out);
}

/* What the task may still do; where it was given up, or is parked, anything. */
static const struct footprint *future_of(const struct machine *m, const uint16_t *state, uint32_t t)
{
	static const struct footprint anything = { ~0ull, ~0ull };
	uint32_t pc = state[m->tasks[t].pc];

	return machine_is_parked(m, t, state) ? &anything : &m->tasks[t].future[pc == PC_CUT ? 1 : pc];
}

static bool may_help(const struct machine *m, const uint16_t *state, uint32_t u, uint32_t t)
{
	const struct footprint *own = &m->tasks[t].own[state[m->tasks[t].pc]];

	return future_of(m, state, u)->writes & (own->reads | own->writes);
}

/* ---- locks ------------------------------------------------------------------------- */

static uint32_t writer_of(const struct machine_object *o, const uint16_t *state)
{
	uint32_t holder = o->value == CELL_NONE ? 0 : state[o->value] & ~WW_CONTEXT;

	return holder ? 1u << (holder - 1) : 0;
}

static uint32_t readers_of(const struct machine *m, const struct machine_object *o, const uint16_t *state)
{
	uint32_t mask = 0;

	for (uint32_t t = 0; t < m->n_tasks; t++)
		if (o->readers[t] != CELL_NONE && state[o->readers[t]])
			mask |= 1u << t;
	return mask;
}

static uint32_t queued_at(const struct machine *m, const uint16_t *state, uint32_t object)
{
	uint32_t mask = 0;

	for (uint32_t t = 0; t < m->n_tasks; t++) {
		const struct instruction *at = machine_at(m, t, state);

		if (at && at->op == REPLAY_LOCK && at->object == object && m->tasks[t].queued != CELL_NONE &&
		    state[m->tasks[t].queued])
			mask |= 1u << t;
	}
	return mask;
}

/* Whom a task at this instruction waits for, if it waits for somebody who has something or ends. */
static uint32_t holders(const struct machine *m, const uint16_t *state, uint32_t task, const struct instruction *ins)
{
	const struct machine_object *o;

	if (ins->op == REPLAY_JOIN || ins->op == REPLAY_CANCEL)
		return 1u << ins->object;
	if (ins->op != REPLAY_LOCK && ins->op != REPLAY_WW_LOCK && ins->op != REPLAY_WAIT)
		return 0;
	o = &m->objects[ins->object];
	if (o->kind == REPLAY_SRCU)
		return ins->op == REPLAY_WAIT ? state[o->syncs[task]] & ~SYNC_BEGUN : 0;
	if (o->kind == REPLAY_SECTION)
		return ins->op == REPLAY_WAIT ? readers_of(m, o, state) : 0;
	if (ins->op == REPLAY_WAIT)
		return 0;
	return writer_of(o, state) | (ins->mode == REPLAY_WRITE ? readers_of(m, o, state) : 0);
}

/* ---- for ever -------------------------------------------------------------------------- */

/* A reader behind a waiting writer: until that has the lock, or nobody holds it. */
static bool is_behind(const struct machine *m, const uint16_t *state, const struct instruction *ins, uint32_t dead)
{
	return ins->op == REPLAY_LOCK && ins->mode == REPLAY_READ && queued_at(m, state, ins->object) & dead &&
	       readers_of(m, &m->objects[ins->object], state) & dead;
}

/* Does the task wait for ever if the dead ones do? */
static bool stays_blocked(const struct machine *m, const uint16_t *state, uint32_t t, uint32_t dead)
{
	const struct instruction *ins = machine_at(m, t, state);

	if (holders(m, state, t, ins) & dead || is_behind(m, state, ins, dead))
		return true;
	/* Else somebody has to do something: is there nobody left who might? */
	for (uint32_t u = 0; u < m->n_tasks; u++)
		if (!(dead & 1u << u) && is_alive(m, state, u) && may_help(m, state, u, t))
			return false;
	return true;
}

uint32_t find_dead(const struct machine *m, const uint16_t *state)
{
	uint32_t dead = 0, before;

	for (uint32_t t = 0; t < m->n_tasks; t++)
		if (is_blocked(m, state, t))
			dead |= 1u << t;
	do {
		before = dead;
		for (uint32_t t = 0; t < m->n_tasks; t++)
			if (dead & 1u << t && !stays_blocked(m, state, t, dead))
				dead &= ~(1u << t);
	} while (dead != before);
	return dead;
}

/* ---- whom a task waits for --------------------------------------------------------- */

static bool signals(const struct instruction *ins, uint32_t object)
{
	return (ins->op == REPLAY_SIGNAL || ins->op == REPLAY_SIGNAL_ALL) && ins->object == object;
}

/* May the task, from where it stands, come to a signal of the object? */
static bool will_signal(const struct machine *m, const uint16_t *state, uint32_t t, uint32_t object)
{
	const struct machine_task *task = &m->tasks[t];
	uint32_t n = task->code.n, top = 0, *stack;
	uint8_t *seen;
	bool found = false;

	if (!machine_at(m, t, state))
		return false;
	stack = xmalloc((n + 1) * sizeof(*stack));
	seen = xcalloc(n + 1, 1);
	stack[top++] = state[task->pc];
	seen[stack[0]] = seen[PC_IDLE] = 1;
	while (top && !found) {
		const struct instruction *ins = &task->code.at[stack[--top] - 1];

		found = signals(ins, object);
		for (uint32_t i = 0; i < 2 + ins->n_routines; i++) {
			uint32_t to = i == 0 ? ins->next : i == 1 ? ins->target :
				      m->entries.at[ins->routines + i - 2].pc;

			if (!seen[to])
				stack[top++] = to;
			seen[to] = 1;
		}
	}
	free(seen);
	free(stack);
	return found;
}

static uint32_t signallers(const struct machine *m, const uint16_t *state, uint32_t object)
{
	uint32_t mask = 0;

	for (uint32_t t = 0; t < m->n_tasks; t++)
		if (will_signal(m, state, t, object))
			mask |= 1u << t;
	return mask;
}

uint32_t waits_for(const struct machine *m, const uint16_t *state, uint32_t task)
{
	const struct instruction *ins = machine_at(m, task, state);
	uint32_t mask;

	if (!ins)
		return 0;
	mask = holders(m, state, task, ins);
	if (ins->op == REPLAY_LOCK && ins->mode == REPLAY_READ)
		mask |= queued_at(m, state, ins->object) & ~(1u << task);
	if (ins->op == REPLAY_WAIT)
		mask |= signallers(m, state, ins->object);
	return mask;
}

bool has_cycle(const struct machine *m, const uint16_t *state, uint32_t tasks)
{
	uint32_t reach[REPLAY_TASKS];

	for (uint32_t t = 0; t < m->n_tasks; t++)
		reach[t] = tasks & 1u << t ? waits_for(m, state, t) & tasks : 0;
	for (uint32_t round = 0; round < m->n_tasks; round++)
		for (uint32_t t = 0; t < m->n_tasks; t++)
			for (uint32_t u = 0; u < m->n_tasks; u++)
				if (reach[t] & 1u << u)
					reach[t] |= reach[u];
	for (uint32_t t = 0; t < m->n_tasks; t++)
		if (reach[t] & 1u << t)
			return true;
	return false;
}
