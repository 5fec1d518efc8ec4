// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    an eviction that takes mmap_lock was flushed under the mutex that a CPU fault takes
 * rule:    mmap-lock-inversion
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/amdkfd/kfd_{svm,migrate}.c, 6.6 (interface of 6.1); fixed by
 *          "drm/amdkfd: Fix lock dependency warning"
 * path:    drivers/gpu/drm/foo/foo_svm.c
 * variant: FIXED
 */
#include <linux/list.h>
#include <linux/memremap.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct foo_range_list {
	struct mutex lock;
	struct list_head list;
	struct mm_struct *mm;
};

struct foo_bo {
	struct work_struct eviction_work;
	struct work_struct release_work;
	struct foo_range_list *svms;
	int evicting;
};

static struct foo_range_list *foo_svms;

static vm_fault_t foo_migrate_to_ram(struct vm_fault *vmf)
{
	mutex_lock(&foo_svms->lock);	/* { dg-message "struct foo_range_list.lock" } */
	list_del_init(&foo_svms->list);
	mutex_unlock(&foo_svms->lock);
	return 0;
}

const struct dev_pagemap_ops foo_pgmap_ops = { .migrate_to_ram = foo_migrate_to_ram };

static void foo_evict_bo(struct work_struct *work)
{
	struct foo_bo *bo = container_of(work, struct foo_bo, eviction_work);

	mmap_read_lock(bo->svms->mm);	/* { dg-message "'mmap_read_lock'" } */
	bo->evicting = 0;
	mmap_read_unlock(bo->svms->mm);
}

static void foo_bo_release(struct foo_bo *bo)
{
	flush_work(&bo->eviction_work);
	bo->evicting = -1;
}

static void foo_bo_release_work(struct work_struct *work)
{
	foo_bo_release(container_of(work, struct foo_bo, release_work));
}

void good_bo_init(struct foo_bo *bo)
{
	INIT_WORK(&bo->eviction_work, foo_evict_bo);
	INIT_WORK(&bo->release_work, foo_bo_release_work);
}

void bad_deferred_list_work(struct foo_bo *bo)
{
	mutex_lock(&bo->svms->lock);
#ifdef FIXED
	schedule_work(&bo->release_work);
#else
	foo_bo_release(bo);	/* { dg-warning "struct foo_range_list.lock" } */
#endif
	mutex_unlock(&bo->svms->lock);
}
