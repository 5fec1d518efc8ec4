// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    unmapping a range rescheduled at table boundaries, also for the OOM reaper
 * rule:    nonblock-sleep
 * lab:     sleep-in-atomic
 * origin:  reduced from arch/arm64/kvm/mmu.c and virt/kvm/kvm_main.c, 5.8 (interface of 6.1); fixed by
 *          fdfe7cbd5880 ("KVM: Pass MMU notifier range flags to kvm_unmap_hva_range()") and
 *          b5331379bc62 ("KVM: arm64: Only reschedule if MMU_NOTIFIER_RANGE_BLOCKABLE is not set")
 * variant: FIXED
 */
#include <linux/mmu_notifier.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

struct foo_kvm {
	struct mmu_notifier mmu_notifier;
	spinlock_t mmu_lock;
	unsigned long seq;
	unsigned long *pgd;
};

static void foo_unmap_stage2_range(struct foo_kvm *kvm, unsigned long addr, unsigned long end, bool may_block)
{
	for (; addr < end; addr += PGDIR_SIZE) {
		kvm->pgd[addr >> PGDIR_SHIFT] = 0;
		/* Do not hold mmu_lock for too long: a teardown walks the whole address space. */
#ifdef FIXED
		if (may_block && addr + PGDIR_SIZE < end)
#else
		if (addr + PGDIR_SIZE < end)
#endif
			cond_resched_lock(&kvm->mmu_lock);	/* { dg-warning "may sleep in a non-blockable invocation of 'bad_range_start'" } */
	}
}

static int foo_unmap_hva_range(struct foo_kvm *kvm, unsigned long start, unsigned long end, unsigned int flags)
{
	foo_unmap_stage2_range(kvm, start, end, flags & MMU_NOTIFIER_RANGE_BLOCKABLE);
	return 0;
}

static int bad_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_kvm *kvm = container_of(mn, struct foo_kvm, mmu_notifier);

	spin_lock(&kvm->mmu_lock);
	kvm->seq++;
	foo_unmap_hva_range(kvm, range->start, range->end, range->flags);
	spin_unlock(&kvm->mmu_lock);
	return 0;
}

const struct mmu_notifier_ops foo_kvm_ops = { .invalidate_range_start = bad_range_start };

void good_free_stage2(struct foo_kvm *kvm)
{
	spin_lock(&kvm->mmu_lock);
	foo_unmap_stage2_range(kvm, 0, TASK_SIZE, true);	/* { dg-bogus "." } */
	spin_unlock(&kvm->mmu_lock);
}
