// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    ranges in use were refused in blockable invalidations too
 * rule:    notifier-return
 * lab:     warning
 * origin:  reduced from drivers/xen/gntdev.c, 4.19 (interface of 6.1); fixed by
 *          58a575699040 ("xen/gntdev: fix up blockable calls to mn_invl_range_start")
 * variant: FIXED
 */
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct foo_map {
	struct list_head next;
	unsigned long start, end;
	bool mapped;
};

struct foo_priv {
	struct list_head maps;
	struct mutex lock;
	struct mmu_notifier mn;
};

static bool foo_in_range(struct foo_map *map, unsigned long start, unsigned long end)
{
	return map->mapped && map->start < end && map->end > start;
}

static int foo_unmap_if_in_range(struct foo_map *map, unsigned long start, unsigned long end, bool blockable)
{
	if (!foo_in_range(map, start, end))
		return 0;
#ifdef FIXED
	if (!blockable)
		return -EAGAIN;
#endif
	map->mapped = false;
	return 0;
}

static int bad_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_priv *priv = container_of(mn, struct foo_priv, mn);
	struct foo_map *map;
	int ret = 0;

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&priv->lock);
	else if (!mutex_trylock(&priv->lock))
		return -EAGAIN;
	list_for_each_entry(map, &priv->maps, next) {
#ifndef FIXED
		if (foo_in_range(map, range->start, range->end)) {
			ret = -EAGAIN;	/* { dg-warning "bad_range_start" .+10 } */
			goto out_unlock;
		}
#endif
		ret = foo_unmap_if_in_range(map, range->start, range->end, mmu_notifier_range_blockable(range));
		if (ret)
			goto out_unlock;
	}
out_unlock:
	mutex_unlock(&priv->lock);
	return ret;
}

const struct mmu_notifier_ops foo_mmu_ops = { .invalidate_range_start = bad_range_start };
