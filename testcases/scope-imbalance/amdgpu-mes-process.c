// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:   the process id is taken: the label for "not locked yet" is jumped to, with lock and scope held
 * rule:   scope-imbalance
 * lab:    effect
 * origin: reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_mes.c, v6.1
 * variant: FIXED
 */
#include <linux/idr.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct mes {
	struct mutex mutex_hidden;
	unsigned int saved_flags;
	struct idr pasid_idr;
};

struct mes_process {
	u32 *doorbell_bitmap;
	int doorbell_index;
};

int mes_alloc_doorbells(struct mes *mes, int *index);

static inline void mes_lock(struct mes *mes)
{
	mutex_lock(&mes->mutex_hidden);
	mes->saved_flags = memalloc_noreclaim_save();
}

static inline void mes_unlock(struct mes *mes)
{
	memalloc_noreclaim_restore(mes->saved_flags);
	mutex_unlock(&mes->mutex_hidden);
}

int bad_create_process(struct mes *mes, int pasid)
{
	struct mes_process *process;
	int r;

	process = kzalloc(sizeof(*process), GFP_KERNEL);
	if (!process)
		return -ENOMEM;
	mes_lock(mes);			/* { dg-message "'mes_lock' opens the scope" } */
	r = idr_alloc(&mes->pasid_idr, process, pasid, pasid + 1, GFP_KERNEL);
	if (r < 0) {			/* { dg-warning "scope of 'mes_lock' is left open on this way out of 'bad_create_process'" } */
#ifdef FIXED
		mes_unlock(mes);
#endif
		goto clean_up;
	}
	r = mes_alloc_doorbells(mes, &process->doorbell_index);
	if (r < 0)
		goto clean_up_pasid;
	mes_unlock(mes);
	return 0;

clean_up_pasid:
	idr_remove(&mes->pasid_idr, pasid);
	mes_unlock(mes);
clean_up:
	kfree(process);
	return r;
}
