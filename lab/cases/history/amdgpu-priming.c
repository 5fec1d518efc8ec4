// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/amdgpu-priming.c"
#include "lab.h"

static struct foo_device device;

LAB_INTERVAL(struct foo_bo, notifier, &foo_mn_ops, bad_device_init(&device); dev.dev = &device)

static void lab_calls(void)
{
	LAB(bad_device_init, );
}
