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
#include "analysis/callgraph.h"
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

/* The mm's own locks, which it holds around the callback for CLEAR: L is all there is of the driver in the cycle. */
static bool is_held_around(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	const struct callgraph *g = r->s->graph;

	(void)level;
	/* in the callback itself it is notifier-vm-lock's */
	if (g->nodes.at[edge->holder].plain == g->nodes.at[r->entries->at.at[act->entry].node].plain)
		return false;
	return !call_also_does(r, edge, 1 << EFFECT_FAULT | 1 << EFFECT_ALLOC | 1 << EFFECT_FIRE);
}

static const char *vm_message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena,
		"'%s' may wait for the %s lock, which is held around invalidate callback '%s', while holding '%s', which it takes",
		c->callee, intern_text(&r->s->texts, c->edge->what), c->callback, c->lock);
}

static const char *const vm_fixes[] = {
	"do it after the lock is dropped: on a list, or with references to the pages",
	"the variant that does not lock (set_page_dirty() while the pages are mapped), or a trylock",
	NULL,
};

static const char *const wait_fixes[] = {
	"wait for the item before the lock is taken, or after it is dropped",
	"nothing that reclaims or faults on the item's side, and no lock that is held over it",
	NULL,
};

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

	static const struct cycle_query vm = {
		.rule = "notifier-lock-order", .kinds = 1 << EFFECT_VM, .contexts = reclaim,
		.matches = is_held_around, .message = vm_message, .fixes = vm_fixes,
	};

	static const struct held_wait_query waits[] = {
		{ .rule = "notifier-lock-order", .causes = 1 << EFFECT_ALLOC, .contexts = reclaim,
		  .message = held_wait_message, .fixes = wait_fixes },
		{ .rule = "notifier-lock-order", .causes = 1 << EFFECT_FAULT, .contexts = mm,
		  .message = held_wait_message, .fixes = wait_fixes },
	};

	for (unsigned int i = 0; i < 2; i++)
		report_nested(r, &queries[i]);
	report_cycles(r, &vm);
	for (unsigned int i = 0; i < 2; i++)
		report_held_waits(r, &waits[i]);
}
