// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "reclaim-flush-wq/flush.c"
#include <linux/delay.h>
#include "lab.h"

static struct fw_dev dev, other;

/* The kernel asks only when there is something to wait for. */
static void run_slowly(struct work_struct *work)
{
	msleep(500);
}

static void run_again(struct work_struct *work)
{
	msleep(50);
	if (dev.n)
		queue_work(dev.plain_wq, work);
}

static int add_shrinker(struct fw_dev *d, const struct shrinker *s)
{
	d->n = 1 << 20;
	d->shrinker = *s;
	d->shrinker.seeks = DEFAULT_SEEKS;
	return register_shrinker(&d->shrinker, "lab");
}

static void flush_slow_item_from(struct work_struct *work)
{
	schedule_work(&dev.system_work);
	queue_work(dev.reclaim_wq, work);
	flush_work(work);
}

static int lab_setup(void)
{
	int ret = good_init(&dev);

	INIT_WORK(&dev.system_work, run_slowly);
	INIT_WORK(&dev.plain_work, run_again);
	LAB(bad_scan, ret |= add_shrinker(&dev, &fw_shrinkers[0]); queue_work(dev.plain_wq, &dev.plain_work));
	LAB(bad_invalidate, ret |= lab_interval(&dev.mni, &fw_ops[0]); schedule_work(&dev.system_work));
	LAB(good_scan, ret |= good_init(&other); ret |= add_shrinker(&other, &fw_shrinkers[1]));
	LAB(good_unmap_only, ret |= lab_interval(&dev.mni, &fw_ops[1]));
	return ret;
}

static void lab_calls(void)
{
	LAB(bad_rescued, flush_slow_item_from(&dev.rescued_work));
	LAB(good_unrescued, schedule_work(&dev.system_work); queue_work(dev.plain_wq, &dev.unrescued_work);
	    flush_work(&dev.unrescued_work));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	if (dev.n) {
		unregister_shrinker(&dev.shrinker);
		dev.n = 0;
		cancel_work_sync(&dev.plain_work);
	}
	if (other.n)
		unregister_shrinker(&other.shrinker);
}
