// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * shrinker-lock-alloc: a lock that a shrinker takes, waiting for it, is held
 * over an allocation that may enter direct reclaim.  Reclaim calls the shrinker
 * in this very thread.
 *
 *	bad	mutex_lock(&cache->lock);	good	if (!mutex_trylock(&cache->lock))
 *		e = kmalloc(n, GFP_KERNEL);			return SHRINK_STOP;
 *
 * GFP_NOFS and GFP_NOIO help only if the shrinker looks at sc->gfp_mask: the
 * kernel calls shrinkers for these allocations too (shrink_slab(), mm/vmscan.c).
 */
#include "rules/rule.h"

static const char *const nofs[] = { "shrinker_nofs", "oom_notifier", NULL };
static const char *const noio[] = { "shrinker_noio", "oom_notifier", NULL };

static bool reaches(struct reporter *r, const struct effect *cause, enum reclaim level, uint32_t lock)
{
	(void)cause;
	if (level == RECLAIM_NOFS || level == RECLAIM_NOIO)
		return is_taken_in(r, lock, level == RECLAIM_NOFS ? nofs : noio);
	return level == RECLAIM_FS || level == RECLAIM_UNKNOWN;
}

static bool matches(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	(void)act;
	return reaches(r, edge, level, edge->lock);
}

static const char *message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena,
		"'%s' with %s may enter direct reclaim while holding '%s', %s",
		c->callee, reclaim_name(c->level), c->lock, cycle_taker(r, c));
}

static const char *const fixes[] = {
	"try the lock in the shrinker, and give up (SHRINK_STOP) when that fails",
	"allocate before the lock is taken",
	"GFP_NOFS only together with a test of sc->gfp_mask & __GFP_FS in the shrinker",
	NULL,
};

static const char *const wait_fixes[] = {
	"wait for the item before the lock is taken, or after it is dropped",
	"try the lock in the shrinker, and give up (SHRINK_STOP) when that fails",
	NULL,
};

void rule_shrinker_lock_alloc(struct reporter *r);
void rule_shrinker_lock_alloc(struct reporter *r)
{
	static const char *const notifiers[] = { "reclaim", NULL };
	static const char *const contexts[] = { "shrinker", "oom_notifier", NULL };
	static const struct cycle_query q = {
		.rule = "shrinker-lock-alloc", .kinds = 1 << EFFECT_ALLOC, .contexts = contexts, .unless = notifiers,
		.matches = matches, .message = message, .fixes = fixes, .counts_told = true,
	};

	static const struct held_wait_query waits = {
		.rule = "shrinker-lock-alloc", .causes = 1 << EFFECT_ALLOC, .contexts = contexts, .unless = notifiers,
		.matches = reaches, .message = held_wait_message, .fixes = wait_fixes,
	};

	report_cycles(r, &q);
	report_held_waits(r, &waits);
}
