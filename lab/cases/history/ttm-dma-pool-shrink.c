// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "history/ttm-dma-pool-shrink.c"
#include "lab.h"

static struct foo_manager manager = { .pools = LIST_HEAD_INIT(manager.pools) };
static struct foo_pool pool = { .free_list = LIST_HEAD_INIT(pool.free_list) };

LAB_SHRINKER(foo_shrinker, mutex_init(&manager.lock); spin_lock_init(&pool.lock); foo_manager = &manager;
	     pool.npages_free = 1 << 10; list_add(&pool.pools, &manager.pools))

static void lab_calls(void)
{
	LAB(bad_free_pool, bad_free_pool(&pool); good_add_pool(&pool));
	LAB(good_add_pool, list_del(&pool.pools); good_add_pool(&pool));
}
