// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * shrinker-remove-lock: a shrinker is removed under a lock that a shrinker
 * takes, waiting for it.  Removing waits for running shrinkers: in 6.1 for any
 * of them (shrinker_rwsem, register_shrinker() too), later for this one.
 *
 *	bad	mutex_lock(&d->lock);		good	unregister_shrinker(&d->shrinker);
 *		unregister_shrinker(&d->shrinker);	mutex_lock(&d->lock);
 */
#include "rules/rule.h"

#include <string.h>

static bool matches(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	(void)level;
	(void)act;
	return !strcmp(wait_kind(r->s, edge->what), "shrinker");
}

static const char *message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena, "'%s' waits for shrinkers while holding '%s', which %s '%s' takes",
			    c->callee, c->lock, c->role, c->callback);
}

static const char *const fixes[] = {
	"register and remove the shrinker without the lock",
	NULL,
};

void rule_shrinker_remove_lock(struct reporter *r);
void rule_shrinker_remove_lock(struct reporter *r)
{
	static const char *const contexts[] = { "shrinker", NULL };
	static const struct cycle_query q = {
		.rule = "shrinker-remove-lock", .kinds = 1 << EFFECT_WAIT, .contexts = contexts,
		.matches = matches, .message = message, .fixes = fixes,
	};

	report_cycles(r, &q);
}
