// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   sleeping between non_block_start and non_block_end
 * rule:   nonblock-sleep
 * lab:    sleep-in-atomic
 * origin: own
 */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_MUTEX(sec_lock);
static DEFINE_SPINLOCK(sec_spin);

void bad_in_section(void)
{
	non_block_start();
	mutex_lock(&sec_lock);	/* { dg-warning "'mutex_lock(_nested)?' may sleep between non_block_start\(\) and non_block_end\(\)" } */
	mutex_unlock(&sec_lock);
	non_block_end();
}

void *bad_alloc_in_section(void)
{
	void *p;

	non_block_start();
	p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' may sleep between non_block_start\(\) and non_block_end\(\)" } */
	non_block_end();
	return p;
}

void *good_in_section(void)
{
	void *p;

	non_block_start();
	spin_lock(&sec_spin);	/* { dg-bogus "sleep" } */
	p = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "sleep" } */
	spin_unlock(&sec_spin);
	if (mutex_trylock(&sec_lock))	/* { dg-bogus "sleep" } */
		mutex_unlock(&sec_lock);
	non_block_end();
	return p;
}

void good_around_section(void)
{
	mutex_lock(&sec_lock);	/* { dg-bogus "sleep" } */
	non_block_start();
	udelay(1);
	non_block_end();
	mutex_unlock(&sec_lock);
	msleep(1);		/* { dg-bogus "sleep" } */
}

/* The section is conditional, and so is the sleep. */
void good_correlated(bool atomic)
{
	if (atomic)
		non_block_start();
	if (!atomic)
		msleep(1);	/* { dg-bogus "sleep" } */
	if (atomic)
		non_block_end();
}

void bad_correlated(bool atomic)
{
	if (atomic)
		non_block_start();
	if (atomic)
		msleep(1);	/* { dg-warning "'msleep' may sleep between non_block_start\(\) and non_block_end\(\)" } */
	if (atomic)
		non_block_end();
}

/* Opened and closed in helpers. */
static noinline void sec_enter(void)
{
	non_block_start();
}

static noinline void sec_leave(void)
{
	non_block_end();
}

void bad_in_helpers(void)
{
	sec_enter();
	msleep(1);		/* { dg-warning "may sleep between non_block_start\(\) and non_block_end\(\)" } */
	sec_leave();
	msleep(1);		/* { dg-bogus "sleep" } */
}
