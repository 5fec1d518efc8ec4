// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   non_block_start() around a callback: what sleeps in there is told once, in the callback
 * rule:   nonblock-sleep
 * lab:    sleep-in-atomic
 * origin: own, after mm/mmu_notifier.c
 */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(sc_lock);

static int bad_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	mutex_lock(&sc_lock);		/* { dg-warning "may sleep in a non-blockable invocation of 'bad_start'" } */
	mutex_unlock(&sc_lock);
	return 0;
}

static int good_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	if (!mmu_notifier_range_blockable(range))
		return 0;
	mutex_lock(&sc_lock);		/* { dg-bogus "sleep" } */
	mutex_unlock(&sc_lock);
	return 0;
}

const struct mmu_notifier_ops sc_bad_ops = { .invalidate_range_start = bad_start };
const struct mmu_notifier_ops sc_good_ops = { .invalidate_range_start = good_start };

int good_caller(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	int ret;

	if (!mmu_notifier_range_blockable(range))
		non_block_start();
	ret = mn->ops->invalidate_range_start(mn, range);	/* { dg-bogus "sleep" } */
	if (!mmu_notifier_range_blockable(range))
		non_block_end();
	return ret;
}

void bad_section(void)
{
	non_block_start();
	msleep(1);			/* { dg-warning "may sleep between" } */
	non_block_end();
}
