// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-lock-fault: a lock that an invalidate callback takes is held over a
 * page fault, GUP, hmm_range_fault() or mmap_lock.  Operations on the address
 * space hold mmap_lock around the callback, and a fault may start one itself.
 *
 *	bad	mutex_lock(&d->lock);		good	hmm_range_fault(&range);
 *		hmm_range_fault(&range);		mutex_lock(&d->lock);
 *
 * Silent for GUP-fast only, _inatomic and _nofault accesses, and between
 * pagefault_disable() and pagefault_enable().
 */
#include "rules/rule.h"

static bool matches(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	(void)r;
	(void)act;
	(void)edge;
	(void)level;
	return true;
}

static const char *message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena,
		"'%s' may fault or take mmap_lock while holding '%s', %s",
		c->callee, c->lock, cycle_taker(r, c));
}

static const char *const fixes[] = {
	"fault or take mmap_lock before the lock; check the result under it (mmu_interval_read_retry())",
	NULL,
};

void rule_notifier_lock_fault(struct reporter *r);
void rule_notifier_lock_fault(struct reporter *r)
{
	static const char *const contexts[] = { "mm", NULL };
	static const struct cycle_query q = {
		.rule = "notifier-lock-fault", .kinds = 1 << EFFECT_FAULT, .contexts = contexts,
		.matches = matches, .message = message, .fixes = fixes, .counts_told = true,
	};

	report_cycles(r, &q);
}
