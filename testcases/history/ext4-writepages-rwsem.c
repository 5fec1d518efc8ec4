// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    writeback allocated under a semaphore that writing out an evicted inode takes, readers both
 * rule:    shrinker-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from fs/ext4/inode.c, 6.3 (interface of 6.1); fixed by
 *          00d873c17e29 ("ext4: avoid deadlock in fs reclaim with page writeback")
 * variant: FIXED
 */
#include <linux/fs.h>
#include <linux/percpu-rwsem.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct foo_sb_info {
	struct shrinker s_shrink;
	struct percpu_rw_semaphore s_writepages_rwsem;
	struct kmem_cache *io_end_cachep;
	unsigned long journal_mode;
	void *io_end;
};

static inline int foo_writepages_down_read(struct foo_sb_info *sbi)
{
	percpu_down_read(&sbi->s_writepages_rwsem);
#ifdef FIXED
	return memalloc_nofs_save();
#else
	return 0;
#endif
}

static inline void foo_writepages_up_read(struct foo_sb_info *sbi, int ctx)
{
#ifdef FIXED
	memalloc_nofs_restore(ctx);
#endif
	percpu_up_read(&sbi->s_writepages_rwsem);
}

static int foo_do_writepages(struct foo_sb_info *sbi)
{
	sbi->io_end = kmem_cache_zalloc(sbi->io_end_cachep, GFP_KERNEL);	/* { dg-message "'kmem_cache_z?alloc" } */
	return sbi->io_end ? 0 : -ENOMEM;
}

static int bad_writepages(struct foo_sb_info *sbi)
{
	int ctx = foo_writepages_down_read(sbi), ret;

	ret = foo_do_writepages(sbi);	/* { dg-warning "'struct foo_sb_info.s_writepages_rwsem'" } */
	foo_writepages_up_read(sbi, ctx);
	return ret;
}

/* As super_cache_scan(): iput() of the last reference writes the inode out. */
static unsigned long foo_cache_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	struct foo_sb_info *sbi = container_of(shrink, struct foo_sb_info, s_shrink);

	if (!(sc->gfp_mask & __GFP_FS))
		return SHRINK_STOP;
	return bad_writepages(sbi) ? 0 : 1;
}

void good_mount(struct foo_sb_info *sbi)
{
	sbi->s_shrink.scan_objects = foo_cache_scan;
}

void good_change_journal_flag(struct foo_sb_info *sbi, unsigned long mode)
{
	percpu_down_write(&sbi->s_writepages_rwsem);
	sbi->journal_mode = mode;
	percpu_up_write(&sbi->s_writepages_rwsem);
}
