// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a shrinker that tests sc->gfp_mask is not entered from GFP_NOFS, which is why that is enough there
 * rule:   shrinker-lock-alloc
 * origin: own, after fs/super.c, fs/gfs2/quota.c
 * lab:    circular-locking
 */
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct gm_sb {
	struct shrinker shrinker;
	struct mutex fs_lock, io_lock;
	struct rw_semaphore sem;
	unsigned long n;
	void *p;
};

static unsigned long gm_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct gm_sb *sb = container_of(s, struct gm_sb, shrinker);

	/* only this test matters to io_lock */
	if (!(sc->gfp_mask & __GFP_IO))
		return SHRINK_STOP;
	mutex_lock(&sb->io_lock);
	sb->n--;
	mutex_unlock(&sb->io_lock);
	if (!(sc->gfp_mask & __GFP_FS))
		return SHRINK_STOP;
	mutex_lock(&sb->fs_lock);
	sb->n--;
	mutex_unlock(&sb->fs_lock);
	down_read(&sb->sem);
	sb->n--;
	up_read(&sb->sem);
	return 1;
}

static unsigned long gm_count(struct shrinker *s, struct shrink_control *sc)
{
	return container_of(s, struct gm_sb, shrinker)->n;
}

const struct shrinker gm_shrinker = { .count_objects = gm_count, .scan_objects = gm_scan };

void bad_kernel(struct gm_sb *sb)
{
	mutex_lock(&sb->fs_lock);
	sb->p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter direct reclaim while holding 'struct gm_sb.fs_lock'" } */
	mutex_unlock(&sb->fs_lock);
}

/* Readers wait for readers, when a writer stands between. */
void bad_reader(struct gm_sb *sb)
{
	down_read(&sb->sem);
	sb->p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct gm_sb.sem'" } */
	up_read(&sb->sem);
}

/* GFP_NOFS has __GFP_IO: the shrinker gets as far as io_lock. */
void bad_nofs_io(struct gm_sb *sb)
{
	mutex_lock(&sb->io_lock);
	sb->p = kmalloc(64, GFP_NOFS);	/* { dg-warning "'kmalloc' with GFP_NOFS may enter direct reclaim while holding 'struct gm_sb.io_lock'" } */
	mutex_unlock(&sb->io_lock);
}

void good_nofs(struct gm_sb *sb)
{
	mutex_lock(&sb->fs_lock);
	sb->p = kmalloc(64, GFP_NOFS);		/* { dg-bogus "." } */
	mutex_unlock(&sb->fs_lock);
}

void good_nofs_scope(struct gm_sb *sb)
{
	unsigned int flags = memalloc_nofs_save();

	down_write(&sb->sem);
	sb->p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	up_write(&sb->sem);
	memalloc_nofs_restore(flags);
}

void good_noio(struct gm_sb *sb)
{
	mutex_lock(&sb->fs_lock);
	sb->p = kmalloc(64, GFP_NOIO);		/* { dg-bogus "." } */
	mutex_unlock(&sb->fs_lock);
}

void good_noio_io(struct gm_sb *sb)
{
	mutex_lock(&sb->io_lock);
	sb->p = kmalloc(64, GFP_NOIO);		/* { dg-bogus "." } */
	mutex_unlock(&sb->io_lock);
}
