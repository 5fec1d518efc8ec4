// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * contract-call: a function is called without the lock that its author says its
 * callers hold, or with one that they must not hold; a field is written without
 * the lock that guards it.
 *
 *	void update(struct dev *d) __rl_must_hold("struct dev.lock");
 *
 *	bad	update(d);			good	mutex_lock(&d->lock);
 *							update(d);
 *							mutex_unlock(&d->lock);
 *
 * What a function does not decide its callers do, as far as they are known; one
 * that has such a contract itself is called with the lock.  An object that
 * nobody else knows yet needs no lock.
 */
#include "rules/rule.h"

#include <string.h>

#include "analysis/contract.h"
#include "analysis/fresh.h"
#include "analysis/typestate.h"

static const char *asks(struct walk *w, const struct state *st, uint32_t event)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	const struct model_function *m = e->kind == FEV_CALL ? contract_called(w->s, w->node, event) : NULL;
	uint32_t field;

	for (uint32_t i = 0; m && i < m->nclauses; i++)
		if (m->clauses[i].verb == MV_must_hold || m->clauses[i].verb == MV_must_not_hold)
			return "call";
	if (contract_guard(w, st, event, &field) <= CLASS_UNKNOWN || fresh_is_at(w, walk_eval(w, st, e->a), event))
		return NULL;
	return "store";
}

static enum confidence confidence_of_occurrence(const struct occurrence *o)
{
	if (o->several || (o->is_joined && o->depth))
		return CONF_LOW;
	return o->is_joined || o->depth > 2 ? CONF_MEDIUM : CONF_HIGH;
}

static void report(struct reporter *r, struct typestate_run *run, const struct occurrence *o, const char *lock,
		   const char *message, const char *const *fixes)
{
	report_path(r, &(struct path_report){
		.rule = "contract-call", .message = message, .lock = lock, .node = o->node, .event = o->event,
		.chain = typestate_chain(run, r->arena, o, message), .confidence = confidence_of_occurrence(o),
		.is_joined = o->is_joined, .is_cut = o->is_cut, .several = o->several, .fixes = fixes });
}

static const char *const fixes_of_missing[] = {
	"take the lock around it, or say by __rl_must_hold() that callers do",
	NULL,
};

static const char *const fixes_of_held[] = {
	"drop the lock before, or call a variant that expects it",
	NULL,
};

/* Held for certain, or not for certain: what nobody can name may be any lock. */
static bool is_missing(struct solver *s, const struct occurrence *o, uint32_t class)
{
	return class > CLASS_UNKNOWN && !o->is_cut && !class_set_has(&s->locks, o->held, class) &&
	       !class_set_has(&s->locks, o->held, CLASS_SYMBOLIC);
}

static void judge_clause(struct reporter *r, struct typestate_run *run, const struct occurrence *o,
			 const struct model_clause *cl, uint32_t class, const char *callee)
{
	const char *lock = class > CLASS_UNKNOWN ? r->s->locks.at.at[class].name : NULL;

	if (cl->verb == MV_must_hold && is_missing(r->s, o, class))
		report(r, run, o, lock, arena_printf(r->arena, "'%s' is called without '%s', which its callers must hold",
						     callee, lock), fixes_of_missing);
	if (cl->verb == MV_must_not_hold && class > CLASS_UNKNOWN && class_set_has(&r->s->locks, o->held, class))
		report(r, run, o, lock, arena_printf(r->arena, "'%s' is called with '%s' held, which its callers must not hold",
						     callee, lock), fixes_of_held);
}

static void judge_call(struct reporter *r, struct typestate_run *run, const struct occurrence *o)
{
	const struct model_function *m = contract_called(r->s, o->node, o->event);
	struct walk w = walk_of(r->s, o->node);
	struct state none = { 0 };

	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];

		if (cl->verb == MV_must_hold || cl->verb == MV_must_not_hold)
			judge_clause(r, run, o, cl, walk_clause_class(&w, &none, function_event(r->s->program, w.fn, o->event), cl, 0),
				     m->name);
	}
}

/* Does the function set the lock up?  Then nobody else has the object. */
static bool initialises(struct solver *s, uint32_t node, uint32_t class)
{
	struct walk w = walk_of(s, node);
	struct state none = { 0 };

	for (uint32_t i = 0; i < w.fn->body->nevents; i++) {
		const struct call *c = &s->graph->nodes.at[node].calls[i];
		const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

		for (uint32_t k = 0; m && k < m->nclauses; k++)
			if (m->clauses[k].verb == MV_inits &&
			    walk_clause_class(&w, &none, function_event(s->program, w.fn, i), &m->clauses[k], 0) == class)
				return true;
	}
	return false;
}

static void judge_store(struct reporter *r, struct typestate_run *run, const struct occurrence *o)
{
	struct walk w = walk_of(r->s, o->node);
	struct state none = { 0 };
	uint32_t field, class = contract_guard(&w, &none, o->event, &field);
	const struct program *p = r->s->program;
	const char *lock;

	if (!is_missing(r->s, o, class) || initialises(r->s, o->node, class) || initialises(r->s, o->top, class))
		return;
	lock = r->s->locks.at.at[class].name;
	report(r, run, o, lock, arena_printf(r->arena, "'%s.%s' is written without '%s', which guards it",
		p->types.at[p->fields.at[field].type].tag, p->fields.at[field].name, lock), fixes_of_missing);
}

void rule_contract_call(struct reporter *r);
void rule_contract_call(struct reporter *r)
{
	const struct typestate t = { .asks = asks };
	struct typestate_run *run = typestate_run(r->s, r->entries, &t);

	for (uint32_t i = 0; i < typestate_count(run); i++) {
		const struct occurrence *o = typestate_at(run, i);

		if (!strcmp(o->name, "call"))
			judge_call(r, run, o);
		else
			judge_store(r, run, o);
	}
	typestate_free(run);
}
