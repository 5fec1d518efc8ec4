// SPDX-License-Identifier: GPL-2.0-or-later
#include "replay/run.h"

#include <string.h>

#include "replay/compile.h"
#include "replay/exclude.h"
#include "replay/schedule.h"

void replay_bounds_init(struct replay_bounds *b)
{
	*b = (struct replay_bounds){
#define X(field, option, value, summary) .field = value,
		REPLAY_BOUNDS(X)
#undef X
	};
}

void replay_result_init(struct replay_result *r)
{
	*r = (struct replay_result){0};
}

void replay_result_release(struct replay_result *r)
{
	for_each_in_array(text, &r->excluded_by)
		free(*text);
	array_release(&r->excluded_by);
	array_release(&r->schedule);
}

static char *fault_text(const struct exploration *e)
{
	struct move last = e->schedule.at[e->schedule.n - 1];
	uint16_t *state = xcalloc(e->m->n_cells, sizeof(*state));
	const struct instruction *ins;
	const struct replay_body *body;
	char *text;

	schedule_run(e->m, e->schedule.at, e->schedule.n - 1, state, NULL);
	ins = machine_at(e->m, last.task, state);
	body = &e->m->program->bodies.at[ins->body];
	text = xasprintf("task '%s' releases what it does not hold: '%s', step %u (%s)", e->m->tasks[last.task].name,
			 body->name, ins->step + 1, replay_op_keyword(body->steps.at[ins->step].op));
	free(state);
	return text;
}

/* What kept the search from all there is, or NULL. */
static const char *incomplete(const struct exploration *e)
{
	if (e->bound)
		return e->bound;
	return e->cut_states ? "rounds" : e->m->cut_calls ? "recursion" : e->m->program->is_partial ? "loops" : NULL;
}

static enum replay_verdict judge(const struct exploration *e)
{
	if (e->is_goal)
		return REPLAY_CONFIRMED;
	return incomplete(e) ? REPLAY_UNDECIDED : REPLAY_REFUTED;
}

static void collect(struct exploration *e, struct replay_result *r)
{
	r->defect = e->defect;
	r->verdict = judge(e);
	r->bound = e->is_goal ? e->bound : incomplete(e);
	r->is_exhaustive = !e->bound && !e->is_goal;
	r->states = e->states;
	r->transitions = e->transitions;
	r->terminals = e->terminals;
	r->schedules = e->schedules;
	r->walks = e->walks;
	r->cut_states = e->cut_states;
	r->cut_calls = e->m->cut_calls;
	r->steps = e->m->steps;
	if (!e->defect)
		return;
	schedule_shorten(e);
	schedule_tell(e, r);
}

/* Beyond as many states compiling would have been the faster way. */
#define FEW_STATES	50000

static bool run(const struct replay_program *p, const struct replay_bounds *b, enum replay_engine engine,
		struct replay_result *r, char **why)
{
	double start = monotonic_seconds();
	struct machine m;
	struct compiled *compiled = NULL;
	struct exploration e = { .m = &m, .bounds = b, .next = interpret_next, .engine = &m,
				 .deadline = start + b->milliseconds / 1000.0 };

	if (!replay_check(p, why) || !machine_init(&m, p, b->rounds, why))
		return false;
	if (engine == REPLAY_COMPILED) {
		compiled = compile_machines(&m, 1, e.deadline, why);
		if (!compiled) {
			machine_release(&m);
			return false;
		}
		e.next = compiled_next(compiled, 0);
	}
	r->compile_seconds = monotonic_seconds() - start;
	exploration_run(&e);
	*why = e.has_fault ? fault_text(&e) : NULL;
	if (!e.has_fault)
		collect(&e, r);
	if (!e.has_fault && r->verdict == REPLAY_REFUTED)
		find_exclusions(p, b, e.deadline, r);
	r->seconds = monotonic_seconds() - start;
	exploration_release(&e);
	compiled_free(compiled);
	machine_release(&m);
	return !*why;
}

bool replay_run(const struct replay_program *p, const struct replay_bounds *b, enum replay_engine engine,
		struct replay_result *r, char **why)
{
	struct replay_bounds few = *b;

	if (engine != REPLAY_EITHER)
		return run(p, b, engine, r, why);
	if (b->states <= FEW_STATES)
		return run(p, b, REPLAY_INTERPRETED, r, why);
	few.states = FEW_STATES;
	few.walks = 0;
	if (!run(p, &few, REPLAY_INTERPRETED, r, why))
		return false;
	if (r->verdict != REPLAY_UNDECIDED || !r->bound || strcmp(r->bound, "states"))
		return true;
	replay_result_release(r);
	replay_result_init(r);
	return run(p, b, replay_missing() ? REPLAY_INTERPRETED : REPLAY_COMPILED, r, why);
}
