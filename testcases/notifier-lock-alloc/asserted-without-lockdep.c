// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   assertions count where the configuration leaves nothing of them
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/lockdep.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

/* As linux/lockdep.h has them without CONFIG_LOCKDEP. */
#undef lockdep_assert_held
#undef lockdep_assert_not_held
#define lockdep_assert_held(l)			do { (void)(l); } while (0)
#define lockdep_assert_not_held(l)		do { (void)(l); } while (0)

struct aw_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

struct aw_file {
	struct aw_dev *dev;
};

static struct mutex *aw_global;

static bool aw_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct aw_dev *d = container_of(mni, struct aw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops aw_ops = { .invalidate = aw_invalidate };

void bad_asserts(struct aw_dev *d)
{
	lockdep_assert_held(&d->lock);		/* { dg-message "held by the caller, asserts 'lockdep_assert_held'" } */
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct aw_dev.lock'" } */
}

/* Behind declarations and assignments; the variable is used for nothing else. */
int bad_asserts_of_local(struct aw_file *f, void **out)
{
	struct aw_dev *d = f->dev, *same;

	same = d;
	lockdep_assert_held(&same->lock);
	*out = kmalloc(64, GFP_KERNEL);		/* { dg-warning "while holding 'struct aw_dev.lock'" } */
	return *out ? 0 : -ENOMEM;
}

void good_asserts_not_held(struct aw_dev *d)
{
	lockdep_assert_not_held(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

void good_asserts_and_drops(struct aw_dev *d)
{
	lockdep_assert_held(&d->lock);
	mutex_unlock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_lock(&d->lock);
}

/* It took the lock itself. */
void good_asserts_afterwards(struct aw_dev *d)
{
	mutex_lock(&d->lock);
	lockdep_assert_held(&d->lock);
	mutex_unlock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

/* Only sometimes, which is known nowhere any more. */
void good_asserts_on_a_path(struct aw_dev *d, bool locked)
{
	if (locked)
		lockdep_assert_held(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

/* All callers are known. */
static noinline void good_helper(struct aw_dev *d)
{
	lockdep_assert_held(&d->lock);
	lockdep_assert_held(aw_global);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

void good_does_not_hold(struct aw_dev *d)
{
	good_helper(d);
}
