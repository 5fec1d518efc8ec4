/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TF_DEV_H
#define TF_DEV_H

#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/rwsem.h>

struct tf_dev {
	struct mmu_notifier mn;
	struct rw_semaphore sem;
	struct page *page;
};

long tf_pin(struct tf_dev *d, unsigned long addr, unsigned int flags);
void tf_drop(struct tf_dev *d);

#endif
