// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_rmap: circular-locking
 */
#include "notifier-vm-lock/mmap.c"
#include "lab.h"

static struct mm_dev devs[ARRAY_SIZE(mm_ops)];
static struct file *file;

/* The mapping is that of a file, which is mapped here as well. */
static int lab_setup(void)
{
	unsigned long address;
	int ret = 0;

	file = lab_page_of_file(&address);
	if (IS_ERR(file))
		return PTR_ERR(file);
	mmap_read_lock(current->mm);
	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		devs[i].mm = current->mm;
		devs[i].mapping = file->f_mapping;
		devs[i].anon_vma = find_vma(current->mm, lab.start)->anon_vma;
		devs[i].user = (void __user *)lab.start;
	}
	mmap_read_unlock(current->mm);
	LAB(bad_mmap_read, ret |= lab_list(&devs[0].mn, &mm_ops[0]));
	LAB(bad_gup, ret |= lab_list(&devs[1].mn, &mm_ops[1]));
	LAB(bad_rmap, ret |= lab_list(&devs[2].mn, &mm_ops[2]));
	LAB(bad_user_copy, ret |= lab_list(&devs[3].mn, &mm_ops[3]));
	LAB(good_trylock, ret |= lab_list(&devs[4].mn, &mm_ops[4]));
	LAB(good_no_fault, ret |= lab_list(&devs[5].mn, &mm_ops[5]));
	return ret;
}

static void lab_calls(void)
{
	LAB(good_elsewhere, good_elsewhere(&devs[4]));
	LAB(good_release, lab_unregister(&devs[4].mn));
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		lab_unregister(&devs[i].mn);
	fput(file);
}
