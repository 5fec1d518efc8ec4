// SPDX-License-Identifier: GPL-2.0-or-later
#include "fence-signal-reclaim/signaller.c"
#include "lab.h"

static struct fs_dev device;
static struct fs_copy copy = { .dev = &device };
static struct fs_map map = { .dev = &device };
static struct fs_clear clear = { .dev = &device };
static struct fs_draw draw = { .dev = &device };
static struct fs_move move = { .dev = &device };
static DEFINE_SPINLOCK(fence_lock);

static void init(struct dma_fence *fence)
{
	dma_fence_init(fence, &lab_fence_ops, &fence_lock, dma_fence_context_alloc(1), 1);
	dma_fence_get(fence);	/* for the object that it is part of */
}

LAB_INTERVAL(struct fs_obj, mni, &fs_ops, mutex_init(&device.table_lock); mutex_init(&device.wait_lock);
	     mutex_init(&device.idle_lock); mutex_init(&device.notifier_lock); mutex_init(&device.late_lock);
	     mutex_init(&device.other_lock); fs_start(&copy, &map, &clear, &draw, &move); dev.dev = &device;
	     dev.resv = lab_resv(); init(&copy.done); init(&clear.done); init(&draw.done); init(&move.done);
	     map.done = lab_fence(); kref_init(&move.ref); kref_get(&move.ref))

static void run(struct work_struct *work)
{
	schedule_work(work);
	flush_work(work);
}

static void lab_calls(void)
{
	LAB(bad_copy, run(&copy.work));
	LAB(bad_map, run(&map.work));
	LAB(bad_move, device.table = lab_resv(); run(&move.work));
	LAB(bad_fill_table, bad_fill_table(&device));
	LAB(bad_wait_under_lock, run(&map.work); bad_wait_under_lock(&device, &map));
	LAB(good_wait_under_lock, run(&copy.work); good_wait_under_lock(&device, &copy));
	LAB(good_late_lock, good_late_lock(&device));
	LAB(good_recover, run(&clear.work));
	LAB(good_other_lock, good_other_lock(&device));
	LAB(good_draw, run(&draw.work));
	LAB(good_interrupt, good_interrupt(1, &clear));
	LAB(good_request, if (!good_request(&clear)) free_irq(1, &clear));
	LAB(good_submit, good_submit(&draw, &lab_fence_ops, &fence_lock));
}
