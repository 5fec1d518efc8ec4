// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:   the block group type is known already: the function returns inside its scope
 * rule:   scope-imbalance
 * lab:    effect
 * origin: reduced from fs/btrfs/sysfs.c, v6.1
 * variant: FIXED
 */
#include <linux/kobject.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct raid_kobject {
	u64 flags;
	struct kobject kobj;
};

struct space_info {
	spinlock_t lock;
	struct kobject kobj;
	struct kobject *kobjs[8];
};

extern struct kobj_type raid_ktype;

void bad_add_type(struct space_info *space_info, u64 flags, int index)
{
	struct raid_kobject *rkobj;
	unsigned int nofs_flag;
	int ret;

	nofs_flag = memalloc_nofs_save();
	rkobj = kzalloc(sizeof(*rkobj), GFP_NOFS);
	if (!rkobj) {
		memalloc_nofs_restore(nofs_flag);
		return;
	}
	rkobj->flags = flags;
	kobject_init(&rkobj->kobj, &raid_ktype);
	spin_lock(&space_info->lock);
	if (space_info->kobjs[index]) {		/* { dg-warning "scope of 'memalloc_nofs_save' is left open on this way out of 'bad_add_type'" } */
		spin_unlock(&space_info->lock);
#ifdef FIXED
		memalloc_nofs_restore(nofs_flag);
#endif
		kobject_put(&rkobj->kobj);
		return;
	}
	space_info->kobjs[index] = &rkobj->kobj;
	spin_unlock(&space_info->lock);
	ret = kobject_add(&rkobj->kobj, &space_info->kobj, "%d", index);
	memalloc_nofs_restore(nofs_flag);
	if (ret)
		kobject_put(&rkobj->kobj);
}
