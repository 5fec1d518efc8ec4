// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_owner: circular-locking: lockdep does not know of owners
 * good_event: circular-locking: lockdep has one class for all events
 */
#include "notifier-lock-self/owner.c"
#include "lab.h"

static struct ow_dev dev;
static struct file *file;
static unsigned long address;

/* A page of a file, which may be unmapped. */
static int lab_setup(void)
{
	mutex_init(&dev.by_owner);
	mutex_init(&dev.by_event);
	mutex_init(&dev.by_other_event);
	dev.owner = &dev;
	file = lab_page_of_file(&address);
	if (IS_ERR(file))
		return PTR_ERR(file);
	dev.mapping = file->f_mapping;
	return mmu_interval_notifier_insert(&dev.mni, current->mm, address, PAGE_SIZE, &ow_ops);
}

static void migrate(int (*setup)(struct ow_dev *, struct migrate_vma *))
{
	unsigned long src = 0, dst = 0;
	struct migrate_vma args = { .src = &src, .dst = &dst, .start = address, .end = address + PAGE_SIZE,
				    .flags = MIGRATE_VMA_SELECT_SYSTEM };

	mmap_read_lock(current->mm);
	args.vma = find_vma(current->mm, address);
	if (!setup(&dev, &args))
		migrate_vma_finalize(&args);
	mmap_read_unlock(current->mm);
}

static void lab_calls(void)
{
	LAB(good_owner, migrate(good_owner); vm_munmap(address, PAGE_SIZE));
	LAB(good_event, migrate(good_event); vm_munmap(address, PAGE_SIZE));
	LAB(bad_other_event, migrate(bad_other_event));
	LAB_DEV(bad_unmap_with_event_test);
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	fput(file);
}
