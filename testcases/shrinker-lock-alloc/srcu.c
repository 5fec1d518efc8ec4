// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a shrinker waits for SRCU readers, one of whom allocates
 * rule:   shrinker-lock-alloc
 * lab:    nothing: lockdep of 6.1 does not tie synchronize_srcu() to what its readers do
 * origin: own
 */
#include <linux/slab.h>
#include <linux/srcu.h>
#include <linux/shrinker.h>

DEFINE_STATIC_SRCU(ss_srcu);
DEFINE_STATIC_SRCU(ss_quiet);
static void *ss_cache;

static unsigned long ss_count(struct shrinker *shrinker, struct shrink_control *sc)
{
	int idx = srcu_read_lock(&ss_quiet);
	bool some = ss_cache;

	srcu_read_unlock(&ss_quiet, idx);
	return some ? 1 : 0;
}

static unsigned long ss_scan(struct shrinker *shrinker, struct shrink_control *sc)
{
	void *old = xchg(&ss_cache, NULL);

	synchronize_srcu(&ss_srcu);	/* { dg-message "ss_srcu" } */
	kfree(old);
	return 1;
}

struct shrinker ss_shrinker = { .count_objects = ss_count, .scan_objects = ss_scan };

void *bad_reader(void)
{
	int idx = srcu_read_lock(&ss_srcu);
	void *p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'ss_srcu', which shrinker 'ss_scan' takes" } */

	srcu_read_unlock(&ss_srcu, idx);
	return p;
}

void *good_reader(void)
{
	int idx = srcu_read_lock(&ss_quiet);
	void *p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */

	srcu_read_unlock(&ss_quiet, idx);
	return p;
}
