// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_migrate: circular-locking: lockdep does not know of owners
 */
#include "notifier-lock-self/owner-in-helper.c"
#include "lab.h"

LAB_DEVICE(struct oh_dev, &oh_ops, mutex_init(&dev.lock); dev.owner = &dev)

static void lab_calls(void)
{
	unsigned long src = 0, dst = 0;
	struct migrate_vma args = { .src = &src, .dst = &dst, .start = lab.start, .end = lab.start + PAGE_SIZE,
				    .flags = MIGRATE_VMA_SELECT_SYSTEM };

	mmap_read_lock(current->mm);
	args.vma = find_vma(current->mm, lab.start);
	LAB(good_migrate, good_migrate(&dev, &args); migrate_vma_finalize(&args));
	mmap_read_unlock(current->mm);
}
