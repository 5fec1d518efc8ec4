// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 * bad_oom_lock: nothing: out_of_memory() is outside of lockdep's fs_reclaim, and oom_lock is only tried
 */
#include "shrinker-lock-alloc/run-time.c"
#include "lab.h"

static struct rt_pool pool = { .n = 1 << 20 };

static int lab_setup(void)
{
	mutex_init(&pool.lock);
	mutex_init(&pool.oom_lock);
	mutex_init(&pool.count_lock);
	mutex_init(&pool.unused_lock);
	return good_init(&pool);
}

static void lab_calls(void)
{
	LAB(bad_scan_lock, bad_scan_lock(&pool));
	LAB(bad_count_lock, bad_count_lock(&pool));
	LAB(bad_oom_lock, bad_oom_lock(&pool));
	LAB(good_unused_lock, good_unused_lock(&pool));
	LAB(good_init, );
}

static void lab_teardown(void)
{
	unregister_shrinker(&pool.shrinker);
	unregister_oom_notifier(&pool.oom);
}
