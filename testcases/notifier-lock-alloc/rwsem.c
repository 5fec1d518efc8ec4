// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   readers wait for waiting writers: a shared lock makes the cycle as well
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct rw_dev {
	struct mmu_interval_notifier mni;
	struct rw_semaphore sem;
	spinlock_t spin;
	void *buf;
};

static bool rw_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rw_dev *d = container_of(mni, struct rw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	down_read(&d->sem);
	mmu_interval_set_seq(mni, seq);
	up_read(&d->sem);
	spin_lock(&d->spin);
	d->buf = NULL;
	spin_unlock(&d->spin);
	return true;
}

const struct mmu_interval_notifier_ops rw_ops = { .invalidate = rw_invalidate };

void bad_writer(struct rw_dev *d)
{
	down_write(&d->sem);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct rw_dev.sem'" } */
	up_write(&d->sem);
}

int bad_writer_killable(struct rw_dev *d)
{
	if (down_write_killable(&d->sem))
		return -EINTR;
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct rw_dev.sem'" } */
	up_write(&d->sem);
	return 0;
}

void bad_reader(struct rw_dev *d)
{
	down_read(&d->sem);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct rw_dev.sem'" } */
	up_read(&d->sem);
}

void bad_downgraded(struct rw_dev *d)
{
	down_write(&d->sem);
	downgrade_write(&d->sem);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct rw_dev.sem'" } */
	up_read(&d->sem);
}

void good_released(struct rw_dev *d)
{
	down_read(&d->sem);
	up_read(&d->sem);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

void good_spin_atomic(struct rw_dev *d)
{
	spin_lock(&d->spin);
	d->buf = kmalloc(64, GFP_ATOMIC);	/* { dg-bogus "reclaim" } */
	spin_unlock(&d->spin);
}
