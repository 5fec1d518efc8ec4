// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-wait: an invalidate callback waits for an item (analysis/item.h),
 * and what ends that allocates with reclaim, may fault, or takes a lock that is
 * held elsewhere over one of these.  Reclaim waits for the callback, the
 * callback for the item, the item for reclaim.
 *
 *	bad	flush_work(&d->work);			good	the item allocates nothing,
 *		...	work: p = kmalloc(n, GFP_KERNEL);	or the callback does not wait
 *
 * Fences are fence-signal-reclaim's.  SRCU's readers hold a lock that the
 * callback takes: notifier-lock-alloc's.  Who ends an RCU
 * grace period is not known.
 */
#include "rules/rule.h"

static const char *what_of(struct reporter *r, const struct waiting *w)
{
	if (w->cause->kind == EFFECT_FAULT)
		return arena_printf(r->arena, "'%s' may fault or take mmap_lock", w->callee);
	return arena_printf(r->arena, "'%s' with %s may enter direct reclaim", w->callee,
			    reclaim_name(reclaim_level(r->s, w->cause->what, w->cause->scopes)));
}

static const char *message(struct reporter *r, const struct waiting *w)
{
	if (w->lock)
		return arena_printf(r->arena,
			"'%s' in invalidate callback '%s' waits for '%s', whose '%s' takes '%s', under which %s",
			w->waiter, w->callback, w->item, w->ender, w->lock, what_of(r, w));
	return arena_printf(r->arena, "'%s' in invalidate callback '%s' waits for '%s', in whose '%s' %s",
			    w->waiter, w->callback, w->item, w->ender, what_of(r, w));
}

static const char *const fixes[] = {
	"do not wait in the callback: stop the hardware from using the pages, and let the item find out",
	"nothing that reclaims on the item's side, and no lock that is held over it",
	NULL,
};

void rule_notifier_wait(struct reporter *r);
void rule_notifier_wait(struct reporter *r)
{
	static const char *const contexts[] = { "reclaim", "mm", NULL };
	static const struct wait_query q = {
		.rule = "notifier-wait", .contexts = contexts, .message = message, .fixes = fixes,
	};

	report_waits(r, &q);
}
