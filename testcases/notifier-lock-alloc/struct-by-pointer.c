// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   parameters in a struct passed by pointer
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct st_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool st_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct st_dev *d = container_of(mni, struct st_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops st_ops = { .invalidate = st_invalidate };

struct st_ctx {
	bool interruptible;
	bool no_wait;
	gfp_t gfp;
	void *(*get)(gfp_t gfp);
};

static noinline void *st_step(struct st_ctx *ctx)
{
	if (ctx->no_wait)
		return NULL;
	return kmalloc(64, GFP_KERNEL);
}

static noinline int st_run(struct st_dev *d, struct st_ctx *ctx)
{
	d->buf = st_step(ctx);
	return d->buf ? 0 : -EBUSY;
}

int good_no_wait(struct st_dev *d)
{
	struct st_ctx ctx = { .interruptible = true, .no_wait = true };
	int ret;

	mutex_lock(&d->lock);
	ret = st_run(d, &ctx);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return ret;
}

int bad_may_wait(struct st_dev *d)
{
	struct st_ctx ctx = { .interruptible = true };
	int ret;

	mutex_lock(&d->lock);
	ret = st_run(d, &ctx);	/* { dg-warning "while holding 'struct st_dev.lock'" } */
	mutex_unlock(&d->lock);
	return ret;
}

static noinline void *st_masked(struct st_ctx *ctx)
{
	return kmalloc(64, ctx->gfp | __GFP_ZERO);
}

int good_gfp_in_struct(struct st_dev *d)
{
	struct st_ctx ctx = { .gfp = GFP_NOWAIT };

	mutex_lock(&d->lock);
	d->buf = st_masked(&ctx);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return 0;
}

int bad_gfp_in_struct(struct st_dev *d)
{
	struct st_ctx ctx;

	ctx.interruptible = false;
	ctx.gfp = GFP_KERNEL;
	mutex_lock(&d->lock);
	d->buf = st_masked(&ctx);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
	return 0;
}

static noinline void *st_get(gfp_t gfp)
{
	return kmalloc(64, gfp);
}

static noinline void *st_none(gfp_t gfp)
{
	return NULL;
}

static noinline void *st_call(struct st_ctx *ctx)
{
	return ctx->get(GFP_KERNEL);
}

int good_function_in_struct(struct st_dev *d)
{
	struct st_ctx ctx = { .get = st_none };

	mutex_lock(&d->lock);
	d->buf = st_call(&ctx);		/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return 0;
}

int bad_function_in_struct(struct st_dev *d)
{
	struct st_ctx ctx = { .get = st_get };

	mutex_lock(&d->lock);
	d->buf = st_call(&ctx);		/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
	return 0;
}
