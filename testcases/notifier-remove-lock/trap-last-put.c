// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what only the last reference does is told of at low confidence: the callback holds one itself
 * rule:   notifier-remove-lock
 * origin: own, after drivers/xen/gntdev.c
 * lab:    recursive-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/refcount.h>
#include <linux/slab.h>

struct lp_map {
	struct mmu_interval_notifier notifier;
	refcount_t users;
	unsigned long n;
};

static noinline void lp_put(struct lp_map *m)
{
	if (!refcount_dec_and_test(&m->users))
		return;
	mmu_interval_notifier_remove(&m->notifier);	/* { dg-bogus "." } */
	kfree(m);
}

static bool good_invalidate(struct mmu_interval_notifier *mn, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct lp_map *m = container_of(mn, struct lp_map, notifier);

	mmu_interval_set_seq(mn, seq);
	refcount_inc(&m->users);
	m->n++;
	lp_put(m);
	return true;
}

const struct mmu_interval_notifier_ops lp_ops = { .invalidate = good_invalidate };

static bool bad_invalidate(struct mmu_interval_notifier *mn, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct lp_map *m = container_of(mn, struct lp_map, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mmu_interval_set_seq(mn, seq);
	if (m->n)
		mmu_interval_notifier_remove(&m->notifier);	/* { dg-warning "inside callback 'bad_invalidate'" notifier-remove-lock } */
	return true;
}

const struct mmu_interval_notifier_ops lp_bad_ops = { .invalidate = bad_invalidate };
