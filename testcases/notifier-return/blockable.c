// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   callbacks that fail in an invocation that may block
 * rule:   notifier-return
 * origin: own
 * lab:    warning
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>

struct bk_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mutex lock;
	struct rw_semaphore sem;
	unsigned long start;
	bool dead;
	int users;
};

#define to_dev(m) container_of(m, struct bk_dev, mni)
#define mn_dev(m) container_of(m, struct bk_dev, mn)

static bool bad_trylock(struct mmu_interval_notifier *mni,
			const struct mmu_notifier_range *range, unsigned long seq)
{
	struct bk_dev *d = to_dev(mni);

	if (!mutex_trylock(&d->lock))
		return false;		/* { dg-warning "'bad_trylock' fails .returns 0. in an invocation that may block" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static int bad_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct bk_dev *d = mn_dev(mn);

	if (d->dead)
		return -EAGAIN;		/* { dg-warning "'bad_start' fails .returns -11. in an invocation that may block" } */
	d->start = range->start;
	return 0;
}

/* Killed: mutex_lock_killable() says so, and the error is passed on. */
static int bad_killable(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct bk_dev *d = mn_dev(mn);
	int err;

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	err = mutex_lock_killable(&d->lock);
	if (err)
		return err;		/* { dg-warning "'bad_killable' fails .returns an error. in an invocation that may block" } */
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

static bool bad_inverted(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	if (mmu_notifier_range_blockable(range))
		return false;		/* { dg-warning "'bad_inverted' fails" } */
	mmu_interval_set_seq(mni, seq);
	return true;
}

/* Nothing to do is no failure. */
static bool bad_nothing(struct mmu_interval_notifier *mni,
			const struct mmu_notifier_range *range, unsigned long seq)
{
	struct bk_dev *d = to_dev(mni);

	if (range->end <= d->start)
		return false;		/* { dg-warning "'bad_nothing' fails" } */
	mutex_lock(&d->lock);		/* { dg-warning "may sleep" nonblock-sleep } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static bool good_asks(struct mmu_interval_notifier *mni,
		      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct bk_dev *d = to_dev(mni);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return false;
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static int good_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct bk_dev *d = mn_dev(mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mutex_lock(&d->lock);
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

static int good_variable(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct bk_dev *d = mn_dev(mn);
	int ret = 0;

	if (mmu_notifier_range_blockable(range))
		down_write(&d->sem);
	else if (!down_write_trylock(&d->sem))
		ret = -EAGAIN;
	if (!ret) {
		d->start = range->start;
		up_write(&d->sem);
	}
	return ret;
}

static noinline int bk_lock(struct bk_dev *d, bool may_block)
{
	if (may_block)
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return -EAGAIN;
	return 0;
}

static int good_helper(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct bk_dev *d = mn_dev(mn);
	int ret = bk_lock(d, mmu_notifier_range_blockable(range));

	if (ret)
		return ret;
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

/* The answer is the result. */
static bool good_answer(struct mmu_interval_notifier *mni,
			const struct mmu_notifier_range *range, unsigned long seq)
{
	bool blockable = mmu_notifier_range_blockable(range);

	if (blockable) {
		mutex_lock(&to_dev(mni)->lock);
		mmu_interval_set_seq(mni, seq);
		mutex_unlock(&to_dev(mni)->lock);
	}
	return blockable;
}

/* Only UNMAP is sent non-blockable. */
static int good_event(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct bk_dev *d = mn_dev(mn);

	if (range->event != MMU_NOTIFY_UNMAP)
		return 0;
	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mutex_lock(&d->lock);
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

/* What it returns is not known: no certain failure. */
int bk_remote(struct bk_dev *d, unsigned long start);

static int good_unknown(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	return bk_remote(mn_dev(mn), range->start);
}

const struct mmu_interval_notifier_ops bk_interval[] = {
	{ .invalidate = bad_trylock },
	{ .invalidate = bad_inverted },
	{ .invalidate = bad_nothing },
	{ .invalidate = good_asks },
	{ .invalidate = good_answer },
};

const struct mmu_notifier_ops bk_list[] = {
	{ .invalidate_range_start = bad_start },
	{ .invalidate_range_start = bad_killable },
	{ .invalidate_range_start = good_start },
	{ .invalidate_range_start = good_variable },
	{ .invalidate_range_start = good_helper },
	{ .invalidate_range_start = good_event },
	{ .invalidate_range_start = good_unknown },
};
