// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-false-fix/flags.c"
#include "lab.h"

static struct ff_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	return lab_interval(&dev.mni, &ff_ops);
}

static void lab_calls(void)
{
	LAB(bad_nofs, bad_nofs(&dev));
	LAB(bad_noio, bad_noio(&dev));
	LAB(bad_masked, bad_masked(&dev));
	LAB(bad_kernel, bad_kernel(&dev));
	LAB(good_nowait, good_nowait(&dev));
	LAB(good_nofs_without_lock, good_nofs_without_lock(&dev));
	LAB(good_nofs_no_reclaim, good_nofs_no_reclaim(&dev));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
}
