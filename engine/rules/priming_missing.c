// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * priming-missing: a callback that reclaim enters waits for a lock, and lockdep
 * is not told so when the lock is initialised.  It learns the order only when
 * memory runs short while the driver is in use.  Off by default: an advice.
 */
#include "rules/rule.h"

static bool matches(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct effect *e = &act->effect;
	const struct lock_class *l = &r->s->locks.at.at[e->what];

	(void)node;
	return !(e->flags & (EF_TRY | EF_SYMBOLIC)) && e->what > CLASS_UNKNOWN && l->is_sleeping && !l->is_kernels &&
	       !is_claimed(r, e->what, NULL);
}

static const char *message(struct reporter *r, const char *callee, const struct effect *e, const char *callback)
{
	(void)callee;
	return arena_printf(r->arena, "'%s' takes '%s' in reclaim, and lockdep is not told so beforehand", callback,
			    r->s->locks.at.at[e->what].name);
}

static const char *const fixes[] = {
	"where the lock is initialised: fs_reclaim_acquire(GFP_KERNEL); might_lock(); fs_reclaim_release(GFP_KERNEL);",
	NULL,
};

void rule_priming_missing(struct reporter *r);
void rule_priming_missing(struct reporter *r)
{
	static const char *const contexts[] = { "reclaim", "shrinker", NULL };
	static const struct act_query q = {
		.rule = "priming-missing", .contexts = contexts, .kinds = 1 << EFFECT_ACQUIRE,
		.matches = matches, .message = message, .fixes = fixes,
	};

	report_acts(r, &q);
}
