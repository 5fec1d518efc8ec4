// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mmap-lock-inversion: a lock that a fault handler or an mmap operation takes,
 * with mmap_lock held, is held over something that takes mmap_lock.  No
 * notifier is needed.
 *
 *	bad	mutex_lock(&d->lock);		good	copy_from_user(&args, uptr, n);
 *		copy_from_user(&args, uptr, n);		mutex_lock(&d->lock);
 *
 * Silent for what wants mmap_lock held already: get_user_pages(), hmm_range_fault().
 * A lock that an invalidate callback takes as well is notifier-lock-fault's.
 */
#include "rules/rule.h"

#include <string.h>

static bool matches(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	(void)level;
	(void)act;
	/* GUP under mmap_lock does not take it: where that was taken under the lock, there is the edge */
	return strcmp(intern_text(&r->s->texts, edge->what), "gup_locked");
}

static bool is_taking(struct reporter *r, const struct effect *cause, enum reclaim level, uint32_t lock)
{
	(void)lock;
	return matches(r, cause, level, NULL);
}

static const char *message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena,
		"'%s' may fault or take mmap_lock while holding '%s', which '%s' takes under mmap_lock",
		c->callee, c->lock, c->callback);
}

static const char *const fixes[] = {
	"copy from and to user space, and take mmap_lock, outside the lock",
	NULL,
};

static const char *const wait_fixes[] = {
	"wait for the item before the lock is taken, or from a work item of its own",
	NULL,
};

void rule_mmap_lock_inversion(struct reporter *r);
void rule_mmap_lock_inversion(struct reporter *r)
{
	static const char *const contexts[] = { "fault", NULL }, *const unless[] = { "mm", NULL };
	static const struct cycle_query q = {
		.rule = "mmap-lock-inversion", .kinds = 1 << EFFECT_FAULT, .contexts = contexts, .unless = unless,
		.matches = matches, .message = message, .fixes = fixes,
	};

	static const struct held_wait_query waits = {
		.rule = "mmap-lock-inversion", .causes = 1 << EFFECT_FAULT, .contexts = contexts, .unless = unless,
		.matches = is_taking, .message = held_wait_message, .fixes = wait_fixes,
	};

	report_cycles(r, &q);
	report_held_waits(r, &waits);
}
