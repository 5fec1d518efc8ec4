// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which variables still matter.
 *
 * A value that nobody looks at any more only tells apart states that are the same:
 * after twenty tests in a row there would be a million of them.  So the search
 * takes it out of the state.  Live before an instruction is what it tests,
 * and what is live behind it and it does not set; what a started task looks at counts
 * for who starts it.  A variable matters while it is live for some task.
 */
#include "replay/machine.h"

#include <string.h>

static uint64_t *live_at(const struct machine *m, const struct machine_task *task, uint32_t pc)
{
	return task->live + (size_t)pc * m->live_words;
}

static bool sets(const struct instruction *ins)
{
	return ins->op != INS_TEST && ins->variable != REPLAY_NONE;
}

static void merge(uint64_t *to, const uint64_t *from, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++)
		to[i] |= from[i];
}

static void find_live(const struct machine *m, const struct machine_task *task, uint32_t pc, uint64_t *live)
{
	const struct instruction *ins = &task->code.at[pc - 1];
	uint32_t words = m->live_words;

	memset(live, 0, words * sizeof(*live));
	if (ins->op == REPLAY_PARK)
		return;
	merge(live, live_at(m, task, ins->next), words);
	merge(live, live_at(m, task, ins->target), words);
	for (uint32_t i = 0; i < ins->n_routines; i++)
		merge(live, live_at(m, task, m->entries.at[ins->routines + i].pc), words);
	if (ins->op == REPLAY_START)
		merge(live, live_at(m, &m->tasks[ins->object], 1), words);
	if (sets(ins))
		live[ins->variable / 64] &= ~(1ull << ins->variable % 64);
	if (ins->op == INS_TEST)
		live[ins->variable / 64] |= 1ull << ins->variable % 64;
	/* It may be started once more. */
	if (task->again != CELL_NONE)
		merge(live, live_at(m, task, 1), words);
}

static bool spread_live(const struct machine *m, const struct machine_task *task, uint64_t *buffer)
{
	bool changed = false;

	for (uint32_t pc = task->code.n; pc; pc--) {
		uint64_t *live = live_at(m, task, pc);

		find_live(m, task, pc, buffer);
		changed |= memcmp(live, buffer, m->live_words * sizeof(*live)) != 0;
		merge(live, buffer, m->live_words);
	}
	return changed;
}

void machine_find_live(struct machine *m)
{
	uint64_t *buffer;
	bool changed = true;

	m->live_words = (m->program->variables.n + 63) / 64;
	for (uint32_t t = 0; t < m->n_tasks; t++)
		m->tasks[t].live = arena_alloc(&m->arena, (size_t)(m->tasks[t].code.n + 1) * m->live_words * sizeof(*buffer));
	buffer = xmalloc(m->live_words * sizeof(*buffer));
	while (changed) {
		changed = false;
		for (uint32_t t = 0; t < m->n_tasks; t++)
			changed |= spread_live(m, &m->tasks[t], buffer);
	}
	free(buffer);
}

static const uint64_t *live_in(const struct machine *m, uint32_t t, const uint16_t *state)
{
	uint32_t pc = state[m->tasks[t].pc];

	return live_at(m, &m->tasks[t], pc == PC_CUT ? PC_IDLE : pc);
}

void machine_forget_dead(const struct machine *m, const uint16_t *before, uint32_t task, uint16_t *state)
{
	size_t size = m->live_words * sizeof(uint64_t);

	/* Only who has moved can have looked for the last time. */
	if (!memcmp(live_in(m, task, before), live_in(m, task, state), size))
		return;
	for (uint32_t i = REPLAY_OWN_VARIABLES; i < m->program->variables.n; i++) {
		uint16_t cell = m->variables[i].cell;
		bool is_live = false;

		if (cell == CELL_NONE || !state[cell])
			continue;
		for (uint32_t t = 0; t < m->n_tasks && !is_live; t++)
			is_live = live_in(m, t, state)[i / 64] >> i % 64 & 1;
		if (!is_live)
			state[cell] = 0;
	}
}
