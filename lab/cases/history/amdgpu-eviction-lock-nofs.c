// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/amdgpu-eviction-lock-nofs.c"
#include "lab.h"

static struct foo_vm vm;

LAB_INTERVAL(struct foo_bo, notifier, &foo_mn_ops, mutex_init(&vm.eviction_lock); dev.vm = &vm)

static void lab_calls(void)
{
	vm.evicting = false;
	LAB(bad_bo_update_mapping, bad_bo_update_mapping(&vm, 2));
}
