// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the notifier's lock is held over a grace period whose readers allocate
 * rule:   notifier-lock-order
 * origin: own
 * lab:    nothing: lockdep of 6.1 does not follow who waits for SRCU readers; that of 6.12 does, and reports
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/srcu.h>

struct os_dev {
	struct mmu_interval_notifier mni;
	struct mutex notifier_lock;
	struct srcu_struct users, quiet, read;
	void *table;
	unsigned long n;
};

static bool os_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct os_dev *d = container_of(mni, struct os_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->notifier_lock);	/* { dg-message "struct os_dev.notifier_lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->notifier_lock);
	return true;
}

const struct mmu_interval_notifier_ops os_ops = { .invalidate = os_invalidate };

void bad_grace_period_inside(struct os_dev *d)
{
	mutex_lock(&d->notifier_lock);
	synchronize_srcu_expedited(&d->users);	/* { dg-warning "'struct os_dev.users' is taken while holding 'struct os_dev.notifier_lock', which invalidate callback 'os_invalidate' takes, but 'kmalloc' with GFP_KERNEL may enter direct reclaim under it" } */
	mutex_unlock(&d->notifier_lock);
}

void good_user(struct os_dev *d)
{
	int idx = srcu_read_lock(&d->users);

	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-message "kmalloc" } */
	srcu_read_unlock(&d->users, idx);
}

/* Its readers do not allocate. */
void good_quiet_grace_period(struct os_dev *d)
{
	int idx;

	mutex_lock(&d->notifier_lock);
	synchronize_srcu(&d->quiet);		/* { dg-bogus "." } */
	mutex_unlock(&d->notifier_lock);
	idx = srcu_read_lock(&d->quiet);
	d->n++;
	srcu_read_unlock(&d->quiet, idx);
}

/* A reader under the lock waits for nobody. */
void good_reader_inside(struct os_dev *d)
{
	int idx;

	mutex_lock(&d->notifier_lock);
	idx = srcu_read_lock(&d->read);		/* { dg-bogus "." } */
	d->n++;
	srcu_read_unlock(&d->read, idx);
	mutex_unlock(&d->notifier_lock);
}

void good_reader(struct os_dev *d)
{
	int idx = srcu_read_lock(&d->read);

	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	srcu_read_unlock(&d->read, idx);
}

void good_waiter_elsewhere(struct os_dev *d)
{
	synchronize_srcu(&d->read);		/* { dg-bogus "." } */
}
