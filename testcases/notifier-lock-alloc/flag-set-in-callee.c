// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a flag that was tested before, and that a callee sets
 * rule:   notifier-lock-alloc
 * origin: own, after drivers/gpu/drm/i915/gem/i915_gem_execbuffer.c
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#define FC_INTERNAL	0x100	/* callers may not give it */
#define FC_USERPTR	0x200
#define FC_PINNED	0x400

struct fc_args {
	unsigned long flags;
};

struct fc_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *p;
};

struct fc_exec {
	struct fc_args *args;
	struct fc_dev *dev;
	unsigned long flags;
};

static bool fc_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fc_dev *d = container_of(mni, struct fc_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops fc_ops = { .invalidate = fc_invalidate };

static noinline void note_userptr(struct fc_exec *e)
{
	e->args->flags |= FC_USERPTR;
}

static noinline void look_up(struct fc_exec *e, int n)
{
	for (int i = 0; i < n; i++)
		note_userptr(e);
}

static noinline void bad_submit(struct fc_exec *e)
{
	if (e->args->flags & FC_USERPTR) {
		mutex_lock(&e->dev->lock);
		e->dev->p = kmalloc(8, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
		mutex_unlock(&e->dev->lock);
	}
}

static noinline void good_submit(struct fc_exec *e)
{
	if (e->args->flags & FC_INTERNAL) {
		mutex_lock(&e->dev->lock);
		e->dev->p = kmalloc(8, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
		mutex_unlock(&e->dev->lock);
	}
}

int fc_ioctl(struct fc_dev *dev, struct fc_args *args, int n)
{
	struct fc_exec e = { .args = args, .dev = dev };

	if (args->flags & (FC_INTERNAL | FC_USERPTR))
		return -EINVAL;
	look_up(&e, n);
	bad_submit(&e);
	good_submit(&e);
	return 0;
}

static noinline void set_pinned(struct fc_exec *e)
{
	e->flags |= FC_PINNED;
}

/* the bit that is set is another one: lock and unlock go together */
void good_other_bit(struct fc_exec *e)
{
	if (e->flags & FC_USERPTR)
		mutex_lock(&e->dev->lock);
	set_pinned(e);
	if (e->flags & FC_USERPTR)
		mutex_unlock(&e->dev->lock);
	e->dev->p = kmalloc(8, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}
