// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a function runs in the context that its author says, whoever calls it
 * rule:   nonblock-sleep
 * lab:    sleep-in-atomic
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock;
	int x;
};

__rl_runs_in("oom")
void bad_zap(struct dev *d)
{
	mutex_lock(&d->lock);		/* { dg-warning "may sleep in a non-blockable invocation of 'bad_zap'" } */
	d->x = 0;
	mutex_unlock(&d->lock);
}

__rl_runs_in("oom")
void good_zap(struct dev *d)
{
	if (!mutex_trylock(&d->lock))
		return;
	d->x = 0;
	mutex_unlock(&d->lock);
}

__rl_runs_in("work")
void good_work(struct dev *d)
{
	mutex_lock(&d->lock);
	d->x = 0;
	mutex_unlock(&d->lock);
}

MODULE_LICENSE("GPL");
