// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/contract.h"

#include <string.h>

#include "analysis/promise.h"

const struct model_function *contract_of(const struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	const struct model_function *m = s->program->entities.at[f->entity].model;

	return m && m->is_authors ? m : NULL;
}

const struct model_function *contract_called(const struct solver *s, uint32_t node, uint32_t event)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];
	const struct model_function *m = c->ncallees && !(c->flags & CALL_SEVERAL) ? s->graph->callees.at[c->callee].model : NULL;

	return m && m->is_authors ? m : NULL;
}

bool contract_needs(const struct model_clause *cl, unsigned int *arg, const char **mode)
{
	*arg = 0;
	*mode = "write";
	switch (cl->verb) {
	case MV_must_hold:
		return true;
	case MV_must_hold_shared:
		*mode = "read";
		return true;
	case MV_must_hold_either:
		*mode = "";
		return true;
	case MV_claims_releases:
		*mode = cl->arg[1].text;
		return true;
	default:
		return false;
	}
}

uint32_t contract_claims(struct solver *s, uint32_t node, bool is_exclusive)
{
	const struct model_function *m = contract_of(s, node);
	uint32_t classes[STATE_LOCKS], n = 0;

	for (uint32_t i = 0; m && i < m->nclauses && n < STATE_LOCKS; i++) {
		const struct model_clause *cl = &m->clauses[i];
		unsigned int arg;
		const char *mode;

		if (contract_needs(cl, &arg, &mode) && !(is_exclusive && !strcmp(mode, "read")) && cl->arg[arg].text)
			classes[n++] = lock_class_named(&s->locks, cl->arg[arg].text);
	}
	return n ? class_set_id(&s->locks, classes, n) : 0;
}

bool contract_is_unchecked(const struct solver *s, uint32_t node, uint32_t event)
{
	const struct model_function *m = contract_of(s, node);
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];

	for (uint32_t i = 0; m && i < m->nclauses; i++)
		if (m->clauses[i].verb == MV_unchecked_at &&
		    m->clauses[i].arg[0].value == function_event(s->program, f, event)->line)
			return true;
	return m && m->is_unchecked;
}

/* ---- guarded fields ---------------------------------------------------------------------- */

/* The field's own contract, or that of the nameless struct which it is a member of. */
static const struct model_field *model_of_field(const struct solver *s, uint32_t field)
{
	const struct field *f = &s->program->fields.at[field];
	const char *tag = s->program->types.at[f->type].tag, *dot = strrchr(f->name, '.');
	const struct model_field *m = f->model;
	char name[128];

	while (!(m && (m->guard.lock || m->pointee.lock)) && dot && (size_t)(dot - f->name) < sizeof(name)) {
		memcpy(name, f->name, dot - f->name);
		name[dot - f->name] = 0;
		m = model_find_field(s->model, tag, name);
		dot = strrchr(name, '.') ? f->name + (strrchr(name, '.') - name) : NULL;
	}
	return m;
}

static const struct model_field *model_of_variable(const struct solver *s, uint32_t entity)
{
	return model_find_field(s->model, s->program->entities.at[entity].file, s->program->entities.at[entity].name);
}

/* What the author says of the field, or variable, that ends in this address. */
static const struct model_field *model_at(const struct solver *s, const struct expr *x, struct guarded *g)
{
	g->field = x->op == FN_FIELD ? x->b : NONE;
	g->variable = x->op == FN_SYMBOL ? x->a : NONE;
	if (x->op == FN_FIELD)
		return model_of_field(s, x->b);
	return x->op == FN_SYMBOL ? model_of_variable(s, x->a) : NULL;
}

static uint32_t class_of_guard(struct solver *s, const struct model_guard *g)
{
	return g->lock ? lock_class_named(&s->locks, g->lock) : CLASS_UNKNOWN;
}

/* From the address outwards, to the variable or pointer that it begins at. */
static bool is_guarded(struct walk *w, uint32_t address, bool is_write, struct guarded *g)
{
	const struct expr *x = expr_at(&w->s->exprs, address);
	const struct model_field *m;

	*g = (struct guarded){ .address = address, .is_write = is_write };
	for (;; x = expr_at(&w->s->exprs, x->a)) {
		m = model_at(w->s, x, g);
		if (m && m->guard.lock && (is_write || m->guard.reads)) {
			g->class = class_of_guard(w->s, &m->guard);
			return g->class > CLASS_UNKNOWN;
		}
		if (x->op != FN_FIELD && x->op != FN_INDEX && x->op != FN_OFFSET)
			break;
	}
	if (x->op != FN_LOAD)
		return false;
	m = model_at(w->s, expr_at(&w->s->exprs, x->a), g);
	if (!m || !m->pointee.lock)
		return false;
	g->is_pointee = true;
	g->class = class_of_guard(w->s, &m->pointee);
	return g->class > CLASS_UNKNOWN;
}

/* What is read and then written in one line (n++) is told of once. */
static bool is_written_as_well(const struct walk *w, const struct fact_event *e, uint32_t address)
{
	for (uint32_t i = 0; i < w->fn->body->nevents; i++) {
		const struct fact_event *o = function_event(w->s->program, w->fn, i);

		if (o->kind == FEV_STORE && o->line == e->line && o->a == address)
			return true;
	}
	return false;
}

bool contract_guarded(struct walk *w, const struct state *st, uint32_t event, struct guarded *g)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	const struct fact_node *n;

	switch (e->kind) {
	case FEV_STORE:
		return is_guarded(w, walk_eval(w, st, e->a), true, g);
	case FEV_COPY:
		return is_guarded(w, walk_eval(w, st, e->a), true, g) || is_guarded(w, walk_eval(w, st, e->b), false, g);
	case FEV_SET:
		n = function_node(w->s->program, w->fn, e->b);
		return n->op == FN_LOAD && is_guarded(w, walk_eval(w, st, n->a), false, g) &&
		       !is_written_as_well(w, e, n->a);
	default:
		return false;
	}
}

/* ---- locks ------------------------------------------------------------------------------ */

static void track(struct solver *s, uint32_t class)
{
	if (class > CLASS_UNKNOWN)
		s->locks.at.at[class].is_tracked = true;
}

/* Is the clause about a lock that callers hold, or do not? */
static bool is_about_holding(const struct model_clause *cl, unsigned int *arg)
{
	const char *mode;

	return contract_needs(cl, arg, &mode) || cl->verb == MV_must_not_hold;
}

static bool names_lock(const struct model_clause *cl, unsigned int *arg)
{
	struct promise p;

	if (!promise_of(cl, &p))
		return is_about_holding(cl, arg);
	*arg = p.lock;
	return true;
}

/* The body is held to what its author says. */
static void track_own(struct solver *s, uint32_t node)
{
	const struct model_function *m = contract_of(s, node);

	for (uint32_t i = 0; m && i < m->nclauses; i++) {
		unsigned int arg;
		uint32_t object;

		if (names_lock(&m->clauses[i], &arg))
			track(s, promise_lock(s, &m->clauses[i], arg, &object));
	}
}

static void track_called(struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	struct walk w = walk_of(s, node);
	struct state none = { 0 };

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct model_function *m = contract_called(s, node, i);
		unsigned int arg;

		for (uint32_t k = 0; m && k < m->nclauses; k++)
			if (is_about_holding(&m->clauses[k], &arg))
				track(s, walk_clause_class(&w, &none, function_event(s->program, f, i), &m->clauses[k], arg));
	}
}

static bool has_contracts(const struct program *p)
{
	for (uint32_t i = 0; i < p->entities.n; i++)
		if (p->entities.at[i].model && p->entities.at[i].model->is_authors)
			return true;
	return false;
}

static bool has_guards(const struct model *m)
{
	for (uint32_t i = 0; i < m->fields.n; i++)
		if (m->fields.at[i].guard.lock || m->fields.at[i].pointee.lock)
			return true;
	return false;
}

bool contracts_exist(const struct solver *s)
{
	return has_contracts(s->program) || has_guards(s->model);
}

static void name_variable(struct solver *s, const char *text)
{
	if (text && !strchr(text, ' '))
		lock_class_of_variable(&s->locks, text);
}

void contracts_name_locks(struct solver *s)
{
	for (uint32_t i = 0; i < s->model->functions.n; i++) {
		const struct model_function *m = &s->model->functions.at[i];
		unsigned int arg;

		for (uint32_t k = 0; m->is_authors && k < m->nclauses; k++)
			if (names_lock(&m->clauses[k], &arg))
				name_variable(s, m->clauses[k].arg[arg].text);
	}
	for (uint32_t i = 0; i < s->model->fields.n; i++) {
		name_variable(s, s->model->fields.at[i].guard.lock);
		name_variable(s, s->model->fields.at[i].pointee.lock);
	}
}

void contracts_track_locks(struct solver *s)
{
	for (uint32_t i = 0; i < s->model->fields.n; i++) {
		track(s, class_of_guard(s, &s->model->fields.at[i].guard));
		track(s, class_of_guard(s, &s->model->fields.at[i].pointee));
	}
	if (!has_contracts(s->program))
		return;
	for (uint32_t n = 0; n < s->program->functions.n; n++)
		track_own(s, n);
	for (uint32_t n = 0; n < s->graph->nodes.n; n++)
		track_called(s, n);
}
