// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: map
 */
#include "mmap-lock-inversion/handlers.c"
static int handlers_mmap(struct file *file, struct vm_area_struct *vma);
#define LAB_MMAP handlers_mmap
#include "lab.h"

static struct mi_dev dev;
static struct file file = { .private_data = &dev };

static int handlers_mmap(struct file *unused, struct vm_area_struct *vma)
{
	return mi_mmap(&file, vma);
}

static int lab_setup(void)
{
	mutex_init(&dev.fault_lock);
	mutex_init(&dev.mmap_lock_);
	mutex_init(&dev.try_lock);
	mutex_init(&dev.other_lock);
	init_rwsem(&dev.sem);
	dev.page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!dev.page)
		return -ENOMEM;
	get_page(dev.page);	/* the fault's */
	return 0;
}

static void lab_calls(void)
{
	void __user *user = (void __user *)lab.start;

	LAB(bad_copy, bad_copy(&dev, user));
	LAB(bad_ioctl, bad_ioctl(&file, 0, lab.start));
	LAB(bad_gup, bad_gup(&dev, lab.start));
	LAB(bad_two_calls_below, bad_two_calls_below(&dev, current->mm));
	LAB(good_copy_outside, good_copy_outside(&dev, user));
	LAB(good_no_fault, good_no_fault(&dev, user));
	LAB(good_alloc, good_alloc(&dev));
	LAB(good_other_locks, good_other_locks(&dev, user));
	LAB(good_mmap_lock_outside, good_mmap_lock_outside(&dev, current->mm));
}

static void lab_teardown(void)
{
}
