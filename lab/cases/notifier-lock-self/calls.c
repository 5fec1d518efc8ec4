// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-self/calls.c"
#include "lab.h"

static struct ns_dev dev;
static struct file *file;
static unsigned long address;

/* The callback mirrors a page of a file, which may be unmapped or truncated. */
static int lab_setup(void)
{
	mutex_init(&dev.lock);
	mutex_init(&dev.other_lock);
	mutex_init(&dev.try_lock);
	file = lab_page_of_file(&address);
	if (IS_ERR(file))
		return PTR_ERR(file);
	dev.mapping = file->f_mapping;
	return mmu_interval_notifier_insert(&dev.mni, current->mm, address, PAGE_SIZE, &ns_ops);
}

static struct vm_area_struct *memory(void)
{
	return find_vma(current->mm, address);
}

static void migrate(int (*setup)(struct ns_dev *, struct migrate_vma *))
{
	unsigned long src = 0, dst = 0;
	struct migrate_vma args = { .src = &src, .dst = &dst, .start = address, .end = address + PAGE_SIZE,
				    .flags = MIGRATE_VMA_SELECT_SYSTEM };

	mmap_read_lock(current->mm);
	args.vma = memory();
	if (!setup(&dev, &args))
		good_finalize(&dev, &args);
	mmap_read_unlock(current->mm);
}

static void zap(void)
{
	struct vm_area_struct *vma;

	mmap_write_lock(current->mm);
	vma = memory();
	vma->vm_flags |= VM_PFNMAP;	/* what zap_vma_ptes() asks for */
	vma->vm_private_data = &dev;
	bad_two_calls_below(&dev, vma);
	vma->vm_flags &= ~VM_PFNMAP;
	mmap_write_unlock(current->mm);
}

static void lab_calls(void)
{
	LAB(bad_unmap_mapping, bad_unmap_mapping(&dev));
	LAB(bad_migrate, migrate(bad_migrate));
	LAB(bad_two_calls_below, zap());
	LAB(bad_on_one_branch, bad_on_one_branch(&dev, true));
	LAB(good_after_the_lock, good_after_the_lock(&dev));
	LAB(good_dropped_for_it, good_dropped_for_it(&dev));
	LAB(good_other_lock, good_other_lock(&dev));
	LAB(good_trylock_in_callback, good_trylock_in_callback(&dev));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	fput(file);
}
