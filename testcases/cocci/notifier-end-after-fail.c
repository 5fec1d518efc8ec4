// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a start that can fail, in a subscription that also has an end
 * rule:   notifier-end-after-fail
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in notifier-end-after-fail
 * cocci:  notifier_end_after_fail
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct ef_dev {
	struct mmu_notifier mn;
	struct mutex lock;
	int active;
};

static void ef_end(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	container_of(mn, struct ef_dev, mn)->active--;
}

static int bad_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct ef_dev *d = container_of(mn, struct ef_dev, mn);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return -EAGAIN;		/* { dg-warning "'bad_start' fails, and 'ef_end' is called all the same" } */
	d->active++;
	mutex_unlock(&d->lock);
	return 0;
}

static const struct mmu_notifier_ops bad_ops = {
	.invalidate_range_start = bad_start,
	.invalidate_range_end = ef_end,
};

static int bad_either(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	return mmu_notifier_range_blockable(range) ? 0 : -EAGAIN;	/* { dg-warning "'bad_either' fails, and 'ef_end' is called" } */
}

static const struct mmu_notifier_ops bad_either_ops = {
	.invalidate_range_start = bad_either,
	.invalidate_range_end = ef_end,
};

static int good_alone(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;		/* { dg-bogus "." } */
	return 0;
}

static const struct mmu_notifier_ops good_alone_ops = {
	.invalidate_range_start = good_alone,
};

static int good_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	container_of(mn, struct ef_dev, mn)->active++;
	return 0;			/* { dg-bogus "." } */
}

static const struct mmu_notifier_ops good_ops = {
	.invalidate_range_start = good_start,
	.invalidate_range_end = ef_end,
};

const void *const used[] = { &bad_ops, &bad_either_ops, &good_alone_ops, &good_ops };
