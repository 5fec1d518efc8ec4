// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/watch.h"

#include <string.h>

#define BRANCH_LINES	8	/* what follows a condition in its branch */

/* The state's trace, to be changed. */
static struct trace *edit(struct walk *w, struct state *st)
{
	struct trace *t = arena_memdup(w->arena, st->trace, sizeof(*t));

	st->trace = t;
	return t;
}

/* ---- where a scope may still be closed ------------------------------------------------------ */

static uint32_t scope_bit(const struct solver *s, uint32_t scope)
{
	return scope < SCOPE_MAX && s->model->scope_is_paired[scope] ? 1u << scope : 0;
}

/* What the model says the call opens or closes, for the function itself (opens, closes) or for others too. */
static void moved_by_model(const struct solver *s, const struct call *c, bool is_own, uint32_t *opened, uint32_t *closed)
{
	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		const struct model_function *m = s->graph->callees.at[k].model;

		for (uint32_t i = 0; m && i < m->nclauses; i++) {
			const struct model_clause *cl = &m->clauses[i];

			if (cl->verb == MV_enters || cl->verb == MV_enters_when || (is_own && cl->verb == MV_opens))
				*opened |= scope_bit(s, model_scope(s->model, cl->arg[0].text));
			if (cl->verb == MV_leaves || cl->verb == MV_leaves_when || cl->verb == MV_leaves_flags || (is_own && cl->verb == MV_closes))
				*closed |= scope_bit(s, model_scope(s->model, cl->arg[0].text));
		}
	}
}

/* A field that counts a scope is written. */
static void moved_by_store(const struct solver *s, const struct function *f, const struct fact_event *e,
			   uint32_t *opened, uint32_t *closed)
{
	const struct program *p = s->program;
	const struct fact_node *n = function_node(p, f, e->a), *step;
	const struct model_field *m;

	if (n->op != FN_FIELD)
		return;
	m = p->fields.at[p->units.at[f->unit].field[n->b]].model;
	n = function_node(p, f, e->b);
	if (!m || !m->scope || (n->op != FN_ADD && n->op != FN_SUB))
		return;
	step = function_node(p, f, n->b);
	if (step->op != FN_CONST)
		return;
	*(((int32_t)fact_const_value(step) > 0) == (n->op == FN_ADD) ? opened : closed) |=
		scope_bit(s, model_scope(s->model, m->scope));
}

static void moved_by_event(const struct solver *s, uint32_t node, uint32_t event, bool is_own, uint32_t *opened,
			   uint32_t *closed)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	const struct fact_event *e = function_event(s->program, f, event);

	if (e->kind == FEV_CALL || e->kind == FEV_ICALL)
		moved_by_model(s, &s->graph->nodes.at[node].calls[event], is_own, opened, closed);
	else if (e->kind == FEV_STORE)
		moved_by_store(s, f, e, opened, closed);
}

void watch_scopes_moved(const struct solver *s, uint32_t node, uint32_t *opened, uint32_t *closed)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];

	*opened = *closed = 0;
	for (uint32_t i = 0; i < f->body->nevents; i++)
		moved_by_event(s, node, i, false, opened, closed);
}

/* Scopes that callees leave open, or close for their caller. */
static void moved_by_callees(const struct solver *s, const struct call *c, uint32_t *opened, uint32_t *closed)
{
	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		const struct summary *sum;

		if (s->graph->callees.at[k].node == NONE)
			continue;
		sum = &s->summaries[s->graph->callees.at[k].node];
		for (uint32_t i = 0; i < sum->nexits; i++)
			for (uint32_t scope = 0; scope < SCOPE_MAX; scope++)
				if (sum->exits[i].scopes[scope])
					*(sum->exits[i].scopes[scope] > 0 ? opened : closed) |= scope_bit(s, scope);
	}
}

bool watch_is_asked(const struct solver *s, uint32_t node, bool is_callback)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	uint32_t opened = 0, closed = 0, own_opened, own_closed;

	for (uint32_t i = 0; i < f->body->nevents; i++)
		moved_by_event(s, node, i, true, &opened, &closed);
	own_opened = opened;
	own_closed = closed;
	if (own_opened && (own_closed || is_callback))
		return true;
	for (uint32_t i = 0; i < f->body->nevents; i++)
		moved_by_callees(s, &s->graph->nodes.at[node].calls[i], &opened, &closed);
	return opened & closed;
}

static void find_closable(struct walk *w)
{
	const struct fact_function *body = w->fn->body;
	const struct fact_block *blocks = w->facts->blocks + body->block_first;
	const struct fact_edge *edges = w->facts->edges + body->edge_first;
	bool changed = true;

	w->closable = arena_alloc(w->arena, (body->nblocks + 1) * sizeof(*w->closable));
	for (uint32_t b = 0; b < body->nblocks; b++) {
		for (uint32_t i = blocks[b].event; i < blocks[b].event + blocks[b].nevents; i++) {
			uint32_t opened = 0;

			moved_by_event(w->s, w->node, i, true, &opened, &w->closable[b]);
			moved_by_callees(w->s, &w->s->graph->nodes.at[w->node].calls[i], &opened, &w->closable[b]);
		}
	}
	while (changed) {
		changed = false;
		for (uint32_t b = body->nblocks; b-- > 0;) {
			uint32_t set = w->closable[b];

			for (uint32_t e = 0; e < blocks[b].nedges; e++)
				set |= w->closable[edges[blocks[b].edge + e].target];
			changed |= set != w->closable[b];
			w->closable[b] = set;
		}
	}
}

void watch_begin(struct walk *w, struct state *st)
{
	struct trace *t;

	if (!w->watch)
		return;
	find_closable(w);
	t = arena_alloc(w->arena, sizeof(*t));
	t->missed = NONE;
	st->trace = t;
}

void watch_edge(struct walk *w, struct state *st, uint32_t from, uint32_t to)
{
	const struct fact_block *b = &w->facts->blocks[w->fn->body->block_first + from];
	const struct fact_edge *edges = w->facts->edges + w->fn->body->edge_first;
	uint32_t before = 0;

	if (!w->watch)
		return;
	for (uint32_t e = 0; e < b->nedges; e++)
		before |= w->closable[edges[b->edge + e].target];
	for (uint32_t i = 0; i < st->trace->nopenings; i++) {
		const struct opening *o = &st->trace->openings[i];

		if (o->lost && !o->is_final)
			edit(w, st)->openings[i].is_final = true;
		else if (!o->lost && (before >> o->scope & 1) && !(w->closable[to] >> o->scope & 1))
			edit(w, st)->openings[i].lost = b->line;
	}
}

/* ---- scopes --------------------------------------------------------------------------------- */

void watch_open(struct walk *w, struct state *st, uint32_t scope, uint32_t event, uint32_t key)
{
	struct trace *t;

	if (!w->watch || !scope_bit(w->s, scope))
		return;
	for (uint32_t i = 0; i < st->trace->nopenings; i++)
		if (st->trace->openings[i].event == event)
			return;		/* in a loop: once is enough */
	if (st->trace->nopenings == TRACE_OPENINGS) {
		st->is_joined = true;
		return;
	}
	t = edit(w, st);
	t->openings[t->nopenings++] = (struct opening){ .event = event, .key = key, .scope = (uint8_t)scope };
}

static void take_out(struct walk *w, struct state *st, uint32_t i)
{
	struct trace *t = edit(w, st);

	t->closed |= 1u << t->openings[i].scope;
	memmove(&t->openings[i], &t->openings[i + 1], (--t->nopenings - i) * sizeof(*t->openings));
}

/* The opening that this key belongs to. */
static uint32_t find_key(const struct walk *w, const struct trace *t, uint32_t key)
{
	for (uint32_t i = t->nopenings; key != EXPR_UNKNOWN && i-- > 0;)
		if (t->openings[i].key != EXPR_UNKNOWN && expr_mentions(&w->s->exprs, key, t->openings[i].key))
			return i;
	return NONE;
}

static uint32_t find_scope(const struct trace *t, uint32_t scope)
{
	for (uint32_t i = t->nopenings; i-- > 0;)
		if (t->openings[i].scope == scope)
			return i;
	return NONE;
}

/* The paired scope that the event opens by itself; SCOPE_MAX: none. */
static uint32_t scope_opened_at(const struct walk *w, uint32_t event)
{
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[event];
	const struct model_function *m = c->ncallees ? w->s->graph->callees.at[c->callee].model : NULL;

	for (uint32_t i = 0; m && i < m->nclauses; i++)
		if (m->clauses[i].verb == MV_enters)
			return model_scope(w->s->model, m->clauses[i].arg[0].text);
	return SCOPE_MAX;
}

static void tell_close(struct walk *w, const struct state *st, uint32_t event, enum closing how, uint32_t scope,
		       uint32_t opened)
{
	if (w->watch->close)
		w->watch->close(w, st, event, how, scope, opened, w->watch->data);
}

/* Nobody else gave it, nor does it say that there is nothing to close. */
static bool is_own_cookie(const struct walk *w, uint32_t key)
{
	const struct expr *e = expr_at(&w->s->exprs, key);

	return key == EXPR_UNKNOWN || !((e->flags & (XF_LOAD | XF_PARAM)) || e->op == FN_CONST);
}

void watch_close(struct walk *w, struct state *st, uint32_t scope, uint32_t event, uint32_t key)
{
	const struct expr *e = expr_at(&w->s->exprs, key);
	uint32_t i, opened;

	if (!w->watch || !scope_bit(w->s, scope))
		return;
	i = find_key(w, st->trace, key);
	if (i != NONE) {
		opened = st->trace->openings[i].event;
		tell_close(w, st, event, st->trace->openings[i].scope == scope ? CLOSED : CLOSED_OTHER, scope, opened);
		take_out(w, st, i);
		return;
	}
	if (key != EXPR_UNKNOWN && e->op == FN_RESULT && scope_opened_at(w, e->a) != SCOPE_MAX) {
		tell_close(w, st, event, scope_opened_at(w, e->a) == scope ? CLOSED_TWICE : CLOSED_OTHER, scope, e->a);
		return;
	}
	i = find_scope(st->trace, scope);
	if (i != NONE) {
		tell_close(w, st, event, CLOSED, scope, st->trace->openings[i].event);
		take_out(w, st, i);
	} else if (st->scopes[scope] <= 0 && is_own_cookie(w, key)) {
		tell_close(w, st, event, st->trace->closed >> scope & 1 ? CLOSED_TWICE : CLOSED_NEVER, scope, NONE);
	}
}

void watch_exit(struct walk *w, struct state *st, uint32_t event, const struct exit *x)
{
	uint32_t key = EXPR_UNKNOWN;

	if (!w->watch)
		return;
	if (x->value == EXPR_UNKNOWN && x->classes == RETURN_ANY &&
	    (function_event(w->s->program, w->fn, event)->flags & FEF_USED))
		key = walk_leaf(w, FN_RESULT, event);
	for (uint32_t scope = 0; scope < SCOPE_MAX; scope++) {
		uint32_t i;

		if (x->scopes[scope] > 0)
			watch_open(w, st, scope, event, key);
		i = x->scopes[scope] < 0 ? find_scope(st->trace, scope) : NONE;
		if (i != NONE) {
			tell_close(w, st, event, CLOSED, scope, st->trace->openings[i].event);
			take_out(w, st, i);
		}
	}
}

void watch_lock(struct walk *w, struct state *st, uint32_t class)
{
	if (w->watch && class == CLASS_UNKNOWN && !st->trace->has_unknown_lock)
		edit(w, st)->has_unknown_lock = true;
}

static void keep(struct walk *w, struct state *st, uint32_t value)
{
	uint32_t i = find_key(w, st->trace, value);

	if (i != NONE && !st->trace->openings[i].is_kept)
		edit(w, st)->openings[i].is_kept = true;
}

/* ---- memory ------------------------------------------------------------------------------------ */

static void count(struct walk *w, struct state *st, uint32_t event, uint32_t address, int32_t step)
{
	struct trace *t = edit(w, st);

	for (uint32_t i = 0; i < t->ncounters; i++) {
		if (t->counters[i].address != address)
			continue;
		t->counters[i].net += step;
		if (!t->counters[i].net)
			memmove(&t->counters[i], &t->counters[i + 1], (--t->ncounters - i) * sizeof(*t->counters));
		return;
	}
	if (t->ncounters < TRACE_COUNTERS)
		t->counters[t->ncounters++] = (struct counter){ event, address, step };
}

static void work(struct walk *w, struct state *st)
{
	struct trace *t;

	if (st->trace->has_worked && st->trace->missed == NONE)
		return;
	t = edit(w, st);
	t->has_worked = true;
	t->missed = NONE;
}

void watch_store(struct walk *w, struct state *st, uint32_t event, uint32_t address, uint32_t value)
{
	struct exprs *x = &w->s->exprs;
	const struct expr *e;
	int64_t step;

	if (!w->watch || address == EXPR_UNKNOWN || expr_at(x, expr_root(x, address))->op == FN_LOCAL)
		return;
	keep(w, st, value);
	if (!w->watch->follows_work)
		return;
	work(w, st);
	e = expr_at(x, value);
	if (value != EXPR_UNKNOWN && (e->op == FN_ADD || e->op == FN_SUB) && expr_is_const(x, e->b, &step) &&
	    e->a == expr_make(x, FN_LOAD, address, 0, 0))
		count(w, st, event, address, e->op == FN_SUB ? -(int32_t)step : (int32_t)step);
}

/* "return -EINVAL" in the branch says more than the condition before it. */
static void place_loss(struct walk *w, struct state *st, uint32_t line)
{
	for (uint32_t i = 0; i < st->trace->nopenings; i++) {
		const struct opening *o = &st->trace->openings[i];

		if (o->lost && !o->is_final && o->lost < line && line <= o->lost + BRANCH_LINES)
			edit(w, st)->openings[i].lost = line;
	}
}

void watch_set(struct walk *w, struct state *st, uint32_t event)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	const struct fact_function *body = w->fn->body;
	const struct fact_block *blocks = w->facts->blocks + body->block_first;

	if (!w->watch || !e->line)
		return;
	place_loss(w, st, e->line);
	for (uint32_t b = 0; b < body->nblocks; b++) {
		const struct fact_node *n;

		if (blocks[b].nedges || blocks[b].value == FACT_NONE)
			continue;
		n = function_node(w->s->program, w->fn, blocks[b].value);
		if (n->op != FN_VAR || n->a != e->a)
			continue;
		edit(w, st)->returned = e->line;
		return;
	}
}

/* ---- calls ----------------------------------------------------------------------------------------- */

static bool is_about_locks(const struct model_function *m)
{
	for (uint32_t i = 0; i < m->nclauses; i++) {
		switch (m->clauses[i].verb) {
		case MV_acquires: case MV_acquires_if: case MV_try_acquires: case MV_releases: case MV_might_acquire:
		case MV_must_hold: case MV_must_not_hold: case MV_tests_held: case MV_enters: case MV_leaves: case MV_enters_when:
		case MV_leaves_when: case MV_leaves_flags: case MV_enters_if: case MV_sleeps: case MV_sleeps_if: case MV_never_returns:
			break;
		default:
			return false;
		}
	}
	return m->has_no_effect || m->nclauses;
}

/* Does the call try to take a lock without waiting for it? */
static bool is_try(const struct walk *w, uint32_t event)
{
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[event];

	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		const struct callee *callee = &w->s->graph->callees.at[k];
		const struct summary *sum;

		for (uint32_t i = 0; callee->model && i < callee->model->nclauses; i++)
			if (callee->model->clauses[i].verb == MV_try_acquires)
				return true;
		if (callee->node == NONE)
			continue;
		sum = &w->s->summaries[callee->node];
		for (uint32_t i = 0; i < sum->neffects; i++)
			if (sum->effects[i].kind == EFFECT_ACQUIRE && (sum->effects[i].flags & EF_TRY))
				return true;
	}
	return false;
}

/* Does the call do something to the world, other than locks? */
static bool is_work(const struct walk *w, uint32_t event)
{
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[event];

	if (!c->ncallees)
		return true;
	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		const struct callee *callee = &w->s->graph->callees.at[k];

		if (callee->model && is_about_locks(callee->model))
			continue;
		if (callee->node == NONE ||
		    !(w->s->program->functions.at[w->s->graph->nodes.at[callee->node].function].body->flags & FF_NOEVENTS))
			return true;
	}
	return false;
}

bool watch_matters(const struct walk *w, uint32_t event)
{
	uint32_t opened = 0, closed = 0;

	if (!w->watch)
		return false;
	moved_by_event(w->s, w->node, event, true, &opened, &closed);
	return w->watch->follows_work || opened || closed;
}

/* A lockdep map that is part of a lock belongs to the code of that lock. */
static bool is_part_of_lock(const struct walk *w, uint32_t key)
{
	const struct expr *e = expr_at(&w->s->exprs, key);
	const struct type *t;

	if (key == EXPR_UNKNOWN || e->op != FN_FIELD)
		return key == EXPR_UNKNOWN;
	t = &w->s->program->types.at[w->s->program->fields.at[e->b].type];
	return t->is_container || t->lock_kind;
}

/* Scopes that only this function knows of. */
static void move_own(struct walk *w, struct state *st, uint32_t event)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[event];
	const struct model_function *m = c->ncallees ? w->s->graph->callees.at[c->callee].model : NULL;

	for (uint32_t i = 0; m && i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		uint32_t key, k;

		if ((cl->verb != MV_opens && cl->verb != MV_closes) || cl->arg[1].value < 1 ||
		    (uint64_t)cl->arg[1].value > e->nargs)
			continue;
		key = walk_eval(w, st, function_arg(w->s->program, w->fn, e, (uint32_t)cl->arg[1].value - 1));
		if (cl->verb == MV_opens && !is_part_of_lock(w, key))
			watch_open(w, st, model_scope(w->s->model, cl->arg[0].text), event, key);
		k = cl->verb == MV_closes ? find_key(w, st->trace, key) : NONE;
		if (k != NONE) {
			tell_close(w, st, event, CLOSED, st->trace->openings[k].scope, st->trace->openings[k].event);
			take_out(w, st, k);
		}
	}
}

/* Counters that the model knows: atomic_inc(). */
static void count_call(struct walk *w, struct state *st, uint32_t event)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[event];
	const struct model_function *m = c->ncallees ? w->s->graph->callees.at[c->callee].model : NULL;

	for (uint32_t i = 0; m && i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		uint32_t address;

		if (cl->verb != MV_counts || cl->arg[0].value < 1 || (uint64_t)cl->arg[0].value > e->nargs)
			continue;
		work(w, st);
		address = walk_eval(w, st, function_arg(w->s->program, w->fn, e, (uint32_t)cl->arg[0].value - 1));
		if (address != EXPR_UNKNOWN && expr_at(&w->s->exprs, expr_root(&w->s->exprs, address))->op != FN_LOCAL)
			count(w, st, event, address, (int32_t)cl->arg[1].value);
	}
}

/* A callee that closes the scope on some of its ways out knows when it is to be closed. */
static void leave_to_callee(struct walk *w, struct state *st, uint32_t event)
{
	uint32_t opened = 0, closed = 0;

	moved_by_callees(w->s, &w->s->graph->nodes.at[w->node].calls[event], &opened, &closed);
	for (uint32_t i = 0; i < st->trace->nopenings; i++)
		if (closed >> st->trace->openings[i].scope & 1 && !st->trace->openings[i].is_kept)
			edit(w, st)->openings[i].is_kept = true;
}

static bool is_modelled(const struct walk *w, uint32_t event)
{
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[event];

	return c->ncallees && w->s->graph->callees.at[c->callee].model;
}

void watch_call(struct walk *w, const struct state *before, uint32_t event, struct state_list *after, uint32_t first)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	bool got = false, missed = false;

	if (!w->watch)
		return;
	for (uint32_t i = first; i < after->n; i++) {
		struct state *st = &after->at[i];

		for (uint32_t k = 0; st->trace->nopenings && !is_modelled(w, event) && k < e->nargs; k++)
			keep(w, st, walk_eval(w, st, function_arg(w->s->program, w->fn, e, k)));
		if (st->trace->nopenings)
			leave_to_callee(w, st, event);
		move_own(w, st, event);
		if (w->watch->follows_work)
			count_call(w, st, event);
		got |= st->nheld > before->nheld;
		missed |= st->nheld == before->nheld;
	}
	if (!w->watch->follows_work)
		return;
	for (uint32_t i = first; i < after->n; i++) {
		struct state *st = &after->at[i];

		if (got && missed && st->nheld == before->nheld) {
			if (!st->trace->has_worked && is_try(w, event))
				edit(w, st)->missed = event;
		} else if (is_work(w, event) || (st->trace->missed != NONE && st->nheld > before->nheld)) {
			work(w, st);	/* what is not had here is had otherwise */
		}
	}
}
