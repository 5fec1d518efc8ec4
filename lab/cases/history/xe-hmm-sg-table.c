// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/xe-hmm-sg-table.c"
#include "lab.h"

static struct foo_vm vm;

LAB_INTERVAL(struct foo_userptr, notifier, &foo_mni_ops, init_rwsem(&vm.notifier_lock); vm.mm = current->mm;
	     dev.vm = &vm; dev.start = lab.start)

static void lab_calls(void)
{
	LAB(bad_populate_range, bad_populate_range(&dev));
}
