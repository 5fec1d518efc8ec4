// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   callbacks that set the sequence under another lock, or not on every path
 * rule:   interval-protocol
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in interval-protocol/callback
 * cocci:  interval_protocol
 * origin: own; the exceptions after nouveau, hfi1 and gntdev
 */
#include <linux/hmm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct ip_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock, other;
	bool is_mapped, is_idle;
	void *owner;
};

struct ip_pins {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	bool is_mapped;
};

void ip_zap(struct ip_dev *d);

static bool bad_other_lock(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_dev *d = container_of(mni, struct ip_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->other);
	mmu_interval_set_seq(mni, seq);	/* { dg-warning "'bad_other_lock' sets the sequence without 'lock', under which 'good_read' checks it" } */
	ip_zap(d);
	mutex_unlock(&d->other);
	return true;
}

static bool bad_one_path(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_dev *d = container_of(mni, struct ip_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);	/* { dg-warning "'bad_one_path' invalidates and returns true on a path that does not set the sequence" } */
	if (d->is_idle) {
		mutex_unlock(&d->lock);
		return true;
	}
	mmu_interval_set_seq(mni, seq);
	ip_zap(d);
	mutex_unlock(&d->lock);
	return true;
}

static bool bad_never(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_dev *d = container_of(mni, struct ip_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);	/* { dg-warning "'bad_never' invalidates and returns true on a path that does not set the sequence" } */
	ip_zap(d);
	mutex_unlock(&d->lock);
	return true;
}

static bool good_ignored(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_dev *d = container_of(mni, struct ip_dev, mni);

	if (range->event == MMU_NOTIFY_MIGRATE && range->owner == d->owner) {
		mutex_lock(&d->other);
		d->is_idle = true;
		mutex_unlock(&d->other);
		return true;
	}
	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return false;
	mmu_interval_set_seq(mni, seq);
	ip_zap(d);
	mutex_unlock(&d->lock);
	return true;
}

static noinline void ip_invalidate(struct ip_dev *d, unsigned long seq)
{
	mmu_interval_set_seq(&d->mni, seq);
	ip_zap(d);
}

static bool good_helper(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_dev *d = container_of(mni, struct ip_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	ip_invalidate(d, seq);
	mutex_unlock(&d->lock);
	return true;
}

/* Nobody checks sequences of these. */
static bool good_pinned(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_pins *d = container_of(mni, struct ip_pins, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	d->is_mapped = false;
	mutex_unlock(&d->lock);
	return true;
}

static const struct mmu_interval_notifier_ops ops[] = {
	{ .invalidate = bad_other_lock, },
	{ .invalidate = bad_one_path, },
	{ .invalidate = bad_never, },
	{ .invalidate = good_ignored, },
	{ .invalidate = good_helper, },
	{ .invalidate = good_pinned, },
};

int good_read(struct ip_dev *d)
{
	unsigned long seq;

again:
	seq = mmu_interval_read_begin(&d->mni);
	mutex_lock(&d->lock);
	if (mmu_interval_read_retry(&d->mni, seq)) {
		mutex_unlock(&d->lock);
		goto again;
	}
	d->is_mapped = true;
	mutex_unlock(&d->lock);
	return 0;
}

int bad_range(struct ip_dev *d, unsigned long *pfns)
{
	struct hmm_range range = { .notifier = &d->mni, .end = PAGE_SIZE, .hmm_pfns = pfns };
	int ret;

	range.notifier_seq = mmu_interval_read_begin(&d->mni);	/* { dg-warning "nobody checks the sequence that 'bad_range' begins with" } */
	mmap_read_lock(d->mni.mm);
	ret = hmm_range_fault(&range);
	mmap_read_unlock(d->mni.mm);
	if (ret)
		return ret;
	mutex_lock(&d->lock);
	d->is_mapped = true;
	mutex_unlock(&d->lock);
	return 0;
}

bool ip_commit(struct ip_dev *d, struct hmm_range *range);

/* ip_commit() may check it. */
int good_range(struct ip_dev *d, unsigned long *pfns)
{
	struct hmm_range range = { .notifier = &d->mni, .end = PAGE_SIZE, .hmm_pfns = pfns };
	int ret;

	range.notifier_seq = mmu_interval_read_begin(&d->mni);
	ret = hmm_range_fault(&range);
	if (ret)
		return ret;
	return ip_commit(d, &range) ? 0 : -EAGAIN;
}

const void *const used[] = { ops };
