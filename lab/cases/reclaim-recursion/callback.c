// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_nofs: recursive-locking
 */
#include "reclaim-recursion/callback.c"
#include "lab.h"

static struct rr_dev devs[ARRAY_SIZE(rr_ops)], list;
static struct mmu_notifier *got;

static int lab_setup(void)
{
	int ret = 0;

	LAB(bad_kernel, ret |= lab_interval(&devs[0].mni, &rr_ops[0]));
	LAB(bad_nofs, ret |= lab_interval(&devs[1].mni, &rr_ops[1]));
	LAB(good_nowait, ret |= lab_interval(&devs[2].mni, &rr_ops[2]));
	LAB(good_noreclaim, ret |= lab_interval(&devs[3].mni, &rr_ops[3]));
	LAB(good_release_event, ret |= lab_interval(&devs[4].mni, &rr_ops[4]));
	LAB(bad_unmap, ret |= lab_list(&list.mn, &rr_list_ops));
	return ret;
}

/* What the list's good callbacks need has no start in it. */
static const struct mmu_notifier_ops good_ops = {
	.release = good_release,
	.alloc_notifier = good_alloc_notifier,
	.free_notifier = good_free_notifier,
};

static void lab_calls(void)
{
	LAB(good_release, got = mmu_notifier_get(&good_ops, current->mm));
	LAB(good_alloc_notifier, lab.matched++);	/* with good_release */
	LAB(good_free_notifier, lab.matched++);
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		lab_remove(&devs[i].mni);
	lab_unregister(&list.mn);
	if (!IS_ERR_OR_NULL(got))
		mmu_notifier_put(got);
	got = NULL;
	mmu_notifier_synchronize();
}
