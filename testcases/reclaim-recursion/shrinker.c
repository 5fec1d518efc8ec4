// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a shrinker runs under PF_MEMALLOC: its allocations eat reserves, but do not recurse
 * rule:   reclaim-recursion
 * origin: own
 * lab:    nothing
 */
#include <linux/mm.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

static void *sh_note;

static unsigned long good_count(struct shrinker *s, struct shrink_control *sc)
{
	return sh_note ? 1 : 0;
}

static unsigned long good_scan(struct shrinker *s, struct shrink_control *sc)
{
	void *p = kmalloc(16, GFP_KERNEL);	/* { dg-bogus "." } */

	kfree(p);
	return SHRINK_STOP;
}

struct shrinker sh_shrinker = {
	.count_objects = good_count,
	.scan_objects = good_scan,
	.seeks = DEFAULT_SEEKS,
};
