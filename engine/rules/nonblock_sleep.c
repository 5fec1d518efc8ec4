// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * nonblock-sleep: something that may sleep in a non-blockable invocation of a
 * callback, or between non_block_start() and non_block_end().  The OOM reaper
 * waits for nobody: what the callback waits for may wait for memory.
 *
 *	bad	mutex_lock(&d->lock);		good	if (mmu_notifier_range_blockable(range))
 *								mutex_lock(&d->lock);
 *							else if (!mutex_trylock(&d->lock))
 *								return false;
 *
 * The test counts wherever it is made: in the callback, in a helper, saved in a
 * variable, passed on as a bool or as a flag.
 */
#include "rules/rule.h"

static const char *message(struct reporter *r, const char *callee, const struct effect *e, const char *callback)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may sleep in a non-blockable invocation of '%s'", callee, callback);
}

static const char *section_message(struct reporter *r, const char *callee, const struct effect *e)
{
	(void)e;
	return arena_printf(r->arena, "'%s' may sleep between non_block_start() and non_block_end()", callee);
}

static const char *const fixes[] = {
	"if mmu_notifier_range_blockable() says no, try the lock and return -EAGAIN (false for an interval notifier) when that fails",
	NULL,
};

void rule_nonblock_sleep(struct reporter *r);
void rule_nonblock_sleep(struct reporter *r)
{
	static const char *const contexts[] = { "oom", NULL };
	const struct act_query q = {
		.rule = "nonblock-sleep", .contexts = contexts,
		.kinds = 1 << EFFECT_SLEEP | 1 << EFFECT_FAULT | 1 << EFFECT_WAIT | 1 << EFFECT_ALLOC,
		.message = message, .fixes = fixes,
	};
	const struct section_query section = {
		.kinds = 1 << EFFECT_SLEEP | 1 << EFFECT_FAULT | 1 << EFFECT_WAIT | 1 << EFFECT_ALLOC,
		.rule = "nonblock-sleep", .class = r->s->class_nonblock,
		.message = section_message, .fixes = fixes,
	};

	report_acts(r, &q);
	report_sections(r, &section);
}
