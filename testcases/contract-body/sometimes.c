// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a callee drops the lock under a condition that may decide whether it was taken: low confidence
 * rule:   contract-body
 * lab:    cannot run: it is about what an author says, of which the kernel knows nothing; what sleeps and reclaims against it is in contract-body/sleeps
 * confidence: low
 * origin: reduced from kernel/rcu/tree_nocb.h, 6.1
 */
#include <linux/module.h>
#include <linux/spinlock.h>
#include "../../annotations/reclint.h"

struct dev {
	spinlock_t spin;
	bool is_shared;
	int users;
};

static inline void unlock_if_shared(struct dev *d)
{
	if (d->is_shared)
		spin_unlock(&d->spin);
}

__rl_releases("struct dev.spin", "spin")
int bad_toggle(struct dev *d, bool up)
{
	if (up) {
		spin_unlock(&d->spin);
		return 1;
	}
	unlock_if_shared(d);
	return 0;				/* { dg-warning "'bad_toggle' returns with 'struct dev.spin' held, which by its contract it drops" } */
}

__rl_releases("struct dev.spin", "spin")
int good_toggle(struct dev *d, bool up)
{
	if (up) {
		spin_unlock(&d->spin);
		return 1;
	}
	d->users = 0;
	spin_unlock(&d->spin);
	return 0;
}

MODULE_LICENSE("GPL");
