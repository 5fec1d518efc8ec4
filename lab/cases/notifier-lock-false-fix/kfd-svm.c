// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_invalidate: recursive-locking: without __GFP_FS it is the class of notifiers that is taken again, in an allocation inside of one
 */
#include "notifier-lock-false-fix/kfd-svm.c"
#include "lab.h"

static struct svm_range *range;

static int lab_setup(void)
{
	range = good_new(lab.start);
	if (!range)
		return -ENOMEM;
	INIT_LIST_HEAD(&range->child_list);
	return lab_interval(&range->notifier, &svm_range_mn_ops);
}

static void lab_calls(void)
{
	LAB(bad_invalidate, lab_invalidate());
	LAB(bad_validate_and_map, bad_validate_and_map(range));
	LAB(good_new, kfree(good_new(lab.start)); lab_remove(&range->notifier));
}

static void lab_teardown(void)
{
	lab_remove(&range->notifier);
	kfree(range);
}
