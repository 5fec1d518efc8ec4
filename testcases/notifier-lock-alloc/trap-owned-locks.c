// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a context drops the locks on its list until the list is empty
 * rule:   notifier-lock-alloc
 * origin: own
 */
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct own_obj {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct list_head link;
	void *buf;
};

struct own_ctx {
	struct list_head locked;
};

static bool own_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct own_obj *o = container_of(mni, struct own_obj, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&o->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&o->lock);
	return true;
}

const struct mmu_interval_notifier_ops own_ops = { .invalidate = own_invalidate };

static noinline void own_unlock_all(struct own_ctx *ctx)
{
	struct own_obj *o;

	while ((o = list_first_entry_or_null(&ctx->locked, struct own_obj, link))) {
		list_del(&o->link);
		mutex_unlock(&o->lock);
	}
}

static noinline void own_lock(struct own_ctx *ctx, struct own_obj *o)
{
	mutex_lock(&o->lock);
	list_add_tail(&o->link, &ctx->locked);
}

void good_all_dropped(struct own_obj *o)
{
	struct own_ctx ctx = { .locked = LIST_HEAD_INIT(ctx.locked) };

	own_lock(&ctx, o);
	own_unlock_all(&ctx);
	o->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

void bad_not_dropped(struct own_obj *o)
{
	struct own_ctx ctx = { .locked = LIST_HEAD_INIT(ctx.locked) };

	own_lock(&ctx, o);
	o->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct own_obj.lock'" } */
	own_unlock_all(&ctx);
}
