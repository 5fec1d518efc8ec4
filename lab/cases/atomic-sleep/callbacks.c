// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "atomic-sleep/callbacks.c"
#include "lab.h"

static const struct mmu_notifier_ops range_ops = { .invalidate_range = bad_range };
static const struct mmu_notifier_ops young_ops = { .clear_flush_young = bad_young };
static struct at_dev dev = { .n = 1 };
static DEFINE_SPINLOCK(fence_lock);

static void nothing(struct work_struct *work)
{
}

static int lab_setup(void)
{
	int ret = 0;

	mutex_init(&dev.lock);
	spin_lock_init(&dev.spin);
	INIT_WORK(&dev.work, nothing);
	LAB(bad_range, ret |= lab_list(&dev.mn, &range_ops));
	LAB(bad_young, ret |= lab_list(&dev.mn, &young_ops));
	return ret;
}

static void enable(const struct dma_fence_ops *ops)
{
	dma_fence_init(&dev.fence, ops, &fence_lock, dma_fence_context_alloc(1), 1);
	dma_fence_enable_sw_signaling(&dev.fence);
	dma_fence_signal(&dev.fence);
}

/* Not for long: it keeps no account of what it allocates. */
static void range(void)
{
	if (lab_list(&dev.mn, &at_ops[1]))
		return;
	lab_invalidate();
	lab_unregister(&dev.mn);
}

static void lab_calls(void)
{
	LAB(bad_enable_signaling, enable(&at_fence_ops[0]));
	LAB(good_enable_signaling, enable(&at_fence_ops[1]));
	LAB(good_range, range());
	LAB(good_start, );	/* with good_range */
	LAB(good_release, );
}

static void lab_teardown(void)
{
	lab_unregister(&dev.mn);
	flush_work(&dev.work);
}
