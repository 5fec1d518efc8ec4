// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a function of which its author says that it runs in reclaim is as good as a callback, in no table
 * rule:   notifier-lock-alloc
 * lab:    cannot run: nothing calls it in reclaim but its author's word
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock, other;
	void *buf;
};

__rl_runs_in("reclaim")
void zap(struct dev *d)
{
	mutex_lock(&d->lock);			/* { dg-message "struct dev.lock" } */
	d->buf = NULL;
	mutex_unlock(&d->lock);
}

void bad_under_lock(struct dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(8, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim while holding 'struct dev.lock', which" } */
	mutex_unlock(&d->lock);
}

void good_under_other(struct dev *d)
{
	mutex_lock(&d->other);
	d->buf = kmalloc(8, GFP_KERNEL);
	mutex_unlock(&d->other);
}

MODULE_LICENSE("GPL");
