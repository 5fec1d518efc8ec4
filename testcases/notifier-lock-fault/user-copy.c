// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   user copies under a lock that the callback takes
 * rule:   notifier-lock-fault
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct uc_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool uc_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct uc_dev *d = container_of(mni, struct uc_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-warning "struct uc_dev.lock" } { dg-message "struct uc_dev.lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops uc_ops = { .invalidate = uc_invalidate };

int bad_copy_from_user(struct uc_dev *d, void __user *from)
{
	int ret;

	mutex_lock(&d->lock);
	ret = copy_from_user(d->buf, from, 64);	/* { dg-warning "'.*copy_from_user' may fault or take mmap_lock while holding 'struct uc_dev.lock', which invalidate callback 'uc_invalidate' takes" } */
	mutex_unlock(&d->lock);
	return ret;
}

int bad_copy_to_user(struct uc_dev *d, void __user *to)
{
	int ret;

	mutex_lock(&d->lock);
	ret = copy_to_user(to, d->buf, 64);	/* { dg-warning "may fault or take mmap_lock" } */
	mutex_unlock(&d->lock);
	return ret;
}

int bad_get_user(struct uc_dev *d, int __user *from)
{
	int ret, v;

	mutex_lock(&d->lock);
	ret = get_user(v, from);	/* { dg-warning "may fault or take mmap_lock" } */
	mutex_unlock(&d->lock);
	return ret ? ret : v;
}

int bad_put_user(struct uc_dev *d, int __user *to)
{
	int ret;

	mutex_lock(&d->lock);
	ret = put_user(1, to);		/* { dg-warning "may fault or take mmap_lock" } */
	mutex_unlock(&d->lock);
	return ret;
}

/* memdup_user both allocates (GFP_USER) and copies. */
int bad_memdup_user(struct uc_dev *d, void __user *from)
{
	mutex_lock(&d->lock);
	d->buf = memdup_user(from, 64);	/* { dg-warning "may fault or take mmap_lock" } { dg-warning "may enter direct reclaim" notifier-lock-alloc } */
	mutex_unlock(&d->lock);
	return 0;
}

int good_copied_before(struct uc_dev *d, void __user *from)
{
	char tmp[64];

	if (copy_from_user(tmp, from, sizeof(tmp)))	/* { dg-bogus "." } */
		return -EFAULT;
	mutex_lock(&d->lock);
	memcpy(d->buf, tmp, sizeof(tmp));
	mutex_unlock(&d->lock);
	return 0;
}

int good_pagefault_disabled(struct uc_dev *d, void __user *from)
{
	int left;

	mutex_lock(&d->lock);
	pagefault_disable();
	left = __copy_from_user_inatomic(d->buf, from, 64);	/* { dg-bogus "." } */
	pagefault_enable();
	mutex_unlock(&d->lock);
	return left;
}

int good_plain_copy_with_pagefaults_off(struct uc_dev *d, void __user *from)
{
	int left;

	mutex_lock(&d->lock);
	pagefault_disable();
	left = copy_from_user(d->buf, from, 64);	/* { dg-bogus "." } */
	pagefault_enable();
	mutex_unlock(&d->lock);
	return left;
}

int good_nofault(struct uc_dev *d, void __user *from)
{
	int ret;

	mutex_lock(&d->lock);
	ret = copy_from_user_nofault(d->buf, from, 64);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	return ret;
}
