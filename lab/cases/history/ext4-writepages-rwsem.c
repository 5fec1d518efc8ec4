// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "history/ext4-writepages-rwsem.c"
#include "lab.h"

static struct foo_sb_info sbi;
static bool registered;

static int lab_setup(void)
{
	good_mount(&sbi);
	sbi.io_end_cachep = kmem_cache_create("lab", 64, 0, 0, NULL);
	if (percpu_init_rwsem(&sbi.s_writepages_rwsem))
		return -ENOMEM;
	LAB(bad_writepages, registered = !lab_shrinker_add(&sbi.s_shrink));
	return 0;
}

static void lab_calls(void)
{
	LAB(bad_writepages, bad_writepages(&sbi));
	LAB(good_change_journal_flag, good_change_journal_flag(&sbi, 1));
}

static void lab_teardown(void)
{
	if (registered)
		unregister_shrinker(&sbi.s_shrink);
}
