// SPDX-License-Identifier: GPL-2.0-or-later
#include "scope-imbalance/btrfs-raid-kobject.c"
#include "lab.h"

static void release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct raid_kobject, kobj));
}

struct kobj_type raid_ktype = { .release = release };
static struct space_info info;
static struct kobject other;

LAB_OBJECTS(spin_lock_init(&info.lock); info.kobjs[0] = &other)

static void lab_calls(void)
{
	LAB(bad_add_type, bad_add_type(&info, 0, 0));
}
