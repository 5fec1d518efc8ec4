// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   sleeping calls in a callback that never asks whether it may
 * rule:   nonblock-sleep
 * origin: own
 * lab:    sleep-in-atomic
 */
#include <linux/delay.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct nb_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mutex lock;
	struct rw_semaphore sem;
	spinlock_t spin;
	wait_queue_head_t wq;
	struct work_struct work;
	struct completion done;
	int busy;
};

static bool bad_mutex(struct mmu_interval_notifier *mni,
		      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nb_dev *d = container_of(mni, struct nb_dev, mni);

	mutex_lock(&d->lock);	/* { dg-warning "'mutex_lock(_nested)?' may sleep in a non-blockable invocation of 'bad_mutex'" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static int bad_sem(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct nb_dev *d = container_of(mn, struct nb_dev, mn);

	down_read(&d->sem);	/* { dg-warning "'down_read' may sleep in a non-blockable invocation of 'bad_sem'" } */
	up_read(&d->sem);
	return 0;
}

static void bad_end(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct nb_dev *d = container_of(mn, struct nb_dev, mn);

	wait_event(d->wq, !d->busy);	/* { dg-warning "may sleep in a non-blockable invocation of 'bad_end'" } */
}

static bool bad_waits(struct mmu_interval_notifier *mni,
		      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nb_dev *d = container_of(mni, struct nb_dev, mni);

	spin_lock(&d->spin);
	mmu_interval_set_seq(mni, seq);
	spin_unlock(&d->spin);
	flush_work(&d->work);		/* { dg-warning "'flush_work' may sleep in a non-blockable invocation of 'bad_waits'" } { dg-warning "without WQ_MEM_RECLAIM" reclaim-flush-wq } */
	msleep(1);			/* { dg-warning "'msleep' may sleep" } */
	wait_for_completion(&d->done);	/* { dg-warning "'wait_for_completion' may sleep" } */
	might_sleep();			/* { dg-warning "may sleep" } */
	return true;
}

static int good_spins(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct nb_dev *d = container_of(mn, struct nb_dev, mn);

	spin_lock(&d->spin);		/* { dg-bogus "sleep" } */
	d->busy = 0;
	spin_unlock(&d->spin);
	if (!mutex_trylock(&d->lock))	/* { dg-bogus "sleep" } */
		return mmu_notifier_range_blockable(range) ? 0 : -EAGAIN;
	mutex_unlock(&d->lock);
	wake_up_all(&d->wq);		/* { dg-bogus "sleep" } */
	schedule_work(&d->work);	/* { dg-bogus "sleep" } */
	complete(&d->done);		/* { dg-bogus "sleep" } */
	udelay(2);			/* { dg-bogus "sleep" } */
	return 0;
}

/* release is always blockable. */
static void good_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct nb_dev *d = container_of(mn, struct nb_dev, mn);

	mutex_lock(&d->lock);		/* { dg-bogus "sleep" } */
	d->busy = 0;
	mutex_unlock(&d->lock);
	wait_event(d->wq, !d->busy);	/* { dg-bogus "sleep" } */
}

/* The same calls elsewhere are nobody's concern. */
void good_elsewhere(struct nb_dev *d)
{
	mutex_lock(&d->lock);		/* { dg-bogus "sleep" } */
	mutex_unlock(&d->lock);
	flush_work(&d->work);		/* { dg-bogus "sleep" } */
}

const struct mmu_interval_notifier_ops nb_ops[] = {
	{ .invalidate = bad_mutex },
	{ .invalidate = bad_waits },
};

const struct mmu_notifier_ops nb_bad_ops = { .invalidate_range_start = bad_sem, .invalidate_range_end = bad_end };
const struct mmu_notifier_ops nb_good_ops = { .invalidate_range_start = good_spins, .release = good_release };
