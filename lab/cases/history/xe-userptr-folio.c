// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/xe-userptr-folio.c"
#include "lab.h"

LAB_INTERVAL(struct foo_vm, userptr.notifier, &foo_mni_ops, init_rwsem(&dev.notifier_lock);
	     dev.userptr.mm = current->mm; dev.userptr.start = lab.start)

static void lab_calls(void)
{
	LAB(bad_populate_range, bad_populate_range(&dev));
}
