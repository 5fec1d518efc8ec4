// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/i915-userptr-flush.c"
#include "lab.h"

static struct foo_device device;

LAB_LIST(struct foo_object, mn, &foo_mn_ops, mutex_init(&device.struct_mutex); dev.dev = &device;
	 if (good_init(&dev)) return -ENOMEM; dev.active = true)

static void lab_calls(void)
{
	LAB(foo_range_start, good_request_alloc(&device));
}
