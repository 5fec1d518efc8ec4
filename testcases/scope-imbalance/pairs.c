// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   one end of a pair is no imbalance; who uses the pair wrongly is one
 * rule:   scope-imbalance
 * lab:    effect
 * origin: own
 */
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct pr_dev {
	struct mutex lock;
	unsigned int flags;
	bool busy;
	void *buf;
};

int pr_work(struct pr_dev *d);
extern unsigned int pr_saved;

/* The cookie lies in the object. */
noinline void good_lock(struct pr_dev *d)
{
	mutex_lock(&d->lock);
	d->flags = memalloc_noreclaim_save();
}

noinline void good_unlock(struct pr_dev *d)
{
	memalloc_noreclaim_restore(d->flags);
	mutex_unlock(&d->lock);
}

/* Open where it succeeds. */
noinline bool good_trylock(struct pr_dev *d)
{
	if (!mutex_trylock(&d->lock))
		return false;
	d->flags = memalloc_noreclaim_save();
	return true;
}

/* The cookie is returned. */
noinline unsigned int good_enter(struct pr_dev *d)
{
	unsigned int flags = memalloc_nofs_save();

	d->busy = true;
	return flags;
}

noinline void good_exit(struct pr_dev *d, unsigned int flags)
{
	d->busy = false;
	memalloc_nofs_restore(flags);
}

noinline int good_begin(struct pr_dev *d, unsigned int *flags)
{
	*flags = memalloc_nofs_save();
	if (!pr_work(d))
		return 0;
	memalloc_nofs_restore(*flags);
	return -EIO;
}

/* Not for every device; whoever is told 0 asks the device again. */
bool pr_needs_lock(struct pr_dev *d);

noinline int good_lock_and_stop(struct pr_dev *d)
{
	int err;

	if (!pr_needs_lock(d))
		return 0;
	good_lock(d);
	err = pr_work(d);
	if (err)
		good_unlock(d);
	return err;
}

int good_user(struct pr_dev *d)
{
	unsigned int flags = good_enter(d);
	int err = pr_work(d);

	good_exit(d, flags);
	if (err)
		return err;
	if (!good_trylock(d))
		return -EBUSY;
	err = pr_work(d);
	good_unlock(d);
	return err;
}

int good_begin_user(struct pr_dev *d)
{
	unsigned int flags;
	int err = good_begin(d, &flags);

	if (err)
		return err;
	pr_work(d);
	memalloc_nofs_restore(flags);
	return 0;
}

/* Whoever has the global cookie closes it. */
int good_global(struct pr_dev *d)
{
	pr_saved = memalloc_nofs_save();
	if (pr_work(d))
		return -EIO;
	memalloc_nofs_restore(pr_saved);
	return 0;
}

int bad_user(struct pr_dev *d)
{
	int err;

	good_lock(d);				/* { dg-message "'good_lock' opens the scope" } */
	err = pr_work(d);
	if (err)				/* { dg-warning "scope of 'good_lock' is left open on this way out of 'bad_user'" } */
		goto out;
	d->busy = true;
	good_unlock(d);
out:
	return err;
}

int bad_try_user(struct pr_dev *d)
{
	if (!good_trylock(d))
		return -EBUSY;
	if (pr_work(d))
		return -EIO;			/* { dg-warning "scope of 'good_trylock' is left open on this way out of 'bad_try_user'" } */
	good_unlock(d);
	return 0;
}

int bad_cookie_user(struct pr_dev *d)
{
	unsigned int flags = good_enter(d);

	d->buf = kmalloc(8, GFP_KERNEL);
	if (!d->buf)
		return -ENOMEM;			/* { dg-warning "scope of 'good_enter' is left open on this way out of 'bad_cookie_user'" } */
	good_exit(d, flags);
	return 0;
}
