// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-order/srcu.c"
#include "lab.h"

static struct os_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.notifier_lock);
	return init_srcu_struct(&dev.users) ?: init_srcu_struct(&dev.quiet) ?: init_srcu_struct(&dev.read) ?:
	       lab_interval(&dev.mni, &os_ops);
}

static void lab_calls(void)
{
	LAB(bad_grace_period_inside, good_user(&dev); bad_grace_period_inside(&dev));
	LAB_DEV(good_user);
	LAB_DEV(good_quiet_grace_period);
	LAB_DEV(good_reader_inside);
	LAB_DEV(good_reader);
	LAB_DEV(good_waiter_elsewhere);
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	cleanup_srcu_struct(&dev.users);
	cleanup_srcu_struct(&dev.quiet);
	cleanup_srcu_struct(&dev.read);
}
