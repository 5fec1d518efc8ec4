// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-fault/gup.c"
#include "lab.h"

LAB_DEVICE(struct gup_dev, &gup_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	unsigned long pfn = 0, start = lab_fresh();
	struct hmm_range range = { .notifier = &dev.mni, .start = start, .end = start + PAGE_SIZE, .hmm_pfns = &pfn,
				   .default_flags = HMM_PFN_REQ_FAULT };

	LAB(bad_pin_fast, bad_pin_fast(&dev, lab.start));
	LAB(bad_get_pages, bad_get_pages(&dev, current->mm, lab.start));
	LAB(bad_hmm_fault, range.notifier_seq = mmu_interval_read_begin(&dev.mni); mmap_read_lock(current->mm);
	    bad_hmm_fault(&dev, &range); mmap_read_unlock(current->mm));
	LAB(good_hmm_protocol, good_hmm_protocol(&dev, &range, current->mm));
	LAB(good_fast_only, good_fast_only(&dev, lab.start));
}
