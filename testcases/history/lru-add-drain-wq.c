// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    a reset on a WQ_MEM_RECLAIM queue flushed per-CPU drains on the system's queue
 * rule:    reclaim-flush-wq
 * lab:     warning
 * origin:  reduced from mm/swap.c and drivers/nvme/host/pci.c, 4.5 (interface of 6.1); fixed by
 *          f3a932baa7f6 ("mm: introduce dedicated WQ_MEM_RECLAIM workqueue to do lru_add_drain_all")
 * variant: FIXED
 */
#include <linux/cpumask.h>
#include <linux/percpu.h>
#include <linux/workqueue.h>

static DEFINE_PER_CPU(struct work_struct, foo_drain_work);
static struct workqueue_struct *foo_drain_wq;
static struct workqueue_struct *foo_reset_wq;
static atomic_t foo_drained;

struct foo_ctrl {
	struct work_struct reset_work;
	bool live;
};

static void foo_drain_per_cpu(struct work_struct *dummy)
{
	atomic_inc(&foo_drained);
}

static void foo_drain_all(void)
{
	int cpu;

	for_each_online_cpu(cpu) {
		struct work_struct *work = &per_cpu(foo_drain_work, cpu);

		INIT_WORK(work, foo_drain_per_cpu);
#ifdef FIXED
		queue_work_on(cpu, foo_drain_wq, work);
#else
		schedule_work_on(cpu, work);
#endif
	}
	for_each_online_cpu(cpu)
		flush_work(&per_cpu(foo_drain_work, cpu));	/* { dg-warning "'flush_work'.*without WQ_MEM_RECLAIM" } */
}

static void foo_reset(struct work_struct *work)
{
	struct foo_ctrl *ctrl = container_of(work, struct foo_ctrl, reset_work);

	ctrl->live = false;
	foo_drain_all();
	ctrl->live = true;
}

int good_init(void)
{
	foo_drain_wq = alloc_workqueue("foo-add-drain", WQ_MEM_RECLAIM, 0);
	foo_reset_wq = alloc_workqueue("foo-reset", WQ_MEM_RECLAIM, 0);
	return foo_drain_wq && foo_reset_wq ? 0 : -ENOMEM;
}

int good_queue_reset(struct foo_ctrl *ctrl)
{
	INIT_WORK(&ctrl->reset_work, foo_reset);
	return queue_work(foo_reset_wq, &ctrl->reset_work) ? 0 : -EBUSY;
}
