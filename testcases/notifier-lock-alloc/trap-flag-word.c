// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   other bits of a word of flags come and go in a loop, the one that was asked about stays
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#define WORD_CONTIGUOUS	0x1
#define WORD_VISIBLE	0x4
#define WORD_LOCKED	0x40

struct word_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool word_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct word_dev *d = container_of(mni, struct word_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops word_ops = { .invalidate = word_invalidate };

int word_place(struct word_dev *d, u64 flags);

int good_other_bits(struct word_dev *d, u64 flags)
{
	int ret;

	flags |= 0x8;
	if (flags & WORD_LOCKED)
		mutex_lock(&d->lock);
retry:
	ret = word_place(d, flags);
	if (ret) {
		if (flags & WORD_CONTIGUOUS) {
			flags &= ~(u64)WORD_CONTIGUOUS;
			goto retry;
		}
		if (flags & WORD_VISIBLE) {
			flags &= ~(u64)WORD_VISIBLE;
			goto retry;
		}
	}
	if (flags & WORD_LOCKED)
		mutex_unlock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	return ret;
}

int bad_the_same_bit(struct word_dev *d, u64 flags)
{
	int ret;

	if (flags & WORD_LOCKED)
		mutex_lock(&d->lock);
retry:
	ret = word_place(d, flags);
	if (ret && (flags & WORD_LOCKED)) {
		flags &= ~(u64)WORD_LOCKED;
		goto retry;
	}
	if (flags & WORD_LOCKED)
		mutex_unlock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct word_dev.lock'" } */
	return ret;
}
