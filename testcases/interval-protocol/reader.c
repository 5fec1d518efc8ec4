// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   readers that begin, check and use a sequence
 * rule:   interval-protocol
 * lab:    nothing: a race of two processors, for which nobody in the kernel looks
 * origin: own; good_dropped after amdgpu, which drops a range by checking it
 */
#include <linux/hmm.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

#define DEVICE(type)								\
struct type {									\
	struct mmu_interval_notifier mni;					\
	struct mutex lock;							\
	unsigned long seq;							\
	bool is_mapped;								\
};										\
static bool type##_invalidate(struct mmu_interval_notifier *mni,		\
			      const struct mmu_notifier_range *range, unsigned long seq)	\
{										\
	struct type *d = container_of(mni, struct type, mni);			\
										\
	if (!mmu_notifier_range_blockable(range))				\
		return false;							\
	mutex_lock(&d->lock);							\
	mmu_interval_set_seq(mni, seq);						\
	d->is_mapped = false;							\
	mutex_unlock(&d->lock);							\
	return true;								\
}										\
static const struct mmu_interval_notifier_ops type##_ops = { .invalidate = type##_invalidate };	\
int type##_insert(struct type *d);						\
int type##_insert(struct type *d)						\
{										\
	return mmu_interval_notifier_insert(&d->mni, current->mm, 0, PAGE_SIZE, &type##_ops);	\
}

int rd_fault(struct mmu_interval_notifier *mni);

DEVICE(rd_begin)
int bad_begin_under_lock(struct rd_begin *d);
int bad_begin_under_lock(struct rd_begin *d)
{
	unsigned long seq;
	int ret;

	mutex_lock(&d->lock);
	seq = mmu_interval_read_begin(&d->mni);	/* { dg-warning "'bad_begin_under_lock' waits for running invalidations under 'struct rd_begin.lock', which 'rd_begin_invalidate' takes" } { dg-warning "waits for the mm's invalidations while holding" notifier-remove-lock } */
	ret = rd_fault(&d->mni);	/* { dg-bogus "interval" } */
	if (!ret && mmu_interval_read_retry(&d->mni, seq))
		ret = -EAGAIN;
	mutex_unlock(&d->lock);
	return ret;
}

static noinline unsigned long begin(struct rd_begin *d)
{
	return mmu_interval_read_begin(&d->mni);	/* { dg-warning "'begin' waits for running invalidations under 'struct rd_begin.lock'" } */
}

int bad_begin_in_helper(struct rd_begin *d);
int bad_begin_in_helper(struct rd_begin *d)
{
	unsigned long seq;
	int ret = 0;

	mutex_lock(&d->lock);
	seq = begin(d);	/* { dg-message "calls 'begin'" } { dg-warning "waits for the mm's invalidations" notifier-remove-lock } */
	if (mmu_interval_read_retry(&d->mni, seq))
		ret = -EAGAIN;
	mutex_unlock(&d->lock);
	return ret;
}

DEVICE(rd_bare)
int bad_check_without_lock(struct rd_bare *d);
int bad_check_without_lock(struct rd_bare *d)
{
	unsigned long seq = mmu_interval_read_begin(&d->mni);
	int ret = rd_fault(&d->mni);

	if (ret)
		return ret;
	if (mmu_interval_read_retry(&d->mni, seq))	/* { dg-warning "'bad_check_without_lock' checks the sequence without 'struct rd_bare.lock', under which it is set" } */
		return -EAGAIN;
	mutex_lock(&d->lock);
	d->is_mapped = true;
	mutex_unlock(&d->lock);
	return 0;
}

DEVICE(rd_unchecked)
int bad_unchecked(struct rd_unchecked *d, unsigned long *pfns);
int bad_unchecked(struct rd_unchecked *d, unsigned long *pfns)
{
	struct hmm_range range = { .notifier = &d->mni, .end = PAGE_SIZE, .hmm_pfns = pfns };
	int ret;

	range.notifier_seq = mmu_interval_read_begin(&d->mni);	/* { dg-warning "nobody checks the sequence that 'bad_unchecked' begins with" } */
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

DEVICE(rd_right)
int good_reader(struct rd_right *d);
int good_reader(struct rd_right *d)
{
	unsigned long seq;
	int ret;

	do {
		seq = mmu_interval_read_begin(&d->mni);
		ret = rd_fault(&d->mni);
		if (ret)
			return ret;
		if (mmu_interval_check_retry(&d->mni, seq))	/* needs no lock: only its true counts */
			continue;
		mutex_lock(&d->lock);
		if (!mmu_interval_read_retry(&d->mni, seq))
			break;
		mutex_unlock(&d->lock);
	} while (1);
	d->is_mapped = true;
	mutex_unlock(&d->lock);
	return 0;
}

/* the check in a helper, the lock in all of its callers, one of them through another helper */
DEVICE(rd_helped)
static noinline bool is_stale(struct rd_helped *d)
{
	return mmu_interval_read_retry(&d->mni, d->seq);
}

static noinline void rd_lock(struct rd_helped *d)
{
	mutex_lock(&d->lock);
}

int good_helper(struct rd_helped *d);
int good_helper(struct rd_helped *d)
{
	int ret = 0;

	d->seq = mmu_interval_read_begin(&d->mni);
	rd_fault(&d->mni);
	rd_lock(d);
	if (is_stale(d))
		ret = -EAGAIN;
	else
		d->is_mapped = true;
	mutex_unlock(&d->lock);
	return ret;
}

bool good_helper_again(struct rd_helped *d);
bool good_helper_again(struct rd_helped *d)
{
	bool stale;

	mutex_lock(&d->lock);
	stale = is_stale(d);
	mutex_unlock(&d->lock);
	return stale;
}

/* begun here, kept in the object, checked by whoever uses it */
DEVICE(rd_kept)
int good_kept(struct rd_kept *d);
int good_kept(struct rd_kept *d)
{
	d->seq = mmu_interval_read_begin(&d->mni);
	return rd_fault(&d->mni);
}

int good_user(struct rd_kept *d);
int good_user(struct rd_kept *d)
{
	int ret = -EAGAIN;

	mutex_lock(&d->lock);
	if (!mmu_interval_read_retry(&d->mni, d->seq)) {
		d->is_mapped = true;
		ret = 0;
	}
	mutex_unlock(&d->lock);
	return ret;
}

/* the range is dropped, whatever the answer is */
DEVICE(rd_done)
static noinline bool done(struct rd_done *d, unsigned long *pfns)
{
	bool stale = mmu_interval_read_retry(&d->mni, d->seq);

	kfree(pfns);
	return stale;
}

int good_dropped(struct rd_done *d, unsigned long *pfns);
int good_dropped(struct rd_done *d, unsigned long *pfns)
{
	int ret = rd_fault(&d->mni);

	if (ret) {
		done(d, pfns);
		return ret;
	}
	mutex_lock(&d->lock);
	if (done(d, pfns))
		ret = -EAGAIN;
	else
		d->is_mapped = true;
	mutex_unlock(&d->lock);
	return ret;
}

/* a lock that the caller names */
static noinline bool stale_under(struct mutex *lock, struct mmu_interval_notifier *mni, unsigned long seq)
{
	bool stale;

	mutex_lock(lock);
	stale = mmu_interval_read_retry(mni, seq);
	mutex_unlock(lock);
	return stale;
}

DEVICE(rd_named)
bool good_named_lock(struct rd_named *d);
bool good_named_lock(struct rd_named *d)
{
	return stale_under(&d->lock, &d->mni, d->seq);
}
