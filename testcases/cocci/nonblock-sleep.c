// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   callbacks that sleep without having asked, and those that ask
 * rule:   nonblock-sleep
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in nonblock-sleep/direct and nonblock-sleep/section
 * cocci:  nonblock_sleep
 * origin: own
 */
#include <linux/delay.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>

struct dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mutex lock;
	struct rw_semaphore sem;
	void *shadow;
	int users;
};

static bool bad_mutex(struct mmu_interval_notifier *mni,
		      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct dev *d = container_of(mni, struct dev, mni);

	mutex_lock(&d->lock);	/* { dg-warning "'mutex_lock' may sleep in a non-blockable invocation of 'bad_mutex'" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static const struct mmu_interval_notifier_ops bad_mutex_ops = {
	.invalidate = bad_mutex,
};

/* The counter would have to be put back: no patch. */
static bool bad_late(struct mmu_interval_notifier *mni,
		     const struct mmu_notifier_range *range, unsigned long seq)
{
	struct dev *d = container_of(mni, struct dev, mni);

	refcount_inc((refcount_t *)&d->users);
	mutex_lock(&d->lock);	/* { dg-warning "may sleep in a non-blockable invocation of 'bad_late'" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static const struct mmu_interval_notifier_ops bad_late_ops = {
	.invalidate = bad_late,
};

static noinline void zap(struct dev *d)
{
	down_write(&d->sem);	/* { dg-warning "'down_write' may sleep in a non-blockable invocation of 'bad_helper'" } */
	d->users = 0;
	up_write(&d->sem);
}

static noinline void copy(struct dev *d)
{
	d->shadow = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' may sleep in a non-blockable invocation of 'bad_helper'" } */
	kfree(d->shadow);
	d->shadow = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "sleep" } */
}

static int bad_helper(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct dev *d = container_of(mn, struct dev, mn);

	copy(d);	/* { dg-message "calls 'copy'" } */
	zap(d);		/* { dg-message "calls 'zap'" } */
	return 0;
}

static const struct mmu_notifier_ops bad_helper_ops = {
	.invalidate_range_start = bad_helper,
};

static int bad_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct dev *d = container_of(mn, struct dev, mn);

	down_read(&d->sem);	/* { dg-warning "'down_read' may sleep in a non-blockable invocation of 'bad_start'" } */
	d->users = 0;
	up_read(&d->sem);
	return 0;
}

static const struct mmu_notifier_ops bad_start_ops = {
	.invalidate_range_start = bad_start,
};

static bool good_idiom(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct dev *d = container_of(mni, struct dev, mni);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);	/* { dg-bogus "sleep" } */
	else if (!mutex_trylock(&d->lock))
		return false;
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static const struct mmu_interval_notifier_ops good_idiom_ops = {
	.invalidate = good_idiom,
};

static noinline bool take(struct dev *d, bool may_block)
{
	if (!may_block)
		return mutex_trylock(&d->lock);
	mutex_lock(&d->lock);		/* { dg-bogus "sleep" } */
	return true;
}

static int good_early(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct dev *d = container_of(mn, struct dev, mn);

	if (!take(d, mmu_notifier_range_blockable(range)))
		return -EAGAIN;
	mutex_unlock(&d->lock);
	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	msleep(1);			/* { dg-bogus "sleep" } */
	return 0;
}

static const struct mmu_notifier_ops good_early_ops = {
	.invalidate_range_start = good_early,
};

static noinline bool may_wait(const struct mmu_notifier_range *range)
{
	return mmu_notifier_range_blockable(range);
}

static bool good_asker(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct dev *d = container_of(mni, struct dev, mni);

	if (!may_wait(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-bogus "sleep" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static const struct mmu_interval_notifier_ops good_asker_ops = {
	.invalidate = good_asker,
};

void bad_section(struct dev *d)
{
	non_block_start();
	msleep(1);		/* { dg-warning "'msleep' may sleep between non_block_start\(\) and non_block_end\(\)" } */
	non_block_end();
}

void good_section(struct dev *d)
{
	non_block_start();
	d->users = mutex_trylock(&d->lock);
	non_block_end();
	msleep(1);		/* { dg-bogus "sleep" } */
}

const void *const used[] = {
	&bad_mutex_ops, &bad_late_ops, &bad_helper_ops, &bad_start_ops, &good_idiom_ops, &good_early_ops, &good_asker_ops,
};
