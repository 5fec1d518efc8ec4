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
#include "container.h"

/* ---- the mm's locks in the kernel's order ---- */

/* linux/fs.h: invalidate_lock is the file system's own affair */
struct address_space {
	struct rw_semaphore i_mmap_rwsem __rl_role("i_mmap_rwsem");
	struct rw_semaphore invalidate_lock __rl_role("vfs");
};

/* linux/mm_types.h: fork shuts GUP-fast out by write_protect_seq; the VMA's lock stands beside mmap_lock */
struct mm_struct {
	struct rw_semaphore mmap_lock __rl_role("mmap_lock");
	seqcount_t write_protect_seq __rl_role("gup_fast");
};
struct vma_lock {
	struct rw_semaphore lock __rl_role("mmap_lock") __rl_since("6.7");
};

/* linux/rmap.h: below i_mmap_rwsem */
struct anon_vma {
	struct rw_semaphore rwsem __rl_role("anon_vma");
};

/* ---- the VFS's locks: their order is the VFS's own ---- */

/* linux/fs.h: keyed by file system type (inode_init_always(), alloc_super()), so that two file systems' are never one class; rw_sem is an array, one by level */
struct inode { struct rw_semaphore i_rwsem __rl_role("vfs"); };
struct sb_writers { struct percpu_rw_semaphore rw_sem __rl_role("vfs"); };
struct super_block { struct rw_semaphore s_umount __rl_role("vfs"); };

/* ---- GUP; "gup_locked": the caller holds mmap_lock ---- */

/* linux/hmm.h: mmap_lock held for read by the caller */
int hmm_range_fault(struct hmm_range *) __rl_faults("gup_locked");

/* linux/iova_bitmap.h: pins the next part of the user's bitmap */
void iova_bitmap_set(struct iova_bitmap *, unsigned long, size_t) __rl_faults("gup") __rl_since("6.2");

/* linux/mm.h: FOLL_FAST_ONLY is 0x80000 before 6.6; with FOLL_LONGTERM a pin migrates, too */
int get_user_pages_fast(unsigned long, int, unsigned int, struct page **) __rl_faults_if("gup", 3, "!&", 0x80000, "before 6.6") __rl_faults("gup", "since 6.6");
int pin_user_pages_fast(unsigned long, int, unsigned int, struct page **) __rl_faults_if("gup", 3, "!&", 0x80000, "before 6.6") __rl_faults("gup", "since 6.6");

/* linux/mm.h: faults pages in */
int fixup_user_fault(struct mm_struct *, unsigned long, unsigned int, bool *) __rl_faults("gup_locked");
struct page *get_user_page_vma_remote(struct mm_struct *, unsigned long, int, struct vm_area_struct **) __rl_faults("gup_locked") __rl_since("6.2");
vm_fault_t handle_mm_fault(struct vm_area_struct *, unsigned long, unsigned int, struct pt_regs *) __rl_faults("gup_locked");

/* linux/mm.h: faults pages in; later without vmas: changed.c */
long get_user_pages(unsigned long, unsigned long, unsigned int, struct page **, struct vm_area_struct **) __rl_faults("gup_locked", "before 6.5");
long get_user_pages_remote(struct mm_struct *, unsigned long, unsigned long, unsigned int, struct page **, struct vm_area_struct **, int *) __rl_faults("gup_locked", "before 6.5");
long pin_user_pages(unsigned long, unsigned long, unsigned int, struct page **, struct vm_area_struct **) __rl_faults("gup_locked", "before 6.5");
long pin_user_pages_remote(struct mm_struct *, unsigned long, unsigned long, unsigned int, struct page **, struct vm_area_struct **, int *) __rl_faults("gup_locked", "before 6.5");

/* linux/mm.h: never faults */
bool get_user_page_fast_only(unsigned long, unsigned int, struct page **) __rl_no_effect();
int get_user_pages_fast_only(unsigned long, int, unsigned int, struct page **) __rl_no_effect();
int pin_user_pages_fast_only(unsigned long, int, unsigned int, struct page **) __rl_no_effect() __rl_before("6.12");

/* linux/mm.h: takes mmap_lock, faults pages in */
int __mm_populate(unsigned long, unsigned long, int) __rl_faults("gup");
int access_process_vm(struct task_struct *, unsigned long, void *, int, unsigned int) __rl_faults("gup");
int access_remote_vm(struct mm_struct *, unsigned long, void *, int, unsigned int) __rl_faults("gup");
int get_cmdline(struct task_struct *, char *, int) __rl_faults("gup");
struct page *get_dump_page(unsigned long) __rl_faults("gup");
long get_user_pages_unlocked(unsigned long, unsigned long, struct page **, unsigned int) __rl_faults("gup");
void mm_populate(unsigned long, unsigned long) __rl_faults("gup");

/* linux/mm.h: takes mmap_lock; with FOLL_LONGTERM it migrates, too */
long pin_user_pages_unlocked(unsigned long, unsigned long, struct page **, unsigned int) __rl_faults("gup");

/* linux/uio.h: user iterators, which is what they are called with */
ssize_t iov_iter_extract_pages(struct iov_iter *, struct page ***, size_t, unsigned int, iov_iter_extraction_t, size_t *) __rl_faults("gup") __rl_since("6.2");
ssize_t iov_iter_get_pages2(struct iov_iter *, struct page **, size_t, unsigned int, size_t *) __rl_faults("gup");
ssize_t iov_iter_get_pages_alloc2(struct iov_iter *, struct page ***, size_t, size_t *) __rl_faults("gup");

/* media/frame_vector.h: takes mmap_lock, faults pages in */
int get_vaddr_frames(unsigned long, unsigned int, struct frame_vector *) __rl_faults("gup");

/* mm/internal.h: faults pages in */
long populate_vma_page_range(struct vm_area_struct *, unsigned long, unsigned long, int *) __rl_faults("gup_locked");

/* ---- user copies ---- */

/*
 * Iterators over kernel memory do not fault.  Their types' numbers change from
 * version to version: one of our own stands for all that are not the user's.
 */
#define RL_ITER_KERNEL		255
#define RL_ITER_FAULTS(P)	__rl_faults_if_field("user", P, "iov_iter.iter_type", "!=", RL_ITER_KERNEL)

/* arch/x86/include/asm/uaccess.h */
unsigned long copy_from_user_nmi(void *, const void *, unsigned long) __rl_no_effect();	/* pagefaults off inside */
bool user_access_begin(const void *, size_t) __rl_faults("user") __rl_despite("does not sleep", "");	/* unsafe_get_user and the like follow, asm */

/* arch/x86/include/asm/uaccess.h: touches user memory */
long strncpy_from_user(char *, const char *, long) __rl_faults("user");
long strnlen_user(const char *, long) __rl_faults("user") __rl_despite("does not sleep", "");	/* touches user memory, in asm */

/* arch/x86/include/asm/uaccess_64.h: the caller has said what they are */
int __copy_from_user_inatomic_nocache(void *, const void *, unsigned int) __rl_no_effect() __rl_before("6.12");
long __copy_user_nocache(void *, const void *, unsigned int, int) __rl_no_effect() __rl_before("6.12");
unsigned long raw_copy_from_user(void *, const void *, unsigned long) __rl_no_effect();
unsigned long raw_copy_to_user(void *, const void *, unsigned long) __rl_no_effect();

/* arch/x86/include/asm/uaccess_64.h: touches user memory */
unsigned long __clear_user(void *, unsigned long) __rl_faults("user");
unsigned long clear_user(void *, unsigned long) __rl_faults("user");

/* linux/bitmap.h: touches user memory */
int bitmap_parse_user(const char *, unsigned int, unsigned long *, int) __rl_faults("user");

/* linux/fs.h: touches user memory */
ssize_t simple_read_from_buffer(void *, size_t, loff_t *, const void *, size_t) __rl_faults("user");
ssize_t simple_write_to_buffer(void *, size_t, loff_t *, const void *, size_t) __rl_faults("user");

/* linux/kernel.h: get_user, put_user and other asm; without DEBUG_ATOMIC_SLEEP an empty inline, but still a call */
void __might_fault(const char *, int) __rl_faults("user");
void might_fault(void) __rl_faults("user");

/* linux/kstrtox.h: touches user memory */
int kstrtobool_from_user(const char *, size_t, bool *) __rl_faults("user");
int kstrtoint_from_user(const char *, size_t, unsigned int, int *) __rl_faults("user");
int kstrtouint_from_user(const char *, size_t, unsigned int, unsigned int *) __rl_faults("user");
int kstrtoul_from_user(const char *, size_t, unsigned int, unsigned long *) __rl_faults("user");
int kstrtoull_from_user(const char *, size_t, unsigned int, unsigned long long *) __rl_faults("user");

/* linux/mm.h: touches user memory */
long copy_folio_from_user(struct folio *, const void *, bool) __rl_faults("user") __rl_since("6.2");

/* linux/pagemap.h: faults the user's pages in */
size_t fault_in_readable(const char *, size_t) __rl_faults("user");
size_t fault_in_safe_writeable(const char *, size_t) __rl_faults("user");
size_t fault_in_subpage_writeable(char *, size_t) __rl_faults("user");
size_t fault_in_writeable(char *, size_t) __rl_faults("user");

/* linux/string.h: copies from the user; allocates without a mask */
void *memdup_array_user(const void *, size_t, size_t) __rl_allocates_with("GFP_USER") __rl_faults("user");
void *memdup_user(const void *, size_t) __rl_allocates_with("GFP_USER") __rl_faults("user");
void *memdup_user_nul(const void *, size_t) __rl_allocates_with("GFP_USER") __rl_faults("user");
char *strndup_user(const char *, long) __rl_allocates_with("GFP_USER") __rl_faults("user");
void *vmemdup_array_user(const void *, size_t, size_t) __rl_allocates_with("GFP_USER") __rl_faults("user");
void *vmemdup_user(const void *, size_t) __rl_allocates_with("GFP_USER") __rl_faults("user");

/* linux/uaccess.h: faults fail at once in between, and do not sleep */
void pagefault_disable(void) __rl_enters("nofault");
void pagefault_enable(void) __rl_leaves("nofault");

/* linux/uaccess.h: pagefaults off inside */
long copy_from_kernel_nofault(void *, const void *, size_t) __rl_no_effect();
long copy_from_user_nofault(void *, const void *, size_t) __rl_no_effect();
long copy_to_kernel_nofault(void *, const void *, size_t) __rl_no_effect();
long copy_to_user_nofault(void *, const void *, size_t) __rl_no_effect();
long strncpy_from_user_nofault(char *, const void *, long) __rl_no_effect() __rl_despite("sleeps", "strncpy_from_user");

/* linux/uaccess.h: the caller has said what they are */
unsigned long __copy_from_user_inatomic(void *, const void *, unsigned long) __rl_no_effect();
unsigned long __copy_to_user_inatomic(void *, const void *, unsigned long) __rl_no_effect();

/* linux/uaccess.h: touches user memory */
unsigned long __copy_from_user(void *, const void *, unsigned long) __rl_faults("user");
unsigned long __copy_to_user(void *, const void *, unsigned long) __rl_faults("user");
unsigned long _copy_from_user(void *, const void *, unsigned long) __rl_faults("user");
unsigned long _copy_to_user(void *, const void *, unsigned long) __rl_faults("user");
int check_zeroed_user(const void *, size_t) __rl_faults("user");
unsigned long copy_from_user(void *, const void *, unsigned long) __rl_faults("user");
int copy_struct_from_user(void *, size_t, const void *, size_t) __rl_faults("user");
unsigned long copy_to_user(void *, const void *, unsigned long) __rl_faults("user");

/* linux/uio.h: copies from the user; allocates without a mask */
ssize_t import_iovec(int, const struct iovec *, unsigned int, unsigned int, struct iovec **, struct iov_iter *) __rl_allocates_with("GFP_KERNEL") __rl_faults("user");
int import_single_range(int, void *, size_t, struct iovec *, struct iov_iter *) __rl_no_effect() __rl_before("6.12");	/* sets the iterator up, touches nothing */

/* linux/uio.h: copies, from or to the user unless the iterator says otherwise */
size_t _copy_from_iter(void *, size_t, struct iov_iter *) RL_ITER_FAULTS(3);
size_t _copy_from_iter_nocache(void *, size_t, struct iov_iter *) RL_ITER_FAULTS(3) __rl_despite("does not sleep", "");	/* copies from the user unless the iterator says otherwise, in asm */
size_t _copy_to_iter(const void *, size_t, struct iov_iter *) RL_ITER_FAULTS(3);
size_t copy_page_from_iter(struct page *, size_t, size_t, struct iov_iter *) RL_ITER_FAULTS(4);
size_t copy_page_to_iter(struct page *, size_t, size_t, struct iov_iter *) RL_ITER_FAULTS(4);
size_t iov_iter_zero(size_t, struct iov_iter *) RL_ITER_FAULTS(2);

/* linux/uio.h: faults the user's pages in */
size_t fault_in_iov_iter_readable(const struct iov_iter *, size_t) __rl_faults("user");
size_t fault_in_iov_iter_writeable(const struct iov_iter *, size_t) __rl_faults("user");

/* linux/uio.h: kernel memory: does not fault */
void iov_iter_bvec(struct iov_iter *, unsigned int, const struct bio_vec *, unsigned long, size_t) __rl_sets(1, "iov_iter.iter_type", RL_ITER_KERNEL);
void iov_iter_discard(struct iov_iter *, unsigned int, size_t) __rl_sets(1, "iov_iter.iter_type", RL_ITER_KERNEL);
void iov_iter_kvec(struct iov_iter *, unsigned int, const struct kvec *, unsigned long, size_t) __rl_sets(1, "iov_iter.iter_type", RL_ITER_KERNEL);
void iov_iter_xarray(struct iov_iter *, unsigned int, struct xarray *, loff_t, size_t) __rl_sets(1, "iov_iter.iter_type", RL_ITER_KERNEL);

/* linux/uio.h: touches user memory */
size_t csum_and_copy_from_iter(void *, size_t, __wsum *, struct iov_iter *) __rl_faults("user") __rl_before("6.12");
size_t csum_and_copy_to_iter(const void *, size_t, void *, struct iov_iter *) __rl_faults("user");

/* ---- calls that take mmap_lock ---- */

/* linux/kthread.h: task_lock, a spin lock; the mm's count.  Without it a kernel thread has no user memory: copies fail, and take no lock. */
void kthread_unuse_mm(struct mm_struct *) __rl_leaves("user_mm");
void kthread_use_mm(struct mm_struct *) __rl_enters("user_mm");

/* linux/mm.h */
struct vm_area_struct *lock_mm_and_find_vma(struct mm_struct *, unsigned long, struct pt_regs *) __rl_acquires_if("nonzero", "struct mm_struct.mmap_lock", "rwsem", "read") __rl_allocates_with("GFP_KERNEL");	/* drops it again when it finds nothing; may grow the stack */
int vm_munmap(unsigned long, size_t) __rl_faults("mmap_lock") __rl_fires_notifiers("mm");	/* takes mmap_lock for write, unmaps */
void vma_start_write(struct vm_area_struct *) __rl_sleeps() __rl_since("6.3");	/* under mmap_lock, so it is no lock of its own: waits for the faults that are running (6.3) */

/* linux/mm.h: RCU */
struct file *get_mm_exe_file(struct mm_struct *) __rl_no_effect();
struct file *get_task_exe_file(struct task_struct *) __rl_no_effect();

/* linux/mm.h: all rmap locks of this mm */
void mm_drop_all_locks(struct mm_struct *) __rl_releases("struct address_space.i_mmap_rwsem", "rwsem") __rl_releases("struct anon_vma.rwsem", "rwsem");
int mm_take_all_locks(struct mm_struct *) __rl_acquires_if("zero", "struct address_space.i_mmap_rwsem", "rwsem", "write") __rl_acquires_if("zero", "struct anon_vma.rwsem", "rwsem", "write");

/* linux/mm.h: takes mmap_lock for write */
int vm_brk_flags(unsigned long, unsigned long, unsigned long) __rl_faults("mmap_lock");
unsigned long vm_mmap(struct file *, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long) __rl_faults("mmap_lock");

/* linux/sched/mm.h: exec_update_lock for read */
struct mm_struct *mm_access(struct task_struct *, unsigned int) __rl_sleeps();

/* mm/internal.h: takes mmap_lock for write */
unsigned long vm_mmap_pgoff(struct file *, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long) __rl_faults("mmap_lock");

/* ---- calls that fire the notifiers in this thread ---- */

/* linux/fs.h: folio_mkclean: PROTECTION_PAGE */
int sync_inode_metadata(struct inode *, int) __rl_fires_notifiers("mm") __rl_sleeps();

/* linux/migrate.h */
int migrate_device_range(unsigned long *, unsigned long, unsigned long) __rl_sleeps() __rl_fires_notifiers("mm");	/* lru_add_drain_all(); unmaps; the folios stay locked, but by trylock */
int migrate_pages(struct list_head *, void *, void *, unsigned long, int, int, unsigned int *) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;	/* unmaps each folio under its lock */
int migrate_vma_setup(struct migrate_vma *) RL_FOLIO_LOCK __rl_fires_notifiers("own") RL_FOLIO_UNLOCK;	/* the folios stay locked, but by trylock; mmap_lock held by the caller */

/* linux/migrate.h: copies pages away, in the owner's name; page tables */
void migrate_device_pages(unsigned long *, unsigned long *, unsigned long) __rl_fires_notifiers("own") __rl_allocates_with("GFP_KERNEL");
void migrate_vma_pages(struct migrate_vma *) __rl_fires_notifiers("own") __rl_allocates_with("GFP_KERNEL");

/* linux/migrate.h: puts pages, unlocks them */
void migrate_device_finalize(unsigned long *, unsigned long *, unsigned long) __rl_sleeps();	/* takes the rmap lock to put entries back; puts pages, unlocks them */
void migrate_vma_finalize(struct migrate_vma *) __rl_sleeps();	/* takes the rmap lock to put entries back; puts pages, unlocks them */

/* linux/mm.h: i_mmap_rwsem held over the callbacks */
void unmap_mapping_pages(struct address_space *, unsigned long, unsigned long, bool) RL_I_MMAP_READ __rl_fires_notifiers("mm") RL_I_MMAP_UNLOCK;
void unmap_mapping_range(struct address_space *, loff_t, loff_t, int) RL_I_MMAP_READ __rl_fires_notifiers("mm") RL_I_MMAP_UNLOCK;

/* linux/mm.h: unmaps each folio under its lock */
void truncate_inode_pages(struct address_space *, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
void truncate_inode_pages_final(struct address_space *) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
void truncate_inode_pages_range(struct address_space *, loff_t, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
void truncate_pagecache(struct inode *, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
void truncate_pagecache_range(struct inode *, loff_t, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
void truncate_setsize(struct inode *, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;

/* linux/mm.h: unmaps; mmap_lock held by the caller */
int do_mas_munmap(struct ma_state *, struct mm_struct *, unsigned long, size_t, struct list_head *, bool) __rl_fires_notifiers("mm") __rl_before("6.12");
int do_munmap(struct mm_struct *, unsigned long, size_t, struct list_head *) __rl_fires_notifiers("mm");
unsigned long mmap_region(struct file *, unsigned long, unsigned long, vm_flags_t, unsigned long, struct list_head *) __rl_fires_notifiers("mm");
void zap_page_range(struct vm_area_struct *, unsigned long, unsigned long) __rl_fires_notifiers("mm") __rl_before("6.12");
void zap_page_range_single(struct vm_area_struct *, unsigned long, unsigned long, struct zap_details *) __rl_fires_notifiers("mm");
void zap_vma_ptes(struct vm_area_struct *, unsigned long, unsigned long) __rl_fires_notifiers("mm");

/* linux/mmu_notifier.h: atomic callbacks, judged by their entry context */
void __mmu_notifier_arch_invalidate_secondary_tlbs(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect() __rl_since("6.2");
void __mmu_notifier_change_pte(struct mm_struct *, unsigned long, pte_t) __rl_no_effect() __rl_before("6.12");
int __mmu_notifier_clear_flush_young(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();
int __mmu_notifier_clear_young(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();
void __mmu_notifier_invalidate_range(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect() __rl_before("6.12");
int __mmu_notifier_test_young(struct mm_struct *, unsigned long) __rl_no_effect();
void mmu_notifier_arch_invalidate_secondary_tlbs(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect() __rl_since("6.2");
void mmu_notifier_change_pte(struct mm_struct *, unsigned long, pte_t) __rl_no_effect() __rl_before("6.12");
int mmu_notifier_clear_flush_young(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();
int mmu_notifier_clear_young(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();
void mmu_notifier_invalidate_range(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect() __rl_before("6.12");
int mmu_notifier_test_young(struct mm_struct *, unsigned long) __rl_no_effect();

/* linux/mmu_notifier.h: calls only ->invalidate_range */
void mmu_notifier_invalidate_range_only_end(struct mmu_notifier_range *) __rl_no_effect() __rl_despite("sleeps", "__mmu_notifier_invalidate_range_end") __rl_before("6.6");

/* linux/mmu_notifier.h: fires them itself; the _nonblock one is the OOM entry */
void __mmu_notifier_invalidate_range_end(struct mmu_notifier_range *, bool) __rl_fires_notifiers("mm");
int __mmu_notifier_invalidate_range_start(struct mmu_notifier_range *) __rl_fires_notifiers("mm");
void mmu_notifier_invalidate_range_end(struct mmu_notifier_range *) __rl_fires_notifiers("mm");
void mmu_notifier_invalidate_range_start(struct mmu_notifier_range *) __rl_fires_notifiers("mm");
int mmu_notifier_invalidate_range_start_nonblock(struct mmu_notifier_range *) __rl_fires_notifiers("mm");

/* linux/pagemap.h: folio_mkclean: PROTECTION_PAGE */
int filemap_fdatawait_range(struct address_space *, loff_t, loff_t) __rl_fires_notifiers("mm") __rl_sleeps();
int filemap_fdatawrite(struct address_space *) __rl_fires_notifiers("mm") __rl_sleeps();
int filemap_flush(struct address_space *) __rl_fires_notifiers("mm") __rl_sleeps();
int filemap_write_and_wait(struct address_space *) __rl_fires_notifiers("mm") __rl_sleeps();
int filemap_write_and_wait_range(struct address_space *, loff_t, loff_t) __rl_fires_notifiers("mm") __rl_sleeps();

/* linux/pagemap.h: trylocks, leaves mapped pages alone */
unsigned long invalidate_mapping_pages(struct address_space *, unsigned long, unsigned long) __rl_sleeps();	/* cond_resched(); trylocks, leaves mapped pages alone */

/* linux/pagemap.h: unmaps each folio under its lock */
int invalidate_inode_pages2(struct address_space *) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;
int invalidate_inode_pages2_range(struct address_space *, unsigned long, unsigned long) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;

/* linux/rmap.h */
int folio_mkclean(struct folio *) __rl_fires_notifiers("mm");	/* folio_mkclean: PROTECTION_PAGE */
int make_device_exclusive_range(struct mm_struct *, unsigned long, unsigned long, struct page **, void *) __rl_faults("gup_locked");	/* and sends EXCLUSIVE, but a fault sends anything */

/* linux/shmem_fs.h: i915 and ttm shrinkers call it */
void shmem_truncate_range(struct inode *, loff_t, loff_t) RL_FOLIO_LOCK __rl_fires_notifiers("mm") RL_FOLIO_UNLOCK;

/* mm/internal.h: i_mmap_rwsem held over the callbacks */
void unmap_mapping_folio(struct folio *) RL_I_MMAP_READ __rl_fires_notifiers("mm") RL_I_MMAP_UNLOCK;

/* mm/vma.h: unmaps; mmap_lock held by the caller */
int do_vmi_munmap(struct vma_iterator *, struct mm_struct *, unsigned long, size_t, struct list_head *, bool) __rl_fires_notifiers("mm") __rl_since("6.2");

/* ---- page tables under mmap_lock ---- */

/* linux/dma-mapping.h: page tables */
int dma_mmap_attrs(struct device *, struct vm_area_struct *, void *, dma_addr_t, size_t, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");

/* linux/huge_mm.h: page tables */
vm_fault_t vmf_insert_pfn_pmd(struct vm_fault *, pfn_t, bool) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_pfn_pmd_prot(struct vm_fault *, pfn_t, pgprot_t, bool) __rl_allocates_with("GFP_KERNEL_ACCOUNT") __rl_before("6.12");
vm_fault_t vmf_insert_pfn_pud(struct vm_fault *, pfn_t, bool) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_pfn_pud_prot(struct vm_fault *, pfn_t, pgprot_t, bool) __rl_allocates_with("GFP_KERNEL_ACCOUNT") __rl_before("6.12");

/* linux/mm.h */
int __account_locked_vm(struct mm_struct *, unsigned long, bool, struct task_struct *, bool) __rl_no_effect();	/* mm->locked_vm; mmap_lock held by the caller */
int account_locked_vm(struct mm_struct *, unsigned long, bool) __rl_faults("mmap_lock");	/* takes mmap_lock for write */

/* linux/mm.h: page tables */
int apply_to_page_range(struct mm_struct *, unsigned long, unsigned long, void *, void *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int io_remap_pfn_range(struct vm_area_struct *, unsigned long, unsigned long, unsigned long, pgprot_t) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int remap_pfn_range(struct vm_area_struct *, unsigned long, unsigned long, unsigned long, pgprot_t) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int vm_insert_page(struct vm_area_struct *, unsigned long, struct page *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int vm_insert_pages(struct vm_area_struct *, unsigned long, struct page **, unsigned long *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int vm_iomap_memory(struct vm_area_struct *, phys_addr_t, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int vm_map_pages(struct vm_area_struct *, struct page **, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int vm_map_pages_zero(struct vm_area_struct *, struct page **, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_mixed(struct vm_area_struct *, unsigned long, pfn_t) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_mixed_prot(struct vm_area_struct *, unsigned long, pfn_t, pgprot_t) __rl_allocates_with("GFP_KERNEL_ACCOUNT") __rl_before("6.12");
vm_fault_t vmf_insert_pfn(struct vm_area_struct *, unsigned long, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *, unsigned long, unsigned long, pgprot_t) __rl_allocates_with("GFP_KERNEL_ACCOUNT");

/* linux/mm.h: page-table spin lock at most */
struct vm_area_struct *find_vma(struct mm_struct *, unsigned long) __rl_no_effect();
struct vm_area_struct *find_vma_intersection(struct mm_struct *, unsigned long, unsigned long) __rl_no_effect();
int follow_pfn(struct vm_area_struct *, unsigned long, unsigned long *) __rl_no_effect() __rl_despite("drops a lock", "") __rl_before("6.12");	/* the page-table lock that follow_pte() takes */
void follow_pfnmap_end(struct follow_pfnmap_args *) __rl_leaves("preempt") __rl_despite("drops a lock", "") __rl_since("6.2");	/* drops the page-table lock */
int follow_pfnmap_start(struct follow_pfnmap_args *) __rl_enters_if("zero", "preempt") __rl_since("6.2");	/* returns 0 with the page-table lock, which has no name here */
int follow_pte(struct mm_struct *, unsigned long, pte_t **, spinlock_t **) __rl_no_effect() __rl_before("6.12");
struct vm_area_struct *vma_lookup(struct mm_struct *, unsigned long) __rl_no_effect();

/* linux/vmalloc.h: page tables */
int remap_vmalloc_range(struct vm_area_struct *, void *, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int remap_vmalloc_range_partial(struct vm_area_struct *, unsigned long, void *, unsigned long, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");

#endif
