// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-lock-false-fix: as notifier-lock-alloc, but somebody thought that
 * GFP_NOFS or GFP_NOIO, as a flag or as a scope, keeps reclaim away.  It only
 * keeps it from file systems and block devices: fs_reclaim_acquire()
 * (mm/page_alloc.c) takes the mmu_notifier map whatever the flags say.
 *
 *	bad	mutex_lock(&d->lock);		good	p = kmalloc(n, GFP_KERNEL);
 *		p = kmalloc(n, GFP_NOFS);		mutex_lock(&d->lock);
 */
#include "rules/rule.h"

static bool matches(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	(void)r;
	(void)act;
	(void)edge;
	return level == RECLAIM_NOFS || level == RECLAIM_NOIO;
}

/* What the author put his trust in. */
static const char *false_fix(const struct solver *s, const struct cycle *c)
{
	enum reclaim by_flags = reclaim_level(s, c->edge->what, 0);

	if (c->level == RECLAIM_NOIO)
		return by_flags == RECLAIM_NOIO ? "GFP_NOIO" : "memalloc_noio_save()";
	return by_flags == RECLAIM_NOFS ? "GFP_NOFS" : "memalloc_nofs_save()";
}

static const char *message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena,
		"%s does not keep reclaim out of mmu notifiers: '%s' while holding '%s', %s",
		false_fix(r->s, c), c->callee, c->lock, cycle_taker(r, c));
}

static const char *const fixes[] = {
	"allocate before the lock is taken",
	"GFP_NOWAIT, if the caller can handle failure (not for vmalloc or __GFP_NOFAIL)",
	"memalloc_noreclaim_save() around it, last: it eats the emergency reserves",
	NULL,
};

void rule_notifier_lock_false_fix(struct reporter *r);
void rule_notifier_lock_false_fix(struct reporter *r)
{
	static const char *const contexts[] = { "reclaim", NULL };
	static const struct cycle_query q = {
		.rule = "notifier-lock-false-fix", .kinds = 1 << EFFECT_ALLOC, .contexts = contexts,
		.matches = matches, .message = message, .fixes = fixes, .counts_told = true,
	};

	report_cycles(r, &q);
}
