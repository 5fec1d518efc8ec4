// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   sections in which nobody may sleep, opened in the function itself
 * rule:   atomic-sleep
 * origin: own
 * lab:    sleep-in-atomic
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/highmem.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <linux/bit_spinlock.h>	/* needs others before, from 6.12 on */

struct se_dev {
	spinlock_t lock, other;
	raw_spinlock_t raw;
	rwlock_t rw;
	struct mutex mutex;
	struct completion done;
	struct work_struct work;
	wait_queue_head_t wq;
	unsigned long bits;
	struct page *page;
	struct srcu_struct srcu;
	void *p;
	int n;
};

void bad_spin(struct se_dev *d)
{
	spin_lock(&d->lock);			/* { dg-message "lock 'struct se_dev.lock' taken here" } */
	d->p = kmalloc(16, GFP_KERNEL);		/* { dg-warning "'kmalloc' may sleep while spinning lock 'struct se_dev.lock' is held" } */
	spin_unlock(&d->lock);
}

void bad_irqsave(struct se_dev *d)
{
	unsigned long flags;

	spin_lock_irqsave(&d->lock, flags);
	mutex_lock(&d->mutex);			/* { dg-warning "'mutex_lock(_nested)?' may sleep while spinning lock 'struct se_dev.lock' is held" } */
	d->n++;
	mutex_unlock(&d->mutex);
	spin_unlock_irqrestore(&d->lock, flags);
}

void bad_bh(struct se_dev *d)
{
	spin_lock_bh(&d->lock);
	msleep(1);				/* { dg-warning "'msleep' may sleep while spinning lock 'struct se_dev.lock' is held" } */
	spin_unlock_bh(&d->lock);
}

void bad_raw(struct se_dev *d)
{
	raw_spin_lock_irq(&d->raw);
	wait_for_completion(&d->done);		/* { dg-warning "'wait_for_completion' may sleep while spinning lock 'struct se_dev.raw' is held" } */
	raw_spin_unlock_irq(&d->raw);
}

int bad_reader(struct se_dev *d, void __user *to)
{
	int err;

	read_lock(&d->rw);
	err = copy_to_user(to, &d->n, sizeof(d->n)) ? -EFAULT : 0;	/* { dg-warning "may sleep while spinning lock 'struct se_dev.rw' is held" } */
	read_unlock(&d->rw);
	return err;
}

void bad_bit(struct se_dev *d)
{
	bit_spin_lock(0, &d->bits);
	flush_work(&d->work);			/* { dg-warning "'flush_work' may sleep while spinning lock" } */
	bit_spin_unlock(0, &d->bits);
}

void bad_rcu(struct se_dev *d)
{
	rcu_read_lock();			/* { dg-message "'rcu_read_lock': nobody may sleep from here on" } */
	wait_event(d->wq, d->n);		/* { dg-warning "may sleep in the 'rcu' section that 'rcu_read_lock' begins" } */
	rcu_read_unlock();
}

void bad_preempt(struct se_dev *d)
{
	preempt_disable();
	d->p = kzalloc(16, GFP_NOFS);		/* { dg-warning "'kzalloc' may sleep in the 'preempt' section that 'preempt_count_add' begins" } */
	preempt_enable();
}

void bad_irq(struct se_dev *d)
{
	unsigned long flags;

	local_irq_save(flags);
	synchronize_rcu();			/* { dg-warning "'synchronize_rcu' may sleep in the 'irq' section that 'arch_local_irq_save' begins" } */
	local_irq_restore(flags);
}

void bad_kmap(struct se_dev *d)
{
	char *p = kmap_atomic(d->page);

	d->p = kstrdup(p, GFP_KERNEL);		/* { dg-warning "may sleep in the 'preempt' section that" } */
	kunmap_atomic(p);
}

void bad_resched(struct se_dev *d)
{
	spin_lock(&d->lock);
	while (d->n--)
		cond_resched();			/* { dg-warning "may sleep while spinning lock 'struct se_dev.lock' is held" } */
	spin_unlock(&d->lock);
}

/* Held over a branch that gives it up. */
int bad_forgotten(struct se_dev *d)
{
	spin_lock(&d->lock);
	if (d->n < 0)
		goto out;
	spin_unlock(&d->lock);
	d->n = 0;
out:
	mutex_lock(&d->mutex);			/* { dg-warning "may sleep while spinning lock 'struct se_dev.lock' is held" } */
	mutex_unlock(&d->mutex);
	return 0;
}

void good_spin(struct se_dev *d)
{
	unsigned long flags;
	void *p = kmalloc(16, GFP_KERNEL);	/* { dg-bogus "." } */

	spin_lock_irqsave(&d->lock, flags);
	d->p = p ? p : kmalloc(16, GFP_ATOMIC);	/* { dg-bogus "." } */
	kfree(d->p);				/* { dg-bogus "." } */
	d->p = kmalloc(16, GFP_NOWAIT | __GFP_NOWARN);	/* { dg-bogus "." } */
	if (mutex_trylock(&d->mutex))		/* { dg-bogus "." } */
		mutex_unlock(&d->mutex);
	complete(&d->done);			/* { dg-bogus "." } */
	pr_info("%d\n", d->n);			/* { dg-bogus "." } */
	schedule_work(&d->work);		/* { dg-bogus "." } */
	udelay(10);				/* { dg-bogus "." } */
	spin_unlock_irqrestore(&d->lock, flags);
	mutex_lock(&d->mutex);			/* { dg-bogus "." } */
	mutex_unlock(&d->mutex);
}

void good_dropped(struct se_dev *d)
{
	spin_lock_irq(&d->lock);
	while (d->n) {
		spin_unlock_irq(&d->lock);
		msleep(1);			/* { dg-bogus "." } */
		spin_lock_irq(&d->lock);
	}
	spin_unlock_irq(&d->lock);
	local_irq_disable();
	spin_lock(&d->lock);
	spin_unlock_irq(&d->lock);
	msleep(1);				/* { dg-bogus "." } */
}

void good_wait_event_lock(struct se_dev *d)
{
	spin_lock_irq(&d->lock);
	wait_event_lock_irq(d->wq, d->n, d->lock);	/* { dg-bogus "." } */
	d->n++;
	spin_unlock_irq(&d->lock);
}

void good_cond_resched_lock(struct se_dev *d)
{
	spin_lock(&d->lock);
	while (d->n--)
		cond_resched_lock(&d->lock);	/* { dg-bogus "." } */
	spin_unlock(&d->lock);
}

void good_trylock(struct se_dev *d)
{
	while (!spin_trylock(&d->lock))
		msleep(1);			/* { dg-bogus "." } */
	d->n++;
	spin_unlock(&d->lock);
}

void good_flag(struct se_dev *d, bool locked)
{
	if (locked)
		spin_lock(&d->lock);
	d->n++;
	if (locked)
		spin_unlock(&d->lock);
	msleep(1);				/* { dg-bogus "." } */
}

void good_flag_other_way(struct se_dev *d, gfp_t gfp)
{
	if (!(gfp & __GFP_DIRECT_RECLAIM))
		spin_lock(&d->lock);
	d->p = kmalloc(16, gfp);		/* { dg-bogus "." } */
	if (!(gfp & __GFP_DIRECT_RECLAIM))
		spin_unlock(&d->lock);
}

void good_srcu(struct se_dev *d)
{
	int idx = srcu_read_lock(&d->srcu);

	mutex_lock(&d->mutex);			/* { dg-bogus "." } */
	mutex_unlock(&d->mutex);
	srcu_read_unlock(&d->srcu, idx);
}

/* Sets of locks: all of them, then none. */
void good_all(struct se_dev *d, int n)
{
	int i;

	spin_lock(&d[0].lock);
	for (i = 1; i < 4; i++)
		spin_lock_nested(&d[i].lock, i);
	d->n++;
	for (i = 3; i; i--)
		spin_unlock(&d[i].lock);
	spin_unlock(&d[0].lock);
	msleep(1);				/* { dg-bogus "." } */
}

void good_vfree(struct se_dev *d)
{
	local_bh_disable();
	vfree(d->p);				/* { dg-bogus "." } */
	local_bh_enable();
}

void bad_vfree(struct se_dev *d)
{
	spin_lock(&d->lock);
	vfree(d->p);				/* { dg-warning "'vfree' may sleep while spinning lock 'struct se_dev.lock' is held" } */
	spin_unlock(&d->lock);
}
