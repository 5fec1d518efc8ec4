// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the only non-blockable invocation sends UNMAP: what other events do may sleep
 * rule:   nonblock-sleep
 * lab:    nothing: the kernel calls non_block_start() around mmu_notifier_ops only; around interval notifiers nobody checks
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct ne_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
};

#define to_dev(m) container_of(m, struct ne_dev, mni)

static bool good_clear(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	if (range->event != MMU_NOTIFY_CLEAR)
		return true;
	mutex_lock(&to_dev(mni)->lock);		/* { dg-bogus "sleep" } */
	mutex_unlock(&to_dev(mni)->lock);
	return true;
}

/* GCC makes one range test of the two. */
static bool good_not_unmap(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	if (range->event != MMU_NOTIFY_CLEAR && range->event != MMU_NOTIFY_PROTECTION_VMA)
		return true;
	mutex_lock(&to_dev(mni)->lock);		/* { dg-bogus "sleep" } */
	mutex_unlock(&to_dev(mni)->lock);
	return true;
}

static bool good_switch(struct mmu_interval_notifier *mni,
			const struct mmu_notifier_range *range, unsigned long seq)
{
	switch (range->event) {
	case MMU_NOTIFY_UNMAP:
	case MMU_NOTIFY_RELEASE:
		return true;
	default:
		mutex_lock(&to_dev(mni)->lock);		/* { dg-bogus "sleep" } */
		mutex_unlock(&to_dev(mni)->lock);
		return true;
	}
}

static bool bad_switch(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	switch (range->event) {
	case MMU_NOTIFY_UNMAP:
		mutex_lock(&to_dev(mni)->lock);		/* { dg-warning "may sleep in a non-blockable invocation of 'bad_switch'" } */
		mutex_unlock(&to_dev(mni)->lock);
		break;
	default:
		break;
	}
	return true;
}

const struct mmu_interval_notifier_ops ne_ops[] = {
	{ .invalidate = good_clear }, { .invalidate = good_not_unmap },
	{ .invalidate = good_switch }, { .invalidate = bad_switch },
};
