// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-vm-lock/i915-userptr.c"
#include "lab.h"

static struct drm_i915_gem_object dev = { .npages = 1, .dirty = true };

static int lab_setup(void)
{
	int ret = 0;

	dev.pages = kmalloc(sizeof(*dev.pages), GFP_KERNEL);
	if (!dev.pages)
		return -ENOMEM;
	dev.pages[0] = lab_page();
	LAB(bad_userptr_start, ret = lab_list(&dev.mn, &i915_gem_userptr_notifier));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	lab_unregister(&dev.mn);
}
