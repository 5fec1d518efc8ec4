// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What one event does to a state: the abstract semantics of the facts.  Values
 * are in value.c, calls in call.c and primitive.c.
 */
#include "analysis/wanted.h"
#include "analysis/watch.h"

#include <stdlib.h>
#include <string.h>

#define MEMBERS_MAX	4	/* of a struct that is copied: as many as a lock guard has, and more */

/* ---- forgetting ----------------------------------------------------------------------- */

/* The leaf gets a new value: what was said about the old one is void. */
void walk_forget(struct walk *w, struct state *st, uint32_t which)
{
	const struct exprs *x = &w->s->exprs;
	uint32_t n = 0;

	for (uint32_t i = 0; i < st->natoms; i++)
		if (!expr_mentions(x, atom_at(x, st->atoms[i])->expr, which))
			st->atoms[n++] = st->atoms[i];
	st->natoms = n;
	n = 0;
	for (uint32_t i = 0; i < st->nvalues; i++)
		if (!expr_mentions(x, st->values[i].key, which) && !expr_mentions(x, st->values[i].value, which))
			st->values[n++] = st->values[i];
	st->nvalues = n;
	for (uint32_t i = 0; i < st->nheld; i++)
		if (expr_mentions(x, st->held[i].object, which))
			st->held[i].object = EXPR_UNKNOWN;
}

/* Memory at the address changed: atoms that read it are void. */
void walk_forget_memory(struct walk *w, struct state *st, uint32_t address)
{
	const struct exprs *x = &w->s->exprs;
	const struct expr e = *expr_at(x, address);
	uint32_t n = 0, loaded = EXPR_UNKNOWN;

	if (address == EXPR_UNKNOWN)
		return;
	if (e.op != FN_FIELD)
		loaded = expr_make(&w->s->exprs, FN_LOAD, address, 0, 0);
	for (uint32_t i = 0; i < st->natoms; i++) {
		uint32_t expr = atom_at(x, st->atoms[i])->expr;
		bool gone = e.op == FN_FIELD ? expr_loads_field(x, expr, e.b) :
			loaded != EXPR_UNKNOWN && expr_mentions(x, expr, loaded);

		if (!gone)
			st->atoms[n++] = st->atoms[i];
	}
	st->natoms = n;
}

static void forget_local(struct walk *w, struct state *st, uint32_t local)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < st->nvalues; i++)
		if (expr_root(&w->s->exprs, st->values[i].key) != local)
			st->values[n++] = st->values[i];
	st->nvalues = n;
}

/* What is known of the members of one object is known of its copy. */
static void copy_members(struct walk *w, struct state *st, uint32_t from, uint32_t to)
{
	struct exprs *x = &w->s->exprs;
	struct { uint32_t field, value; } members[MEMBERS_MAX];
	unsigned int n = 0;

	for (uint32_t i = 0; i < st->nvalues && n < MEMBERS_MAX; i++) {
		const struct expr *key = expr_at(x, st->values[i].key);

		if (key->op == FN_FIELD && key->a == from) {
			members[n].field = key->b;
			members[n++].value = st->values[i].value;
		}
	}
	while (n-- > 0)
		state_set_value(st, expr_make(x, FN_FIELD, to, members[n].field, 0), members[n].value);
}

/* ---- stores ------------------------------------------------------------------------------ */

void walk_step_scope(struct state *st, uint32_t scope, int step)
{
	if (scope < SCOPE_MAX && st->scopes[scope] + step >= -8 && st->scopes[scope] + step <= 8)
		st->scopes[scope] += (int8_t)step;
}

/* current->non_block_count++ is non_block_start() (linux/kernel.h). */
static void count_scope(struct walk *w, struct state *st, const struct model_field *f, uint32_t event, uint32_t value)
{
	uint32_t scope = model_scope(w->s->model, f->scope);
	const struct expr *e = expr_at(&w->s->exprs, value);
	int64_t step;

	if ((e->op != FN_ADD && e->op != FN_SUB) || !expr_is_const(&w->s->exprs, e->b, &step))
		return;
	if (e->op == FN_SUB)
		step = -step;
	/* as an unsigned constant, -1 is large */
	if ((int32_t)step > 0)
		watch_open(w, st, scope, event, EXPR_UNKNOWN);
	else
		watch_close(w, st, scope, event, EXPR_UNKNOWN);
	walk_step_scope(st, scope, (int32_t)step > 0 ? 1 : -1);
}

/* current->flags |= PF_MEMALLOC; ... &= ~PF_MEMALLOC. */
static void flag_scope(struct walk *w, struct state *st, const struct model_field *f, uint32_t value)
{
	const struct expr *e = expr_at(&w->s->exprs, value);
	int64_t bits;

	if ((e->op != FN_OR && e->op != FN_AND) || !expr_is_const(&w->s->exprs, e->b, &bits))
		return;
	for (uint32_t i = 0; i < f->nclauses; i++) {
		const struct model_clause *cl = &f->clauses[i];

		if (cl->verb != MV_scope_flag)
			continue;
		if (e->op == FN_OR && (bits & cl->arg[1].value))
			walk_step_scope(st, model_scope(w->s->model, cl->arg[0].text), 1);
		if (e->op == FN_AND && !(bits & cl->arg[1].value))
			walk_step_scope(st, model_scope(w->s->model, cl->arg[0].text), -1);
	}
}

static void store(struct walk *w, struct state *st, uint32_t number, const struct fact_event *e)
{
	struct exprs *x = &w->s->exprs;
	uint32_t address = walk_eval(w, st, e->a), value = walk_eval(w, st, e->b);
	const struct expr *to = expr_at(x, address);
	bool to_local;
	int64_t c;

	if (address == EXPR_UNKNOWN)
		return;
	if (to->op == FN_FIELD) {
		const struct field *f = &w->s->program->fields.at[to->b];

		if (f->model && f->model->scope) {
			count_scope(w, st, f->model, number, value);
			return;
		}
		if (f->model && f->model->nclauses)
			flag_scope(w, st, f->model, value);
	}
	watch_store(w, st, number, address, value);
	to_local = to->op == FN_LOCAL;
	if (to_local)
		forget_local(w, st, address);
	walk_forget_memory(w, st, address);
	if (value != EXPR_UNKNOWN && expr_mentions(x, value, expr_make(x, FN_LOAD, address, 0, 0)))
		value = EXPR_UNKNOWN;
	/* other memory than locals: only what callers and guards ask about */
	if (expr_at(x, expr_root(x, address))->op != FN_LOCAL && !expr_is_const(x, value, &c))
		value = EXPR_UNKNOWN;
	state_set_value(st, address, value);
	if (to_local && expr_at(x, value)->op == FN_RESULT)
		copy_members(w, st, value, address);
}

/* ---- events ------------------------------------------------------------------------------ */

static void record_scope(struct solver *s, struct call_scope c)
{
	if (s->tape)
		array_push(&s->tape->scopes, c);
	else
		array_push(&s->call_scopes, c);
}

static void note_scopes(struct walk *w, const struct state *st, uint32_t number)
{
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[number];

	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++)
		if (w->s->graph->callees.at[k].node != NONE)
			record_scope(w->s, ((struct call_scope){
				w->node, w->s->graph->callees.at[k].node, state_scopes(st) }));
}

void walk_event(struct walk *w, struct state_list *states, uint32_t number)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, number);
	struct state_list out;
	uint32_t v, var, first;

	if (e->kind == FEV_CALL || e->kind == FEV_ICALL) {
		out = w->spare;
		out.n = 0;
		w->spare = (struct state_list){ 0 };
		for (uint32_t i = 0; i < states->n; i++) {
			if (w->s->asks)
				wanted_note(w, &states->at[i], number);
			if (w->s->is_recording && !w->sink)
				note_scopes(w, &states->at[i], number);
			if (w->s->observer)
				w->s->observer->call(w, &states->at[i], number);
			first = out.n;
			walk_call(w, &states->at[i], number, e, &out);
			watch_call(w, &states->at[i], number, &out, first);
		}
		if (w->s->observer)
			w->s->observer->called(w, &out, number);
		w->spare = *states;
		*states = out;
		return;
	}
	for (uint32_t i = 0; i < states->n; i++) {
		struct state *st = &states->at[i];

		switch (e->kind) {
		case FEV_STORE:
			if (w->s->observer && w->s->observer->store)
				w->s->observer->store(w, st, number);
			store(w, st, number, e);
			break;
		case FEV_SET:
			if (w->s->observer && w->s->observer->store)
				w->s->observer->store(w, st, number);
			v = walk_eval(w, st, e->b);
			var = walk_leaf(w, FN_VAR, e->a);
			if (v != EXPR_UNKNOWN && expr_mentions(&w->s->exprs, v, var))
				v = EXPR_UNKNOWN;
			walk_forget(w, st, var);
			state_set_value(st, var, v);
			watch_set(w, st, number);
			break;
		case FEV_COPY:
			if (w->s->observer && w->s->observer->store)
				w->s->observer->store(w, st, number);
			v = expr_root(&w->s->exprs, walk_eval(w, st, e->a));
			if (expr_at(&w->s->exprs, v)->op == FN_LOCAL) {
				forget_local(w, st, v);
				if (v == walk_eval(w, st, e->a))
					copy_members(w, st, walk_eval(w, st, e->b), v);
			}
			break;
		}
	}
}
