// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/nouveau-svm-set-seq.c"
#include "lab.h"

static struct foo_svmm svmm;

LAB_INTERVAL(struct foo_notifier, notifier, &foo_mni_ops, mutex_init(&svmm.mutex); svmm.mm = current->mm;
	     dev.svmm = &svmm)

static void lab_calls(void)
{
	LAB(bad_invalidate, );
	LAB(good_range_fault, good_range_fault(&dev));
}
