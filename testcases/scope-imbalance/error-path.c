// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a memory scope that an error path leaves open
 * rule:   scope-imbalance
 * lab:    effect
 * origin: own
 */
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct ep_dev {
	void *buf;
	unsigned int nofs;
	int state;
};

int ep_prepare(struct ep_dev *d);

int bad_early_return(struct ep_dev *d)
{
	unsigned int flags = memalloc_nofs_save();	/* { dg-message "'memalloc_nofs_save' opens the scope" } */

	d->buf = kmalloc(64, GFP_KERNEL);
	if (!d->buf)
		return -ENOMEM;		/* { dg-warning "scope of 'memalloc_nofs_save' is left open on this way out of 'bad_early_return'" } */
	memalloc_nofs_restore(flags);
	return 0;
}

int bad_wrong_label(struct ep_dev *d)
{
	unsigned int flags;
	int err;

	err = ep_prepare(d);
	if (err)
		goto out;
	flags = memalloc_noio_save();
	d->buf = kmalloc(64, GFP_KERNEL);
	if (!d->buf) {
		err = -ENOMEM;		/* { dg-warning "scope of 'memalloc_noio_save' is left open" } */
		goto out;
	}
	memalloc_noio_restore(flags);
out:
	return err;
}

void bad_no_value(struct ep_dev *d)
{
	unsigned int flags = memalloc_noreclaim_save();

	if (ep_prepare(d))		/* { dg-warning "scope of 'memalloc_noreclaim_save' is left open" } */
		return;
	d->state = 1;
	memalloc_noreclaim_restore(flags);
}

/* The second one only. */
int bad_nested(struct ep_dev *d)
{
	unsigned int noio = memalloc_noio_save(), pin;
	int err = -EIO;

	pin = memalloc_pin_save();
	if (ep_prepare(d))
		goto out;		/* { dg-warning "scope of 'memalloc_pin_save' is left open" scope-imbalance .-1 } */
	err = 0;
	memalloc_pin_restore(pin);
out:
	memalloc_noio_restore(noio);
	return err;
}

int bad_in_loop(struct ep_dev *d, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		unsigned int flags = memalloc_nofs_save();

		if (ep_prepare(&d[i]))
			return -EIO;	/* { dg-warning "scope of 'memalloc_nofs_save' is left open" } */
		memalloc_nofs_restore(flags);
	}
	return 0;
}

int good_all_paths(struct ep_dev *d)
{
	unsigned int flags = memalloc_nofs_save();
	int err = 0;

	d->buf = kmalloc(64, GFP_KERNEL);
	if (!d->buf) {
		err = -ENOMEM;
		goto out;
	}
	if (d->state)
		err = ep_prepare(d);
out:
	memalloc_nofs_restore(flags);
	return err;
}

int good_flag(struct ep_dev *d, bool nofs)
{
	unsigned int flags = 0;
	int err;

	if (nofs)
		flags = memalloc_nofs_save();
	err = ep_prepare(d);
	if (!err && d->state)
		d->buf = kmalloc(64, GFP_KERNEL);
	if (nofs)
		memalloc_nofs_restore(flags);
	return err;
}

/* As vmalloc does it: the mask was changed in between, the question is the same. */
int good_mask(struct ep_dev *d, gfp_t gfp)
{
	unsigned int flags;
	int err;

	gfp |= __GFP_NOWARN;
	if (!(gfp & GFP_DMA))
		gfp |= __GFP_HIGHMEM;
	if ((gfp & (__GFP_FS | __GFP_IO)) == __GFP_IO)
		flags = memalloc_nofs_save();
	else if ((gfp & (__GFP_FS | __GFP_IO)) == 0)
		flags = memalloc_noio_save();
	err = ep_prepare(d);
	if ((gfp & (__GFP_FS | __GFP_IO)) == __GFP_IO)
		memalloc_nofs_restore(flags);
	else if ((gfp & (__GFP_FS | __GFP_IO)) == 0)
		memalloc_noio_restore(flags);
	return err;
}

int good_loop(struct ep_dev *d, int n)
{
	int i, err = 0;

	for (i = 0; i < n && !err; i++) {
		unsigned int flags;

		if (d[i].state)
			continue;
		flags = memalloc_nofs_save();
		err = ep_prepare(&d[i]);
		memalloc_nofs_restore(flags);
		if (err == -EAGAIN)
			break;
	}
	return err;
}
