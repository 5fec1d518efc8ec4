// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/btrfs-sysfs-nofs-leak.c"
#include "lab.h"

static struct foo_space_info info;
static struct kobject other;

LAB_OBJECTS(spin_lock_init(&info.lock); info.block_group_kobjs[0] = &other)

static void lab_calls(void)
{
	LAB(bad_add_block_group_type, bad_add_block_group_type(&info, 0, 0));
}
