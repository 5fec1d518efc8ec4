// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what runs while the module starts or ends, and self tests, are nobody's deadlock: low confidence
 * rule:   shrinker-lock-alloc
 * lab:    circular-locking
 * origin: own
 */
#include <linux/init.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

static DEFINE_MUTEX(to_lock);
void *to_p;
unsigned long to_n;

static unsigned long to_scan(struct shrinker *s, struct shrink_control *sc)
{
	mutex_lock(&to_lock);		/* { dg-message "to_lock" } */
	to_n--;
	mutex_unlock(&to_lock);
	return 1;
}

static unsigned long to_count(struct shrinker *s, struct shrink_control *sc)
{
	return to_n;
}

const struct shrinker to_shrinker = { .count_objects = to_count, .scan_objects = to_scan };

/* Only initialisation calls it. */
static noinline int good_helper(void)
{
	mutex_lock(&to_lock);
	to_p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "high|medium" } */
	mutex_unlock(&to_lock);
	return to_p ? 0 : -ENOMEM;
}

int __init good_start(void)
{
	return good_helper();
}

/* Initialisation calls it, and others do. */
static noinline int bad_helper(void)
{
	mutex_lock(&to_lock);
	to_p = kmalloc(32, GFP_KERNEL);		/* { dg-warning "while holding 'to_lock'" } */
	mutex_unlock(&to_lock);
	return to_p ? 0 : -ENOMEM;
}

int __init good_begin(void)
{
	return bad_helper();
}

int bad_any_time(void)
{
	return bad_helper();
}
