// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "history/zswap-cpu-prepare.c"
#include "lab.h"

static struct foo_pool pool;
static u8 buffer[64];

static int lab_setup(void)
{
	int cpu;

	pool.acomp_ctx = alloc_percpu(struct foo_acomp_ctx);
	for_each_possible_cpu(cpu) {
		mutex_init(&per_cpu_ptr(pool.acomp_ctx, cpu)->mutex);
		per_cpu_ptr(pool.acomp_ctx, cpu)->buffer = buffer;
	}
	foo_current_pool = &pool;
	return lab_shrinker_add(&foo_shrinker);
}

static void lab_calls(void)
{
	LAB(bad_cpu_prepare, bad_cpu_prepare(0, &pool));
}

static void lab_teardown(void)
{
	unregister_shrinker(&foo_shrinker);
}
