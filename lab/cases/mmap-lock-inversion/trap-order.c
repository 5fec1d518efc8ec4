// SPDX-License-Identifier: GPL-2.0-or-later
#include "mmap-lock-inversion/trap-order.c"
static int device_mmap(struct file *file, struct vm_area_struct *vma);
#define LAB_MMAP device_mmap
#include "lab.h"

static struct to_dev dev, other;
static struct mmu_interval_notifier mni;

static bool invalidate(struct mmu_interval_notifier *m, const struct mmu_notifier_range *range, unsigned long seq)
{
	mmu_interval_set_seq(m, seq);
	return true;
}

static const struct mmu_interval_notifier_ops ops = { .invalidate = invalidate };

static int device_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &to_vm_ops;
	vma->vm_private_data = &dev;
	return 0;
}

static void init(struct to_dev *d)
{
	mutex_init(&d->lock);
	init_rwsem(&d->sem);
}

static int lab_setup(void)
{
	init(&dev);
	init(&other);
	return lab_interval(&mni, &ops);
}

static void lab_calls(void)
{
	unsigned long pfn = 0;
	struct hmm_range range = { .notifier = &mni, .notifier_seq = mmu_interval_read_begin(&mni), .start = lab.start,
				   .end = lab.start + PAGE_SIZE, .hmm_pfns = &pfn, .default_flags = HMM_PFN_REQ_FAULT };
	struct page *page;

	lab_fault();
	LAB(good_ordered, good_ordered(&dev, current->mm, &range));
	LAB(bad_ordered, bad_ordered(&dev, current->mm, &range));
	LAB(bad_fast, bad_fast(&dev, lab.start, &page));
	LAB(good_swap, good_swap(&dev, &other, (void __user *)lab.start));
}

static void lab_teardown(void)
{
	lab_remove(&mni);
}
