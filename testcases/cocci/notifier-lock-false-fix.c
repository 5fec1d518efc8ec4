// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   GFP_NOFS and its relatives under the lock of a callback
 * rule:   notifier-lock-false-fix
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in notifier-lock-false-fix/flags
 * cocci:  notifier_lock_false_fix
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct fix_dev {
	struct mmu_notifier mn;
	struct mutex lock;
	void *buf, *spare;
};

static int fix_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct fix_dev *d = container_of(mn, struct fix_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mutex_lock(&d->lock);
	d->buf = NULL;
	mutex_unlock(&d->lock);
	return 0;
}

static const struct mmu_notifier_ops fix_ops = {
	.invalidate_range_start = fix_start,
};

int bad_checked(struct fix_dev *d)
{
	int ret = 0;

	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_NOFS | __GFP_NOWARN);	/* { dg-warning "GFP_NOFS does not keep reclaim out of mmu notifiers: 'kmalloc' while holding 'struct fix_dev.lock', which invalidate callback 'fix_start' takes" } */
	if (!d->buf)
		ret = -ENOMEM;
	d->spare = kzalloc(64, GFP_NOIO);	/* { dg-warning "GFP_NOIO does not keep reclaim out of mmu notifiers: 'kzalloc'" } */
	if (!d->spare)
		ret = -ENOMEM;
	mutex_unlock(&d->lock);
	return ret;
}

/* Nobody looks at the result: no patch. */
void bad_unchecked(struct fix_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_NOFS);		/* { dg-warning "GFP_NOFS does not keep" } */
	mutex_unlock(&d->lock);
}

int bad_scope(struct fix_dev *d)
{
	unsigned int flags;

	mutex_lock(&d->lock);
	flags = memalloc_nofs_save();
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "memalloc_nofs_save\(\) does not keep reclaim out of mmu notifiers: 'kmalloc'" } */
	memalloc_nofs_restore(flags);
	mutex_unlock(&d->lock);
	return d->buf ? 0 : -ENOMEM;
}

/* GFP_KERNEL is another rule's. */
int good_others(struct fix_dev *d)
{
	void *p = kmalloc(64, GFP_NOFS);	/* { dg-bogus "reclaim" } */

	if (!p)
		return -ENOMEM;
	mutex_lock(&d->lock);
	d->buf = p;
	d->spare = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return 0;
}

const void *const used[] = { &fix_ops };
