// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what a KUnit suite's file does is a test, not a deadlock: low confidence
 * rule:   shrinker-lock-alloc
 * lab:    circular-locking
 * origin: own
 */
#include <kunit/test.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

static DEFINE_MUTEX(tk_lock);
void *tk_p;
unsigned long tk_n;

static unsigned long tk_scan(struct shrinker *s, struct shrink_control *sc)
{
	mutex_lock(&tk_lock);
	tk_n--;
	mutex_unlock(&tk_lock);
	return 1;
}

static unsigned long tk_count(struct shrinker *s, struct shrink_control *sc)
{
	return tk_n;
}

const struct shrinker tk_shrinker = { .count_objects = tk_count, .scan_objects = tk_scan };

static void good_case(struct kunit *test)
{
	mutex_lock(&tk_lock);
	tk_p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	mutex_unlock(&tk_lock);
}

struct kunit_case tk_cases[] = {
	KUNIT_CASE(good_case),
	{ }
};
