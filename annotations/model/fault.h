/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * User memory and the locks of the mm: GUP, hmm, copies, mmap_lock, calls into
 * mm that take mmap_lock, or that fire the notifiers in the caller's thread.
 * mmap_read_lock() and friends are inlines over down_read(&mm->mmap_lock): the
 * role on the field makes them what they are.  Not faults, by name: _inatomic,
 * _nofault, _fast_only.
 */
#ifndef RECLINT_MODEL_FAULT_H
#define RECLINT_MODEL_FAULT_H

#include "base.h"

struct address_space; struct anon_vma; struct bio_vec; struct device; struct file; struct folio; struct follow_pfnmap_args;
struct frame_vector; struct hmm_range; struct iova_bitmap; struct inode; struct iov_iter; struct iovec; struct kvec; struct list_head; struct ma_state;
struct migrate_vma; struct mm_struct; struct mmu_notifier_range; struct page; struct percpu_rw_semaphore; struct pt_regs;
struct rw_semaphore;
struct task_struct; struct vm_area_struct; struct vm_fault; struct vma_iterator; struct vma_lock; struct zap_details;

#include "container.h"

/* ---- the mm's locks in the kernel's order ---- */
struct mm_struct {
	struct rw_semaphore mmap_lock __rl_role("mmap_lock");		/* mm_types.h */
	seqcount_t write_protect_seq __rl_role("gup_fast");		/* fork shuts out GUP-fast */
};
struct vma_lock {
	struct rw_semaphore lock __rl_role("mmap_lock") __rl_since("6.7");	/* per-VMA lock: beside mmap_lock */
};
struct address_space {
	struct rw_semaphore i_mmap_rwsem __rl_role("i_mmap_rwsem");	/* fs.h */
	struct rw_semaphore invalidate_lock __rl_role("vfs");		/* fs.h */
};
struct anon_vma {
	struct rw_semaphore rwsem __rl_role("anon_vma");		/* rmap.h */
};

/*
 * ---- the VFS's locks: keyed by file system type (inode_init_always() in fs/inode.c, alloc_super() in
 * fs/super.c), so that two file systems' are never one class; their order is the VFS's own ----
 */
struct inode { struct rw_semaphore i_rwsem __rl_role("vfs"); };			/* fs.h */
struct super_block { struct rw_semaphore s_umount __rl_role("vfs"); };		/* fs.h */
struct sb_writers { struct percpu_rw_semaphore rw_sem __rl_role("vfs"); };	/* fs.h: an array, one by level */

/* ---- GUP; "gup_locked": the caller holds mmap_lock ---- */
/* linux/mm.h */
/* later: changed.c */
long get_user_pages(unsigned long, unsigned long, unsigned int, struct page **, struct vm_area_struct **) __rl_faults("gup_locked", "before 6.5");
long get_user_pages_remote(struct mm_struct *, unsigned long, unsigned long, unsigned int, struct page **, struct vm_area_struct **, int *) __rl_faults("gup_locked", "before 6.5");
long get_user_pages_unlocked(unsigned long, unsigned long, struct page **, unsigned int) __rl_faults("gup");
int get_user_pages_fast(unsigned long, int, unsigned int, struct page **) __rl_faults_if("gup", 3, "!&", 0x80000, "before 6.6") __rl_faults("gup", "since 6.6");	/* FOLL_FAST_ONLY */
long pin_user_pages(unsigned long, unsigned long, unsigned int, struct page **, struct vm_area_struct **) __rl_faults("gup_locked", "before 6.5");
long pin_user_pages_remote(struct mm_struct *, unsigned long, unsigned long, unsigned int, struct page **, struct vm_area_struct **, int *) __rl_faults("gup_locked", "before 6.5");
/* with FOLL_LONGTERM it migrates too */
long pin_user_pages_unlocked(unsigned long, unsigned long, struct page **, unsigned int) __rl_faults("gup");
int pin_user_pages_fast(unsigned long, int, unsigned int, struct page **) __rl_faults_if("gup", 3, "!&", 0x80000, "before 6.6") __rl_faults("gup", "since 6.6");	/* with FOLL_LONGTERM it migrates too */
struct page *get_user_page_vma_remote(struct mm_struct *, unsigned long, int, struct vm_area_struct **) __rl_faults("gup_locked") __rl_since("6.2");
int get_user_pages_fast_only(unsigned long, int, unsigned int, struct page **) __rl_no_effect();	/* never faults */
bool get_user_page_fast_only(unsigned long, unsigned int, struct page **) __rl_no_effect();	/* never faults */
int pin_user_pages_fast_only(unsigned long, int, unsigned int, struct page **) __rl_no_effect();
/* linux/uio.h */
/* user iterators, which is what they are called with */
ssize_t iov_iter_get_pages2(struct iov_iter *, struct page **, size_t, unsigned int, size_t *) __rl_faults("gup");
ssize_t iov_iter_get_pages_alloc2(struct iov_iter *, struct page ***, size_t, size_t *) __rl_faults("gup");
ssize_t iov_iter_extract_pages(struct iov_iter *, struct page ***, size_t, unsigned int, iov_iter_extraction_t, size_t *) __rl_faults("gup") __rl_since("6.2");
/* linux/iova_bitmap.h */
void iova_bitmap_set(struct iova_bitmap *, unsigned long, size_t) __rl_faults("gup") __rl_since("6.2");	/* pins the next part of the user's bitmap */
/* linux/hmm.h */
int hmm_range_fault(struct hmm_range *) __rl_faults("gup_locked");	/* mmap_lock held for read by the caller */
/* linux/mm.h */
int fixup_user_fault(struct mm_struct *, unsigned long, unsigned int, bool *) __rl_faults("gup_locked");
vm_fault_t handle_mm_fault(struct vm_area_struct *, unsigned long, unsigned int, struct pt_regs *) __rl_faults("gup_locked");
int get_vaddr_frames(unsigned long, unsigned int, bool, struct frame_vector *) __rl_faults("gup");	/* media/frame_vector.h */
int access_process_vm(struct task_struct *, unsigned long, void *, int, unsigned int) __rl_faults("gup");
int access_remote_vm(struct mm_struct *, unsigned long, void *, int, unsigned int) __rl_faults("gup");
int get_cmdline(struct task_struct *, char *, int) __rl_faults("gup");
struct page *get_dump_page(unsigned long) __rl_faults("gup");
/* mm/internal.h */
long populate_vma_page_range(struct vm_area_struct *, unsigned long, unsigned long, int *) __rl_faults("gup_locked");
/* linux/mm.h */
int __mm_populate(unsigned long, unsigned long, int) __rl_faults("gup");
void mm_populate(unsigned long, unsigned long) __rl_faults("gup");

/* ---- user copies ---- */
/* linux/uaccess.h */
unsigned long copy_from_user(void *, const void *, unsigned long) __rl_faults("user");
unsigned long copy_to_user(void *, const void *, unsigned long) __rl_faults("user");
unsigned long _copy_from_user(void *, const void *, unsigned long) __rl_faults("user");
unsigned long _copy_to_user(void *, const void *, unsigned long) __rl_faults("user");
unsigned long __copy_from_user(void *, const void *, unsigned long) __rl_faults("user");
unsigned long __copy_to_user(void *, const void *, unsigned long) __rl_faults("user");
int copy_struct_from_user(void *, size_t, const void *, size_t) __rl_faults("user");
int check_zeroed_user(const void *, size_t) __rl_faults("user");
/* linux/kernel.h */
/* get_user, put_user and other asm; without DEBUG_ATOMIC_SLEEP an empty inline, but still a call */
void __might_fault(const char *, int) __rl_faults("user");
void might_fault(void) __rl_faults("user");
/* arch/x86/include/asm/uaccess.h */
bool user_access_begin(const void *, size_t) __rl_faults("user");	/* unsafe_get_user and the like follow, asm */
/* arch/x86/include/asm/uaccess_64.h */
unsigned long clear_user(void *, unsigned long) __rl_faults("user");
unsigned long __clear_user(void *, unsigned long) __rl_faults("user");
/* arch/x86/include/asm/uaccess.h */
long strncpy_from_user(char *, const char *, long) __rl_faults("user");
long strnlen_user(const char *, long) __rl_faults("user");
/* linux/string.h */
void *memdup_user(const void *, size_t) __rl_allocates_with("GFP_USER") __rl_faults("user");
void *vmemdup_user(const void *, size_t) __rl_allocates_with("GFP_USER") __rl_faults("user");
char *strndup_user(const char *, long) __rl_allocates_with("GFP_USER") __rl_faults("user");
void *memdup_user_nul(const void *, size_t) __rl_allocates_with("GFP_USER") __rl_faults("user");
void *memdup_array_user(const void *, size_t, size_t) __rl_allocates_with("GFP_USER") __rl_faults("user");
void *vmemdup_array_user(const void *, size_t, size_t) __rl_allocates_with("GFP_USER") __rl_faults("user");
/* linux/uio.h */
/*
 * Iterators over kernel memory do not fault.  Their types' numbers change from
 * version to version: one of our own stands for all that are not the user's.
 */
#define RL_ITER_KERNEL		255
#define RL_ITER_FAULTS(P)	__rl_faults_if_field("user", P, "iov_iter.iter_type", "!=", RL_ITER_KERNEL)
void iov_iter_kvec(struct iov_iter *, unsigned int, const struct kvec *, unsigned long, size_t) __rl_sets(1, "iov_iter.iter_type", RL_ITER_KERNEL);
void iov_iter_bvec(struct iov_iter *, unsigned int, const struct bio_vec *, unsigned long, size_t) __rl_sets(1, "iov_iter.iter_type", RL_ITER_KERNEL);
void iov_iter_xarray(struct iov_iter *, unsigned int, struct xarray *, loff_t, size_t) __rl_sets(1, "iov_iter.iter_type", RL_ITER_KERNEL);
void iov_iter_discard(struct iov_iter *, unsigned int, size_t) __rl_sets(1, "iov_iter.iter_type", RL_ITER_KERNEL);
size_t _copy_from_iter(void *, size_t, struct iov_iter *) RL_ITER_FAULTS(3);
size_t _copy_to_iter(const void *, size_t, struct iov_iter *) RL_ITER_FAULTS(3);
size_t _copy_from_iter_nocache(void *, size_t, struct iov_iter *) RL_ITER_FAULTS(3);
size_t copy_page_to_iter(struct page *, size_t, size_t, struct iov_iter *) RL_ITER_FAULTS(4);
size_t copy_page_from_iter(struct page *, size_t, size_t, struct iov_iter *) RL_ITER_FAULTS(4);
size_t iov_iter_zero(size_t, struct iov_iter *) RL_ITER_FAULTS(2);
size_t csum_and_copy_from_iter(void *, size_t, __wsum *, struct iov_iter *) __rl_faults("user");
size_t csum_and_copy_to_iter(const void *, size_t, void *, struct iov_iter *) __rl_faults("user");
/* linux/mm.h */
long copy_folio_from_user(struct folio *, const void *, bool) __rl_faults("user") __rl_since("6.2");
/* linux/uio.h */
ssize_t import_iovec(int, const struct iovec *, unsigned int, unsigned int, struct iovec **, struct iov_iter *) __rl_allocates_with("GFP_KERNEL") __rl_faults("user");
int import_single_range(int, void *, size_t, struct iovec *, struct iov_iter *) __rl_allocates_with("GFP_KERNEL") __rl_faults("user");
/* linux/pagemap.h */
size_t fault_in_readable(const char *, size_t) __rl_faults("user");
size_t fault_in_writeable(char *, size_t) __rl_faults("user");
size_t fault_in_safe_writeable(const char *, size_t) __rl_faults("user");
size_t fault_in_subpage_writeable(char *, size_t) __rl_faults("user");
/* linux/uio.h */
size_t fault_in_iov_iter_readable(const struct iov_iter *, size_t) __rl_faults("user");
size_t fault_in_iov_iter_writeable(const struct iov_iter *, size_t) __rl_faults("user");
/* linux/fs.h */
ssize_t simple_read_from_buffer(void *, size_t, loff_t *, const void *, size_t) __rl_faults("user");
ssize_t simple_write_to_buffer(void *, size_t, loff_t *, const void *, size_t) __rl_faults("user");
/* linux/kstrtox.h */
int kstrtouint_from_user(const char *, size_t, unsigned int, unsigned int *) __rl_faults("user");
int kstrtoint_from_user(const char *, size_t, unsigned int, int *) __rl_faults("user");
int kstrtobool_from_user(const char *, size_t, bool *) __rl_faults("user");
int kstrtoul_from_user(const char *, size_t, unsigned int, unsigned long *) __rl_faults("user");
int kstrtoull_from_user(const char *, size_t, unsigned int, unsigned long long *) __rl_faults("user");
/* linux/bitmap.h */
int bitmap_parse_user(const char *, unsigned int, unsigned long *, int) __rl_faults("user");
/* arch/x86/include/asm/uaccess_64.h */
unsigned long raw_copy_from_user(void *, const void *, unsigned long) __rl_no_effect();	/* the caller has said what they are */
unsigned long raw_copy_to_user(void *, const void *, unsigned long) __rl_no_effect();	/* the caller has said what they are */
/* linux/uaccess.h */
unsigned long __copy_from_user_inatomic(void *, const void *, unsigned long) __rl_no_effect();	/* the caller has said what they are */
unsigned long __copy_to_user_inatomic(void *, const void *, unsigned long) __rl_no_effect();	/* the caller has said what they are */
/* arch/x86/include/asm/uaccess_64.h */
int __copy_from_user_inatomic_nocache(void *, const void *, unsigned int) __rl_no_effect();	/* the caller has said what they are */
long __copy_user_nocache(void *, const void *, unsigned int, int) __rl_no_effect();	/* the caller has said what they are */
/* linux/uaccess.h */
long copy_from_user_nofault(void *, const void *, size_t) __rl_no_effect();	/* pagefaults off inside */
long copy_to_user_nofault(void *, const void *, size_t) __rl_no_effect();	/* pagefaults off inside */
long copy_from_kernel_nofault(void *, const void *, size_t) __rl_no_effect();	/* pagefaults off inside */
long copy_to_kernel_nofault(void *, const void *, size_t) __rl_no_effect();	/* pagefaults off inside */
long strncpy_from_user_nofault(char *, const void *, long) __rl_no_effect();	/* pagefaults off inside */
/* arch/x86/include/asm/uaccess.h */
unsigned long copy_from_user_nmi(void *, const void *, unsigned long) __rl_no_effect();	/* pagefaults off inside */
/* linux/uaccess.h */
void pagefault_disable(void) __rl_enters("nofault");
void pagefault_enable(void) __rl_leaves("nofault");

/* ---- calls that take mmap_lock ---- */
/* linux/mm.h */
unsigned long vm_mmap(struct file *, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long) __rl_faults("mmap_lock");
int vm_brk_flags(unsigned long, unsigned long, unsigned long) __rl_faults("mmap_lock");
/* mm/internal.h */
unsigned long vm_mmap_pgoff(struct file *, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long) __rl_faults("mmap_lock");
/* linux/mm.h */
int vm_munmap(unsigned long, size_t) __rl_faults("mmap_lock") __rl_fires_notifiers("mm");
/* under mmap_lock, so it is no lock of its own: waits for the faults that are running (6.3) */
void vma_start_write(struct vm_area_struct *) __rl_sleeps() __rl_since("6.3");
struct file *get_task_exe_file(struct task_struct *) __rl_no_effect();	/* RCU */
struct file *get_mm_exe_file(struct mm_struct *) __rl_no_effect();	/* RCU */
/* linux/sched/mm.h */
struct mm_struct *mm_access(struct task_struct *, unsigned int) __rl_sleeps();	/* exec_update_lock for read */
/* linux/kthread.h */
void kthread_use_mm(struct mm_struct *) __rl_no_effect();
void kthread_unuse_mm(struct mm_struct *) __rl_no_effect();
/* linux/mm.h */
/* drops it again when it finds nothing */
struct vm_area_struct *lock_mm_and_find_vma(struct mm_struct *, unsigned long, struct pt_regs *) __rl_acquires_if("nonzero", "struct mm_struct.mmap_lock", "rwsem", "read");
/* all of this mm */
int mm_take_all_locks(struct mm_struct *) __rl_acquires_if("zero", "struct address_space.i_mmap_rwsem", "rwsem", "write") __rl_acquires_if("zero", "struct anon_vma.rwsem", "rwsem", "write");
void mm_drop_all_locks(struct mm_struct *) __rl_releases("struct address_space.i_mmap_rwsem", "rwsem") __rl_releases("struct anon_vma.rwsem", "rwsem");

/* ---- calls that fire the notifiers in this thread ---- */
/* linux/mmu_notifier.h */
/* itself; the _nonblock one is the OOM entry */
void mmu_notifier_invalidate_range_start(struct mmu_notifier_range *) __rl_fires_notifiers("mm");
void mmu_notifier_invalidate_range_end(struct mmu_notifier_range *) __rl_fires_notifiers("mm");
int mmu_notifier_invalidate_range_start_nonblock(struct mmu_notifier_range *) __rl_fires_notifiers("mm");
int __mmu_notifier_invalidate_range_start(struct mmu_notifier_range *) __rl_fires_notifiers("mm");
void __mmu_notifier_invalidate_range_end(struct mmu_notifier_range *, bool) __rl_fires_notifiers("mm");
/* calls only ->invalidate_range */
void mmu_notifier_invalidate_range_only_end(struct mmu_notifier_range *) __rl_no_effect("before 6.6");
/* atomic callbacks, judged by their entry context */
int mmu_notifier_clear_flush_young(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();
int mmu_notifier_clear_young(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();
int mmu_notifier_test_young(struct mm_struct *, unsigned long) __rl_no_effect();	/* atomic callbacks, judged by their entry context */
void mmu_notifier_change_pte(struct mm_struct *, unsigned long, pte_t) __rl_no_effect();
void mmu_notifier_invalidate_range(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();
int __mmu_notifier_clear_flush_young(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();	/* same */
int __mmu_notifier_clear_young(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();	/* same */
int __mmu_notifier_test_young(struct mm_struct *, unsigned long) __rl_no_effect();	/* same */
void __mmu_notifier_change_pte(struct mm_struct *, unsigned long, pte_t) __rl_no_effect();	/* same */
void __mmu_notifier_invalidate_range(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();	/* same */
/* same */
void __mmu_notifier_arch_invalidate_secondary_tlbs(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect() __rl_since("6.2");
void mmu_notifier_arch_invalidate_secondary_tlbs(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect() __rl_since("6.2");
/* linux/migrate.h */
/* the folios stay locked, but by trylock; mmap_lock held by the caller */
int migrate_vma_setup(struct migrate_vma *) RL_FOLIO_LOCK __rl_fires_notifiers("own") RL_FOLIO_UNLOCK;
void migrate_vma_pages(struct migrate_vma *) __rl_fires_notifiers("own") __rl_allocates_with("GFP_KERNEL");
void migrate_device_pages(unsigned long *, unsigned long *, unsigned long) __rl_fires_notifiers("own") __rl_allocates_with("GFP_KERNEL");
void migrate_vma_finalize(struct migrate_vma *) __rl_no_effect();	/* puts pages, unlocks them */
void migrate_device_finalize(unsigned long *, unsigned long *, unsigned long) __rl_no_effect();	/* puts pages, unlocks them */
int migrate_device_range(unsigned long *, unsigned long, unsigned long) __rl_no_effect();	/* trylocks */
int migrate_pages(struct list_head *, void *, void *, unsigned long, int, int, unsigned int *) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
/* linux/rmap.h */
int make_device_exclusive_range(struct mm_struct *, unsigned long, unsigned long, struct page **, void *) __rl_faults("gup_locked");	/* and sends EXCLUSIVE, but a fault sends anything */
/* linux/mm.h */
/* i_mmap_rwsem held over the callbacks */
void unmap_mapping_range(struct address_space *, loff_t, loff_t, int) RL_I_MMAP_READ __rl_fires_notifiers("mm") RL_I_MMAP_UNLOCK;
void unmap_mapping_pages(struct address_space *, unsigned long, unsigned long, bool) RL_I_MMAP_READ __rl_fires_notifiers("mm") RL_I_MMAP_UNLOCK;
/* mm/internal.h */
/* i_mmap_rwsem held over the callbacks */
void unmap_mapping_folio(struct folio *) RL_I_MMAP_READ __rl_fires_notifiers("mm") RL_I_MMAP_UNLOCK;
/* linux/mm.h */
void zap_vma_ptes(struct vm_area_struct *, unsigned long, unsigned long) __rl_fires_notifiers("mm");
void zap_page_range(struct vm_area_struct *, unsigned long, unsigned long) __rl_fires_notifiers("mm");
void zap_page_range_single(struct vm_area_struct *, unsigned long, unsigned long, struct zap_details *) __rl_fires_notifiers("mm");
int do_munmap(struct mm_struct *, unsigned long, size_t, struct list_head *) __rl_fires_notifiers("mm");	/* mmap_lock held by the caller */
/* mmap_lock held by the caller */
int do_mas_munmap(struct ma_state *, struct mm_struct *, unsigned long, size_t, struct list_head *, bool) __rl_fires_notifiers("mm");
/* mm/vma.h */
/* mmap_lock held by the caller */
int do_vmi_munmap(struct vma_iterator *, struct mm_struct *, unsigned long, size_t, struct list_head *, bool) __rl_fires_notifiers("mm") __rl_since("6.2");
/* linux/mm.h */
/* mmap_lock held by the caller */
unsigned long mmap_region(struct file *, unsigned long, unsigned long, vm_flags_t, unsigned long, struct list_head *) __rl_fires_notifiers("mm");
void truncate_inode_pages(struct address_space *, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
void truncate_inode_pages_range(struct address_space *, loff_t, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
void truncate_inode_pages_final(struct address_space *) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
void truncate_pagecache(struct inode *, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
void truncate_pagecache_range(struct inode *, loff_t, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
void truncate_setsize(struct inode *, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
/* linux/pagemap.h */
int invalidate_inode_pages2(struct address_space *) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
int invalidate_inode_pages2_range(struct address_space *, unsigned long, unsigned long) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
/* trylocks, leaves mapped pages alone */
unsigned long invalidate_mapping_pages(struct address_space *, unsigned long, unsigned long) __rl_no_effect();
/* linux/shmem_fs.h */
/* i915 and ttm shrinkers call it */
void shmem_truncate_range(struct inode *, loff_t, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
/* linux/pagemap.h */
int filemap_write_and_wait(struct address_space *) __rl_fires_notifiers("mm") __rl_sleeps();	/* folio_mkclean: PROTECTION_PAGE */
/* folio_mkclean: PROTECTION_PAGE */
int filemap_write_and_wait_range(struct address_space *, loff_t, loff_t) __rl_fires_notifiers("mm") __rl_sleeps();
int filemap_fdatawrite(struct address_space *) __rl_fires_notifiers("mm") __rl_sleeps();	/* folio_mkclean: PROTECTION_PAGE */
int filemap_fdatawait_range(struct address_space *, loff_t, loff_t) __rl_fires_notifiers("mm") __rl_sleeps();
int filemap_flush(struct address_space *) __rl_fires_notifiers("mm") __rl_sleeps();	/* folio_mkclean: PROTECTION_PAGE */
/* linux/fs.h */
int sync_inode_metadata(struct inode *, int) __rl_fires_notifiers("mm") __rl_sleeps();	/* folio_mkclean: PROTECTION_PAGE */
/* linux/rmap.h */
int folio_mkclean(struct folio *) __rl_fires_notifiers("mm");

/* ---- page tables under mmap_lock ---- */
/* linux/mm.h */
int remap_pfn_range(struct vm_area_struct *, unsigned long, unsigned long, unsigned long, pgprot_t) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int io_remap_pfn_range(struct vm_area_struct *, unsigned long, unsigned long, unsigned long, pgprot_t) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int vm_insert_page(struct vm_area_struct *, unsigned long, struct page *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int vm_insert_pages(struct vm_area_struct *, unsigned long, struct page **, unsigned long *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int vm_map_pages(struct vm_area_struct *, struct page **, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int vm_map_pages_zero(struct vm_area_struct *, struct page **, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int vm_iomap_memory(struct vm_area_struct *, phys_addr_t, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
/* linux/vmalloc.h */
int remap_vmalloc_range(struct vm_area_struct *, void *, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int remap_vmalloc_range_partial(struct vm_area_struct *, unsigned long, void *, unsigned long, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
/* linux/mm.h */
int apply_to_page_range(struct mm_struct *, unsigned long, unsigned long, void *, void *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
/* linux/dma-mapping.h */
int dma_mmap_attrs(struct device *, struct vm_area_struct *, void *, dma_addr_t, size_t, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
/* linux/mm.h */
vm_fault_t vmf_insert_pfn(struct vm_area_struct *, unsigned long, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *, unsigned long, unsigned long, pgprot_t) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_mixed(struct vm_area_struct *, unsigned long, pfn_t) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_mixed_prot(struct vm_area_struct *, unsigned long, pfn_t, pgprot_t) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
/* linux/huge_mm.h */
vm_fault_t vmf_insert_pfn_pmd_prot(struct vm_fault *, pfn_t, pgprot_t, bool) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_pfn_pmd(struct vm_fault *, pfn_t, bool) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_pfn_pud_prot(struct vm_fault *, pfn_t, pgprot_t, bool) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_pfn_pud(struct vm_fault *, pfn_t, bool) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
/* linux/mm.h */
int follow_pfn(struct vm_area_struct *, unsigned long, unsigned long *) __rl_no_effect();	/* page-table spin lock at most */
int follow_pte(struct mm_struct *, unsigned long, pte_t **, spinlock_t **) __rl_no_effect();	/* page-table spin lock at most */
int follow_pfnmap_start(struct follow_pfnmap_args *) __rl_no_effect() __rl_since("6.2");	/* page-table spin lock at most */
void follow_pfnmap_end(struct follow_pfnmap_args *) __rl_no_effect() __rl_since("6.2");	/* page-table spin lock at most */
struct vm_area_struct *find_vma(struct mm_struct *, unsigned long) __rl_no_effect();	/* page-table spin lock at most */
struct vm_area_struct *vma_lookup(struct mm_struct *, unsigned long) __rl_no_effect();	/* page-table spin lock at most */
/* page-table spin lock at most */
struct vm_area_struct *find_vma_intersection(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();
int account_locked_vm(struct mm_struct *, unsigned long, bool) __rl_faults("mmap_lock");
int __account_locked_vm(struct mm_struct *, unsigned long, bool, struct task_struct *, bool) __rl_no_effect();

#endif
