// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   scopes left open on an error path
 * rule:   scope-imbalance
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in scope-imbalance/error-path
 * cocci:  scope_imbalance
 * origin: own
 */
#include <linux/dma-fence.h>
#include <linux/errno.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct si_dev {
	void *buf;
	unsigned int saved;
};

int bad_early_return(struct si_dev *d)
{
	unsigned int flags;

	flags = memalloc_nofs_save();		/* { dg-message "'memalloc_nofs_save' is called here" } */
	d->buf = kmalloc(64, GFP_KERNEL);
	if (!d->buf)
		return -ENOMEM;			/* { dg-warning "scope of 'memalloc_nofs_save' is left open on this way out of 'bad_early_return'" } */
	memalloc_nofs_restore(flags);
	return 0;
}

int bad_value(struct si_dev *d, int err)
{
	bool cookie = dma_fence_begin_signalling();

	if (err)
		return err;			/* { dg-warning "scope of 'dma_fence_begin_signalling' is left open" } */
	kfree(d->buf);
	dma_fence_end_signalling(cookie);
	return 0;
}

/* The label is reached with the scope closed, too: no patch. */
int bad_label(struct si_dev *d)
{
	unsigned int flags = memalloc_noio_save();
	int err = 0;

	d->buf = kmalloc(64, GFP_KERNEL);
	if (!d->buf) {
		err = -ENOMEM;
		goto out;
	}
	memalloc_noio_restore(flags);
out:
	return err;				/* { dg-warning "scope of 'memalloc_noio_save' is left open" } */
}

int bad_nonblock(struct si_dev *d)
{
	non_block_start();
	if (!d->buf)
		return -EINVAL;			/* { dg-warning "scope of 'non_block_start' is left open" } */
	non_block_end();
	return 0;
}

int bad_priming(struct si_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	if (!d->buf)
		return -EINVAL;			/* { dg-warning "scope of 'fs_reclaim_acquire' is left open" } */
	fs_reclaim_release(GFP_KERNEL);
	return 0;
}

int good_all_ways(struct si_dev *d)
{
	unsigned int flags = memalloc_nofs_save();

	if (!d->buf) {
		memalloc_nofs_restore(flags);
		return -ENOMEM;			/* { dg-bogus "." } */
	}
	memalloc_nofs_restore(flags);
	return 0;
}

int good_condition(struct si_dev *d, bool io)
{
	unsigned int flags = 0;

	if (!io)
		flags = memalloc_noio_save();
	d->buf = kmalloc(64, GFP_KERNEL);
	if (!io)
		memalloc_noio_restore(flags);
	return d->buf ? 0 : -ENOMEM;		/* { dg-bogus "." } */
}

/* The caller closes it. */
int good_handed_on(struct si_dev *d, unsigned int *cookie)
{
	unsigned int flags = memalloc_nofs_save();

	if (!d->buf) {
		memalloc_nofs_restore(flags);
		return -EINVAL;
	}
	*cookie = flags;
	return 0;				/* { dg-bogus "." } */
}
