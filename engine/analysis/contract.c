// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/contract.h"

#include <string.h>

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

uint32_t contract_claims(struct solver *s, uint32_t node)
{
	const struct model_function *m = contract_of(s, node);
	uint32_t classes[STATE_LOCKS], n = 0;

	for (uint32_t i = 0; m && i < m->nclauses && n < STATE_LOCKS; i++)
		if (m->clauses[i].verb == MV_must_hold && m->clauses[i].arg[0].text)
			classes[n++] = lock_class_named(&s->locks, m->clauses[i].arg[0].text);
	return n ? class_set_id(&s->locks, classes, n) : 0;
}

static uint32_t guard_of(struct solver *s, uint32_t field)
{
	const struct model_field *m = s->program->fields.at[field].model;

	return m && m->guard ? lock_class_named(&s->locks, m->guard) : CLASS_UNKNOWN;
}

uint32_t contract_guard(struct walk *w, const struct state *st, uint32_t event, uint32_t *field)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	const struct expr *x;

	if (e->kind != FEV_STORE)
		return CLASS_UNKNOWN;
	x = expr_at(&w->s->exprs, walk_eval(w, st, e->a));
	if (x->op != FN_FIELD)
		return CLASS_UNKNOWN;
	*field = x->b;
	return guard_of(w->s, x->b);
}

/* ---- locks ------------------------------------------------------------------------------ */

static void track(struct solver *s, uint32_t class)
{
	if (class > CLASS_UNKNOWN)
		s->locks.at.at[class].is_tracked = true;
}

static bool is_about_holding(const struct model_clause *cl)
{
	return cl->verb == MV_must_hold || cl->verb == MV_must_not_hold;
}

static void track_called(struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	struct walk w = walk_of(s, node);
	struct state none = { 0 };

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct model_function *m = contract_called(s, node, i);

		for (uint32_t k = 0; m && k < m->nclauses; k++)
			if (is_about_holding(&m->clauses[k]))
				track(s, walk_clause_class(&w, &none, function_event(s->program, f, i), &m->clauses[k], 0));
	}
}

static bool has_contracts(const struct program *p)
{
	for (uint32_t i = 0; i < p->entities.n; i++)
		if (p->entities.at[i].model && p->entities.at[i].model->is_authors)
			return true;
	return false;
}

void contracts_name_locks(struct solver *s)
{
	for (uint32_t i = 0; i < s->model->functions.n; i++) {
		const struct model_function *m = &s->model->functions.at[i];

		for (uint32_t k = 0; m->is_authors && k < m->nclauses; k++) {
			const char *text = m->clauses[k].arg[0].text;

			if (is_about_holding(&m->clauses[k]) && text && !strchr(text, '.'))
				lock_class_of_variable(&s->locks, text);
		}
	}
}

void contracts_track_locks(struct solver *s)
{
	for (uint32_t i = 0; i < s->program->fields.n; i++)
		track(s, guard_of(s, i));
	if (!has_contracts(s->program))
		return;
	for (uint32_t n = 0; n < s->graph->nodes.n; n++)
		track_called(s, n);
}
