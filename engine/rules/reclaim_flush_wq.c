// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclaim-flush-wq: reclaim, a callback it enters, or an item of a work queue
 * with a rescuer (WQ_MEM_RECLAIM) flushes a work queue that has none: to run the
 * item the work queue may need a new thread, which needs memory.  check_flush_dependency() (kernel/workqueue.c)
 * warns of it at run time; cancel_work_sync() and its like are exempt.
 *
 *	bad	d->wq = alloc_workqueue("d", 0, 0);	good	alloc_workqueue("d", WQ_MEM_RECLAIM, 0);
 *		...	shrinker: flush_work(&d->work);
 */
#include "rules/rule.h"

#include <string.h>

static bool matches(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct wait *w = &r->s->waits.at[act->effect.what];
	const char *kind = wait_kind(r->s, act->effect.what);

	(void)node;
	if (w->class <= CLASS_UNKNOWN || (strcmp(kind, "work") && strcmp(kind, "workqueue")))
		return false;
	return items_have_no_rescuer(&r->entries->items, w->class, !strcmp(kind, "work"));
}

static const char *message(struct reporter *r, const char *callee, const struct effect *e, const char *callback)
{
	return arena_printf(r->arena, "'%s' in '%s', which reclaim may depend on, waits for '%s' on a work queue without WQ_MEM_RECLAIM",
			    callee, callback, r->s->locks.at.at[r->s->waits.at[e->what].class].name);
}

static const char *const fixes[] = {
	"WQ_MEM_RECLAIM for the work queue (and a queue of its own instead of a system one)",
	"cancel_work_sync(), if the item need not run",
	NULL,
};

void rule_reclaim_flush_wq(struct reporter *r);
void rule_reclaim_flush_wq(struct reporter *r)
{
	static const char *const contexts[] = { "reclaim", "shrinker", "rescuer", NULL };
	static const struct act_query q = {
		.rule = "reclaim-flush-wq", .contexts = contexts, .kinds = 1 << EFFECT_WAIT,
		.matches = matches, .message = message, .fixes = fixes,
	};

	report_acts(r, &q);
}
