// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   invalidate callbacks that set the sequence, and those that do not
 * rule:   interval-protocol
 * lab:    nothing: a race of two processors, for which nobody in the kernel looks
 * origin: own; the exceptions after hfi1, amdgpu, nouveau and gntdev
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/spinlock.h>

struct ip_dev {
	bool is_mapped;
};

void ip_zap(struct ip_dev *d);
int ip_fault(struct ip_dev *d);

/* A reader that does it right, of subscriptions in struct type. */
#define READER(type, callback)									\
static const struct mmu_interval_notifier_ops type##_ops = { .invalidate = callback };		\
int type##_read(struct type *d);								\
int type##_read(struct type *d)								\
{												\
	unsigned long seq;									\
	int ret = mmu_interval_notifier_insert(&d->mni, current->mm, 0, PAGE_SIZE, &type##_ops);	\
												\
	if (ret)										\
		return ret;									\
again:												\
	seq = mmu_interval_read_begin(&d->mni);							\
	ret = ip_fault(&d->dev);								\
	if (ret)										\
		return ret;									\
	mutex_lock(&d->lock);									\
	if (mmu_interval_read_retry(&d->mni, seq)) {						\
		mutex_unlock(&d->lock);								\
		goto again;									\
	}											\
	d->dev.is_mapped = true;								\
	mutex_unlock(&d->lock);									\
	return 0;										\
}

#define DEVICE(type)										\
struct type {											\
	struct mmu_interval_notifier mni;							\
	struct ip_dev dev;									\
	struct mutex lock, other;								\
	bool is_idle;										\
	void *owner;										\
}

DEVICE(ip_early);
static bool bad_before_lock(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_early *d = container_of(mni, struct ip_early, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mmu_interval_set_seq(mni, seq);	/* { dg-warning "'bad_before_lock' sets the sequence without 'struct ip_early.lock', under which 'ip_early_read' checks it" } */
	mutex_lock(&d->lock);
	ip_zap(&d->dev);
	mutex_unlock(&d->lock);
	return true;
}
READER(ip_early, bad_before_lock)

DEVICE(ip_other);
static bool bad_other_lock(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_other *d = container_of(mni, struct ip_other, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->other);
	mmu_interval_set_seq(mni, seq);	/* { dg-warning "'bad_other_lock' sets the sequence without 'struct ip_other.lock', under which 'ip_other_read' checks it" } */
	ip_zap(&d->dev);
	mutex_unlock(&d->other);
	return true;
}
READER(ip_other, bad_other_lock)

DEVICE(ip_never);
static bool bad_never(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_never *d = container_of(mni, struct ip_never, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);	/* { dg-warning "'bad_never' invalidates and returns true on a path that does not set the sequence" } */
	ip_zap(&d->dev);
	mutex_unlock(&d->lock);
	return true;
}
READER(ip_never, bad_never)

DEVICE(ip_path);
static bool bad_one_path(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_path *d = container_of(mni, struct ip_path, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);	/* { dg-warning "'bad_one_path' invalidates and returns true on a path" } */
	if (d->is_idle) {
		mutex_unlock(&d->lock);
		return true;
	}
	mmu_interval_set_seq(mni, seq);
	ip_zap(&d->dev);
	mutex_unlock(&d->lock);
	return true;
}
READER(ip_path, bad_one_path)

DEVICE(ip_unmap);
static bool bad_not_for_unmap(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_unmap *d = container_of(mni, struct ip_unmap, mni);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))	/* { dg-warning "'bad_not_for_unmap' invalidates and returns true on a path" } */
		return false;
	if (range->event != MMU_NOTIFY_UNMAP)
		mmu_interval_set_seq(mni, seq);
	ip_zap(&d->dev);
	mutex_unlock(&d->lock);
	return true;
}
READER(ip_unmap, bad_not_for_unmap)

DEVICE(ip_right);
static bool good_under_lock(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_right *d = container_of(mni, struct ip_right, mni);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return false;
	mmu_interval_set_seq(mni, seq);
	ip_zap(&d->dev);
	mutex_unlock(&d->lock);
	return true;
}
READER(ip_right, good_under_lock)

/* what it does not act on it need not tell: its own migration, release, an mm that is gone */
DEVICE(ip_ignores);
static bool good_ignored(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_ignores *d = container_of(mni, struct ip_ignores, mni);

	if (range->event == MMU_NOTIFY_RELEASE)
		return true;
	if (range->event == MMU_NOTIFY_MIGRATE && range->owner == d->owner) {
		mutex_lock(&d->other);
		d->is_idle = true;
		mutex_unlock(&d->other);
		return true;
	}
	if (!mmget_not_zero(mni->mm))
		return true;
	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock)) {
		mmput_async(mni->mm);
		return false;
	}
	mmu_interval_set_seq(mni, seq);
	ip_zap(&d->dev);
	mutex_unlock(&d->lock);
	mmput_async(mni->mm);
	return true;
}
READER(ip_ignores, good_ignored)

/* pages are pinned: nothing but unmapping concerns it */
DEVICE(ip_pins);
static bool good_unmap_only(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_pins *d = container_of(mni, struct ip_pins, mni);

	if (range->event == MMU_NOTIFY_UNMAP) {
		if (mmu_notifier_range_blockable(range))
			mutex_lock(&d->lock);
		else if (!mutex_trylock(&d->lock))
			return false;
		mmu_interval_set_seq(mni, seq);
		mutex_unlock(&d->lock);
	}
	return true;
}
READER(ip_pins, good_unmap_only)

/* the lock and the sequence in helpers */
DEVICE(ip_helped);
static noinline bool ip_lock(struct ip_helped *d, bool wait)
{
	if (wait) {
		mutex_lock(&d->lock);
		return true;
	}
	return mutex_trylock(&d->lock);
}

static noinline void ip_invalidate(struct ip_helped *d, unsigned long seq)
{
	mmu_interval_set_seq(&d->mni, seq);
	ip_zap(&d->dev);
}

static bool good_helpers(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_helped *d = container_of(mni, struct ip_helped, mni);

	if (!ip_lock(d, mmu_notifier_range_blockable(range)))
		return false;
	ip_invalidate(d, seq);
	mutex_unlock(&d->lock);
	return true;
}
READER(ip_helped, good_helpers)

/* what is done, or put off, in a helper: nothing at all on one of its paths */
DEVICE(ip_blocked);
static noinline int ip_evict(struct ip_blocked *d, unsigned long seq)
{
	if (READ_ONCE(d->is_idle))
		return 0;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(&d->mni, seq);
	ip_zap(&d->dev);
	mutex_unlock(&d->lock);
	return 1;
}

static bool good_blocked(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_blocked *d = container_of(mni, struct ip_blocked, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	ip_evict(d, seq);
	return true;
}
READER(ip_blocked, good_blocked)

DEVICE(ip_half);
static noinline void ip_evict_half(struct ip_half *d, unsigned long seq)
{
	mutex_lock(&d->lock);
	if (!d->is_idle)
		mmu_interval_set_seq(&d->mni, seq);
	ip_zap(&d->dev);
	mutex_unlock(&d->lock);
}

static bool bad_half(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_half *d = container_of(mni, struct ip_half, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	ip_evict_half(d, seq);	/* { dg-warning "'bad_half' invalidates and returns true on a path" } */
	return true;
}
READER(ip_half, bad_half)

/* never checks: it only waits until what runs is over */
DEVICE(ip_waits);
static bool good_no_reader(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ip_waits *d = container_of(mni, struct ip_waits, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	ip_zap(&d->dev);
	mutex_unlock(&d->lock);
	return true;
}

static const struct mmu_interval_notifier_ops ip_waits_ops = { .invalidate = good_no_reader };

int good_only_waits(struct ip_waits *d);
int good_only_waits(struct ip_waits *d)
{
	int ret = mmu_interval_notifier_insert(&d->mni, current->mm, 0, PAGE_SIZE, &ip_waits_ops);

	if (!ret)
		mmu_interval_read_begin(&d->mni);
	return ret;
}
