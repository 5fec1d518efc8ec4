// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_thread_work: nothing: lockdep does not follow the items of kthread workers
 * bad_completion: nothing: lockdep does not follow completions
 */
#include "notifier-lock-order/item.c"
#include "lab.h"

static struct oi_dev dev;
static struct kthread_worker *worker;

/* Each item has run once: lockdep knows what it does, and what is waited for has come. */
static void run_items(struct oi_dev *d)
{
	struct work_struct *items[] = {
		&d->alloc_work, &d->lock_work, &d->wrap_work, &d->quiet_work, &d->nowait_work, &d->outside_work, &d->direct_work,
		&d->finish_work, &d->early_work, &d->mixed_work, &d->fault_work.work, &d->no_user_work,
	};

	for (int i = 0; i < ARRAY_SIZE(items); i++) {
		schedule_work(items[i]);
		flush_work(items[i]);
	}
	good_queue(d);
	flush_workqueue(d->queue);
	flush_workqueue(d->idle_queue);
	kthread_queue_work(worker, &d->thread_work);
	kthread_flush_work(&d->thread_work);
}

static int lab_setup(void)
{
	int ret = 0;

	mutex_init(&dev.notifier_lock);
	mutex_init(&dev.table_lock);
	mutex_init(&dev.quiet_lock);
	mutex_init(&dev.direct_lock);
	init_completion(&dev.done);
	init_completion(&dev.early);
	init_completion(&dev.mixed);
	dev.user = (void __user *)lab.start;
	dev.mm = current->mm;
	dev.queue = alloc_workqueue("lab", 0, 0);
	dev.idle_queue = alloc_workqueue("lab_idle", 0, 0);
	worker = kthread_create_worker(0, "lab");
	if (!dev.queue || !dev.idle_queue || IS_ERR(worker))
		return -ENOMEM;
	good_init(&dev);
	run_items(&dev);
	if (lab_selected("bad_direct"))
		ret = lab_interval(&dev.mni, &oi_ops[1]);
	else
		ret = lab_interval(&dev.mni, &oi_ops[0]);
	return ret;
}

static void lab_calls(void)
{
	LAB_DEV(bad_flush);
	LAB_DEV(bad_wrapped);
	LAB(bad_lock_in_item, good_grow_under_table_lock(&dev); bad_lock_in_item(&dev));
	LAB_DEV(bad_fault_in_item);
	LAB_DEV(bad_thread_work);
	LAB_DEV(bad_flush_queue);
	LAB_DEV(bad_completion);
	LAB_DEV(bad_direct);
	LAB_DEV(good_ended_elsewhere);
	LAB_DEV(good_grow_under_table_lock);
	LAB_DEV(good_items);
	LAB_DEV(good_two_enders);
	LAB_DEV(good_outside);
	LAB_DEV(good_dropped);
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	destroy_workqueue(dev.queue);
	destroy_workqueue(dev.idle_queue);
	kthread_destroy_worker(worker);
}
