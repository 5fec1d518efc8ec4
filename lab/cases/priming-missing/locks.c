// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "priming-missing/locks.c"
#include "lab.h"

static struct pm_dev bad, good, scan = { .n = 1 << 20 };

static void make(struct pm_dev *d)
{
	mutex_init(&d->untold);
	mutex_init(&d->untold_deep);
	mutex_init(&d->told);
	mutex_init(&d->told_in_helper);
	mutex_init(&d->tried);
	mutex_init(&d->untold_scan);
	spin_lock_init(&d->spin);
}

static int lab_setup(void)
{
	int ret = 0;

	make(&bad);
	make(&good);
	make(&scan);
	good_init(&good);
	scan.shrinker = pm_shrinker;
	LAB(bad_invalidate, ret |= lab_interval(&bad.mni, &pm_ops[0]));
	LAB(good_invalidate, ret |= lab_interval(&good.mni, &pm_ops[1]));
	LAB(good_init, );
	LAB(bad_scan, ret |= lab_shrinker_add(&scan.shrinker));
	return ret;
}

static void lab_calls(void)
{
	LAB(good_count, good_count(&scan.shrinker, NULL));
}

static void lab_teardown(void)
{
	lab_remove(&bad.mni);
	lab_remove(&good.mni);
	LAB(bad_scan, unregister_shrinker(&scan.shrinker));
}
