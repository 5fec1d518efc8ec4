// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-fault/i915-struct-mutex.c"
#include "lab.h"

static struct drm_device drm;
static struct i915_mmu_object dev = { .dev = &drm };

static int lab_setup(void)
{
	mutex_init(&drm.struct_mutex);
	good_init(&dev);
	return lab_list(&dev.mn, &i915_gem_userptr_notifier);
}

static void lab_calls(void)
{
	char __user *user = (char __user *)lab.start;

	dev.pages = page_address(ZERO_PAGE(0));	/* until the callback comes */
	LAB(bad_pread, bad_pread(&dev, user));
	LAB(good_pread, good_pread(&dev, user));
}

static void lab_teardown(void)
{
	lab_unregister(&dev.mn);
}
