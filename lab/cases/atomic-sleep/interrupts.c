// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_hrtimer: irq-inversion
 */
#include "atomic-sleep/interrupts.c"
#include <linux/irq_work.h>
#include "lab.h"

static struct in_dev *dev;

static int lab_setup(void)
{
	dev = kzalloc(sizeof(*dev), GFP_KERNEL | __GFP_NOFAIL);
	mutex_init(&dev->mutex);
	spin_lock_init(&dev->lock);
	hrtimer_init(&dev->hrtimer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	dev->n = 1;
	return in_start(dev, 5);
}

/* Nobody has these interrupts: from the handler of another one. */
static void handle(struct irq_work *work)
{
	LAB(bad_hard, bad_hard(5, dev));
	LAB(good_hard, good_hard(6, dev));
}

static void in_interrupt_once(void)
{
	struct irq_work work;

	init_irq_work(&work, handle);
	irq_work_queue(&work);
	irq_work_sync(&work);
}

static void start_timer(void)
{
	mod_timer(&dev->timer, jiffies + 1);
	msleep(100);
}

static void start_hrtimer(void)
{
	hrtimer_start(&dev->hrtimer, ms_to_ktime(1), HRTIMER_MODE_REL);
	msleep(100);
}

static void lab_calls(void)
{
	struct in_dev *gone = kzalloc(sizeof(*gone), GFP_KERNEL | __GFP_NOFAIL);

	mutex_init(&gone->mutex);
	LAB(bad_hard, in_interrupt_once());
	LAB(good_hard, in_interrupt_once());
	LAB(good_thread, good_thread(7, dev));
	LAB(bad_timer, start_timer());
	LAB(bad_hrtimer, start_hrtimer());
	LAB(bad_tasklet, tasklet_schedule(&dev->tasklet));
	LAB(bad_rcu, call_rcu(&gone->rcu, bad_rcu));
	LAB(good_rcu, call_rcu(&gone->rcu2, good_rcu));
	rcu_barrier();
}

static void lab_teardown(void)
{
	free_irq(5, dev);
	free_irq(6, dev);
	free_irq(7, dev);
	del_timer_sync(&dev->timer);
	tasklet_kill(&dev->tasklet);
	kfree(dev);
}
