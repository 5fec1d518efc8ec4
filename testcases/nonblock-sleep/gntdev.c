// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    gntdev took its mutex in every invalidation
 * rule:    nonblock-sleep
 * lab:     sleep-in-atomic
 * origin:  reduced from drivers/xen/gntdev.c, 4.18 (interface of 6.1); fixed by 93065ac753e4
 *          ("mm, oom: distinguish blockable mode for mmu notifiers")
 * variant: FIXED
 */
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct gntdev_grant_map {
	struct list_head next;
	struct vm_area_struct *vma;
	unsigned long vm_start, vm_end;
};

struct gntdev_priv {
	struct list_head maps;
	struct list_head freeable_maps;
	struct mutex lock;
	struct mmu_notifier mn;
};

static bool map_in_range(struct gntdev_grant_map *map, unsigned long start, unsigned long end)
{
	return map->vma && map->vm_start < end && map->vm_end > start;
}

static int unmap_if_in_range(struct gntdev_grant_map *map, unsigned long start,
			     unsigned long end, bool blockable)
{
	if (!map_in_range(map, start, end))
		return 0;
	if (!blockable)
		return -EAGAIN;
	map->vma = NULL;
	return 0;
}

static int bad_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct gntdev_priv *priv = container_of(mn, struct gntdev_priv, mn);
	struct gntdev_grant_map *map;
	int ret = 0;

#ifdef FIXED
	if (mmu_notifier_range_blockable(range))
		mutex_lock(&priv->lock);
	else if (!mutex_trylock(&priv->lock))
		return -EAGAIN;
#else
	mutex_lock(&priv->lock);	/* { dg-warning "may sleep in a non-blockable invocation of 'bad_range_start'" } */
#endif
	list_for_each_entry(map, &priv->maps, next) {
		ret = unmap_if_in_range(map, range->start, range->end,
					mmu_notifier_range_blockable(range));
		if (ret)
			goto out_unlock;
	}
	list_for_each_entry(map, &priv->freeable_maps, next) {
		ret = unmap_if_in_range(map, range->start, range->end,
					mmu_notifier_range_blockable(range));
		if (ret)
			goto out_unlock;
	}
out_unlock:
	mutex_unlock(&priv->lock);
	return ret;
}

static void good_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct gntdev_priv *priv = container_of(mn, struct gntdev_priv, mn);

	mutex_lock(&priv->lock);	/* { dg-bogus "sleep" } */
	INIT_LIST_HEAD(&priv->maps);
	mutex_unlock(&priv->lock);
}

const struct mmu_notifier_ops gntdev_mmu_ops = {
	.release = good_release,
	.invalidate_range_start = bad_range_start,
};
