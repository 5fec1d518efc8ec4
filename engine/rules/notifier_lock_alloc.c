// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-lock-alloc: a lock that an invalidate callback takes is held over an
 * allocation that may enter direct reclaim.  Reclaim unmaps a page, the
 * notifier fires in this very thread, the callback waits for the lock for ever.
 *
 *	bad	mutex_lock(&d->lock);		good	p = kmalloc(n, GFP_KERNEL);
 *		p = kmalloc(n, GFP_KERNEL);		mutex_lock(&d->lock);
 *
 * Assumes that the two objects may be the same one when the class is.  Silent
 * if the callback only tries the lock, or takes it only for events that reclaim
 * does not send.  GFP_NOFS and GFP_NOIO are notifier-lock-false-fix's.
 */
#include "rules/rule.h"

static bool matches(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	(void)r;
	(void)act;
	(void)edge;
	return level == RECLAIM_FS || level == RECLAIM_UNKNOWN;
}

static const char *message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena,
		"'%s' with %s may enter direct reclaim while holding '%s', %s",
		c->callee, reclaim_name(c->level), c->lock, cycle_taker(r, c));
}

static const char *const fixes[] = {
	"allocate before the lock is taken",
	"GFP_NOWAIT, if the caller can handle failure (not for vmalloc or __GFP_NOFAIL)",
	"memalloc_noreclaim_save() around it, last: it eats the emergency reserves",
	NULL,
};

void rule_notifier_lock_alloc(struct reporter *r);
void rule_notifier_lock_alloc(struct reporter *r)
{
	static const char *const contexts[] = { "reclaim", NULL };
	static const struct cycle_query q = {
		.rule = "notifier-lock-alloc", .kinds = 1 << EFFECT_ALLOC, .contexts = contexts,
		.matches = matches, .message = message, .fixes = fixes, .counts_told = true,
	};

	report_cycles(r, &q);
}
