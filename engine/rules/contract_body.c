// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * contract-body: a function whose author says that it never sleeps, does not
 * sleep if a parameter is so, or never enters reclaim, and that may.
 *
 *	bad	__rl_never_sleeps()		good	__rl_never_sleeps()
 *		void kick(struct dev *d)		void kick(struct dev *d)
 *		{					{
 *			mutex_lock(&d->lock);			spin_lock(&d->spin);
 *
 * Contracts of the model are not asked about: whoever calls those functions
 * cannot change them.
 */
#include "rules/rule.h"

static bool is_told_level(const struct solver *s, const struct effect *e)
{
	return e->kind != EFFECT_ALLOC || reclaim_level(s, e->what, e->scopes) != RECLAIM_NONE;
}

static bool matches(struct reporter *r, const struct act *act, uint32_t node)
{
	(void)node;
	return is_told_level(r->s, &act->effect);
}

static const char *sleep_message(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may sleep, and by its contract '%s' does not", callee, function);
}

static const char *reclaim_message(struct reporter *r, const char *callee, const struct effect *e, const char *function)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may enter direct reclaim, and by its contract '%s' does not", callee, function);
}

static const char *const fixes[] = {
	"do it in the caller, or in a work item",
	"say what the function does: without the annotation, or with __rl_nonblockable_if()",
	NULL,
};

void rule_contract_body(struct reporter *r);
void rule_contract_body(struct reporter *r)
{
	static const char *const sleeping[] = { "never_sleeps", NULL }, *const reclaiming[] = { "never_reclaims", NULL };
	static const struct act_query sleeps = {
		.rule = "contract-body", .contexts = sleeping,
		.kinds = 1 << EFFECT_SLEEP | 1 << EFFECT_FAULT | 1 << EFFECT_WAIT | 1 << EFFECT_ALLOC,
		.matches = matches, .message = sleep_message, .fixes = fixes,
	};
	static const struct act_query reclaims = {
		.rule = "contract-body", .contexts = reclaiming, .kinds = 1 << EFFECT_ALLOC,
		.matches = matches, .message = reclaim_message, .fixes = fixes,
	};

	report_acts(r, &sleeps);
	report_acts(r, &reclaims);
}
