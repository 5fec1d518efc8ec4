/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * mmu notifiers: from where their callbacks are entered, with which events, and
 * what registering and removing a subscription does.
 *
 * Contexts of an invalidation.  "reclaim": direct reclaim and compaction, under
 * fs_reclaim, the only event is CLEAR.  "mm": some operation on the address
 * space, under mmap_lock or i_mmap_rwsem.  "oom": the OOM reaper and
 * process_mrelease, not blockable.  "release": exit_mmap, no mm lock.  "own":
 * migrate_vma_*(), in the caller's thread, with its owner.
 * range->flags holds MMU_NOTIFIER_RANGE_BLOCKABLE, which
 * mmu_notifier_range_blockable() tests.  Events, here and in 6.12: 0 UNMAP, 1 CLEAR,
 * 2 PROTECTION_VMA, 3 PROTECTION_PAGE, 4 SOFT_DIRTY, 5 RELEASE, 6 MIGRATE,
 * 7 EXCLUSIVE; 0xdf is all but RELEASE, which only interval callbacks get.
 */
#ifndef RECLINT_MODEL_NOTIFIER_H
#define RECLINT_MODEL_NOTIFIER_H

#include "base.h"
#include "container.h"

/*
 * A range is parameter 2 of all three callbacks that get one.  The may-fail API
 * is a patch: with it, reclaim says so in range->flags, without it nobody asks.
 */
#define RL_INVALIDATE								\
	__rl_entry("reclaim")							\
	__rl_given("reclaim", 2, "event", "==", "MMU_NOTIFY_CLEAR")		\
	__rl_given("reclaim", 2, "flags", "&", "MMU_NOTIFIER_RANGE_BLOCKABLE")	\
	__rl_given("reclaim", 2, "flags", "&", "MMU_NOTIFIER_RANGE_MAYFAIL")	\
	__rl_entry("mm")							\
	__rl_given_set("mm", 2, "event", 0xdf)					\
	__rl_given("mm", 2, "flags", "&", "MMU_NOTIFIER_RANGE_BLOCKABLE")	\
	__rl_given("mm", 2, "flags", "!&", "MMU_NOTIFIER_RANGE_MAYFAIL")	\
	__rl_entry("oom")							\
	__rl_entry("own")							\
	__rl_given("own", 2, "event", "==", "MMU_NOTIFY_MIGRATE")		\
	__rl_given("own", 2, "flags", "&", "MMU_NOTIFIER_RANGE_BLOCKABLE")	\
	__rl_given("own", 2, "flags", "!&", "MMU_NOTIFIER_RANGE_MAYFAIL")	\
	__rl_given("oom", 2, "event", "==", "MMU_NOTIFY_UNMAP")			\
	__rl_given("oom", 2, "flags", "!&", "MMU_NOTIFIER_RANGE_BLOCKABLE")	\
	__rl_given("oom", 2, "flags", "!&", "MMU_NOTIFIER_RANGE_MAYFAIL")

/* Only a non-blockable invocation may fail, and one from reclaim that has seen that it may. */
#define RL_EAGAIN	(-11)
#define RL_START_RESULT								\
	__rl_result("reclaim", "==", 0) __rl_result("mm", "==", 0) __rl_result("own", "==", 0)	\
	__rl_result_when("reclaim", RL_EAGAIN, 2, "flags", "MMU_NOTIFIER_RANGE_MAYFAIL")	\
	__rl_result("oom", "==", 0) __rl_result("oom", "==", RL_EAGAIN)			\
	__rl_followed_by("invalidate_range_end")
#define RL_INTERVAL_RESULT							\
	__rl_result("reclaim", "!=", 0) __rl_result("mm", "!=", 0) __rl_result("own", "!=", 0)	\
	__rl_result("release", "!=", 0)						\
	__rl_result_when("reclaim", 0, 2, "flags", "MMU_NOTIFIER_RANGE_MAYFAIL")
/* Only interval callbacks get RELEASE. */
#define RL_INTERVAL_RELEASE							\
	__rl_entry("release") __rl_given("release", 2, "event", "==", "MMU_NOTIFY_RELEASE")	\
	__rl_given("release", 2, "flags", "&", "MMU_NOTIFIER_RANGE_BLOCKABLE")	\
	__rl_given("release", 2, "flags", "!&", "MMU_NOTIFIER_RANGE_MAYFAIL")

/* ---- constants ---- */

/* linux/mmu_notifier.h: events and flags of a range; MAYFAIL is a patch's */
extern const int rl_notifier_constants
	__rl_constant("MMU_NOTIFIER_RANGE_BLOCKABLE", 1)
	__rl_constant("MMU_NOTIFIER_RANGE_MAYFAIL", 2)
	__rl_constant("MMU_NOTIFY_CLEAR", 1)
	__rl_constant("MMU_NOTIFY_EXCLUSIVE", 7)
	__rl_constant("MMU_NOTIFY_MIGRATE", 6)
	__rl_constant("MMU_NOTIFY_PROTECTION_PAGE", 3)
	__rl_constant("MMU_NOTIFY_PROTECTION_VMA", 2)
	__rl_constant("MMU_NOTIFY_RELEASE", 5)
	__rl_constant("MMU_NOTIFY_SOFT_DIRTY", 4)
	__rl_constant("MMU_NOTIFY_UNMAP", 0);

/* ---- callbacks ---- */

/* linux/memremap.h: the fault on a device private page */
struct dev_pagemap_ops {
	int (*migrate_to_ram)(struct vm_fault *) __rl_entry("fault");
};

/* linux/mmu_notifier.h: the young and change callbacks come under a page-table lock */
struct mmu_interval_notifier_ops {
	_Bool (*invalidate)(struct mmu_interval_notifier *, const struct mmu_notifier_range *, unsigned long) RL_INVALIDATE RL_INTERVAL_RESULT RL_INTERVAL_RELEASE __rl_event("interval_invalidate");
};
struct mmu_notifier_ops {
	struct mmu_notifier *(*alloc_notifier)(struct mm_struct *) __rl_entry("fault");	/* under mmap_lock, for write */
	void (*arch_invalidate_secondary_tlbs)(struct mmu_notifier *, struct mm_struct *, unsigned long, unsigned long) __rl_entry("atomic") __rl_since("6.6");
	void (*change_pte)(struct mmu_notifier *, struct mm_struct *, unsigned long, unsigned long) __rl_entry("atomic") __rl_before("6.10");
	int (*clear_flush_young)(struct mmu_notifier *, struct mm_struct *, unsigned long, unsigned long) __rl_entry("atomic");
	int (*clear_young)(struct mmu_notifier *, struct mm_struct *, unsigned long, unsigned long) __rl_entry("atomic");
	void (*free_notifier)(struct mmu_notifier *) __rl_entry("atomic");	/* SRCU callback */
	void (*invalidate_range)(struct mmu_notifier *, struct mm_struct *, unsigned long, unsigned long) __rl_entry("atomic") __rl_before("6.6");
	void (*invalidate_range_end)(struct mmu_notifier *, const struct mmu_notifier_range *) RL_INVALIDATE;	/* every invalidation, see above */
	int (*invalidate_range_start)(struct mmu_notifier *, const struct mmu_notifier_range *) RL_INVALIDATE RL_START_RESULT;	/* every invalidation, see above */
	void (*release)(struct mmu_notifier *, struct mm_struct *) __rl_entry("release");	/* exit_mmap, or unregister */
	int (*test_young)(struct mmu_notifier *, struct mm_struct *, unsigned long) __rl_entry("atomic");
};

/* ---- registering: mmap_lock for write, GFP_KERNEL, all rmap locks of the mm ---- */

/* linux/mmu_notifier.h: frees what is empty by then */
void __mmu_notifier_subscriptions_destroy(struct mm_struct *) __rl_no_effect();

/* linux/mmu_notifier.h: mmap_lock for write by the caller; GFP_KERNEL */
int __mmu_notifier_register(struct mmu_notifier *, struct mm_struct *) __rl_allocates_with("GFP_KERNEL") __rl_must_hold("struct mm_struct.mmap_lock");
int mmu_interval_notifier_insert_locked(struct mmu_interval_notifier *, struct mm_struct *, unsigned long, unsigned long, const struct mmu_interval_notifier_ops *) __rl_event("interval_insert") __rl_allocates_with("GFP_KERNEL") __rl_must_hold("struct mm_struct.mmap_lock");
struct mmu_notifier *mmu_notifier_get_locked(const struct mmu_notifier_ops *, struct mm_struct *) __rl_allocates_with("GFP_KERNEL") __rl_must_hold("struct mm_struct.mmap_lock");

/* linux/mmu_notifier.h: mmap_lock for write, GFP_KERNEL */
int mmu_interval_notifier_insert(struct mmu_interval_notifier *, struct mm_struct *, unsigned long, unsigned long, const struct mmu_interval_notifier_ops *) __rl_faults("register") __rl_event("interval_insert");
struct mmu_notifier *mmu_notifier_get(const struct mmu_notifier_ops *, struct mm_struct *) __rl_faults("register");
int mmu_notifier_register(struct mmu_notifier *, struct mm_struct *) __rl_faults("register");

/* ---- removing ---- */

/* linux/mmu_notifier.h */
void mmu_interval_notifier_remove(struct mmu_interval_notifier *) __rl_waits(1, "notifier");	/* for the running start..end sections of this mm */
unsigned long mmu_interval_read_begin(struct mmu_interval_notifier *) __rl_waits(1, "notifier") __rl_event("interval_read_begin");	/* for the running start..end section; takes the mmu_notifier map */
void mmu_notifier_put(struct mmu_notifier *) __rl_no_effect();	/* defers to an SRCU callback */
void mmu_notifier_synchronize(void) __rl_waits("srcu", "callbacks");	/* for free_notifier: one SRCU, under which all list callbacks run */
void mmu_notifier_unregister(struct mmu_notifier *, struct mm_struct *) __rl_waits(1, "unregister");	/* calls ->release itself, then waits for the list callbacks of every mm */

/* linux/mmu_notifier.h: the interval's sequence, without effect on locks */
bool mmu_interval_check_retry(struct mmu_interval_notifier *, unsigned long) __rl_event("interval_check_retry");
bool mmu_interval_read_retry(struct mmu_interval_notifier *, unsigned long) __rl_event("interval_read_retry");
void mmu_interval_set_seq(struct mmu_interval_notifier *, unsigned long) __rl_event("interval_set_seq");

#endif
