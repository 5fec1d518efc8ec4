// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   where an allow comment may stand, how it may look, and where it is about something else
 * rule:   notifier-lock-alloc
 * origin: own
 * needs:  --source
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct shapes_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
	int n;
};

static bool shapes_invalidate(struct mmu_interval_notifier *mni,
			      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct shapes_dev *d = container_of(mni, struct shapes_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);	/* { dg-warning "may enter direct reclaim" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops shapes_ops = { .invalidate = shapes_invalidate };

void good_line_comments(struct shapes_dev *d)
{
	mutex_lock(&d->lock);
	// reclint: allow notifier-lock-alloc: the reason begins here
	// and goes on
	d->buf = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->lock);
}

void good_among_other_text(struct shapes_dev *d)
{
	mutex_lock(&d->lock);
	/*
	 * The buffer is needed under the lock.
	 * reclint: allow nonblock-sleep, notifier-lock-alloc: nobody else has
	 * the device yet
	 */
	d->buf = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->lock);
}

/* The allocation is in the last line of the statement, the comment above its first. */
void good_statement_of_three_lines(struct shapes_dev *d)
{
	mutex_lock(&d->lock);
	/* reclint: allow notifier-lock-alloc: not registered yet */
	d->buf =
		d->n ? d->buf :
		kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->lock);
}

/* The comment is behind the last line, the allocation in the first. */
void good_behind_its_end(struct shapes_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64,
			 GFP_KERNEL);	/* reclint: allow notifier-lock-alloc: not registered yet */
	mutex_unlock(&d->lock);
}

void bad_no_reason(struct shapes_dev *d)
{
	mutex_lock(&d->lock);
	/* reclint: allow notifier-lock-alloc */
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

void bad_empty_reason(struct shapes_dev *d)
{
	mutex_lock(&d->lock);
	/* reclint: allow notifier-lock-alloc: */
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

void bad_not_directly_above(struct shapes_dev *d)
{
	mutex_lock(&d->lock);
	/* reclint: allow notifier-lock-alloc: about nothing */

	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

void bad_behind_another_statement(struct shapes_dev *d)
{
	mutex_lock(&d->lock);
	d->n = 0;		/* reclint: allow notifier-lock-alloc: about this line */
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

void bad_in_a_string(struct shapes_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kstrdup("/* reclint: allow notifier-lock-alloc: no */", GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}
