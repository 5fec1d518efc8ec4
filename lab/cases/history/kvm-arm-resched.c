// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "history/kvm-arm-resched.c"
#include "lab.h"

#include <linux/mman.h>

static unsigned long pgd[PTRS_PER_PGD];
static struct foo_kvm dev = { .pgd = pgd };

/* Memory of more than one top level entry is there, and empty. */
static int lab_setup(void)
{
	int ret = 0;

	spin_lock_init(&dev.mmu_lock);
	lab_map(0, 4 * PGDIR_SIZE, MAP_NORESERVE);
	LAB(bad_range_start, ret = lab_list(&dev.mmu_notifier, &foo_kvm_ops));
	return ret;
}

static void lab_calls(void)
{
	LAB(good_free_stage2, good_free_stage2(&dev));
}

static void lab_teardown(void)
{
	lab_unregister(&dev.mmu_notifier);
}
