// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "nonblock-sleep/section-around-callback.c"
#include "lab.h"

static struct mmu_notifier bad, good;

static int lab_setup(void)
{
	int ret = 0;

	LAB(bad_start, ret |= lab_list(&bad, &sc_bad_ops));
	LAB(good_start, ret |= lab_list(&good, &sc_good_ops));
	return ret;
}

static void call(unsigned int flags)
{
	struct mmu_notifier mn = { .ops = &sc_good_ops };
	struct mmu_notifier_range range = { .mm = current->mm, .flags = flags };

	good_caller(&mn, &range);
}

static void lab_calls(void)
{
	LAB(good_caller, call(0); call(MMU_NOTIFIER_RANGE_BLOCKABLE));
	LAB(bad_section, bad_section());
}

static void lab_teardown(void)
{
	lab_unregister(&bad);
	lab_unregister(&good);
}
