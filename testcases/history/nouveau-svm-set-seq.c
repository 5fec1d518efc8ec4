// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the sequence was set before the lock was taken, so a reader that holds it could miss the change
 * rule:    interval-protocol
 * lab:     nothing: a race of two processors, for which nobody in the kernel looks
 * origin:  reduced from drivers/gpu/drm/nouveau/nouveau_svm.c, 6.1, which is the FIXED variant; the other
 *          one sets the sequence first
 * path:    drivers/gpu/drm/foo/foo_svm.c
 * variant: FIXED
 */
#include <linux/hmm.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct foo_svmm {
	struct mutex mutex;
	struct mm_struct *mm;
	unsigned long mapped[16];
};

struct foo_notifier {
	struct mmu_interval_notifier notifier;
	struct foo_svmm *svmm;
	unsigned long start;
};

static bool bad_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_notifier *sn = container_of(mni, struct foo_notifier, notifier);

	if (range->event == MMU_NOTIFY_EXCLUSIVE && range->owner == sn->svmm)
		return true;
#ifndef FIXED
	mmu_interval_set_seq(mni, cur_seq);	/* { dg-warning "sets the sequence without 'struct foo_svmm.mutex'" } */
#endif
	if (mmu_notifier_range_blockable(range))
		mutex_lock(&sn->svmm->mutex);
	else if (!mutex_trylock(&sn->svmm->mutex))
		return false;
#ifdef FIXED
	mmu_interval_set_seq(mni, cur_seq);
#endif
	sn->svmm->mapped[0] = 0;
	mutex_unlock(&sn->svmm->mutex);
	return true;
}

const struct mmu_interval_notifier_ops foo_mni_ops = { .invalidate = bad_invalidate };

int good_range_fault(struct foo_notifier *sn)
{
	unsigned long pfns[16];
	struct hmm_range range = { .notifier = &sn->notifier, .hmm_pfns = pfns, .start = sn->start,
				   .end = sn->start + ARRAY_SIZE(pfns) * PAGE_SIZE,
				   .default_flags = HMM_PFN_REQ_FAULT };
	int ret;

	do {
		range.notifier_seq = mmu_interval_read_begin(range.notifier);
		mmap_read_lock(sn->svmm->mm);
		ret = hmm_range_fault(&range);
		mmap_read_unlock(sn->svmm->mm);
		if (ret) {
			if (ret == -EBUSY)
				continue;
			return ret;
		}
		mutex_lock(&sn->svmm->mutex);
		if (!mmu_interval_read_retry(range.notifier, range.notifier_seq))
			break;
		mutex_unlock(&sn->svmm->mutex);
	} while (1);
	sn->svmm->mapped[0] = pfns[0];
	mutex_unlock(&sn->svmm->mutex);
	return 0;
}
