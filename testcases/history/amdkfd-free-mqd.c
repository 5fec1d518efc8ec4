// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    destroying a queue freed its buffer, which reserves it, under the lock that evictions take
 * rule:    notifier-lock-order
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/amdkfd/kfd_device_queue_manager.c and kfd_mqd_manager*.c, 5.15
 *          (interface of 6.1); fixed by "drm/amdkfd: Fix circular lock in nocpsch path"
 * path:    drivers/gpu/drm/foo/foo_dqm.c
 * variant: FIXED
 */
#include <linux/dma-resv.h>
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct foo_mem {
	struct dma_resv *resv;
	void *shadow;
};

struct foo_queue {
	struct list_head list;
	struct foo_mem *mqd;
	bool active;
};

struct foo_dqm {
	struct mutex lock;
	unsigned int saved_flags;
	struct list_head queues;
};

struct foo_process {
	struct mmu_interval_notifier notifier;
	struct foo_dqm *dqm;
};

static void foo_dqm_lock(struct foo_dqm *dqm)
{
	mutex_lock(&dqm->lock);
	dqm->saved_flags = memalloc_noreclaim_save();
}

static void foo_dqm_unlock(struct foo_dqm *dqm)
{
	memalloc_noreclaim_restore(dqm->saved_flags);
	mutex_unlock(&dqm->lock);
}

static void foo_evict_queues(struct foo_dqm *dqm)
{
	struct foo_queue *q;

	foo_dqm_lock(dqm);	/* { dg-message "foo_dqm_lock" } */
	list_for_each_entry(q, &dqm->queues, list)
		q->active = false;
	foo_dqm_unlock(dqm);
}

static bool foo_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_process *p = container_of(mni, struct foo_process, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	foo_evict_queues(p->dqm);
	return true;
}

const struct mmu_interval_notifier_ops foo_mn_ops = { .invalidate = foo_invalidate };

static void foo_free_mqd(struct foo_mem *mqd)
{
	dma_resv_lock(mqd->resv, NULL);	/* { dg-message "dma_resv" } */
	kfree(mqd->shadow);
	mqd->shadow = NULL;
	dma_resv_unlock(mqd->resv);
}

static void foo_destroy_queue_locked(struct foo_dqm *dqm, struct foo_queue *q)
{
	list_del(&q->list);
#ifndef FIXED
	foo_free_mqd(q->mqd);	/* { dg-message "foo_free_mqd" } */
#endif
}

void bad_destroy_queue(struct foo_dqm *dqm, struct foo_queue *q)
{
	foo_dqm_lock(dqm);
	foo_destroy_queue_locked(dqm, q);	/* { dg-warning "struct foo_dqm.lock" } */
	foo_dqm_unlock(dqm);
#ifdef FIXED
	foo_free_mqd(q->mqd);
#endif
}

int good_bo_create(struct foo_mem *mem)
{
	dma_resv_lock(mem->resv, NULL);
	mem->shadow = kzalloc(64, GFP_KERNEL);	/* { dg-message "'kzalloc'" } */
	dma_resv_unlock(mem->resv);
	return mem->shadow ? 0 : -ENOMEM;
}
