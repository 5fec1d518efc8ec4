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
	return e->cut_states ? "rounds" : e->dropped ? "unheld" : e->m->cut_calls ? "recursion" : e->m->program->is_partial ? "loops" : NULL;
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

/* ---- engines ---------------------------------------------------------------------- */

/* Beyond as many states compiling is the faster way. */
#define FEW_STATES	50000

static struct exploration new_exploration(const struct machine *m, const struct replay_bounds *b, double deadline)
{
	return (struct exploration){ .m = m, .bounds = b, .next = interpret_next, .engine = m, .deadline = deadline };
}

/* A search of few states, by the interpreter; true: that was all. */
static bool explore_few(struct exploration *e)
{
	struct replay_bounds few = *e->bounds;
	const struct replay_bounds *all = e->bounds;

	if (all->states <= FEW_STATES)
		return false;
	few.states = FEW_STATES;
	few.walks = 0;
	e->bounds = &few;
	exploration_run(e);
	e->bounds = all;
	if (e->is_goal || e->has_fault || !e->bound || strcmp(e->bound, "states"))
		return true;
	exploration_release(e);
	*e = new_exploration(e->m, all, e->deadline);
	return false;
}

/* False, if it has to be compiled and can't be. */
static bool explore_by(struct exploration *e, enum replay_engine engine, double start, struct replay_result *r, char **why)
{
	/* A program so large that compiling takes half of the time is interpreted. */
	double limit = engine == REPLAY_COMPILED ? e->deadline : start + (e->deadline - start) / 2;
	struct compiled *compiled = NULL;
	double before;

	if (engine == REPLAY_EITHER && explore_few(e))
		return true;
	before = monotonic_seconds();
	if (engine == REPLAY_COMPILED || (engine == REPLAY_EITHER && e->bounds->states > FEW_STATES))
		compiled = compile_machines(e->m, 1, limit, why);
	r->compile_seconds = monotonic_seconds() - before;
	if (!compiled && engine == REPLAY_COMPILED)
		return false;
	free(*why);
	*why = NULL;
	if (compiled)
		e->next = compiled_next(compiled, 0);
	exploration_run(e);
	compiled_free(compiled);
	return true;
}

bool replay_run(const struct replay_program *p, const struct replay_bounds *b, enum replay_engine engine,
		struct replay_result *r, char **why)
{
	double start = monotonic_seconds();
	struct machine m;
	struct exploration e = new_exploration(&m, b, start + b->milliseconds / 1000.0);

	*why = NULL;
	if (!replay_check(p, why) || !machine_init(&m, p, b->rounds, why))
		return false;
	if (explore_by(&e, engine, start, r, why)) {
		*why = e.has_fault ? fault_text(&e) : NULL;
		if (!e.has_fault)
			collect(&e, r);
		if (!e.has_fault && r->verdict == REPLAY_REFUTED)
			find_exclusions(p, b, e.deadline, r);
	}
	r->seconds = monotonic_seconds() - start;
	exploration_release(&e);
	machine_release(&m);
	return !*why;
}
