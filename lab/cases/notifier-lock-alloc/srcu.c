// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/srcu.c"
#include "lab.h"

static struct sr_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.inside);
	return init_srcu_struct(&dev.awaited) ?: init_srcu_struct(&dev.barred) ?: init_srcu_struct(&dev.read) ?:
	       init_srcu_struct(&dev.queued) ?: lab_interval(&dev.mni, &sr_ops);
}

static void lab_calls(void)
{
	LAB_DEV(bad_reader);
	LAB_DEV(bad_reader_of_barrier);
	LAB_DEV(bad_nested_reader);
	LAB_DEV(good_nowait);
	LAB_DEV(good_other_domains);
	LAB_DEV(good_waiter);
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	srcu_barrier(&dev.queued);
	cleanup_srcu_struct(&dev.awaited);
	cleanup_srcu_struct(&dev.barred);
	cleanup_srcu_struct(&dev.read);
	cleanup_srcu_struct(&dev.queued);
}
