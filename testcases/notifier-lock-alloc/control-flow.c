// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   loops, early returns and goto unwinding
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct unw_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool unw_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct unw_dev *d = container_of(mni, struct unw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops unw_ops = { .invalidate = unw_invalidate };

int good_goto_unwind(struct unw_dev *d, int n)
{
	void *p;
	int ret = 0;

	p = kmalloc(n, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	if (!p)
		return -ENOMEM;
	mutex_lock(&d->lock);
	if (d->buf) {
		ret = -EBUSY;
		goto out_unlock;
	}
	d->buf = p;
	p = NULL;
out_unlock:
	mutex_unlock(&d->lock);
	if (ret)
		kfree(kmalloc(n, GFP_KERNEL));	/* { dg-bogus "reclaim" } */
	kfree(p);
	return ret;
}

int good_loop(struct unw_dev *d, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		void *p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */

		mutex_lock(&d->lock);
		kfree(d->buf);
		d->buf = p;
		mutex_unlock(&d->lock);
	}
	return 0;
}

/* Comes round with the lock held. */
int bad_loop(struct unw_dev *d, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		if (i)
			d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct unw_dev.lock'" } */
		else
			mutex_lock(&d->lock);
	}
	if (n)
		mutex_unlock(&d->lock);
	return 0;
}

int bad_error_path(struct unw_dev *d, int n)
{
	int ret = 0;

	mutex_lock(&d->lock);
	if (n < 0) {
		ret = -EINVAL;
		goto out;
	}
	d->buf = NULL;
out:
	if (ret)
		pr_debug("unw: %d\n", ret);
	if (ret)
		d->buf = kstrdup("failed", GFP_KERNEL);	/* { dg-warning "while holding 'struct unw_dev.lock'" } */
	mutex_unlock(&d->lock);
	return ret;
}

int good_returns_early(struct unw_dev *d, int n)
{
	mutex_lock(&d->lock);
	switch (n) {
	case 0:
		mutex_unlock(&d->lock);
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
		return 0;
	case 1:
		d->buf = kmalloc(64, GFP_ATOMIC);	/* { dg-bogus "reclaim" } */
		break;
	default:
		break;
	}
	mutex_unlock(&d->lock);
	return 1;
}

/* The flag remembers whether the lock is held. */
int good_remembered(struct unw_dev *d, bool want)
{
	bool locked = false;

	if (want) {
		mutex_lock(&d->lock);
		locked = true;
	}
	if (!locked)
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	if (locked)
		mutex_unlock(&d->lock);
	return 0;
}
