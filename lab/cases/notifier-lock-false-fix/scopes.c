// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-false-fix/scopes.c"
#include "lab.h"

static struct fs_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	return lab_interval(&dev.mni, &fs_ops);
}

static void lab_calls(void)
{
	LAB(bad_nofs_scope, bad_nofs_scope(&dev));
	LAB(bad_noio_scope, bad_noio_scope(&dev));
	LAB(bad_nested_scope, bad_nested_scope(&dev));
	LAB(bad_after_scope, bad_after_scope(&dev));
	LAB(good_noreclaim_inside, good_noreclaim_inside(&dev));
	LAB(good_scope_and_nowait, good_scope_and_nowait(&dev));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
}
