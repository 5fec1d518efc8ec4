// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   shrinkers and callbacks that flush work queues with and without a rescuer
 * rule:   reclaim-flush-wq
 * origin: own
 * lab:    warning
 */
#include <linux/mmu_notifier.h>
#include <linux/shrinker.h>
#include <linux/workqueue.h>

struct fw_dev {
	struct shrinker shrinker;
	struct mmu_interval_notifier mni;
	struct workqueue_struct *plain_wq, *reclaim_wq;
	struct work_struct plain_work, reclaim_work, system_work, idle_work;
	struct work_struct rescued_work, unrescued_work;
	unsigned long n;
};

static void fw_run(struct work_struct *work)
{
}

/* Reclaim may wait for an item of a work queue with a rescuer. */
static void bad_rescued(struct work_struct *work)
{
	struct fw_dev *d = container_of(work, struct fw_dev, rescued_work);

	flush_work(&d->system_work);		/* { dg-warning "'flush_work' in 'bad_rescued', which reclaim may depend on, waits for 'struct fw_dev.system_work' on a work queue without WQ_MEM_RECLAIM" } */
	flush_work(&d->reclaim_work);		/* { dg-bogus "." } */
}

static void good_unrescued(struct work_struct *work)
{
	struct fw_dev *d = container_of(work, struct fw_dev, unrescued_work);

	flush_work(&d->system_work);		/* { dg-bogus "." } */
}

int good_init(struct fw_dev *d)
{
	INIT_WORK(&d->plain_work, fw_run);
	INIT_WORK(&d->reclaim_work, fw_run);
	INIT_WORK(&d->system_work, fw_run);
	INIT_WORK(&d->idle_work, fw_run);
	INIT_WORK(&d->rescued_work, bad_rescued);
	INIT_WORK(&d->unrescued_work, good_unrescued);
	d->plain_wq = alloc_workqueue("fw-plain", WQ_UNBOUND, 0);
	d->reclaim_wq = alloc_workqueue("fw-reclaim", WQ_UNBOUND | WQ_MEM_RECLAIM, 0);
	return d->plain_wq && d->reclaim_wq ? 0 : -ENOMEM;
}

void good_queue(struct fw_dev *d)
{
	queue_work(d->plain_wq, &d->plain_work);
	queue_work(d->reclaim_wq, &d->reclaim_work);
	schedule_work(&d->system_work);
	queue_work(d->reclaim_wq, &d->rescued_work);
	queue_work(d->plain_wq, &d->unrescued_work);
	flush_work(&d->system_work);		/* { dg-bogus "." } */
	flush_workqueue(d->plain_wq);		/* { dg-bogus "." } */
}

static unsigned long fw_count(struct shrinker *s, struct shrink_control *sc)
{
	return container_of(s, struct fw_dev, shrinker)->n;
}

static unsigned long bad_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct fw_dev *d = container_of(s, struct fw_dev, shrinker);

	flush_work(&d->plain_work);		/* { dg-warning "'flush_work' in 'bad_scan', which reclaim may depend on, waits for 'struct fw_dev.plain_work' on a work queue without WQ_MEM_RECLAIM" } */
	flush_workqueue(d->plain_wq);		/* { dg-warning "in 'bad_scan', which reclaim may depend on, waits for 'struct fw_dev.plain_wq' on a work queue without WQ_MEM_RECLAIM" } */
	return SHRINK_STOP;
}

static noinline void fw_drain(struct fw_dev *d)
{
	flush_work(&d->system_work);		/* { dg-warning "in 'bad_invalidate', which reclaim may depend on, waits for 'struct fw_dev.system_work'" } */
}

static bool bad_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fw_dev *d = container_of(mni, struct fw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	fw_drain(d);				/* { dg-message "fw_drain" } */
	return true;
}

static unsigned long good_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct fw_dev *d = container_of(s, struct fw_dev, shrinker);

	flush_work(&d->reclaim_work);		/* { dg-bogus "." } */
	flush_workqueue(d->reclaim_wq);		/* { dg-bogus "." } */
	cancel_work_sync(&d->plain_work);	/* { dg-bogus "." } */
	schedule_work(&d->system_work);		/* { dg-bogus "." } */
	return SHRINK_STOP;
}

/* Reclaim sends CLEAR only, and blockable. */
static bool good_unmap_only(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fw_dev *d = container_of(mni, struct fw_dev, mni);

	if (range->event == MMU_NOTIFY_UNMAP && mmu_notifier_range_blockable(range))
		flush_work(&d->system_work);	/* { dg-bogus "." } */
	return true;
}

const struct shrinker fw_shrinkers[] = {
	{ .count_objects = fw_count, .scan_objects = bad_scan },
	{ .count_objects = fw_count, .scan_objects = good_scan },
};
const struct mmu_interval_notifier_ops fw_ops[] = {
	{ .invalidate = bad_invalidate },
	{ .invalidate = good_unmap_only },
};
