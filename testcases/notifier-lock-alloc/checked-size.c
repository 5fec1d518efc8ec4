// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a message that fits into a buffer on the stack allocates nothing; its size is added with check_add_overflow()
 * rule:   notifier-lock-alloc
 * origin: own; the kind of drivers/gpu/drm/nouveau/nvif/object.c in 6.12
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/string.h>

struct chk_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
};

void chk_send(void *args, u32 size);

static bool chk_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct chk_dev *d = container_of(mni, struct chk_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops chk_ops = { .invalidate = chk_invalidate };

static noinline int chk_message(void *data, u32 size)
{
	u8 stack[128], *args = stack;
	u32 all;

	if (check_add_overflow(16u, size, &all))
		return -ENOMEM;
	if (all > sizeof(stack)) {
		args = kmalloc(all, GFP_KERNEL);
		if (!args)
			return -ENOMEM;
	}
	memcpy(args, data, size);
	chk_send(args, all);
	if (args != stack)
		kfree(args);
	return 0;
}

int good_small(struct chk_dev *d, void *data)
{
	int ret;

	mutex_lock(&d->lock);
	ret = chk_message(data, 32);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	return ret;
}

int bad_large(struct chk_dev *d, void *data)
{
	int ret;

	mutex_lock(&d->lock);
	ret = chk_message(data, 4096);	/* { dg-warning "while holding 'struct chk_dev.lock'" } */
	mutex_unlock(&d->lock);
	return ret;
}

int bad_any(struct chk_dev *d, void *data, u32 size)
{
	int ret;

	mutex_lock(&d->lock);
	ret = chk_message(data, size);	/* { dg-warning "while holding 'struct chk_dev.lock'" } */
	mutex_unlock(&d->lock);
	return ret;
}
