// SPDX-License-Identifier: GPL-2.0-or-later
#include "replay/explore.h"

#include <string.h>
#include <time.h>

#include "base/hash.h"

#define NO_STATE	0xffffffffu
#define CLOCK_EVERY	(1u << 20)	/* cells looked at between two looks at the clock: some milliseconds */
#define WALK_STEPS	100000

double monotonic_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- the table of states -------------------------------------------------------------- */

/* State i: how it was met first, and where its successors begin in edges. */
struct visit {
	uint32_t parent, edges;
	struct move move;
};

struct search {
	struct exploration *e;
	const struct machine *m;
	size_t width;				/* bytes of a state */
	ARRAY(uint16_t) cells;			/* all states, one after the other */
	ARRAY(struct visit) visits;
	ARRAY(uint32_t) edges;
	uint32_t *slots;			/* open addressing: state + 1, or 0 */
	uint32_t n_slots;
	uint16_t *now, *out;
	uint64_t work;				/* cells looked at since the last look at the clock */
};

static const uint16_t *state_at(const struct search *s, uint32_t i)
{
	return s->cells.at + (size_t)i * s->m->n_cells;
}

static void grow_slots(struct search *s)
{
	uint32_t size = s->n_slots ? s->n_slots * 2 : 1024;

	free(s->slots);
	s->slots = xcalloc(size, sizeof(*s->slots));
	s->n_slots = size;
	for (uint32_t i = 0; i < s->visits.n; i++) {
		uint32_t at = (uint32_t)hash_bytes(state_at(s, i), s->width) & (size - 1);

		while (s->slots[at])
			at = (at + 1) & (size - 1);
		s->slots[at] = i + 1;
	}
}

/* The number of the state; is_new: it had none yet. */
static uint32_t state_id(struct search *s, const uint16_t *state, uint32_t parent, struct move move, bool *is_new)
{
	uint32_t at;

	if ((uint64_t)s->visits.n * 2 >= s->n_slots)
		grow_slots(s);
	at = (uint32_t)hash_bytes(state, s->width) & (s->n_slots - 1);
	while (s->slots[at]) {
		uint32_t found = s->slots[at] - 1;

		if (!memcmp(state_at(s, found), state, s->width)) {
			*is_new = false;
			return found;
		}
		at = (at + 1) & (s->n_slots - 1);
	}
	*is_new = true;
	s->slots[at] = s->visits.n + 1;
	array_reserve(&s->cells, (uint64_t)s->cells.n + s->m->n_cells);
	memcpy(s->cells.at + s->cells.n, state, s->width);
	s->cells.n += s->m->n_cells;
	array_push(&s->visits, (struct visit){ parent, 0, move });
	return s->visits.n - 1;
}

static uint64_t bytes_used(const struct search *s)
{
	return (uint64_t)s->cells.size * sizeof(*s->cells.at) + (uint64_t)s->visits.size * sizeof(*s->visits.at) +
	       (uint64_t)s->edges.size * sizeof(*s->edges.at) + (uint64_t)s->n_slots * sizeof(*s->slots);
}

/* ---- who moves ---------------------------------------------------------------------------- */

/* The variables that have their value: nobody writes them any more. */
static uint64_t settled_bits(const struct machine *m, const uint16_t *state)
{
	uint64_t settled = 0;

	for (uint32_t i = REPLAY_OWN_VARIABLES; !m->shares_bits && i < m->program->variables.n; i++) {
		const struct machine_variable *v = &m->variables[i];

		if (v->cell != CELL_NONE && m->program->variables.at[i].is_choice && !v->is_written && state[v->cell])
			settled |= v->bit;
	}
	return settled;
}

static bool is_enabled(struct search *s, const uint16_t *state, uint32_t t)
{
	return s->e->next(s->e->engine, state, t, 0, s->out) != 0;
}

/* Does what u may ever do touch what t does next? */
static bool is_touched(const struct machine *m, const uint16_t *state, uint32_t t, uint32_t u, uint64_t settled)
{
	uint32_t at = state[m->tasks[t].pc], from = state[m->tasks[u].pc];
	const struct footprint *own, *future;

	if (from == PC_IDLE || from == PC_CUT)
		return false;
	own = &m->tasks[t].own[at];
	future = &m->tasks[u].future[from];
	return ((own->writes & (future->reads | future->writes)) | (own->reads & future->writes)) & ~settled;
}

static uint32_t close_set(const struct machine *m, const uint16_t *state, uint32_t seed, uint64_t settled)
{
	uint32_t set = 1u << seed, done = 0;

	while (set != done) {
		uint32_t t = (uint32_t)__builtin_ctz(set & ~done);

		done |= 1u << t;
		for (uint32_t u = 0; u < m->n_tasks; u++)
			if (!(set & 1u << u) && is_touched(m, state, t, u, settled))
				set |= 1u << u;
	}
	return set;
}

/* A persistent set, as a mask of tasks that can move; 0: nobody can. */
static uint32_t choose_tasks(struct search *s, const uint16_t *state)
{
	const struct machine *m = s->m;
	uint32_t enabled = 0, best = 0;
	uint64_t settled;

	for (uint32_t t = 0; t < m->n_tasks; t++)
		if (machine_at(m, t, state) && is_enabled(s, state, t))
			enabled |= 1u << t;
	if (s->e->bounds->unreduced || !(enabled & (enabled - 1)))
		return enabled;
	settled = settled_bits(m, state);
	for (uint32_t t = 0; t < m->n_tasks; t++) {
		uint32_t set;

		if (!(enabled & 1u << t))
			continue;
		set = close_set(m, state, t, settled) & enabled;
		if (!best || __builtin_popcount(set) < __builtin_popcount(best))
			best = set;
		if (!(best & (best - 1)))
			break;
	}
	return best;
}

/* ---- what is found ------------------------------------------------------------------------------ */

static bool is_wanted(const struct search *s, enum replay_defect defect)
{
	enum replay_goal goal = s->m->program->goal;

	return goal == REPLAY_ANY || (goal == REPLAY_DEADLOCK) == (defect == REPLAY_IS_DEADLOCK);
}

static void keep_schedule(struct search *s, uint32_t state)
{
	struct exploration *e = s->e;

	array_clear(&e->schedule);
	for (; s->visits.at[state].parent != NO_STATE; state = s->visits.at[state].parent)
		array_push(&e->schedule, s->visits.at[state].move);
	for (uint32_t i = 0; i < e->schedule.n / 2; i++) {
		struct move swap = e->schedule.at[i];

		e->schedule.at[i] = e->schedule.at[e->schedule.n - 1 - i];
		e->schedule.at[e->schedule.n - 1 - i] = swap;
	}
}

/* True: the search is over.  A defect that is not the goal is kept until the goal is met. */
static bool found(struct search *s, enum replay_defect defect, uint32_t state)
{
	bool is_goal = is_wanted(s, defect);

	if (!is_goal && s->e->defect)
		return false;
	s->e->defect = defect;
	s->e->is_goal = is_goal;
	keep_schedule(s, state);
	return is_goal;
}

/* Nobody can move. */
static bool end_state(struct search *s, uint32_t state)
{
	const uint16_t *at = state_at(s, state);
	bool is_cut = false, is_over = true, is_parked = false;

	s->e->terminals++;
	for (uint32_t t = 0; t < s->m->n_tasks; t++) {
		is_cut |= at[s->m->tasks[t].pc] == PC_CUT;
		is_over &= at[s->m->tasks[t].pc] == PC_IDLE;
		is_parked |= machine_is_parked(s->m, t, at);
	}
	s->e->cut_states += is_cut;
	if (is_over || ((is_cut || is_parked) && !find_dead(s->m, at)))
		return false;
	return found(s, REPLAY_IS_DEADLOCK, state);
}

/* ---- breadth first ---------------------------------------------------------------------------------- */

/* True: the search is over. */
static bool visit_move(struct search *s, uint32_t from, struct move move, uint32_t flags)
{
	bool is_new;
	uint32_t to;

	if (flags & NEXT_FAULT && s->m->program->drops_unheld) {
		s->e->dropped++;
		return false;
	}
	if (!s->e->bounds->unreduced)
		machine_forget_dead(s->m, s->now, move.task, s->out);
	to = state_id(s, s->out, from, move, &is_new);
	s->e->transitions++;
	array_push(&s->edges, to);
	if (flags & NEXT_FAULT) {
		s->e->has_fault = true;
		keep_schedule(s, from);
		array_push(&s->e->schedule, move);
		return true;
	}
	return is_new && flags & NEXT_SLEEPS && found(s, REPLAY_IS_SLEEP, to);
}

static bool visit_state(struct search *s, uint32_t from)
{
	uint32_t tasks;

	memcpy(s->now, state_at(s, from), s->width);
	s->visits.at[from].edges = s->edges.n;
	tasks = choose_tasks(s, s->now);
	if (!tasks)
		return end_state(s, from);
	for (uint32_t t = 0; t < s->m->n_tasks; t++) {
		uint32_t flags = NEXT_MORE;

		for (uint32_t choice = 0; tasks & 1u << t && flags & NEXT_MORE; choice++) {
			flags = s->e->next(s->e->engine, s->now, t, choice, s->out);
			if (flags && visit_move(s, from, (struct move){ (uint8_t)t, (uint8_t)choice }, flags))
				return true;
		}
	}
	return false;
}

/* After one more state was looked at by every task: is it time to look at the clock? */
static bool is_time_to_look(struct search *s)
{
	s->work += (uint64_t)s->m->n_cells * s->m->n_tasks;
	if (s->work < CLOCK_EVERY)
		return false;
	s->work = 0;
	return true;
}

static bool is_late(const struct search *s)
{
	return s->e->deadline && monotonic_seconds() > s->e->deadline;
}

static const char *bound_hit(struct search *s)
{
	const struct replay_bounds *b = s->e->bounds;

	if (s->visits.n > b->states)
		return "states";
	if (!is_time_to_look(s))
		return NULL;
	if (bytes_used(s) > (uint64_t)b->megabytes << 20)
		return "memory";
	return is_late(s) ? "time" : NULL;
}

/* Paths from the first state to the last ones; there is no cycle. */
static uint64_t count_schedules(const struct search *s)
{
	uint32_t n = s->visits.n, top = 0, *waiting = xcalloc(n, sizeof(*waiting)), *ready = xmalloc(n * sizeof(*ready));
	uint64_t *paths = xcalloc(n, sizeof(*paths)), total = 0;

	for (uint32_t i = 0; i < s->edges.n; i++)
		waiting[s->edges.at[i]]++;
	paths[0] = 1;
	ready[top++] = 0;
	while (top) {
		uint32_t from = ready[--top], first = s->visits.at[from].edges,
			 last = from + 1 < n ? s->visits.at[from + 1].edges : s->edges.n;

		if (first == last && __builtin_add_overflow(total, paths[from], &total))
			total = UINT64_MAX;
		for (uint32_t i = first; i < last; i++) {
			uint32_t to = s->edges.at[i];

			if (__builtin_add_overflow(paths[to], paths[from], &paths[to]))
				paths[to] = UINT64_MAX;
			if (!--waiting[to])
				ready[top++] = to;
		}
	}
	free(paths);
	free(ready);
	free(waiting);
	return total;
}

static void search_all(struct search *s)
{
	bool is_new, is_over = false;
	uint32_t visited = 0;

	machine_start(s->m, s->now);
	state_id(s, s->now, NO_STATE, (struct move){0}, &is_new);
	for (; !is_over && !s->e->bound && visited < s->visits.n; visited++) {
		is_over = visit_state(s, visited);
		if (!is_over && visited + 1 < s->visits.n)
			s->e->bound = bound_hit(s);
	}
	s->e->states = s->visits.n;
	if (!is_over && !s->e->bound)
		s->e->schedules = count_schedules(s);
}

/* ---- at random ------------------------------------------------------------------------------------------ */

static uint32_t random_below(uint64_t *seed, uint32_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (uint32_t)(*seed >> 32) % n;
}

static bool random_move(struct search *s, uint64_t *seed, struct move *move, uint32_t *flags)
{
	struct move moves[REPLAY_TASKS * (REPLAY_ENTRIES + 1)];
	uint32_t n = 0;

	for (uint32_t t = 0; t < s->m->n_tasks; t++) {
		uint32_t more = machine_at(s->m, t, s->now) ? NEXT_MORE : 0;

		for (uint32_t choice = 0; more & NEXT_MORE && n < sizeof(moves) / sizeof(*moves); choice++) {
			more = s->e->next(s->e->engine, s->now, t, choice, s->out);
			if (more)
				moves[n++] = (struct move){ (uint8_t)t, (uint8_t)choice };
		}
	}
	if (!n)
		return false;
	*move = moves[random_below(seed, n)];
	*flags = s->e->next(s->e->engine, s->now, move->task, move->choice, s->out);
	return true;
}

static bool is_deadlock(const struct search *s)
{
	return find_dead(s->m, s->now) != 0;
}

/* True: met the goal; the schedule is the walk. */
static bool walk(struct search *s, uint64_t *seed)
{
	ARRAY(struct move) moves = {0};
	enum replay_defect defect = REPLAY_NO_DEFECT;
	struct move move;
	uint32_t flags = 0;

	machine_start(s->m, s->now);
	while (!defect && moves.n < WALK_STEPS && random_move(s, seed, &move, &flags)) {
		if (is_time_to_look(s) && is_late(s)) {
			array_release(&moves);
			return false;
		}
		if (flags & NEXT_FAULT)
			break;
		array_push(&moves, move);
		memcpy(s->now, s->out, s->width);
		if (flags & NEXT_SLEEPS && is_wanted(s, REPLAY_IS_SLEEP))
			defect = REPLAY_IS_SLEEP;
	}
	if (!defect && !(flags & NEXT_FAULT) && is_wanted(s, REPLAY_IS_DEADLOCK) && is_deadlock(s))
		defect = REPLAY_IS_DEADLOCK;
	s->e->walks++;
	if (defect) {
		s->e->defect = defect;
		s->e->is_goal = true;
		array_release(&s->e->schedule);
		s->e->schedule.at = moves.at;
		s->e->schedule.n = moves.n;
		s->e->schedule.size = moves.size;
		return true;
	}
	array_release(&moves);
	return false;
}

static void walk_at_random(struct search *s)
{
	uint64_t seed = 0x9e3779b97f4a7c15ull + s->e->bounds->seed;

	for (uint32_t i = 0; i < s->e->bounds->walks; i++)
		if (walk(s, &seed) || is_late(s))
			return;
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

void exploration_run(struct exploration *e)
{
	struct search s = { .e = e, .m = e->m, .width = e->m->n_cells * sizeof(uint16_t) };

	s.now = xmalloc(s.width);
	s.out = xmalloc(s.width);
	search_all(&s);
	if (e->bound && !e->is_goal)
		walk_at_random(&s);
	free(s.now);
	free(s.out);
	free(s.slots);
	array_release(&s.cells);
	array_release(&s.visits);
	array_release(&s.edges);
}

void exploration_release(struct exploration *e)
{
	array_release(&e->schedule);
}
