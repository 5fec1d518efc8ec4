// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 * bad_nofs_io: nothing: lockdep's fs_reclaim stands for allocations with __GFP_FS only, but this shrinker goes on with __GFP_IO alone
 */
#include "shrinker-lock-alloc/gfp-mask.c"
#include "lab.h"

static struct gm_sb cache;

static int lab_setup(void)
{
	mutex_init(&cache.fs_lock);
	mutex_init(&cache.io_lock);
	init_rwsem(&cache.sem);
	cache.n = 1 << 20;
	cache.shrinker = gm_shrinker;
	cache.shrinker.seeks = DEFAULT_SEEKS;
	return register_shrinker(&cache.shrinker, "lab");
}

static void lab_calls(void)
{
	LAB(bad_kernel, bad_kernel(&cache));
	LAB(bad_reader, bad_reader(&cache));
	LAB(bad_nofs_io, bad_nofs_io(&cache));
	LAB(good_nofs, good_nofs(&cache));
	LAB(good_nofs_scope, good_nofs_scope(&cache));
	LAB(good_noio, good_noio(&cache));
	LAB(good_noio_io, good_noio_io(&cache));
}

static void lab_teardown(void)
{
	unregister_shrinker(&cache.shrinker);
}
