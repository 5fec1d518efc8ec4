// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a bool argument says whether the caller holds the lock
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct flag_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool flag_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct flag_dev *d = container_of(mni, struct flag_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops flag_ops = { .invalidate = flag_invalidate };

static noinline void flag_fill(struct flag_dev *d, bool locked)
{
	void *p;

	if (locked)
		mutex_unlock(&d->lock);
	p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	if (locked)
		mutex_lock(&d->lock);
	d->buf = p;
}

void good_locked(struct flag_dev *d)
{
	mutex_lock(&d->lock);
	flag_fill(d, true);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}

void good_unlocked(struct flag_dev *d)
{
	flag_fill(d, false);	/* { dg-bogus "reclaim" } */
}

/* Says "not locked", and lies. */
void bad_lies(struct flag_dev *d)
{
	mutex_lock(&d->lock);
	flag_fill(d, false);	/* { dg-warning "while holding 'struct flag_dev.lock'" } */
	mutex_unlock(&d->lock);
}

#define FLAG_LOCKED	0x1
#define FLAG_ZERO	0x2

/* The same as a bit of a flags word, passed on once more. */
static noinline void *flag_get(unsigned int flags)
{
	gfp_t gfp = flags & FLAG_LOCKED ? GFP_NOWAIT : GFP_KERNEL;

	if (flags & FLAG_ZERO)
		gfp |= __GFP_ZERO;
	return kmalloc(64, gfp);
}

static noinline void *flag_get_zero(unsigned int flags)
{
	return flag_get(flags | FLAG_ZERO);
}

void good_flag_bit(struct flag_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = flag_get_zero(FLAG_LOCKED);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}

void bad_flag_bit(struct flag_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = flag_get_zero(0);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

/* A NULL pointer means "no buffer given, get one". */
static noinline void *flag_or_given(void *given)
{
	return given ? given : kmalloc(64, GFP_KERNEL);
}

static char flag_static_buffer[64];

void good_pointer_given(struct flag_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = flag_or_given(flag_static_buffer);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}

void bad_pointer_null(struct flag_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = flag_or_given(NULL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}
