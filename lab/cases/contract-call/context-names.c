// SPDX-License-Identifier: GPL-2.0-or-later
#include "contract-call/context-names.c"
#include "lab.h"

static struct inner other;
static struct dev dev = { .other = &other };

void far(struct dev *d)
{
}

void far_shared(struct dev *d)
{
}

void far_other(int how, struct dev *d)
{
}

void far_global(void)
{
}

void far_bare(spinlock_t *spin)
{
}

void far_rcu(void)
{
}

LAB_OBJECTS(mutex_init(&dev.lock); spin_lock_init(&dev.in.spin); spin_lock_init(&other.spin))

static void lab_calls(void)
{
	LAB_DEV(good_all);
	LAB_DEV(bad_far);
	LAB_DEV(bad_near);
	LAB(bad_drop, mutex_lock(&dev.lock); bad_drop(&dev));
	LAB_DEV(bad_lock);
	LAB_DEV(bad_write);
}
