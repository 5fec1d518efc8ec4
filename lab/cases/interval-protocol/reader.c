// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_begin_under_lock: circular-locking
 * bad_begin_in_helper: circular-locking
 */
#include "interval-protocol/reader.c"
#include "lab.h"

int rd_fault(struct mmu_interval_notifier *mni)
{
	return 0;
}

/* Each as it registers itself: on the page at address 0. */
#define ALL(DO)									\
	DO(rd_begin) DO(rd_bare) DO(rd_unchecked) DO(rd_right) DO(rd_helped)	\
	DO(rd_kept) DO(rd_done) DO(rd_named)

#define OBJECT(type) static struct type type;
ALL(OBJECT)

#define MAKE(type) mutex_init(&type.lock); ret |= type##_insert(&type);
#define REMOVE(type) lab_remove(&type.mni);

static int lab_setup(void)
{
	int ret = 0;

	ALL(MAKE)
	return ret;
}

static unsigned long *pfns(void)
{
	return kcalloc(1, sizeof(unsigned long), GFP_KERNEL);
}

static void lab_calls(void)
{
	unsigned long pfn;

	lab_invalidate_zero();
	LAB(bad_begin_under_lock, bad_begin_under_lock(&rd_begin));
	LAB(bad_begin_in_helper, bad_begin_in_helper(&rd_begin));
	LAB(bad_check_without_lock, bad_check_without_lock(&rd_bare));
	LAB(bad_unchecked, bad_unchecked(&rd_unchecked, &pfn));
	LAB(good_reader, good_reader(&rd_right));
	LAB(good_helper, good_helper(&rd_helped));
	LAB(good_helper_again, good_helper_again(&rd_helped));
	LAB(good_kept, good_kept(&rd_kept));
	LAB(good_user, good_kept(&rd_kept); good_user(&rd_kept));
	LAB(good_dropped, good_dropped(&rd_done, pfns()));
	LAB(good_named_lock, good_named_lock(&rd_named));
}

static void lab_teardown(void)
{
	ALL(REMOVE)
}
