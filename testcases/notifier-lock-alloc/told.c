// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   locks that are taken in invalidate callbacks by their authors' word, with no callback to be seen
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    nothing: the kernel reads no attributes
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock __rl_taken_in("reclaim");	/* { dg-message "'struct dev.lock' is declared to be taken in invalidate callbacks" } */
	struct mutex vm __rl_taken_in("mm");
	struct mutex shrunk __rl_taken_in("shrinker");
	struct mutex primed;
	struct mutex quiet;
	void *buf;
};

void bad_declared(struct dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(8, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter direct reclaim while holding 'struct dev.lock', which is taken in invalidate callbacks by its author's word" } */
	mutex_unlock(&d->lock);
}

void good_declared(struct dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(8, GFP_NOWAIT);
	mutex_unlock(&d->lock);
}

void good_quiet(struct dev *d)
{
	mutex_lock(&d->quiet);
	d->buf = kmalloc(8, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->quiet);
}

void bad_false_fix(struct dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(8, GFP_NOFS);		/* { dg-warning "GFP_NOFS does not keep reclaim out of mmu notifiers: 'kmalloc' while holding 'struct dev.lock', which is taken in invalidate callbacks by its author's word" notifier-lock-false-fix } */
	mutex_unlock(&d->lock);
}

int bad_fault(struct dev *d, void __user *from)
{
	int err;

	mutex_lock(&d->vm);
	err = copy_from_user(d->buf, from, 8);	/* { dg-warning "may fault or take mmap_lock while holding 'struct dev.vm', which is taken in invalidate callbacks by its author's word" notifier-lock-fault } */
	mutex_unlock(&d->vm);
	return err;
}

void bad_shrunk(struct dev *d)
{
	mutex_lock(&d->shrunk);
	d->buf = kmalloc(8, GFP_KERNEL);	/* { dg-warning "while holding 'struct dev.shrunk', which is taken in shrinkers by its author's word" shrinker-lock-alloc } */
	mutex_unlock(&d->shrunk);
}

void bad_init(struct dev *d)
{
	mutex_init(&d->primed);
	rl_prime_notifiers(&d->primed);		/* { dg-message "'struct dev.primed' is told to be taken in invalidate callbacks" } */
}

void bad_primed(struct dev *d)
{
	mutex_lock(&d->primed);
	d->buf = kmalloc(8, GFP_KERNEL);	/* { dg-warning "while holding 'struct dev.primed', which is taken in invalidate callbacks by its author's word" } */
	mutex_unlock(&d->primed);
}

MODULE_LICENSE("GPL");
