// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a notifier's lock held over the wait for a thread, or for somebody to wake up a queue
 * rule:   notifier-lock-order
 * origin: own
 * lab:    nothing: lockdep follows neither threads that end nor queues that are waken up
 */
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/wait.h>

struct oe_dev {
	struct mmu_interval_notifier mni;
	struct mutex notifier_lock;
	struct task_struct *filler, *counter;
	wait_queue_head_t filled, helped, woken_early, shared, dropped, crowd;
	int full, help, early, both, drop, any;
	void *table;
	unsigned long n;
};

static bool oe_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct oe_dev *d = container_of(mni, struct oe_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->notifier_lock);	/* { dg-message "struct oe_dev.notifier_lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->notifier_lock);
	return true;
}

const struct mmu_interval_notifier_ops oe_ops = { .invalidate = oe_invalidate };

static noinline void oe_help(struct oe_dev *d)
{
	d->help = 1;
	wake_up(&d->helped);
}

static int oe_fill(void *data)
{
	struct oe_dev *d = data;

	while (!kthread_should_stop()) {
		kfree(d->table);
		d->table = kmalloc(64, GFP_KERNEL);	/* { dg-message "kmalloc" } */
		d->full = 1;
		wake_up(&d->filled);
		oe_help(d);
		d->both = 1;
		wake_up_all(&d->shared);
		wake_up(&d->dropped);
		wake_up(&d->crowd);
		cond_resched();
	}
	return 0;
}

static int oe_count(void *data)
{
	struct oe_dev *d = data;

	while (!kthread_should_stop()) {
		d->n++;
		cond_resched();
	}
	return 0;
}

static int oe_wake_early(void *data)
{
	struct oe_dev *d = data;

	d->early = 1;
	wake_up(&d->woken_early);
	d->table = kmalloc(64, GFP_KERNEL);
	return 0;
}

int good_start(struct oe_dev *d)
{
	struct task_struct *t = kthread_run(oe_fill, d, "oe_fill");

	if (IS_ERR(t))
		return PTR_ERR(t);
	d->filler = t;
	d->counter = kthread_run(oe_count, d, "oe_count");
	kthread_run(oe_wake_early, d, "oe_early");
	return 0;
}

void good_wake_shared(struct oe_dev *d)
{
	d->both = 1;
	wake_up(&d->shared);
	wake_up(&d->crowd);
	d->n = 1;
	wake_up(&d->crowd);
	d->n = 2;
	wake_up(&d->crowd);
	d->n = 3;
	wake_up(&d->crowd);
}

void bad_stop(struct oe_dev *d)
{
	mutex_lock(&d->notifier_lock);
	kthread_stop(d->filler);	/* { dg-warning "'kthread_stop' waits for 'struct oe_dev.filler' while holding 'struct oe_dev.notifier_lock', which invalidate callback 'oe_invalidate' takes, but 'kmalloc' with GFP_KERNEL may enter direct reclaim in its 'oe_fill'" } */
	mutex_unlock(&d->notifier_lock);
}

void good_stop(struct oe_dev *d)
{
	mutex_lock(&d->notifier_lock);
	kthread_stop(d->counter);	/* { dg-bogus "." } */
	mutex_unlock(&d->notifier_lock);
	kthread_stop(d->filler);	/* { dg-bogus "." } */
}

void bad_wait_event(struct oe_dev *d)
{
	mutex_lock(&d->notifier_lock);
	wait_event(d->filled, d->full);	/* { dg-warning "waits for 'struct oe_dev.filled' while holding.*in its 'oe_fill'" } */
	mutex_unlock(&d->notifier_lock);
}

/* The one who wakes does nothing, but the one who calls it does. */
void bad_wait_helped(struct oe_dev *d)
{
	mutex_lock(&d->notifier_lock);
	if (wait_event_interruptible(d->helped, d->help))	/* { dg-warning "waits for 'struct oe_dev.helped' while holding.*in its 'oe_fill'" } */
		d->n = 0;
	mutex_unlock(&d->notifier_lock);
}

void good_wait_early(struct oe_dev *d)
{
	mutex_lock(&d->notifier_lock);
	wait_event(d->woken_early, d->early);	/* { dg-bogus "." } */
	mutex_unlock(&d->notifier_lock);
}

/* Somebody else wakes who needs nothing; of many, nobody looks at each. */
void good_wait_shared(struct oe_dev *d)
{
	mutex_lock(&d->notifier_lock);
	wait_event(d->shared, d->both);		/* { dg-bogus "." } */
	wait_event(d->crowd, d->any);		/* { dg-bogus "." } */
	mutex_unlock(&d->notifier_lock);
}

/* Not held while it waits. */
void good_wait_dropped(struct oe_dev *d)
{
	DEFINE_WAIT(wait);

	mutex_lock(&d->notifier_lock);
	while (!d->drop) {
		prepare_to_wait(&d->dropped, &wait, TASK_UNINTERRUPTIBLE);	/* { dg-bogus "." } */
		mutex_unlock(&d->notifier_lock);
		schedule();
		mutex_lock(&d->notifier_lock);
	}
	finish_wait(&d->dropped, &wait);
	wait_event_cmd(d->dropped, d->drop, mutex_unlock(&d->notifier_lock),	/* { dg-bogus "." } */
		       mutex_lock(&d->notifier_lock));
	mutex_unlock(&d->notifier_lock);
}
