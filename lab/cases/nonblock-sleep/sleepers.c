// SPDX-License-Identifier: GPL-2.0-or-later
#include "nonblock-sleep/sleepers.c"
#include "lab.h"

static struct sl_dev dev;

static void nothing(struct work_struct *work)
{
}

static int thread(void *unused)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ);
	return 0;
}

static void timer(struct timer_list *t)
{
}

static irqreturn_t handler(int irq, void *data)
{
	return IRQ_NONE;
}

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	init_rwsem(&dev.sem);
	sema_init(&dev.counting, 1);
	init_srcu_struct(&dev.srcu);
	INIT_WORK(&dev.work, nothing);
	INIT_DELAYED_WORK(&dev.delayed, nothing);
	dev.wq = alloc_workqueue("lab", WQ_MEM_RECLAIM, 0);
	init_completion(&dev.done);
	complete_all(&dev.done);
	dev.fence = lab_fence();
	dma_fence_signal(dev.fence);
	dev.resv = lab_resv();
	dev.page = alloc_page(GFP_KERNEL | __GFP_NOFAIL);
	dev.task = kthread_run(thread, NULL, "lab");
	xa_init(&dev.xa);
	timer_setup(&dev.timer, timer, 0);
	spin_lock_init(&dev.spin);
	dev.user = (void __user *)lab.start;
	init_waitqueue_head(&dev.queue);
	dev.ready = 1;
	return request_irq(7, handler, IRQF_SHARED, "lab", &dev);
}

/* As where it may not block, which the kernel does not tell interval notifiers' callers from others. */
static void call(const struct mmu_interval_notifier_ops *ops)
{
	struct mmu_notifier_range range = { .mm = current->mm, .event = MMU_NOTIFY_UNMAP };

	non_block_start();
	ops->invalidate(&dev.mni, &range, 1);
	non_block_end();
}

/* Once only: heads of callbacks are queued. */
static void others(void)
{
	call(&sl_ops[1]);
	kthread_stop(dev.task);
	free_irq(7, &dev);
}

static void lab_calls(void)
{
	LAB(bad_sleepers, call(&sl_ops[0]));
	LAB(good_others, others());
}

static void lab_teardown(void)
{
	del_timer_sync(&dev.timer);
	cancel_delayed_work_sync(&dev.delayed);
	destroy_workqueue(dev.wq);
	srcu_barrier(&dev.srcu);
	rcu_barrier();
	cleanup_srcu_struct(&dev.srcu);
}
