// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what happens in the section is up to memory, and callers say nothing about it
 * rule:   atomic-sleep
 * lab:    sleep-in-atomic
 * origin: own; after dmz_get_mblock_slow(), drivers/md/dm-zoned-metadata.c
 */
#include <linux/slab.h>
#include <linux/spinlock.h>

struct ms_dev {
	spinlock_t lock;
	unsigned int flags;
	void *block;
};

static noinline int ms_slow(struct ms_dev *d)
{
	if (d->flags & 1)
		return -EIO;
	spin_lock(&d->lock);
	d->block = kmalloc(64, GFP_NOIO);	/* { dg-warning "'kmalloc' may sleep while spinning lock 'struct ms_dev.lock' is held" } */
	spin_unlock(&d->lock);
	return 0;
}

static noinline int ms_get(struct ms_dev *d)
{
	return d->block ? 0 : ms_slow(d);
}

static noinline int ms_read(struct ms_dev *d)
{
	return ms_get(d) ? -EIO : 1;
}

static noinline int ms_check(struct ms_dev *d)
{
	return ms_read(d) < 0;
}

static noinline int ms_load(struct ms_dev *d)
{
	return ms_check(d) + 1;
}

int bad_open(struct ms_dev *d);
int bad_open(struct ms_dev *d)
{
	return ms_load(d);
}
