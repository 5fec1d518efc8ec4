// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-remove-lock: a subscription is removed, or the last reference to an
 * mm may be dropped, under a lock that a callback takes, or inside a callback.
 *
 *	bad	mutex_lock(&d->lock);		good	mmu_interval_notifier_remove(&d->mni);
 *		mmu_interval_notifier_remove(&d->mni);	mutex_lock(&d->lock);
 *
 * What is waited for (mm/mmu_notifier.c): mmu_interval_notifier_remove() and
 * mmu_interval_read_begin() for sections of the mm, which may allocate, so the
 * locks of shrinkers count as well; mmu_notifier_unregister() for the list
 * callbacks, and it calls ->release itself; mmu_notifier_synchronize() for the
 * list callbacks; mmput() may call ->release and unmap everything.  mmu_notifier_put() and mmput_async() wait for nobody.
 */
#include "rules/rule.h"

#include <string.h>

static const struct {
	const char *kind, *what;
	const char *contexts[5];
	const char *ops;	/* or NULL: callbacks of any */
} waits[] = {
	{ "notifier", "waits for the mm's invalidations", { "reclaim", "mm", "shrinker", NULL }, NULL },
	{ "unregister", "calls ->release and waits for callbacks", { "release", "reclaim", "mm", NULL }, "mmu_notifier_ops" },
	{ "callbacks", "waits for the callbacks of every mm", { "release", "reclaim", "mm", NULL }, "mmu_notifier_ops" },
	{ "mmput", "may tear down the mm", { "release", "mm", NULL }, NULL },
};

static const char *what_of(struct reporter *r, const struct effect *e)
{
	const char *kind = wait_kind(r->s, e->what);

	for (unsigned int i = 0; i < sizeof(waits) / sizeof(*waits); i++)
		if (!strcmp(kind, waits[i].kind))
			return waits[i].what;
	return NULL;
}

static const char *const inside[] = { "mm", "reclaim", NULL };

/* The very call is wrong inside a callback, with any lock: told as that. */
static bool is_inside_callback(struct reporter *r, const struct effect *edge)
{
	struct witness here, there;

	witness_edge(r->s, r->arena, r->s->edge_node.at[edge - r->s->edges.at], edge, &here);
	for (uint32_t i = 0; i < r->entries->acts.n; i++) {
		const struct act *a = &r->entries->acts.at[i];

		if (a->effect.kind != EFFECT_WAIT || a->effect.what != edge->what || !entry_is_in(r, a, inside) ||
		    effect_badness(&a->effect) > effect_badness(edge))
			continue;
		witness_effect(r->s, r->arena, r->entries->at.at[a->entry].node, &a->effect, &there);
		if (there.leaf_node == here.leaf_node && there.leaf_event == here.leaf_event)
			return true;
	}
	return false;
}

/* Some callback takes the lock where this kind of wait waits for it. */
static bool matches(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	const char *kind = wait_kind(r->s, edge->what);

	(void)level;
	(void)act;
	for (unsigned int i = 0; i < sizeof(waits) / sizeof(*waits); i++)
		if (!strcmp(kind, waits[i].kind))
			return is_taken_by(r, edge->lock, waits[i].contexts, waits[i].ops) &&
			       !is_inside_callback(r, edge);
	return false;
}

static const char *message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena, "'%s' %s while holding '%s', which %s '%s' takes",
			    c->callee, what_of(r, c->edge), c->lock, c->role, c->callback);
}

static bool is_removal(struct reporter *r, const struct act *act, uint32_t node)
{
	(void)node;
	return what_of(r, &act->effect);
}

static const char *act_message(struct reporter *r, const char *callee, const struct effect *e, const char *callback)
{
	return arena_printf(r->arena, "'%s' %s inside callback '%s'", callee, what_of(r, e), callback);
}

static const char *const fixes[] = {
	"remove it without the lock, where nobody holds one that a callback takes",
	"mmu_notifier_put() or mmput_async(), which leave the waiting to others",
	NULL,
};

void rule_notifier_remove_lock(struct reporter *r);
void rule_notifier_remove_lock(struct reporter *r)
{
	static const char *const mm[] = { "mm", NULL }, *const rest[] = { "reclaim", "release", "shrinker", NULL };
	static const struct cycle_query queries[] = {
		{ .rule = "notifier-remove-lock", .kinds = 1 << EFFECT_WAIT, .contexts = mm,
		  .matches = matches, .message = message, .fixes = fixes },
		{ .rule = "notifier-remove-lock", .kinds = 1 << EFFECT_WAIT, .contexts = rest, .unless = mm,
		  .matches = matches, .message = message, .fixes = fixes },
	};
	static const struct act_query q = {
		.rule = "notifier-remove-lock", .contexts = inside, .kinds = 1 << EFFECT_WAIT,
		.matches = is_removal, .message = act_message, .fixes = fixes,
	};

	for (unsigned int i = 0; i < sizeof(queries) / sizeof(*queries); i++)
		report_cycles(r, &queries[i]);
	report_acts(r, &q);
}
