// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   guard(spinlock) and scoped_guard(spinlock), whose guard is a struct that is returned
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/cleanup.h>
#include <linux/mmu_notifier.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct kgs_dev {
	struct mmu_interval_notifier mni;
	spinlock_t lock;
	void *buf;
};

struct kgs_user {
	struct kgs_dev *dev;
};

static bool kgs_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct kgs_dev *d = container_of(mni, struct kgs_dev, mni);

	guard(spinlock)(&d->lock);
	mmu_interval_set_seq(mni, seq);
	return true;
}

const struct mmu_interval_notifier_ops kgs_ops = { .invalidate = kgs_invalidate };

int bad_scoped(struct kgs_user *u)
{
	scoped_guard(spinlock, &u->dev->lock)
		u->dev->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct kgs_dev.lock'" } */
	return 0;
}

/* The scope's end gives the lock back, which the guard's member names. */
int good_after_scope(struct kgs_user *u)
{
	void *old;

	scoped_guard(spinlock, &u->dev->lock) {
		old = u->dev->buf;
		u->dev->buf = NULL;
	}
	kfree(old);
	u->dev->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	return 0;
}

static noinline int kgs_count(struct kgs_user *u)
{
	guard(spinlock)(&u->dev->lock);

	return u->dev->buf ? 1 : -ENOENT;
}

int good_callee_guards(struct kgs_user *u)
{
	int n = kgs_count(u);

	if (n > 0)
		u->dev->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	return n;
}
