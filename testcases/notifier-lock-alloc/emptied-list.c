// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a loop that empties a list ends, and has dropped what it dropped
 * rule:   notifier-lock-alloc
 * origin: own, after drivers/gpu/drm/i915/i915_gem_ww.c
 * lab:    circular-locking
 */
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct el_object {
	struct mmu_interval_notifier mni;
	struct list_head link;
	struct mutex lock;
	void *p;
};

struct el_context {
	struct list_head objects;
};

static bool el_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct el_object *o = container_of(mni, struct el_object, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&o->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&o->lock);
	return true;
}

const struct mmu_interval_notifier_ops el_ops = { .invalidate = el_invalidate };

static noinline void el_add(struct el_context *c, struct el_object *o)
{
	mutex_lock(&o->lock);
	list_add(&o->link, &c->objects);
}

static noinline void el_unlock_all(struct el_context *c)
{
	struct el_object *o;

	while ((o = list_first_entry_or_null(&c->objects, struct el_object, link))) {
		list_del(&o->link);
		mutex_unlock(&o->lock);
	}
}

void bad_before(struct el_context *c, struct el_object *o)
{
	el_add(c, o);
	o->p = kmalloc(8, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	el_unlock_all(c);
}

void good_after(struct el_context *c, struct el_object *o)
{
	el_add(c, o);
	el_unlock_all(c);
	o->p = kmalloc(8, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}
