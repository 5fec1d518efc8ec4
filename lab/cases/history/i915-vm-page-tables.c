// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/i915-vm-page-tables/ppgtt.c"
#include "history/i915-vm-page-tables/userptr.c"
#include "history/i915-vm-page-tables/vma.c"
#include "lab.h"

static struct foo_vm vm = { .bound = LIST_HEAD_INIT(vm.bound), .size = ULONG_MAX };

LAB_INTERVAL(struct foo_vma, notifier, &foo_userptr_ops, mutex_init(&vm.mutex); spin_lock_init(&dev.seq_lock);
	     INIT_LIST_HEAD(&dev.link); dev.vm = &vm; dev.start = 1)

/* It unbinds one that is bound. */
static void lab_calls(void)
{
	INIT_LIST_HEAD(&dev.link);
	LAB(bad_vma_pin, bad_vma_pin(&dev));
}
