/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Functions whose parameters changed after 6.1 under the same name: C allows
 * one prototype a unit, so the newer ones stand in this second one.  An entry
 * matches by name and number of parameters; the version says so once more.
 */
#include "container.h"

/* asm-generic/hugetlb.h: a fix that went to stable kernels: with the size */
pte_t huge_ptep_get_and_clear(struct mm_struct *, unsigned long, pte_t *, unsigned long) __rl_event("entry_clear") __rl_use_body();

/* linux/iommu.h: with a gfp mask, instead of the _atomic variants */
int iommu_map(struct iommu_domain *, unsigned long, phys_addr_t, size_t, int, gfp_t) __rl_allocates(6) __rl_since("6.3");
ssize_t iommu_map_sg(struct iommu_domain *, unsigned long, struct scatterlist *, unsigned int, int, gfp_t) __rl_allocates(6) __rl_since("6.3");

/* linux/list_lru.h: own spin lock; with node and memcg */
bool list_lru_add(struct list_lru *, struct list_head *, int, struct mem_cgroup *) __rl_no_effect() __rl_since("6.8");
bool list_lru_del(struct list_lru *, struct list_head *, int, struct mem_cgroup *) __rl_no_effect() __rl_since("6.8");

/* linux/mm.h: a batch of pages is freed; device pages call ->page_free */
void folios_put(struct folio_batch *) __rl_final_put() __rl_since("6.9");

/* linux/mm.h: without the vmas argument */
long get_user_pages(unsigned long, unsigned long, unsigned int, struct page **) __rl_faults("gup_locked") __rl_since("6.5");
long get_user_pages_remote(struct mm_struct *, unsigned long, unsigned long, unsigned int, struct page **, int *) __rl_faults("gup_locked") __rl_since("6.5");
long pin_user_pages(unsigned long, unsigned long, unsigned int, struct page **) __rl_faults("gup_locked") __rl_since("6.5");
long pin_user_pages_remote(struct mm_struct *, unsigned long, unsigned long, unsigned int, struct page **, int *) __rl_faults("gup_locked") __rl_since("6.5");

/* linux/mmu_notifier.h: fires them itself; without only_end */
void __mmu_notifier_invalidate_range_end(struct mmu_notifier_range *) __rl_fires_notifiers("mm") __rl_since("6.6");

/* linux/pagemap.h: 0 means locked */
vm_fault_t __folio_lock_or_retry(struct folio *, struct vm_fault *) __rl_acquires_if("zero", "struct folio.flags", "folio", "write") __rl_since("6.6");
vm_fault_t folio_lock_or_retry(struct folio *, struct vm_fault *) __rl_acquires_if("zero", "struct folio.flags", "folio", "write") __rl_since("6.6");

/* linux/pm_runtime.h: dev->power.lock, a spin lock */
int pm_runtime_get_if_active(struct device *) __rl_no_effect() __rl_since("6.9");

/* linux/rcupdate_wait.h: waits for a grace period */
void __wait_rcu_gp(bool, unsigned int, int, void *, struct rcu_synchronize *) __rl_sleeps() __rl_since("6.2");

/* linux/slab.h: the caller's mask; without SLAB_BUCKETS (6.11) there is no bucket argument */
void *__kmalloc_node_noprof(size_t, gfp_t, int) __rl_allocates(2) __rl_since("6.10");
void *__kmalloc_node_track_caller_noprof(size_t, gfp_t, int, unsigned long) __rl_allocates(2) __rl_since("6.10");
void *__kvmalloc_node_noprof(size_t, gfp_t, int) __rl_allocates(2) __rl_since("6.10");

/* media/frame_vector.h: takes mmap_lock, faults pages in; with a write argument, which 6.1 lacks */
int get_vaddr_frames(unsigned long, unsigned int, bool, struct frame_vector *) __rl_faults("gup") __rl_since("6.2");
