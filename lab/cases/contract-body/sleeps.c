// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_complete: nothing: lockdep's fs_reclaim stands for allocations with __GFP_FS only
 */
#include "contract-body/sleeps.c"
#include "lab.h"

static struct dev dev;

LAB_OBJECTS(mutex_init(&dev.lock); spin_lock_init(&dev.spin))

/* As who believes the annotation may call it. */
#define IN_SECTION(call) do { non_block_start(); call; non_block_end(); } while (0)

#define IN_RECLAIM(call) do { fs_reclaim_acquire(GFP_KERNEL); call; fs_reclaim_release(GFP_KERNEL); } while (0)

static void lab_calls(void)
{
	LAB(bad_kick, IN_SECTION(bad_kick(&dev)));
	LAB(bad_static, IN_SECTION(bad_static(&dev)));
	LAB(bad_complete, IN_RECLAIM(bad_complete(&dev)));
	LAB(bad_unmap, IN_SECTION(bad_unmap(&dev, false)));
	LAB(good_kick, IN_SECTION(good_kick(&dev)));
	LAB(good_complete, IN_RECLAIM(good_complete(&dev)));
	LAB(good_unmap, IN_SECTION(good_unmap(&dev, false)); good_unmap(&dev, true));
	LAB_DEV(good_silent);
}
