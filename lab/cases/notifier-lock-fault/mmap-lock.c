// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-fault/mmap-lock.c"
#include "lab.h"

static struct ml_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	return lab_interval(&dev.mni, &ml_ops);
}

static void lab_calls(void)
{
	LAB(bad_mmap_read, bad_mmap_read(&dev, current->mm));
	LAB(bad_mmap_write, bad_mmap_write(&dev, current->mm));
	LAB(bad_in_callee, bad_in_callee(&dev, current->mm));
	LAB(bad_insert, lab_remove(&dev.mni); bad_insert(&dev, current->mm));
	LAB(good_mmap_trylock, good_mmap_trylock(&dev, current->mm));
	LAB(good_mmap_outside, good_mmap_outside(&dev, current->mm));
	LAB(good_insert_outside, lab_remove(&dev.mni); good_insert_outside(&dev, current->mm));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
}
