// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_does_not_hold: warning: the assertion itself says that the lock is not held
 * bad_helper: circular-locking: what reclint says is in its caller bad_holds()
 */
#include "notifier-lock-alloc/asserted.c"
#include "lab.h"

LAB_DEVICE(struct as_dev, &as_ops, mutex_init(&dev.lock); init_rwsem(&dev.sem))

static struct as_file file = { .dev = &dev };

static void lab_calls(void)
{
	dev.buf = &dev;
	LAB(bad_asserts, mutex_lock(&dev.lock); bad_asserts(&dev); mutex_unlock(&dev.lock));
	LAB(bad_prepare, down_write(&dev.sem); as_driver.prepare(&dev); up_write(&dev.sem));
	LAB(bad_asserts_in_macro, down_read(&dev.sem); bad_asserts_in_macro(&file); up_read(&dev.sem));
	LAB_DEV(bad_holds);
	LAB(bad_helper, bad_holds(&dev));
	LAB(bad_commit, mutex_lock(&dev.lock); as_driver.commit(&dev); mutex_unlock(&dev.lock));
	LAB_DEV(good_asserts_not_held);
	LAB(good_asserts_and_drops, mutex_lock(&dev.lock); good_asserts_and_drops(&dev); mutex_unlock(&dev.lock));
	LAB_DEV(good_asserts_afterwards);
	LAB_DEV(good_holds);
	LAB(good_helper, good_holds(&dev));
	LAB_DEV(good_does_not_hold);
}
