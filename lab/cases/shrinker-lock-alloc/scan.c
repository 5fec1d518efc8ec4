// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 * bad_nofs: nothing: lockdep's fs_reclaim stands for allocations with __GFP_FS only, but the shrinker is called for the others, too
 * bad_noio_scope: nothing: as bad_nofs
 */
#include "shrinker-lock-alloc/scan.c"
#include "lab.h"

static struct sc_cache cache;

static int lab_setup(void)
{
	mutex_init(&cache.lock);
	mutex_init(&cache.try_lock);
	spin_lock_init(&cache.spin);
	cache.n = 1 << 20;
	cache.shrinker = sc_shrinker;
	cache.shrinker.seeks = DEFAULT_SEEKS;
	return register_shrinker(&cache.shrinker, "lab");
}

static void lab_calls(void)
{
	LAB(bad_kmalloc, bad_kmalloc(&cache));
	LAB(bad_two_calls_below, bad_two_calls_below(&cache));
	LAB(bad_nofs, bad_nofs(&cache));
	LAB(bad_noio_scope, bad_noio_scope(&cache));
	LAB(good_before, good_before(&cache));
	LAB(good_nowait, good_nowait(&cache));
	LAB(good_noreclaim, good_noreclaim(&cache));
	LAB(good_trylock_in_shrinker, good_trylock_in_shrinker(&cache));
}

static void lab_teardown(void)
{
	unregister_shrinker(&cache.shrinker);
}
