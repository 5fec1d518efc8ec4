// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   functions that run in interrupts, soft interrupts and RCU callbacks
 * rule:   atomic-sleep
 * lab:    sleep-in-atomic
 * origin: own
 */
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>

struct in_dev {
	struct mutex mutex;
	struct timer_list timer;
	struct hrtimer hrtimer;
	struct tasklet_struct tasklet;
	struct rcu_head rcu, rcu2;
	spinlock_t lock;
	void *p;
	int n;
};

static irqreturn_t bad_hard(int irq, void *data)
{
	struct in_dev *d = data;

	mutex_lock(&d->mutex);		/* { dg-warning "'mutex_lock(_nested)?' may sleep in 'bad_hard', which is called in atomic context" } */
	d->n++;
	mutex_unlock(&d->mutex);
	return IRQ_HANDLED;
}

static irqreturn_t good_hard(int irq, void *data)
{
	struct in_dev *d = data;

	spin_lock(&d->lock);		/* { dg-bogus "." } */
	d->p = kmalloc(16, GFP_ATOMIC);	/* { dg-bogus "." } */
	spin_unlock(&d->lock);
	return IRQ_WAKE_THREAD;
}

static irqreturn_t good_thread(int irq, void *data)
{
	struct in_dev *d = data;

	mutex_lock(&d->mutex);		/* { dg-bogus "." } */
	msleep(1);			/* { dg-bogus "." } */
	mutex_unlock(&d->mutex);
	return IRQ_HANDLED;
}

static void bad_timer(struct timer_list *t)
{
	struct in_dev *d = container_of(t, struct in_dev, timer);

	msleep(d->n);			/* { dg-warning "'msleep' may sleep in 'bad_timer', which is called in atomic context" } */
}

static enum hrtimer_restart bad_hrtimer(struct hrtimer *t)
{
	struct in_dev *d = container_of(t, struct in_dev, hrtimer);

	d->p = kzalloc(16, GFP_KERNEL);	/* { dg-warning "may sleep in 'bad_hrtimer'" } */
	return HRTIMER_NORESTART;
}

static void bad_tasklet(struct tasklet_struct *t)
{
	struct in_dev *d = container_of(t, struct in_dev, tasklet);

	mutex_lock(&d->mutex);		/* { dg-warning "may sleep in 'bad_tasklet'" } */
	mutex_unlock(&d->mutex);
}

static void bad_rcu(struct rcu_head *head)
{
	struct in_dev *d = container_of(head, struct in_dev, rcu);

	mutex_lock(&d->mutex);		/* { dg-warning "may sleep in 'bad_rcu', which is called in atomic context" } */
	mutex_unlock(&d->mutex);
	kfree(d);
}

static void good_rcu(struct rcu_head *head)
{
	struct in_dev *d = container_of(head, struct in_dev, rcu2);

	vfree(d->p);			/* { dg-bogus "." } */
	kfree(d);			/* { dg-bogus "." } */
}

int in_start(struct in_dev *d, int irq)
{
	int err = request_irq(irq, bad_hard, 0, "in", d);

	if (!err)
		err = request_threaded_irq(irq + 1, good_hard, good_thread, 0, "in", d);
	if (!err)
		err = request_threaded_irq(irq + 2, NULL, good_thread, IRQF_ONESHOT, "in", d);
	timer_setup(&d->timer, bad_timer, 0);
	d->hrtimer.function = bad_hrtimer;
	tasklet_setup(&d->tasklet, bad_tasklet);
	return err;
}

void in_stop(struct in_dev *d)
{
	call_rcu(&d->rcu, bad_rcu);
	call_rcu(&d->rcu2, good_rcu);
}
