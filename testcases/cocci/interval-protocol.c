// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the protocol of interval notifiers, kept and not
 * rule:   interval-protocol
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in interval-protocol/reader
 * cocci:  interval_protocol
 * confidence: low
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>

struct ip_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct rw_semaphore sem;
	unsigned long seq;
	int mapped;
};

static bool bad_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_dev *d = container_of(mni, struct ip_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	d->mapped = 0;
	mutex_unlock(&d->lock);
	mmu_interval_set_seq(mni, seq);	/* { dg-warning "'bad_invalidate' sets the sequence without 'lock', under which 'good_read' checks it" } */
	return true;
}

static const struct mmu_interval_notifier_ops bad_ops = {
	.invalidate = bad_invalidate,
};

static noinline void ip_zap(struct ip_dev *d, unsigned long seq)
{
	mmu_interval_set_seq(&d->mni, seq);	/* { dg-bogus "." } */
	d->mapped = 0;
}

static bool good_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_dev *d = container_of(mni, struct ip_dev, mni);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return false;
	ip_zap(d, seq);
	mutex_unlock(&d->lock);
	return true;
}

static const struct mmu_interval_notifier_ops good_ops = {
	.invalidate = good_invalidate,
};

int good_read(struct ip_dev *d)
{
	unsigned long seq;

again:
	seq = mmu_interval_read_begin(&d->mni);
	mutex_lock(&d->lock);
	if (mmu_interval_read_retry(&d->mni, seq)) {	/* { dg-bogus "." } */
		mutex_unlock(&d->lock);
		goto again;
	}
	d->mapped = 1;
	mutex_unlock(&d->lock);
	return 0;
}

int bad_read(struct ip_dev *d)
{
	unsigned long seq = mmu_interval_read_begin(&d->mni);

	mutex_lock(&d->lock);
	d->mapped = 1;
	mutex_unlock(&d->lock);
	if (mmu_interval_read_retry(&d->mni, seq))	/* { dg-warning "'bad_read' checks the sequence without any lock" } */
		return -EAGAIN;
	return 0;
}

void bad_unused(struct ip_dev *d)
{
	unsigned long seq = mmu_interval_read_begin(&d->mni);

	mutex_lock(&d->lock);
	mmu_interval_read_retry(&d->mni, seq);	/* { dg-warning "'bad_unused' does not look at what mmu_interval_read_retry\(\) says" } */
	d->mapped = 1;
	mutex_unlock(&d->lock);
}

void bad_begin(struct ip_dev *d)
{
	mmu_interval_read_begin(&d->mni);	/* { dg-warning "nobody checks the sequence that 'bad_begin' begins with" } */
	mutex_lock(&d->lock);
	d->mapped = 1;
	mutex_unlock(&d->lock);
}

/* Somebody else checks it. */
void good_begin(struct ip_dev *d)
{
	d->seq = mmu_interval_read_begin(&d->mni);	/* { dg-bogus "." } */
}

static noinline bool ip_check(struct ip_dev *d)
{
	return mmu_interval_read_retry(&d->mni, d->seq);	/* { dg-bogus "." } */
}

bool good_caller(struct ip_dev *d)
{
	bool again;

	mutex_lock(&d->lock);
	again = ip_check(d);
	mutex_unlock(&d->lock);
	return again;
}

const void *const used[] = { &bad_ops, &good_ops };
