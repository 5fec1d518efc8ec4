// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a scope that making a transaction enters, on the second try too, holds until the transaction is committed
 * rule:   shrinker-lock-alloc
 * lab:    circular-locking
 * origin: own, after fs/xfs/xfs_trans.c
 */
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct tt_mount {
	struct shrinker shrinker;
	struct mutex buf_lock;
	unsigned long n;
	void *p;
};

struct tt_trans {
	struct tt_mount *mount;
	unsigned int flags;
};

int tt_reserve(struct tt_mount *m);

static unsigned long tt_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct tt_mount *m = container_of(s, struct tt_mount, shrinker);

	if (!(sc->gfp_mask & __GFP_FS))
		return SHRINK_STOP;
	mutex_lock(&m->buf_lock);	/* { dg-message "struct tt_mount.buf_lock" } */
	m->n--;
	mutex_unlock(&m->buf_lock);
	return 1;
}

static unsigned long tt_count(struct shrinker *s, struct shrink_control *sc)
{
	return container_of(s, struct tt_mount, shrinker)->n;
}

const struct shrinker tt_shrinker = { .count_objects = tt_count, .scan_objects = tt_scan };

/* Whether it ends the scope is not to be seen here. */
static noinline void tt_cancel(struct tt_trans *t)
{
	if (current->journal_info == t) {
		memalloc_nofs_restore(t->flags);
		current->journal_info = NULL;
	}
	kfree(t);
}

static noinline int tt_alloc(struct tt_mount *m, struct tt_trans **out)
{
	struct tt_trans *t;
	bool again = true;
	int err;

retry:
	t = kzalloc(sizeof(*t), GFP_KERNEL | __GFP_NOFAIL);
	t->flags = memalloc_nofs_save();
	t->mount = m;
	err = tt_reserve(m);
	if (err == -ENOSPC && again) {
		tt_cancel(t);
		again = false;
		goto retry;
	}
	if (err) {
		tt_cancel(t);
		return err;
	}
	*out = t;
	return 0;
}

int good_logged(struct tt_mount *m)
{
	struct tt_trans *t;
	int err;

	err = tt_alloc(m, &t);
	if (err)
		return err;
	mutex_lock(&m->buf_lock);
	m->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	mutex_unlock(&m->buf_lock);
	tt_cancel(t);
	return 0;
}

void bad_plain(struct tt_mount *m)
{
	mutex_lock(&m->buf_lock);
	m->p = kmalloc(64, GFP_KERNEL);		/* { dg-warning "while holding 'struct tt_mount.buf_lock'" } */
	mutex_unlock(&m->buf_lock);
}
