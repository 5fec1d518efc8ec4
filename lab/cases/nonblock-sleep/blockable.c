// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 * bad_inverted: nothing: the kernel calls non_block_start() around mmu_notifier_ops only; around interval notifiers nobody checks
 * bad_ignored: nothing: as bad_inverted
 * bad_too_late: nothing: as bad_inverted
 * bad_only_unmap: nothing: as bad_inverted
 */
#include "nonblock-sleep/blockable.c"
#include "lab.h"

static struct bl_dev devs[ARRAY_SIZE(bl_ops)], list;

static int lab_setup(void)
{
	int ret = 0;

	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		mutex_init(&devs[i].lock);
	mutex_init(&list.lock);
	LAB(good_early_return, ret |= lab_interval(&devs[0].mni, &bl_ops[0]));
	LAB(good_saved, ret |= lab_interval(&devs[1].mni, &bl_ops[1]));
	LAB(good_argument, ret |= lab_interval(&devs[2].mni, &bl_ops[2]));
	LAB(good_in_helper, ret |= lab_interval(&devs[3].mni, &bl_ops[3]));
	LAB(good_in_struct, ret |= lab_interval(&devs[4].mni, &bl_ops[4]));
	LAB(good_as_flag, ret |= lab_interval(&devs[5].mni, &bl_ops[5]));
	LAB(good_bit, ret |= lab_interval(&devs[6].mni, &bl_ops[6]));
	LAB(bad_inverted, ret |= lab_interval(&devs[7].mni, &bl_ops[7]));
	LAB(bad_ignored, ret |= lab_interval(&devs[8].mni, &bl_ops[8]));
	LAB(bad_too_late, ret |= lab_interval(&devs[9].mni, &bl_ops[9]));
	LAB(bad_only_unmap, ret |= lab_interval(&devs[10].mni, &bl_ops[10]));
	LAB(good_eagain, ret |= lab_list(&list.mn, &bl_list_ops));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		lab_remove(&devs[i].mni);
	lab_unregister(&list.mn);
}
