// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/asserted-without-lockdep.c"
#include "lab.h"

LAB_DEVICE(struct aw_dev, &aw_ops, mutex_init(&dev.lock))

static struct aw_file file = { .dev = &dev };

static void lab_calls(void)
{
	void *out;

	LAB(bad_asserts, mutex_lock(&dev.lock); bad_asserts(&dev); mutex_unlock(&dev.lock));
	LAB(bad_asserts_of_local, mutex_lock(&dev.lock); bad_asserts_of_local(&file, &out); mutex_unlock(&dev.lock));
	LAB_DEV(good_asserts_not_held);
	LAB(good_asserts_and_drops, mutex_lock(&dev.lock); good_asserts_and_drops(&dev); mutex_unlock(&dev.lock));
	LAB_DEV(good_asserts_afterwards);
	LAB(good_asserts_on_a_path, good_asserts_on_a_path(&dev, false));
	LAB_DEV(good_does_not_hold);
	LAB(good_helper, good_does_not_hold(&dev));
}
