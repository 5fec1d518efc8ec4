// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_sleep: sleep-in-atomic
 * bad_might: sleep-in-atomic
 */
#include "contract-body/mask.c"
#include "lab.h"

static struct dev dev;

LAB_OBJECTS(mutex_init(&dev.lock); spin_lock_init(&dev.spin))

/* Where nobody may reclaim, or sleep, with a mask that says so. */
#define IN_RECLAIM(call) do { rl_no_reclaim_start(); kfree(call); rl_no_reclaim_end(); } while (0)
#define IN_ATOMIC(call) do { preempt_disable(); kfree(call); preempt_enable(); } while (0)

static void lab_calls(void)
{
	LAB(good_node, IN_RECLAIM(good_node(&dev, GFP_NOWAIT)));
	LAB(good_blocking, IN_RECLAIM(good_blocking(&dev, GFP_NOIO)));
	LAB(good_might, IN_ATOMIC(good_might(&dev, GFP_NOWAIT)));
	LAB(good_sleep, kfree(good_sleep(&dev, GFP_KERNEL)));
	LAB(good_inverted, IN_RECLAIM(good_inverted(GFP_KERNEL)));
	LAB(bad_node, IN_RECLAIM(bad_node(&dev, GFP_NOWAIT)));
	LAB(bad_other, IN_RECLAIM(bad_other(&dev, GFP_NOWAIT, GFP_KERNEL)));
	LAB(bad_blocking, IN_RECLAIM(bad_blocking(&dev, GFP_NOIO & ~__GFP_IO)));
	LAB(bad_blocking_nofs, IN_RECLAIM(bad_blocking_nofs(&dev, GFP_NOFS)));
	LAB(bad_sleep, IN_ATOMIC(bad_sleep(&dev, GFP_NOWAIT)));
	LAB(bad_might, IN_ATOMIC(bad_might(&dev, GFP_NOWAIT)));
}
