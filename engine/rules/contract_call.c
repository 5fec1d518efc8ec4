// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * contract-call: a function is called without the lock that its author says its
 * callers hold, or with one that they must not hold; a field is written or read
 * without the lock that guards it.  What is held shared will do for reading.
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
	const bool is_call = e->kind == FEV_CALL || e->kind == FEV_ICALL;
	const struct model_function *m = is_call ? contract_called(w->s, w->node, event) : NULL;
	struct guarded g;
	const char *mode;
	unsigned int arg;

	for (uint32_t i = 0; m && i < m->nclauses; i++)
		if (contract_needs(&m->clauses[i], &arg, &mode) || m->clauses[i].verb == MV_must_not_hold)
			return contract_is_unchecked(w->s, w->node, event) ? NULL : "call";
	if (!contract_guarded(w, st, event, &g) || contract_is_unchecked(w->s, w->node, event) ||
	    fresh_is_at(w, g.address, event))
		return NULL;
	return "access";
}

/* On the way to it a caller's parameters are asked: perhaps the same ones say whether the lock is held. */
static bool has_guards(const struct reporter *r, const struct occurrence *o)
{
	return atom_set_at(&r->s->exprs, o->guards)->n;
}

/* Others might be in the table, in code that is not seen. */
static bool is_indirect(const struct reporter *r, const struct occurrence *o)
{
	const struct walk w = walk_of(r->s, o->node);

	return function_event(r->s->program, w.fn, o->event)->kind == FEV_ICALL;
}

static enum confidence confidence_of_occurrence(const struct reporter *r, const struct occurrence *o)
{
	if (o->several || (o->is_joined && o->depth) || (o->depth && has_guards(r, o)))
		return CONF_LOW;
	return o->is_joined || o->depth > 2 || is_indirect(r, o) ? CONF_MEDIUM : CONF_HIGH;
}

static void report(struct reporter *r, struct typestate_run *run, const struct occurrence *o, const char *lock,
		   const char *message, const char *const *fixes)
{
	report_path(r, &(struct path_report){
		.rule = "contract-call", .message = message, .lock = lock, .node = o->node, .event = o->event,
		.chain = typestate_chain(run, r->arena, o, message), .confidence = confidence_of_occurrence(r, o),
		.is_joined = o->is_joined, .is_cut = o->is_cut, .several = o->several, .fixes = fixes });
}

static const char *const fixes_of_missing[] = {
	"take the lock around it, or say by __rl_must_hold() that callers do",
	NULL,
};

static const char *const fixes_of_shared[] = {
	"take the lock for writing, or say by __rl_must_hold() that callers do",
	NULL,
};

static const char *const fixes_of_held[] = {
	"drop the lock before, or call a variant that expects it",
	NULL,
};

enum lack { LACKS_NOTHING, LACKS_LOCK, LACKS_EXCLUSION };

/* Held for certain, or not for certain: what nobody can name may be any lock. */
static enum lack lack_of(struct solver *s, const struct occurrence *o, uint32_t class, bool is_exclusive)
{
	if (class <= CLASS_UNKNOWN || o->is_cut || class_set_has(&s->locks, o->held, CLASS_SYMBOLIC))
		return LACKS_NOTHING;
	if (!class_set_has(&s->locks, o->held, class))
		return LACKS_LOCK;
	return is_exclusive && !class_set_has(&s->locks, o->exclusive, class) ? LACKS_EXCLUSION : LACKS_NOTHING;
}

static void judge_clause(struct reporter *r, struct typestate_run *run, const struct occurrence *o,
			 const struct model_clause *cl, uint32_t class, bool is_exclusive, const char *callee)
{
	const char *lock = class > CLASS_UNKNOWN ? r->s->locks.at.at[class].name : NULL;

	if (cl->verb == MV_must_not_hold) {
		if (lock && class_set_has(&r->s->locks, o->held, class))
			report(r, run, o, lock, arena_printf(r->arena, "'%s' is called with '%s' held, which its callers must not hold",
							     callee, lock), fixes_of_held);
		return;
	}
	switch (lack_of(r->s, o, class, is_exclusive)) {
	case LACKS_LOCK:
		report(r, run, o, lock, arena_printf(r->arena, "'%s' is called without '%s', which its callers must hold",
						     callee, lock), fixes_of_missing);
		break;
	case LACKS_EXCLUSION:
		report(r, run, o, lock, arena_printf(r->arena, "'%s' is called with '%s' held shared, which its callers must hold exclusively",
						     callee, lock), fixes_of_shared);
		break;
	default:
		break;
	}
}

static void judge_call(struct reporter *r, struct typestate_run *run, const struct occurrence *o)
{
	const struct model_function *m = contract_called(r->s, o->node, o->event);
	struct walk w = walk_of(r->s, o->node);
	struct state none = { 0 };

	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		const char *mode;
		unsigned int arg;

		if (contract_needs(cl, &arg, &mode) || cl->verb == MV_must_not_hold)
			judge_clause(r, run, o, cl, walk_clause_class(&w, &none, function_event(r->s->program, w.fn, o->event), cl, arg),
				     !strcmp(mode, "write"), m->name);
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

/* One function reads one field without its lock: that is said once. */
struct read {
	uint32_t node, field, variable;
};

struct reads {
	ARRAY(struct read) at;
};

static bool is_told(struct reads *reads, uint32_t node, const struct guarded *g)
{
	for (uint32_t i = 0; i < reads->at.n; i++)
		if (reads->at.at[i].node == node && reads->at.at[i].field == g->field &&
		    reads->at.at[i].variable == g->variable)
			return true;
	array_push(&reads->at, ((struct read){ node, g->field, g->variable }));
	return false;
}

static const char *access_message(struct reporter *r, const struct guarded *g, const char *lock, enum lack lack)
{
	const struct program *p = r->s->program;
	const char *name = g->field == NONE ? arena_printf(r->arena, "'%s'", p->entities.at[g->variable].name) :
		arena_printf(r->arena, "'%s.%s'", p->types.at[p->fields.at[g->field].type].tag, p->fields.at[g->field].name);
	const char *what = g->is_pointee ? arena_printf(r->arena, "what %s points to", name) : name;

	if (lack == LACKS_EXCLUSION)
		return arena_printf(r->arena, "%s is written with '%s' held shared, which guards it", what, lock);
	return arena_printf(r->arena, "%s is %s without '%s', which guards it", what, g->is_write ? "written" : "read", lock);
}

static void judge_access(struct reporter *r, struct typestate_run *run, const struct occurrence *o, struct reads *reads)
{
	struct walk w = walk_of(r->s, o->node);
	struct state none = { 0 };
	const char *lock;
	struct guarded g;
	enum lack lack;

	if (!contract_guarded(&w, &none, o->event, &g))
		return;		/* known on that path only */
	lack = lack_of(r->s, o, g.class, g.is_write);
	if (lack == LACKS_NOTHING || initialises(r->s, o->node, g.class) || initialises(r->s, o->top, g.class) ||
	    (!g.is_write && is_told(reads, o->node, &g)))
		return;
	lock = r->s->locks.at.at[g.class].name;
	report(r, run, o, lock, access_message(r, &g, lock, lack), lack == LACKS_LOCK ? fixes_of_missing : fixes_of_shared);
}

void rule_contract_call(struct reporter *r);
void rule_contract_call(struct reporter *r)
{
	const struct typestate t = { .asks = asks, .keeps_guards = true };
	struct typestate_run *run;
	struct reads reads = { 0 };

	if (!contracts_exist(r->s))
		return;
	run = typestate_run(r->s, r->entries, &t);
	for (uint32_t i = 0; i < typestate_count(run); i++) {
		const struct occurrence *o = typestate_at(run, i);

		if (!strcmp(o->name, "call"))
			judge_call(r, run, o);
		else
			judge_access(r, run, o, &reads);
	}
	array_release(&reads.at);
	typestate_free(run);
}
