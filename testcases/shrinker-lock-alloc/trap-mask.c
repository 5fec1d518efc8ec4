// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a shrinker that asks for several bits of sc->gfp_mask at once
 * rule:   shrinker-lock-alloc
 * lab:    circular-locking
 * origin: own, after fs/xfs/xfs_qm.c
 */
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct tm_info {
	struct shrinker shrinker;
	struct mutex tree_lock;
	unsigned long n;
	void *p;
};

#define TM_BOTH	(__GFP_FS | __GFP_DIRECT_RECLAIM)

static unsigned long tm_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct tm_info *t = container_of(s, struct tm_info, shrinker);

	if ((sc->gfp_mask & TM_BOTH) != TM_BOTH)
		return 0;
	mutex_lock(&t->tree_lock);	/* { dg-message "struct tm_info.tree_lock" } */
	t->n--;
	mutex_unlock(&t->tree_lock);
	return 1;
}

static unsigned long tm_count(struct shrinker *s, struct shrink_control *sc)
{
	return container_of(s, struct tm_info, shrinker)->n;
}

const struct shrinker tm_shrinker = { .count_objects = tm_count, .scan_objects = tm_scan };

void good_nofs(struct tm_info *t)
{
	mutex_lock(&t->tree_lock);
	t->p = kmalloc(64, GFP_NOFS);		/* { dg-bogus "." } */
	mutex_unlock(&t->tree_lock);
}

void bad_kernel(struct tm_info *t)
{
	mutex_lock(&t->tree_lock);
	t->p = kmalloc(64, GFP_KERNEL);		/* { dg-warning "while holding 'struct tm_info.tree_lock'" } */
	mutex_unlock(&t->tree_lock);
}
