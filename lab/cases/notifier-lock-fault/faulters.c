// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-fault/faulters.c"
#include "lab.h"

static struct flt_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	return lab_interval(&dev.mni, &flt_ops);
}

static void lab_calls(void)
{
	void __user *user = (void __user *)lab.start;
	unsigned long address;
	struct iov_iter iter;
	struct iovec vec = { .iov_base = user, .iov_len = 8 };

	iov_iter_init(&iter, WRITE, &vec, 1, 8);
	LAB(bad_gup, address = lab_fresh(); mmap_read_lock(current->mm); bad_gup(&dev, current->mm, address, user, &iter); mmap_read_unlock(current->mm));
	LAB(bad_gup_unlocked, bad_gup_unlocked(&dev, current->mm, lab.start, user, &iter));
	LAB(bad_pin, address = lab_fresh(); mmap_read_lock(current->mm); bad_pin(&dev, current->mm, address, user, &iter); mmap_read_unlock(current->mm));
	LAB(bad_pin_unlocked, bad_pin_unlocked(&dev, current->mm, lab.start, user, &iter));
	LAB(bad_gup_fast, bad_gup_fast(&dev, current->mm, lab.start, user, &iter));
	LAB(bad_remote, bad_remote(&dev, current->mm, lab.start, user, &iter));
	LAB(bad_strncpy, bad_strncpy(&dev, current->mm, lab.start, user, &iter));
	LAB(bad_clear, bad_clear(&dev, current->mm, lab.start, user, &iter));
	LAB(bad_iter, bad_iter(&dev, current->mm, lab.start, user, &iter));
	LAB(bad_fault_in, bad_fault_in(&dev, current->mm, 0, (void __user *)lab_fresh(), &iter));
	LAB(bad_munmap, bad_munmap(&dev, current->mm, lab.start, user, &iter));
	LAB(bad_list_register, bad_list_register(&dev, current->mm, lab.start, user, &iter));
	LAB(good_relatives, get_user_pages_fast(lab.start, 1, 0, dev.pages); pin_user_pages_fast(lab.start, 4, 0, dev.pages);
	    good_relatives(&dev, current->mm, user));
}

static void lab_teardown(void)
{
	lab_unregister(&dev.mn);
	lab_remove(&dev.mni);
}
