// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   paths that never come back, and work for later
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/panic.h>
#include <linux/workqueue.h>

struct dead_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct work_struct work;
	void *buf;
};

static bool dead_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct dead_dev *d = container_of(mni, struct dead_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops dead_ops = { .invalidate = dead_invalidate };

static noinline void dead_expect(struct dead_dev *d)
{
	if (!d->buf)
		panic("dead: no buffer\n");
}

/* Only the path that panics would have reached the allocation. */
void good_after_bug(struct dead_dev *d, bool broken)
{
	mutex_lock(&d->lock);
	if (broken) {
		BUG();
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	}
	BUG_ON(!d->buf);
	dead_expect(d);
	mutex_unlock(&d->lock);
}

/* A warning allocates nothing; and it returns. */
int good_warns(struct dead_dev *d)
{
	mutex_lock(&d->lock);
	if (WARN_ON(!d->buf)) {		/* { dg-bogus "reclaim" } */
		mutex_unlock(&d->lock);
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
		return -EINVAL;
	}
	WARN_ONCE(d->buf == d, "dead: itself\n");	/* { dg-bogus "reclaim" } */
	pr_info("dead: %p\n", d->buf);		/* { dg-bogus "reclaim" } */
	dev_warn(NULL, "dead\n");		/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return 0;
}

int bad_after_warning(struct dead_dev *d)
{
	mutex_lock(&d->lock);
	if (WARN_ON_ONCE(!d->buf))
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct dead_dev.lock'" } */
	mutex_unlock(&d->lock);
	return 0;
}

static void dead_work(struct work_struct *work)
{
	struct dead_dev *d = container_of(work, struct dead_dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

void good_init(struct dead_dev *d)
{
	INIT_WORK(&d->work, dead_work);
}

/* Queued under the lock, run without it. */
void good_queues(struct dead_dev *d)
{
	mutex_lock(&d->lock);
	schedule_work(&d->work);	/* { dg-bogus "reclaim" } */
	queue_work(system_unbound_wq, &d->work);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}
