// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the way out for a kobject that exists already left the NOFS scope open
 * rule:    scope-imbalance
 * lab:     effect
 * origin:  reduced from fs/btrfs/sysfs.c, btrfs_sysfs_add_block_group_type(), as it stands in 6.1 and 6.12;
 *          the FIXED variant is ours
 * path:    fs/foo/sysfs.c
 * variant: FIXED
 */
#include <linux/kobject.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct foo_raid_kobject {
	u64 flags;
	struct kobject kobj;
};

struct foo_space_info {
	spinlock_t lock;
	struct kobject kobj;
	struct kobject *block_group_kobjs[9];
};

static struct kobj_type foo_raid_ktype;

void bad_add_block_group_type(struct foo_space_info *space_info, u64 flags, unsigned int index)
{
	struct foo_raid_kobject *rkobj;
	unsigned int nofs_flag;
	int ret;

	nofs_flag = memalloc_nofs_save();
	rkobj = kzalloc(sizeof(*rkobj), GFP_NOFS);
	if (!rkobj) {
		memalloc_nofs_restore(nofs_flag);
		return;
	}
	rkobj->flags = flags;
	kobject_init(&rkobj->kobj, &foo_raid_ktype);
	/* Another thread may have been here first. */
	spin_lock(&space_info->lock);
	if (space_info->block_group_kobjs[index]) {	/* { dg-warning "scope of 'memalloc_nofs_save' is left open" } */
		spin_unlock(&space_info->lock);
#ifdef FIXED
		memalloc_nofs_restore(nofs_flag);
#endif
		kobject_put(&rkobj->kobj);
		return;
	}
	space_info->block_group_kobjs[index] = &rkobj->kobj;
	spin_unlock(&space_info->lock);
	ret = kobject_add(&rkobj->kobj, &space_info->kobj, "%u", index);
	memalloc_nofs_restore(nofs_flag);
	if (ret)
		kobject_put(&rkobj->kobj);
}
