// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/amdgpu-userptr-hmm-range.c"
#include "lab.h"

static struct foo_process_info info;

LAB_INTERVAL(struct foo_mem, notifier, &foo_hsa_ops, mutex_init(&info.notifier_lock);
	     INIT_LIST_HEAD(&info.userptr_valid_list); INIT_LIST_HEAD(&info.userptr_inval_list);
	     list_add(&dev.validate_list, &info.userptr_inval_list); dev.info = &info;
	     dev.range.start = lab.start; dev.range.end = lab.start + PAGE_SIZE * ARRAY_SIZE(dev.pfns))

static void lab_calls(void)
{
	LAB(bad_update_invalid_user_pages, bad_update_invalid_user_pages(&info, current->mm));
}
