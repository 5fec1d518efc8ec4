/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Functions whose parameters changed after 6.1 under the same name: C allows
 * one prototype a unit, so the newer ones stand in this second one.  An entry
 * matches by name and number of parameters; the version says so once more.
 */
#include "container.h"

struct folio; struct folio_batch; struct iommu_domain; struct list_lru; struct list_head; struct mem_cgroup; struct mm_struct;
struct mmu_notifier_range; struct page; struct scatterlist; struct vm_fault; struct device; struct rcu_synchronize;

/* mm.h, 6.5: without the vmas argument */
long get_user_pages(unsigned long, unsigned long, unsigned int, struct page **) __rl_faults("gup_locked", "since 6.5");
long get_user_pages_remote(struct mm_struct *, unsigned long, unsigned long, unsigned int, struct page **, int *) __rl_faults("gup_locked", "since 6.5");
long pin_user_pages(unsigned long, unsigned long, unsigned int, struct page **) __rl_faults("gup_locked", "since 6.5");
long pin_user_pages_remote(struct mm_struct *, unsigned long, unsigned long, unsigned int, struct page **, int *) __rl_faults("gup_locked", "since 6.5");

/* pagemap.h, 6.6: 0 means locked */
vm_fault_t folio_lock_or_retry(struct folio *, struct vm_fault *) __rl_acquires_if("zero", "struct folio.flags", "folio", "write", "since 6.6");
vm_fault_t __folio_lock_or_retry(struct folio *, struct vm_fault *) __rl_acquires_if("zero", "struct folio.flags", "folio", "write", "since 6.6");

/* mmu_notifier.h, 6.6: without only_end */
void __mmu_notifier_invalidate_range_end(struct mmu_notifier_range *) __rl_fires_notifiers("since 6.6");

/* iommu.h, 6.3: with a gfp mask, instead of the _atomic variants */
int iommu_map(struct iommu_domain *, unsigned long, phys_addr_t, size_t, int, gfp_t) __rl_allocates(6, "since 6.3");
ssize_t iommu_map_sg(struct iommu_domain *, unsigned long, struct scatterlist *, unsigned int, int, gfp_t) __rl_allocates(6, "since 6.3");

/* list_lru.h, 6.8: with node and memcg */
bool list_lru_add(struct list_lru *, struct list_head *, int, struct mem_cgroup *) __rl_no_effect("since 6.8");
bool list_lru_del(struct list_lru *, struct list_head *, int, struct mem_cgroup *) __rl_no_effect("since 6.8");

/* mm.h, 6.9: a batch */
void folios_put(struct folio_batch *) __rl_final_put("since 6.9");

/* pm_runtime.h, 6.9 */
int pm_runtime_get_if_active(struct device *) __rl_no_effect("since 6.9");

/* hugetlb.h, a fix that went to stable kernels: with the size */
pte_t huge_ptep_get_and_clear(struct mm_struct *, unsigned long, pte_t *, unsigned long) __rl_event("entry_clear") __rl_use_body();

/* slab.h, 6.10: without SLAB_BUCKETS (6.11) there is no bucket argument */
void *__kmalloc_node_noprof(size_t, gfp_t, int) __rl_allocates(2, "since 6.10");
void *__kmalloc_node_track_caller_noprof(size_t, gfp_t, int, unsigned long) __rl_allocates(2, "since 6.10");
void *__kvmalloc_node_noprof(size_t, gfp_t, int) __rl_allocates(2, "since 6.10");

/* rcupdate_wait.h */
void __wait_rcu_gp(bool, unsigned int, int, void *, struct rcu_synchronize *) __rl_sleeps("since 6.2");
