// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/mutex.h>
#include <linux/slab.h>

struct twin_dev {
	int id;
	struct mutex lock;
};

/* Static, and called as the callback of the other file is. */
static bool twin_invalidate(struct twin_dev *d)
{
	mutex_lock(&d->lock);
	d->id = 0;
	mutex_unlock(&d->lock);
	return true;
}

void *good_second(struct twin_dev *d)
{
	void *p;

	if (!twin_invalidate(d))
		return NULL;
	mutex_lock(&d->lock);
	p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return p;
}
