// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/i915-gtt-pwrite.c"
#include "lab.h"

static char aperture[16];
static struct foo_device device = { .aperture = aperture };

LAB_OBJECTS(mutex_init(&device.struct_mutex))

static void lab_calls(void)
{
	lab_fault_of(foo_vm_ops.fault, &device);
	LAB(bad_gtt_pwrite, bad_gtt_pwrite(&device, (char __user *)lab.start, sizeof(aperture)));
	LAB(good_fast_pwrite, good_fast_pwrite(&device, (char __user *)lab.start, sizeof(aperture)));
}
