// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * contract-body: a function that does not keep to what its author says about it.
 *
 *	bad	__rl_never_sleeps()		good	__rl_never_sleeps()
 *		void kick(struct dev *d)		void kick(struct dev *d)
 *		{					{
 *			mutex_lock(&d->lock);			spin_lock(&d->spin);
 *
 *	bad	__rl_acquires("struct dev.lock", "mutex", "write")
 *		void lock(struct dev *d)
 *		{
 *			mutex_lock(&d->lock);
 *			if (d->is_dead)
 *				mutex_unlock(&d->lock);
 *
 * What it says is a promise about locks on every way out, or about what never
 * happens.  What it does not say although its contract stands for it, where it is
 * called, is hidden from its callers: sleeping, reclaim, faults, waits, locks.
 *
 * Contracts of the model are not asked about: whoever calls those functions
 * cannot change them.
 */
#include "rules/rule.h"

#include <string.h>

#include "analysis/breach.h"
#include "analysis/contract.h"
#include "analysis/promise.h"

static const struct model_function *contract_of_act(const struct reporter *r, const struct act *act)
{
	return contract_of(r->s, r->entries->at.at[act->entry].node);
}

static bool has_clause(const struct model_function *m, enum model_verb first, enum model_verb second)
{
	for (uint32_t i = 0; i < m->nclauses; i++)
		if (m->clauses[i].verb == first || m->clauses[i].verb == second)
			return true;
	return false;
}

/* A lock by its class, or by the parameter that points to it. */
static const char *lock_text(struct reporter *r, uint32_t node, uint32_t class, uint32_t object)
{
	const struct function *f = &r->s->program->functions.at[node];
	const struct facts *facts = r->s->program->units.at[f->unit].facts;
	const struct expr *e;

	if (class != CLASS_SYMBOLIC)
		return r->s->locks.at.at[class].name;
	e = expr_at(&r->s->exprs, expr_root(&r->s->exprs, lock_address_plain(&r->s->locks, object)));
	return e->op == FN_PARAM && e->a < f->body->nparams ?
		facts_str(facts, facts->params[f->body->param_first + e->a].name) : "a lock";
}

/* ---- what it says that it never does --------------------------------------------------------- */

static bool is_told_level(const struct solver *s, const struct effect *e)
{
	return e->kind != EFFECT_ALLOC || reclaim_level(s, e->what, e->scopes) != RECLAIM_NONE;
}

static bool matches(struct reporter *r, const struct act *act, uint32_t node)
{
	(void)node;
	return is_told_level(r->s, &act->effect);
}

static const char *sleep_message(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may sleep, and by its contract '%s' does not", callee, function);
}

static const char *reclaim_message(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may enter direct reclaim, and by its contract '%s' does not", callee, function);
}

static const char *const never_fixes[] = {
	"do it in the caller, or in a work item",
	"say what the function does: without the annotation, or with __rl_nonblockable_if()",
	NULL,
};

static void report_nevers(struct reporter *r)
{
	static const char *const sleeping[] = { "never_sleeps", NULL }, *const reclaiming[] = { "never_reclaims", NULL };
	static const struct act_query sleeps = {
		.rule = "contract-body", .contexts = sleeping,
		.kinds = 1 << EFFECT_SLEEP | 1 << EFFECT_FAULT | 1 << EFFECT_WAIT | 1 << EFFECT_ALLOC,
		.matches = matches, .message = sleep_message, .fixes = never_fixes,
	};
	static const struct act_query reclaims = {
		.rule = "contract-body", .contexts = reclaiming, .kinds = 1 << EFFECT_ALLOC,
		.matches = matches, .message = reclaim_message, .fixes = never_fixes,
	};

	report_acts(r, &sleeps);
	report_acts(r, &reclaims);
	report_untrue(r, "contract-body");
}

/* ---- what callers are not told --------------------------------------------------------------- */

static const char *const hidden_fixes[] = {
	"say it, too: __rl_may_sleep(), __rl_may_reclaim(), __rl_waits(), or __rl_acquires() and __rl_releases()",
	"let callers see the body: __rl_use_body()",
	NULL,
};

static const char *const mask_fixes[] = {
	"allocate with the mask that the function is given",
	"let callers see the body: __rl_use_body()",
	NULL,
};

static bool allocates(const struct model_function *m)
{
	return has_clause(m, MV_allocates, MV_allocates_masked) || has_clause(m, MV_allocates_with, MV_allocates_with);
}

static bool is_hidden_alloc(struct reporter *r, const struct act *act, uint32_t node)
{
	(void)node;
	return is_told_level(r->s, &act->effect) && !allocates(contract_of_act(r, act));
}

static const char *hidden_alloc(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may enter direct reclaim, which the contract of '%s' does not say", callee, function);
}

/* Is it the mask that callers pass, as the contract says? */
static bool is_mask_passed(const struct reporter *r, const struct model_function *m, const struct gfp *g)
{
	const struct expr *e = expr_at(&r->s->exprs, g->expr);

	for (uint32_t i = 0; g->expr != EXPR_UNKNOWN && !g->is_unknown && e->op == FN_PARAM && i < m->nclauses; i++)
		if (m->clauses[i].verb == MV_allocates && m->clauses[i].arg[0].value == (int64_t)e->a + 1)
			return true;
	return false;
}

/* Callers pass a mask that rules this out. */
static bool is_against_mask(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct solver *s = r->s;
	const struct gfp *g = gfp_at(&s->locks, act->effect.what);
	const char *context = r->entries->at.at[act->entry].context;
	enum reclaim level = reclaim_level(s, act->effect.what, act->effect.scopes);
	int64_t flag = !strcmp(context, "contract_atomic") ? s->gfp_direct_reclaim :
		       !strcmp(context, "contract_noio") ? s->gfp_io : s->gfp_fs;

	(void)node;
	if (level == RECLAIM_NONE)
		return false;
	if (is_mask_passed(r, contract_of_act(r, act), g))
		return g->bits & flag;
	if (flag == s->gfp_direct_reclaim)
		return true;
	return level == RECLAIM_FS || (level == RECLAIM_NOFS && flag == s->gfp_io);
}

static const char *against_any_mask(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may enter direct reclaim, whatever mask '%s' is given", callee, function);
}

static const char *against_noio(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	return arena_printf(r->arena, "'%s' may enter direct reclaim with %s, also if '%s' is given a mask without __GFP_IO",
			    callee, reclaim_name(reclaim_level(r->s, e->what, e->scopes)), function);
}

static const char *against_nofs(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	return arena_printf(r->arena, "'%s' may enter direct reclaim with %s, also if '%s' is given a mask without __GFP_FS",
			    callee, reclaim_name(reclaim_level(r->s, e->what, e->scopes)), function);
}

static bool is_hidden_fault(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct model_function *m = contract_of_act(r, act);

	(void)node;
	return !has_clause(m, MV_faults, MV_faults_if) && !has_clause(m, MV_faults_if_field, MV_fires_notifiers);
}

static const char *hidden_fault(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	return arena_printf(r->arena, "'%s' %s, which the contract of '%s' does not say", callee,
			    e->kind == EFFECT_FIRE ? "calls mmu notifiers" : "may fault", function);
}

/* Does the contract say that this is waited for? */
static bool is_wait_said(const struct reporter *r, const struct model_function *m, const struct effect *e)
{
	const struct wait *wait = &r->s->waits.at[e->what];

	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		uint32_t object, class;

		if ((cl->verb != MV_waits && cl->verb != MV_waits_if) || !wait_is_alike(cl->arg[1].text, wait_kind(r->s, e->what)))
			continue;
		class = promise_lock(r->s, cl, 0, &object);
		if (class <= CLASS_UNKNOWN || wait->class <= CLASS_UNKNOWN || wait->class == class)
			return true;
	}
	return false;
}

static bool is_hidden_wait(struct reporter *r, const struct act *act, uint32_t node)
{
	const char *kind = wait_kind(r->s, act->effect.what);

	(void)node;
	return (wait_is_slept_for(kind) || !strcmp(kind, "waitqueue")) && !is_wait_said(r, contract_of_act(r, act), &act->effect);
}

static const char *waited_text(struct reporter *r, const struct effect *e)
{
	uint32_t class = e->kind == EFFECT_WAIT ? r->s->waits.at[e->what].class :
			 e->flags & EF_SYMBOLIC ? CLASS_UNKNOWN : e->what;

	if (class > CLASS_UNKNOWN)
		return r->s->locks.at.at[class].name;
	if (e->kind == EFFECT_WAIT)
		return wait_kind(r->s, e->what);
	return arena_printf(r->arena, "parameter %u", expr_at(&r->s->exprs, expr_root(&r->s->exprs, e->what))->a + 1);
}

static const char *hidden_wait(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	return arena_printf(r->arena, "'%s' waits for '%s', which the contract of '%s' does not say", callee,
			    waited_text(r, e), function);
}

static bool is_lock_of(struct reporter *r, const struct effect *e, const struct model_clause *cl, unsigned int arg)
{
	struct locks *l = &r->s->locks;
	uint32_t object, class = promise_lock(r->s, cl, arg, &object);

	if (e->flags & EF_SYMBOLIC)
		return class == CLASS_SYMBOLIC && lock_address_whole(l, e->what) == object;
	return class > CLASS_UNKNOWN && lock_class_base(l, class) == lock_class_base(l, e->what);
}

static bool is_waiting_for_lock(const struct effect *e)
{
	return !(e->flags & EF_TRY) && (e->flags & EF_SYMBOLIC || e->what > CLASS_UNKNOWN);
}

/* Does the function return with the lock that it takes so? */
static bool is_left_over(const struct solver *s, const struct breach *b, const struct effect *e)
{
	if (b->kind != BREACH_HIDDEN_HELD)
		return false;
	if (e->flags & EF_SYMBOLIC)
		return b->class == CLASS_SYMBOLIC && lock_address_whole(&s->locks, b->object) == lock_address_whole(&s->locks, e->what);
	return b->class == e->what;
}

/* A lock that sleeps, not far down: further down nearly all of them are some other layer's. */
static bool is_hidden_lock(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct model_function *m = contract_of_act(r, act);
	const struct effect *e = &act->effect;

	(void)node;
	if (!is_waiting_for_lock(e) || e->depth > r->s->bounds.order_depth)
		return false;
	if (!(e->flags & EF_SYMBOLIC) && (r->s->locks.at.at[e->what].is_kernels || !r->s->locks.at.at[e->what].is_sleeping))
		return false;
	/* that it returns with it says more */
	for (uint32_t i = 0; i < r->breaches->at.n; i++)
		if (r->breaches->at.at[i].node == r->entries->at.at[act->entry].node &&
		    is_left_over(r->s, &r->breaches->at.at[i], e))
			return false;
	for (uint32_t i = 0; i < m->nclauses; i++) {
		struct promise p;

		if (promise_of(&m->clauses[i], &p) && p.what != PROMISE_DROPS && p.what != PROMISE_KEEPS &&
		    is_lock_of(r, e, &m->clauses[i], p.lock))
			return false;
	}
	return true;
}

/* Does the contract let callers know that it sleeps? */
static bool says_sleep(const struct reporter *r, const struct model_function *m)
{
	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		struct promise p;

		switch (cl->verb) {
		case MV_sleeps:
		case MV_sleeps_if:
		case MV_sleeps_in_task:
		case MV_allocates_with:
		case MV_faults:
		case MV_faults_if:
		case MV_faults_if_field:
			return true;
		case MV_waits:
		case MV_waits_if:
			if (wait_is_slept_for(cl->arg[1].text))
				return true;
			break;
		default:
			if (promise_of(cl, &p) && (p.what == PROMISE_TAKES || p.what == PROMISE_TAKES_IF) && !p.is_try &&
			    model_lock_sleeps(r->s->model, p.kind))
				return true;
		}
	}
	return false;
}

static bool is_hidden_sleep(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct model_function *m = contract_of_act(r, act);

	(void)node;
	return !says_sleep(r, m) && !has_clause(m, MV_allocates, MV_allocates_masked);
}

static const char *hidden_sleep(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may sleep, which the contract of '%s' does not say", callee, function);
}

static bool is_sleep_against_mask(struct reporter *r, const struct act *act, uint32_t node)
{
	(void)node;
	return !says_sleep(r, contract_of_act(r, act));
}

static const char *sleep_against_mask(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may sleep, whatever mask '%s' is given", callee, function);
}

/* At one place what says most comes first. */
static void report_hidden(struct reporter *r)
{
	static const char *const contract[] = { "contract", NULL }, *const atomic[] = { "contract_atomic", NULL };
	static const char *const noio[] = { "contract_noio", NULL }, *const nofs[] = { "contract_nofs", NULL };
	static const struct act_query queries[] = {
		{ .contexts = contract, .kinds = 1 << EFFECT_ALLOC, .matches = is_hidden_alloc, .message = hidden_alloc },
		{ .contexts = atomic, .kinds = 1 << EFFECT_ALLOC, .matches = is_against_mask, .message = against_any_mask,
		  .fixes = mask_fixes },
		{ .contexts = noio, .kinds = 1 << EFFECT_ALLOC, .matches = is_against_mask, .message = against_noio,
		  .fixes = mask_fixes },
		{ .contexts = nofs, .kinds = 1 << EFFECT_ALLOC, .matches = is_against_mask, .message = against_nofs,
		  .fixes = mask_fixes },
		{ .contexts = contract, .kinds = 1 << EFFECT_FAULT | 1 << EFFECT_FIRE, .matches = is_hidden_fault,
		  .message = hidden_fault },
		{ .contexts = contract, .kinds = 1 << EFFECT_WAIT, .matches = is_hidden_wait, .message = hidden_wait },
		{ .contexts = contract, .kinds = 1 << EFFECT_ACQUIRE, .matches = is_hidden_lock, .message = hidden_wait },
		{ .contexts = contract, .kinds = 1 << EFFECT_SLEEP, .matches = is_hidden_sleep, .message = hidden_sleep },
		{ .contexts = atomic, .kinds = 1 << EFFECT_SLEEP, .matches = is_sleep_against_mask, .message = sleep_against_mask },
	};

	for (unsigned int i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
		struct act_query q = queries[i];

		q.rule = "contract-body";
		q.is_rest = q.takes_any_mask = true;
		if (!q.fixes)
			q.fixes = hidden_fixes;
		report_acts(r, &q);
	}
}

/* ---- locks that it may not wait for ------------------------------------------------------------- */

static bool is_tried(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct model_function *m = contract_of_act(r, act);
	struct promise p;

	(void)node;
	for (uint32_t i = 0; is_waiting_for_lock(&act->effect) && i < m->nclauses; i++)
		if (promise_of(&m->clauses[i], &p) && p.is_try && is_lock_of(r, &act->effect, &m->clauses[i], p.lock))
			return true;
	return false;
}

static const char *try_message(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	return arena_printf(r->arena, "'%s' waits for '%s', and by its contract '%s' only tries to take it", callee,
			    waited_text(r, e), function);
}

static bool is_held_by_callers(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct model_function *m = contract_of_act(r, act);
	const struct effect *e = &act->effect;
	struct promise p;

	(void)node;
	/* readers nest, as a rule; a subclass is another lock of the class */
	if (!is_waiting_for_lock(e) || (e->flags & EF_SHARED) ||
	    (!(e->flags & EF_SYMBOLIC) && (lock_class_base(&r->s->locks, e->what) != e->what ||
					   class_set_has(&r->s->locks, e->released, e->what))))
		return false;
	for (uint32_t i = 0; i < m->nclauses; i++)
		if (promise_of(&m->clauses[i], &p) && p.what == PROMISE_KEEPS && is_lock_of(r, e, &m->clauses[i], p.lock))
			return true;
	return false;
}

static const char *held_message(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	return arena_printf(r->arena, "'%s' waits for '%s', which by its contract the callers of '%s' hold", callee,
			    waited_text(r, e), function);
}

/* Another object of the class may be meant. */
static enum confidence limit_of_class(struct reporter *r, const struct act *act, uint32_t node)
{
	(void)r;
	(void)node;
	return act->effect.flags & EF_SYMBOLIC ? CONF_HIGH : CONF_MEDIUM;
}

static const char *const try_fixes[] = {
	"use the trylock of that kind of lock",
	"say that it waits: __rl_acquires_if()",
	NULL,
};

static const char *const held_fixes[] = {
	"do not take it again, or say that callers do not hold it: __rl_must_not_hold()",
	NULL,
};

static void report_waits_for_locks(struct reporter *r)
{
	static const char *const trying[] = { "contract_try", NULL }, *const held[] = { "contract_held", NULL };
	static const struct act_query tries = {
		.rule = "contract-body", .contexts = trying, .kinds = 1 << EFFECT_ACQUIRE, .matches = is_tried,
		.message = try_message, .fixes = try_fixes,
	};
	static const struct act_query again = {
		.rule = "contract-body", .contexts = held, .kinds = 1 << EFFECT_ACQUIRE, .matches = is_held_by_callers,
		.limit = limit_of_class, .message = held_message, .fixes = held_fixes,
	};

	report_acts(r, &tries);
	report_acts(r, &again);
}

/* ---- ways out ----------------------------------------------------------------------------------------- */

static const char *const way_fixes[] = {
	"take or drop the lock on this way out as on the others",
	"say what the function does: __rl_acquires_if() where the result tells it",
	NULL,
};

static const char *const end_fixes[] = {
	"say what the function does",
	NULL,
};

static const char *message_of(struct reporter *r, const struct breach *b, const char *lock)
{
	static const char *const texts[] = {
		[BREACH_MISSING] = "'%s' returns without '%s', which by its contract it takes",
		[BREACH_EXTRA] = "'%s' returns with '%s' held, and by its contract without",
		[BREACH_KEPT] = "'%s' returns with '%s' held, which by its contract it drops",
		[BREACH_DROPPED] = "'%s' returns without '%s', which by its contract its callers hold before and after",
		[BREACH_HIDDEN_HELD] = "'%s' returns with '%s' held, which its contract does not say",
		[BREACH_HIDDEN_DROPPED] = "'%s' returns without '%s' of its callers, which its contract does not say",
		[BREACH_ASSERTED] = "'%s' asserts that '%s' is held, and by its contract its callers do not hold it",
		[BREACH_NEVER_WAITS] = "'%s' never waits for '%s', and by its contract it does",
		[BREACH_NEVER_SIGNALS] = "'%s' never signals '%s', and by its contract it does",
	};
	const char *function = function_name_of(r->s, b->node);

	if (b->kind == BREACH_MODE)
		return arena_printf(r->arena, "'%s' returns with '%s' held for %s, and by its contract for %s", function, lock,
				    b->is_shared ? "reading" : "writing", b->is_shared ? "writing" : "reading");
	return arena_printf(r->arena, texts[b->kind], function, lock);
}

static const char *detail_of(struct reporter *r, const struct breach *b, const char *lock)
{
	struct promise p;

	if (!b->clause)
		return "callers see its contract, and not its body";
	if (!promise_of(b->clause, &p))
		return arena_printf(r->arena, b->kind == BREACH_ASSERTED ? "by its contract callers do not hold '%s'" :
				    b->kind == BREACH_NEVER_WAITS ? "by its contract waits for '%s'" :
				    "by its contract signals '%s'", lock);
	switch (p.what) {
	case PROMISE_TAKES_IF:
		return arena_printf(r->arena, "by its contract takes '%s' exactly if it returns '%s'", lock, p.cond);
	case PROMISE_TAKES:
		return arena_printf(r->arena, "by its contract takes '%s'", lock);
	case PROMISE_DROPS:
		return arena_printf(r->arena, "by its contract drops '%s'", lock);
	default:
		return arena_printf(r->arena, "by its contract callers hold '%s' before and after", lock);
	}
}

/* An object without a class is told by what it is: "fence". */
static const char *object_text(struct reporter *r, const struct breach *b)
{
	bool is_end = b->kind == BREACH_NEVER_WAITS || b->kind == BREACH_NEVER_SIGNALS;

	return is_end && b->class == CLASS_UNKNOWN ? b->clause->arg[1].text : lock_text(r, b->node, b->class, b->object);
}

/* Of the kernel's own names many mean "on those ways on which there is anything to take". */
static enum confidence confidence_of_breach(const struct breach *b)
{
	bool is_claim = b->clause && (b->clause->verb == MV_claims_acquires || b->clause->verb == MV_claims_acquires_if ||
				      b->clause->verb == MV_claims_releases);

	return b->is_joined ? CONF_LOW : b->is_partial && is_claim ? CONF_MEDIUM : CONF_HIGH;
}

static void report_breach(struct reporter *r, const struct breach *b)
{
	const struct function *f = &r->s->program->functions.at[b->node];
	const char *lock = object_text(r, b);
	bool is_way = b->event == NONE && b->kind != BREACH_NEVER_WAITS && b->kind != BREACH_NEVER_SIGNALS;
	struct step begin = { .file = f->file, .line = f->line, .function = f->name, .event = "enter", .detail = detail_of(r, b, lock) };
	struct step *steps;
	struct path_report p = {
		.rule = "contract-body", .message = message_of(r, b, lock), .lock = lock, .node = b->node, .event = b->event,
		.confidence = confidence_of_breach(b), .is_joined = b->is_joined,
		.fixes = b->kind >= BREACH_ASSERTED ? end_fixes : way_fixes,
	};
	struct witness w = { .nsteps = 0 };
	unsigned int n = 0;

	if (b->acquisition != NONE)
		witness_acquisition(r->s, r->arena, b->acquisition, lock, &w);
	steps = arena_alloc(r->arena, (w.nsteps + 2) * sizeof(*steps));
	steps[n++] = begin;
	for (unsigned int i = 0; i < w.nsteps; i++)
		steps[n++] = w.steps[i];
	if (is_way)
		steps[n++] = (struct step){ .file = f->file, .line = b->line ? b->line : f->line, .function = f->name,
					    .event = "return", .detail = "returns here" };
	else if (b->event != NONE)
		steps[n++] = witness_step(r->s, b->node, b->event, "call", "asserts it");
	p.at = steps[n - 1];
	p.chain = (struct chain){ steps, n };
	report_path(r, &p);
}

void rule_contract_body(struct reporter *r);
void rule_contract_body(struct reporter *r)
{
	struct breaches b;

	breaches_find(&b, r->s);
	r->breaches = &b;
	report_nevers(r);
	report_waits_for_locks(r);
	report_hidden(r);
	for (uint32_t i = 0; i < b.at.n; i++)
		report_breach(r, &b.at.at[i]);
	r->s->undecided_contracts += b.nundecided;
	r->breaches = NULL;
	breaches_release(&b);
}
