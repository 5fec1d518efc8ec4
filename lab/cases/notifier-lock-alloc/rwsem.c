// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/rwsem.c"
#include "lab.h"

LAB_DEVICE(struct rw_dev, &rw_ops, init_rwsem(&dev.sem); spin_lock_init(&dev.spin))

static void lab_calls(void)
{
	LAB_DEV(bad_writer);
	LAB_DEV(bad_writer_killable);
	LAB_DEV(bad_reader);
	LAB_DEV(bad_downgraded);
	LAB_DEV(good_released);
	LAB_DEV(good_spin_atomic);
}
