// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what sleeps, and what opens and closes the section, is in other functions
 * rule:   atomic-sleep
 * origin: own
 * lab:    sleep-in-atomic
 */
#include <linux/delay.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/xarray.h>

struct he_dev {
	spinlock_t lock;
	struct mutex mutex;
	struct xarray ids;
	void *p;
	int n;
	bool locked;
};

static noinline void he_sync(struct he_dev *d)
{
	mutex_lock(&d->mutex);		/* { dg-message "'mutex_lock(_nested)?' may sleep" } */
	d->n++;
	mutex_unlock(&d->mutex);
}

static noinline void he_two(struct he_dev *d)
{
	if (d->n)
		he_sync(d);
}

static noinline void he_three(struct he_dev *d)
{
	he_two(d);
}

void bad_three_below(struct he_dev *d)
{
	spin_lock(&d->lock);
	he_three(d);			/* { dg-warning "'mutex_lock(_nested)?' may sleep while spinning lock 'struct he_dev.lock' is held" } */
	spin_unlock(&d->lock);
}

/* One root, one finding: the helper. */
void bad_again(struct he_dev *d)
{
	spin_lock(&d->lock);
	he_sync(d);			/* { dg-warning "may sleep while spinning lock" } */
	spin_unlock(&d->lock);
}

static noinline void he_lock(struct he_dev *d)
{
	spin_lock(&d->lock);		/* { dg-message "lock 'struct he_dev.lock' taken here" } */
}

static noinline void he_unlock(struct he_dev *d)
{
	spin_unlock(&d->lock);
}

void bad_helper_locks(struct he_dev *d)
{
	he_lock(d);			/* { dg-message "'he_lock' returns with lock 'struct he_dev.lock' held" } */
	msleep(1);			/* { dg-warning "'msleep' may sleep while spinning lock 'struct he_dev.lock' is held" } */
	he_unlock(d);
}

void good_helper_unlocks(struct he_dev *d)
{
	he_lock(d);
	d->n++;
	he_unlock(d);
	msleep(1);			/* { dg-bogus "." } */
}

/* __releases() and __acquires(): gives the caller's lock up in between. */
static noinline void he_drops(struct he_dev *d)
{
	spin_unlock(&d->lock);
	he_sync(d);			/* { dg-bogus "." } */
	spin_lock(&d->lock);
}

void good_dropped_below(struct he_dev *d)
{
	spin_lock(&d->lock);
	he_drops(d);			/* { dg-bogus "." } */
	spin_unlock(&d->lock);
}

static noinline void he_unlock_if(struct he_dev *d)
{
	if (d->locked)
		spin_unlock(&d->lock);
}

void good_unlock_if(struct he_dev *d)
{
	spin_lock(&d->lock);
	d->locked = true;
	he_unlock_if(d);
	msleep(1);			/* { dg-bogus "." } */
}

static noinline void *he_alloc(struct he_dev *d, gfp_t gfp)
{
	return kmalloc(d->n, gfp);
}

void bad_gfp(struct he_dev *d)
{
	spin_lock(&d->lock);
	d->p = he_alloc(d, GFP_KERNEL);	/* { dg-warning "'kmalloc' may sleep while spinning lock" } */
	spin_unlock(&d->lock);
}

void good_gfp(struct he_dev *d)
{
	spin_lock(&d->lock);
	d->p = he_alloc(d, GFP_ATOMIC);	/* { dg-bogus "." } */
	spin_unlock(&d->lock);
	d->p = he_alloc(d, GFP_KERNEL);	/* { dg-bogus "." } */
}

static noinline void he_wait(struct he_dev *d, bool may_sleep)
{
	if (may_sleep)
		msleep(1);
	else
		udelay(1000);
}

void bad_flag(struct he_dev *d)
{
	spin_lock(&d->lock);
	he_wait(d, true);		/* { dg-warning "'msleep' may sleep while spinning lock" } */
	spin_unlock(&d->lock);
}

void good_flag(struct he_dev *d)
{
	spin_lock(&d->lock);
	he_wait(d, false);		/* { dg-bogus "." } */
	spin_unlock(&d->lock);
}

/* Asks where it is. */
static noinline void he_pause(struct he_dev *d)
{
	bool may_sleep = !in_atomic() && !irqs_disabled();

	he_wait(d, may_sleep);		/* { dg-bogus "." } */
}

static noinline void *he_get(struct he_dev *d)
{
	return kmalloc(16, in_interrupt() || irqs_disabled() ? GFP_ATOMIC : GFP_KERNEL);	/* { dg-message "kmalloc" } */
}

static noinline bool he_may_sleep(void)
{
	return !in_atomic() && !irqs_disabled();
}

static noinline void *he_get_more(struct he_dev *d)
{
	return kmalloc(32, he_may_sleep() ? GFP_KERNEL : GFP_ATOMIC);	/* { dg-bogus "." } */
}

void good_asks(struct he_dev *d)
{
	spin_lock(&d->lock);
	d->p = he_get_more(d);		/* { dg-bogus "." } */
	he_pause(d);			/* { dg-bogus "." } */
	spin_unlock(&d->lock);
}

/* The lock alone is no interrupt, which is all that he_get() asks. */
void bad_asks(struct he_dev *d)
{
	spin_lock(&d->lock);
	d->p = he_get(d);		/* { dg-warning "'kmalloc' may sleep while spinning lock 'struct he_dev.lock' is held" } */
	spin_unlock(&d->lock);
}

void good_asks_in_interrupt(struct he_dev *d)
{
	unsigned long flags;

	spin_lock_bh(&d->lock);
	d->p = he_get(d);		/* { dg-bogus "." } */
	spin_unlock_bh(&d->lock);
	spin_lock_irqsave(&d->lock, flags);
	d->p = he_get(d);		/* { dg-bogus "." } */
	spin_unlock_irqrestore(&d->lock, flags);
}

/* The caller decides under which flag the lock is held, here two calls up. */
static noinline void he_work(struct he_dev *d, bool atomic)
{
	if (atomic)
		spin_lock(&d->lock);
	d->p = kmalloc(16, atomic ? GFP_ATOMIC : GFP_KERNEL);	/* { dg-bogus "." } */
	if (atomic)
		spin_unlock(&d->lock);
}

void good_caller_decides(struct he_dev *d)
{
	he_work(d, true);
	he_work(d, false);
}

/* Drops the lock to allocate. */
int good_xa(struct he_dev *d, void *p)
{
	int err;
	u32 id;

	xa_lock_irq(&d->ids);
	err = __xa_alloc(&d->ids, &id, p, xa_limit_32b, GFP_KERNEL);	/* { dg-bogus "." } */
	xa_unlock_irq(&d->ids);
	return err;
}
