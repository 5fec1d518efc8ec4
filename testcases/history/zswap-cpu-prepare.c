// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    a CPU's context was allocated under the mutex that the shrinker's writeback takes
 * rule:    shrinker-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from mm/zswap.c, 6.13 (interface of 6.1); fixed by
 *          779b9955f643 ("mm: zswap: move allocations during CPU init outside the lock")
 * variant: FIXED
 */
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct foo_acomp_ctx {
	struct mutex mutex;
	u8 *buffer;
};

struct foo_pool {
	struct foo_acomp_ctx __percpu *acomp_ctx;
};

static struct foo_pool *foo_current_pool;

static int foo_decompress(struct foo_pool *pool, const void *src, unsigned int len)
{
	struct foo_acomp_ctx *ctx = raw_cpu_ptr(pool->acomp_ctx);

	mutex_lock(&ctx->mutex);	/* { dg-message "struct foo_acomp_ctx.mutex" } */
	memcpy(ctx->buffer, src, len);
	mutex_unlock(&ctx->mutex);
	return 0;
}

static unsigned long foo_shrinker_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	static const char entry[16];
	unsigned long n;

	for (n = 0; n < sc->nr_to_scan; n++)
		if (foo_decompress(foo_current_pool, entry, sizeof(entry)))
			break;
	return n;
}

struct shrinker foo_shrinker = { .scan_objects = foo_shrinker_scan, .seeks = DEFAULT_SEEKS };

int bad_cpu_prepare(unsigned int cpu, struct foo_pool *pool)
{
	struct foo_acomp_ctx *ctx = per_cpu_ptr(pool->acomp_ctx, cpu);
	u8 *buffer;
	int ret = 0;

#ifdef FIXED
	buffer = kmalloc_node(PAGE_SIZE * 2, GFP_KERNEL, cpu_to_node(cpu));
	if (!buffer)
		return -ENOMEM;
	mutex_lock(&ctx->mutex);
	ctx->buffer = buffer;
#else
	mutex_lock(&ctx->mutex);
	buffer = kmalloc_node(PAGE_SIZE * 2, GFP_KERNEL, cpu_to_node(cpu));	/* { dg-warning "'struct foo_acomp_ctx.mutex'" } */
	if (buffer)
		ctx->buffer = buffer;
	else
		ret = -ENOMEM;
#endif
	mutex_unlock(&ctx->mutex);
	return ret;
}
