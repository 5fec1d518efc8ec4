// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    neither side takes a lock, or only the callback does
 * rule:    interval-protocol
 * lab:     nothing: a race of two processors, for which nobody in the kernel looks
 * origin:  reduced from drivers/gpu/drm/i915/gem/i915_gem_userptr.c, 6.12; FIXED: with the lock of 6.1
 * variant: FIXED
 */
#include <linux/mmu_notifier.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

struct nl_obj {
	struct mmu_interval_notifier mni;
	rwlock_t notifier_lock;
	unsigned long seq;
};

static bool bad_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
#ifdef FIXED
	struct nl_obj *o = container_of(mni, struct nl_obj, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	write_lock(&o->notifier_lock);
	mmu_interval_set_seq(mni, seq);
	write_unlock(&o->notifier_lock);
#else
	mmu_interval_set_seq(mni, seq);	/* { dg-warning "'bad_invalidate' sets the sequence without any lock, and 'submit_done' checks it without one" } */
#endif
	return true;
}

const struct mmu_interval_notifier_ops nl_ops = { .invalidate = bad_invalidate };

int good_insert(struct nl_obj *o);
int good_insert(struct nl_obj *o)
{
	int ret = mmu_interval_notifier_insert(&o->mni, current->mm, 0, PAGE_SIZE, &nl_ops);

	if (!ret)
		o->seq = mmu_interval_read_begin(&o->mni);
	return ret;
}

static noinline int submit_done(struct nl_obj *o)
{
	return mmu_interval_read_retry(&o->mni, o->seq) ? -EAGAIN : 0;
}

int bad_submit(struct nl_obj *o);
int bad_submit(struct nl_obj *o)
{
	int ret;

#ifdef FIXED
	read_lock(&o->notifier_lock);
#endif
	ret = submit_done(o);
#ifdef FIXED
	read_unlock(&o->notifier_lock);
#endif
	return ret;
}
