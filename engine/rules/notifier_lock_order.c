// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-lock-order: a lock M is waited for under L, which an invalidate
 * callback takes, and M is held elsewhere over an allocation that may enter
 * reclaim, or over a fault.  M's holder waits for the callback, the callback
 * for L, L's holder for M.  A lock inside a notifier's lock inherits its rules.
 *
 *	bad	mutex_lock(&d->notifier_lock);		good	mutex_lock(&d->table_lock);
 *		mutex_lock(&d->table_lock);			mutex_lock(&d->notifier_lock);
 *	...	mutex_lock(&d->table_lock);
 *		p = kmalloc(n, GFP_KERNEL);
 *
 * A lock M that a callback takes itself is notifier-lock-alloc's.
 */
#include "rules/rule.h"

static const char *message(struct reporter *r, const struct nested *n)
{
	if (n->inner->kind == EFFECT_ALLOC)
		return arena_printf(r->arena,
			"'%s' is taken while holding '%s', which invalidate callback '%s' takes, but '%s' with %s may enter direct reclaim under it",
			n->inner_lock, n->outer_lock, n->callback, n->callee, reclaim_name(n->level));
	return arena_printf(r->arena,
		"'%s' is taken while holding '%s', which invalidate callback '%s' takes, but '%s' may fault or take mmap_lock under it",
		n->inner_lock, n->outer_lock, n->callback, n->callee);
}

static const char *const fixes[] = {
	"take the two locks the other way round, or the inner one not at all under the notifier's",
	"move the allocation or the fault out of the inner lock as well",
	NULL,
};

void rule_notifier_lock_order(struct reporter *r);
void rule_notifier_lock_order(struct reporter *r)
{
	static const char *const reclaim[] = { "reclaim", NULL }, *const mm[] = { "mm", NULL };
	static const struct nested_query queries[] = {
		{ .rule = "notifier-lock-order", .kinds = 1 << EFFECT_ALLOC, .contexts = reclaim,
		  .message = message, .fixes = fixes },
		{ .rule = "notifier-lock-order", .kinds = 1 << EFFECT_FAULT, .contexts = mm,
		  .message = message, .fixes = fixes },
	};

	for (unsigned int i = 0; i < 2; i++)
		report_nested(r, &queries[i]);
}
