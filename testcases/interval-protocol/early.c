// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:       a check under another lock, and one under the right lock later
 * rule:       interval-protocol
 * lab:        nothing: a race of two processors, for which nobody in the kernel looks
 * origin:     own; after i915_gem_object_userptr_submit_init() and _done(), 6.1
 * confidence: low
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

struct er_obj {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	rwlock_t notifier_lock;
	unsigned long seq;
};

static bool good_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct er_obj *o = container_of(mni, struct er_obj, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	write_lock(&o->notifier_lock);
	mmu_interval_set_seq(mni, seq);
	write_unlock(&o->notifier_lock);
	return true;
}

const struct mmu_interval_notifier_ops er_ops = { .invalidate = good_invalidate };

int er_insert(struct er_obj *o);
int er_insert(struct er_obj *o)
{
	return mmu_interval_notifier_insert(&o->mni, current->mm, 0, PAGE_SIZE, &er_ops);
}

static noinline int bad_submit_init(struct er_obj *o)
{
	unsigned long seq = mmu_interval_read_begin(&o->mni);
	int ret = 0;

	mutex_lock(&o->lock);
	if (mmu_interval_read_retry(&o->mni, seq))	/* { dg-warning "'bad_submit_init' checks the sequence without 'struct er_obj.notifier_lock', under which it is set" } */
		ret = -EAGAIN;
	else
		o->seq = seq;
	mutex_unlock(&o->lock);
	return ret;
}

static noinline int good_submit_done(struct er_obj *o)
{
	return mmu_interval_read_retry(&o->mni, o->seq) ? -EAGAIN : 0;
}

int er_submit(struct er_obj *o);
int er_submit(struct er_obj *o)
{
	int ret = bad_submit_init(o);

	if (ret)
		return ret;
	read_lock(&o->notifier_lock);
	ret = good_submit_done(o);
	read_unlock(&o->notifier_lock);
	return ret;
}
