// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * priming-wrong: what is told to lockdep about a lock and reclaim contradicts
 * the code.  Lockdep then reports cycles that do not exist, or none that do.
 *
 *	bad	mutex_lock(&L);			good	fs_reclaim_acquire(GFP_KERNEL);
 *		fs_reclaim_acquire(GFP_KERNEL);		might_lock(&L);
 *		fs_reclaim_release(GFP_KERNEL);		fs_reclaim_release(GFP_KERNEL);
 *		mutex_unlock(&L);
 *
 * for a lock L that an invalidate callback or a shrinker takes; and the right
 * one for a lock that nothing in reclaim takes and that is held over GFP_KERNEL.
 */
#include "rules/rule.h"

static const char *judge(struct reporter *r, const struct judged *j)
{
	if (j->claim->is_outer)
		return j->callback ? arena_printf(r->arena,
			"lockdep is told that reclaim is entered under '%s', which '%s' takes in reclaim", j->lock, j->callback) : NULL;
	if (j->callback || !j->held)
		return NULL;
	return arena_printf(r->arena,
		"lockdep is told that '%s' is taken in reclaim, but nothing there takes it, and it is held over GFP_KERNEL",
		j->lock);
}

static const char *const fixes[] = {
	"fs_reclaim_acquire(), might_lock(), fs_reclaim_release() for a lock that reclaim takes; nothing for another",
	NULL,
};

void rule_priming_wrong(struct reporter *r);
void rule_priming_wrong(struct reporter *r)
{
	static const struct claim_query q = { .rule = "priming-wrong", .judge = judge, .fixes = fixes };

	report_claims(r, &q);
}
