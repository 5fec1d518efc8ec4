/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FAR_DEV_H
#define FAR_DEV_H

#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct far_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *table;
};

int far_grow(struct far_dev *d);
int far_count(struct far_dev *d);
void far_quiesce(struct far_dev *d);

#endif
