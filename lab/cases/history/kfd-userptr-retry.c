// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/kfd-userptr-retry.c"
#include "lab.h"

static struct foo_device device;
static struct foo_process_info info;

LAB_INTERVAL(struct foo_mem, notifier, &foo_hsa_ops, mutex_init(&device.notifier_lock); mutex_init(&info.lock);
	     mutex_init(&info.notifier_lock); dev.dev = &device; dev.info = &info;
	     dev.range.start = lab.start; dev.range.end = lab.start + PAGE_SIZE * ARRAY_SIZE(dev.pfns))

static void lab_calls(void)
{
	LAB(bad_validate_user_pages, bad_validate_user_pages(&dev, current->mm));
}
