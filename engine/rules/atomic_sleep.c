// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * atomic-sleep: something that may sleep where nobody may: in a section that a
 * spinning lock, RCU, or preemption or interrupts off make (analysis/atomic.c),
 * or in a callback that is called in one.
 *
 *	bad	spin_lock(&d->lock);		good	kmalloc(16, GFP_ATOMIC)
 *		d->p = kmalloc(16, GFP_KERNEL);
 *
 * Under a lock that an invalidate callback takes it is looked for further down,
 * and told with the callback; an allocation or a fault there is
 * notifier-lock-alloc's or notifier-lock-fault's.
 */
#include "query/internal.h"

#include <string.h>

#include "analysis/atomic.h"

/* Waiting for a timer or an interrupt to end is done by spinning. */
static bool is_spin(struct reporter *r, const struct effect *e)
{
	return e->kind == EFFECT_WAIT &&
	       (!strcmp(wait_kind(r->s, e->what), "timer") || !strcmp(wait_kind(r->s, e->what), "hardirq"));
}

static bool is_sleeping(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct effect *e = &act->effect;

	(void)node;
	if (is_spin(r, e) || (e->kind == EFFECT_SLEEP && e->what == SLEEP_IN_TASK) || (e->scopes >> SCOPE_task & 1))
		return false;
	return e->kind != EFFECT_ALLOC || (reclaim_level(r->s, e->what, e->scopes) != RECLAIM_NONE &&
					   reclaim_level(r->s, e->what, e->scopes) != RECLAIM_UNKNOWN);
}

/*
 * Layers have callbacks that sleep beside those that are called here, and know
 * which is which; who resumes a device in an interrupt may know that it is up.
 */
static enum confidence limit(struct reporter *r, const struct act *act, uint32_t node)
{
	(void)node;
	if (act->effect.several)
		return CONF_LOW;
	if (act->effect.kind == EFFECT_WAIT && !strcmp(wait_kind(r->s, act->effect.what), "device"))
		return CONF_MEDIUM;
	return act->effect.callee != NONE && act->effect.guards ? CONF_MEDIUM : CONF_HIGH;
}

static const char *act_message(struct reporter *r, const char *callee, const struct effect *e, const char *callback)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may sleep in '%s', which is called in atomic context", callee, callback);
}

static const char *const reclaim[] = { "reclaim", NULL }, *const mm[] = { "mm", NULL };

/* The first rule that fits speaks. */
static bool is_another_rules(struct reporter *r, const struct effect *edge)
{
	return (is_taken_in(r, edge->lock, mm) && call_also_does(r, edge, 1 << EFFECT_FAULT)) ||
	       (is_taken_in(r, edge->lock, reclaim) && call_also_does(r, edge, 1 << EFFECT_ALLOC));
}

static bool is_spinning(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	(void)level;
	(void)act;
	return r->s->locks.at.at[edge->lock].is_atomic && !is_another_rules(r, edge) && !is_spin(r, edge);
}

static const char *message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena, "'%s' may sleep while spinning lock '%s' is held", c->callee, c->lock);
}

/* ---- any section: see analysis/atomic.h ---- */

static const char *section_lock(struct reporter *r, const struct effect *e)
{
	struct section sec;

	if (e->acquisition == NONE)
		return NULL;
	sec = witness_section(r->s, e->acquisition);
	return sec.lock ? sec.lock : sec.is_lock ? NULL : sec.call;
}

static const char *section_message(struct reporter *r, const char *callee, const struct effect *e)
{
	const struct section sec = e->acquisition != NONE ? witness_section(r->s, e->acquisition) : (struct section){ 0 };

	if (e->acquisition == NONE)
		return arena_printf(r->arena, "'%s' may sleep in '%s', which is called in atomic context", callee,
				    function_name_of(r->s, e->holder));
	if (sec.lock)
		return arena_printf(r->arena, "'%s' may sleep while spinning lock '%s' is held", callee, sec.lock);
	if (sec.is_lock)
		return arena_printf(r->arena, "'%s' may sleep while the spinning lock is held that '%s' takes", callee, sec.call);
	return arena_printf(r->arena, "'%s' may sleep in the '%s' section that '%s' begins", callee, sec.scope, sec.call);
}

/* The machine stops: nobody is left to be kept from anything. */
static bool is_alive(const struct reporter *r, const struct effect *e)
{
	const struct program *p = r->s->program;
	const struct function *f = &p->functions.at[r->s->graph->nodes.at[e->holder].function];
	const struct model_function *m = p->entities.at[f->entity].model;

	return !m || !m->is_death;
}

/* Up to a flag that callers pass, and nobody knows who they are: they may well pass the right one. */
static bool is_up_to_callers(const struct solver *s, const struct effect *e, uint32_t node)
{
	const struct atom_set *set = atom_set_at(&s->exprs, e->guards);

	if (!s->program->functions.at[s->graph->nodes.at[node].function].is_address_taken)
		return false;
	for (uint32_t i = 0; i < set->n; i++) {
		const struct atom *a = atom_at(&s->exprs, set->atom[i]);

		if ((a->op == ATOM_SOME || a->op == ATOM_ZERO) && expr_at(&s->exprs, a->expr)->op == FN_PARAM)
			return true;
	}
	return false;
}

static enum confidence section_limit(struct reporter *r, const struct effect *e)
{
	struct solver *s = r->s;

	/* a condition that was lost may well be the one that says that nothing is held */
	if ((e->flags & EF_JOINED) || (bitset_test(&s->uneven, e->holder) && !atomic_is_certain(s, e->holder, e->holder_event)) ||
	    is_up_to_callers(s, e, s->edge_node.at[e - s->edges.at]))
		return CONF_LOW;
	if (e->kind == EFFECT_WAIT && !strcmp(wait_kind(s, e->what), "device"))
		return CONF_LOW;
	return (e->callee != NONE && e->guards) || (e->flags & EF_UNASKED) ? CONF_MEDIUM : CONF_HIGH;
}

static const char *const fixes[] = {
	"leave it to a work item",
	NULL,
};

void rule_atomic_sleep(struct reporter *r);
void rule_atomic_sleep(struct reporter *r)
{
	static const char *const contexts[] = { "atomic", NULL }, *const takers[] = { "reclaim", "mm", "oom", NULL };
	static const struct act_query inside = {
		.rule = "atomic-sleep", .contexts = contexts,
		.kinds = 1 << EFFECT_SLEEP | 1 << EFFECT_WAIT | 1 << EFFECT_FAULT | 1 << EFFECT_ALLOC,
		.matches = is_sleeping, .limit = limit, .message = act_message, .fixes = fixes,
	};
	static const struct cycle_query held = {
		.rule = "atomic-sleep", .contexts = takers, .kinds = 1 << EFFECT_SLEEP | 1 << EFFECT_WAIT,
		.matches = is_spinning, .message = message, .fixes = fixes,
	};

	const struct section_query section = {
		.rule = "atomic-sleep", .class = r->s->class_atomic, .is_grouped = true,
		.kinds = 1 << EFFECT_SLEEP | 1 << EFFECT_WAIT | 1 << EFFECT_FAULT | 1 << EFFECT_ALLOC,
		.matches = is_alive, .limit = section_limit, .lock = section_lock, .message = section_message, .fixes = fixes,
	};
	struct atomic_run *run;

	if (!r->aside) {
		report_acts(r, &inside);
		report_cycles(r, &held);
		return;
	}
	run = atomic_begin(r->s);
	reporter_hear(r);
	report_sections(r, &section);
	atomic_end(run);
}
