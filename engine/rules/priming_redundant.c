// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * priming-redundant: lockdep is told that a lock is taken in reclaim where it
 * was told before, or where nothing in reclaim takes the lock.  Off by default:
 * it costs nothing but a reader's time.
 */
#include "rules/rule.h"

static const char *judge(struct reporter *r, const struct judged *j)
{
	if (j->claim->is_outer)
		return NULL;
	if (is_claimed(r, j->claim->class, j->claim))
		return arena_printf(r->arena, "lockdep is told once more that '%s' is taken in reclaim", j->lock);
	if (!j->callback && !j->held)
		return arena_printf(r->arena, "lockdep is told that '%s' is taken in reclaim, but nothing there was found to take it",
				    j->lock);
	return NULL;
}

static const char *const fixes[] = {
	"one place, where the lock is initialised; none for a lock that reclaim does not take",
	NULL,
};

void rule_priming_redundant(struct reporter *r);
void rule_priming_redundant(struct reporter *r)
{
	static const struct claim_query q = { .rule = "priming-redundant", .judge = judge, .fixes = fixes };

	report_claims(r, &q);
}
