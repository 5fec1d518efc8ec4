// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * atomic-sleep: something that may sleep in a callback that is called where
 * nothing may, or under a spinning lock that an invalidate callback takes.
 *
 *	bad	static bool enable_signaling(f)		good	queue_work(d->wq, &d->work);
 *		{ mutex_lock(&d->lock); ... }
 *
 * Atomic are the callbacks that the page tables' lock or a fence's is held
 * around (young, change_pte, invalidate_range, enable_signaling, fence
 * callbacks), and SRCU's free_notifier.  An allocation or a fault under a
 * notifier's spinning lock is notifier-lock-alloc's or notifier-lock-fault's.
 */
#include "rules/query.h"

#include <string.h>

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
	if (is_spin(r, e))
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
	return act->effect.kind == EFFECT_WAIT && !strcmp(wait_kind(r->s, act->effect.what), "device") ? CONF_MEDIUM : CONF_HIGH;
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

	report_acts(r, &inside);
	report_cycles(r, &held);
}
