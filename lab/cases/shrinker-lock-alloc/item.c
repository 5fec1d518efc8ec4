// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "shrinker-lock-alloc/item.c"
#include "lab.h"

static struct si_cache cache = { .n = 1 << 20 };

LAB_SHRINKER(si_shrinker, mutex_init(&cache.lock); mutex_init(&cache.fs_lock); good_init(&cache); si_cache = &cache)

static void run(struct work_struct *work)
{
	schedule_work(work);
	flush_work(work);
}

static void lab_calls(void)
{
	run(&cache.refill_work);
	run(&cache.quiet_work);
	run(&cache.fs_work);
	LAB(good_init, );
	LAB(bad_stop, bad_stop(&cache));
	LAB(good_stop, good_stop(&cache));
	LAB(good_nofs, good_nofs(&cache));
}
