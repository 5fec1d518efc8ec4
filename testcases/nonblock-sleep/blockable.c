// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the ways to ask mmu_notifier_range_blockable
 * rule:   nonblock-sleep
 * origin: own
 * lab:    sleep-in-atomic
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct bl_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mutex lock;
	bool stale;
};

#define to_dev(m) container_of(m, struct bl_dev, mni)

static bool good_early_return(struct mmu_interval_notifier *mni,
			      const struct mmu_notifier_range *range, unsigned long seq)
{
	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&to_dev(mni)->lock);		/* { dg-bogus "sleep" } */
	mutex_unlock(&to_dev(mni)->lock);
	return true;
}

static int good_eagain(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct bl_dev *d = container_of(mn, struct bl_dev, mn);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);		/* { dg-bogus "sleep" } */
	else if (!mutex_trylock(&d->lock))
		return -EAGAIN;
	d->stale = true;
	mutex_unlock(&d->lock);
	return 0;
}

static bool good_saved(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	bool blockable = mmu_notifier_range_blockable(range);
	struct bl_dev *d = to_dev(mni);

	d->stale = true;
	if (blockable) {
		mutex_lock(&d->lock);		/* { dg-bogus "sleep" } */
		mmu_interval_set_seq(mni, seq);
		mutex_unlock(&d->lock);
	}
	return blockable;
}

static noinline bool bl_take(struct bl_dev *d, bool may_block)
{
	if (!may_block)
		return mutex_trylock(&d->lock);
	mutex_lock(&d->lock);			/* { dg-bogus "sleep" } */
	return true;
}

static bool good_argument(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct bl_dev *d = to_dev(mni);

	if (!bl_take(d, mmu_notifier_range_blockable(range)))
		return false;
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static noinline bool bl_may_wait(const struct mmu_notifier_range *range)
{
	if (range->event == MMU_NOTIFY_RELEASE)
		return true;
	return mmu_notifier_range_blockable(range);
}

/* RELEASE is blockable too. */
static bool good_in_helper(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	if (!bl_may_wait(range))
		return false;
	mutex_lock(&to_dev(mni)->lock);		/* { dg-bogus "sleep" } */
	mutex_unlock(&to_dev(mni)->lock);
	return true;
}

struct bl_op {
	struct bl_dev *d;
	bool may_block;
	unsigned int flags;
};

#define BL_WAIT	0x4

static noinline bool bl_run(struct bl_op *op)
{
	if (op->may_block)
		mutex_lock(&op->d->lock);	/* { dg-bogus "sleep" } */
	else if (!mutex_trylock(&op->d->lock))
		return false;
	mutex_unlock(&op->d->lock);
	return true;
}

/* As kvm does it. */
static bool good_in_struct(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct bl_op op = {
		.d = to_dev(mni),
		.may_block = mmu_notifier_range_blockable(range),
	};

	return bl_run(&op);
}

static noinline bool bl_run_flags(struct bl_dev *d, unsigned int flags)
{
	if (!(flags & BL_WAIT))
		return false;
	mutex_lock(&d->lock);			/* { dg-bogus "sleep" } */
	mutex_unlock(&d->lock);
	return true;
}

static bool good_as_flag(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	unsigned int flags = 1;

	if (mmu_notifier_range_blockable(range))
		flags |= BL_WAIT;
	return bl_run_flags(to_dev(mni), flags);
}

/* The bit itself. */
static bool good_bit(struct mmu_interval_notifier *mni,
		     const struct mmu_notifier_range *range, unsigned long seq)
{
	if (!(range->flags & MMU_NOTIFIER_RANGE_BLOCKABLE))
		return false;
	mutex_lock(&to_dev(mni)->lock);		/* { dg-bogus "sleep" } */
	mutex_unlock(&to_dev(mni)->lock);
	return true;
}

static bool bad_inverted(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	if (mmu_notifier_range_blockable(range))
		return true;
	mutex_lock(&to_dev(mni)->lock);		/* { dg-warning "may sleep in a non-blockable invocation of 'bad_inverted'" } */
	mutex_unlock(&to_dev(mni)->lock);
	return true;
}

/* Asks, and forgets the answer. */
static bool bad_ignored(struct mmu_interval_notifier *mni,
			const struct mmu_notifier_range *range, unsigned long seq)
{
	struct bl_dev *d = to_dev(mni);

	if (!mmu_notifier_range_blockable(range))
		d->stale = true;
	mutex_lock(&d->lock);			/* { dg-warning "may sleep in a non-blockable invocation of 'bad_ignored'" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

/* Sleeps before it asks. */
static bool bad_too_late(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct bl_dev *d = to_dev(mni);

	mutex_lock(&d->lock);			/* { dg-warning "may sleep in a non-blockable invocation of 'bad_too_late'" } */
	if (!mmu_notifier_range_blockable(range)) {
		mutex_unlock(&d->lock);
		return false;
	}
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static bool bad_only_unmap(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	if (range->event != MMU_NOTIFY_UNMAP)
		return true;
	mutex_lock(&to_dev(mni)->lock);		/* { dg-warning "may sleep in a non-blockable invocation of 'bad_only_unmap'" } */
	mutex_unlock(&to_dev(mni)->lock);
	return true;
}

const struct mmu_interval_notifier_ops bl_ops[] = {
	{ .invalidate = good_early_return }, { .invalidate = good_saved },
	{ .invalidate = good_argument }, { .invalidate = good_in_helper },
	{ .invalidate = good_in_struct }, { .invalidate = good_as_flag },
	{ .invalidate = good_bit },
	{ .invalidate = bad_inverted }, { .invalidate = bad_ignored },
	{ .invalidate = bad_too_late }, { .invalidate = bad_only_unmap },
};

const struct mmu_notifier_ops bl_list_ops = { .invalidate_range_start = good_eagain };
