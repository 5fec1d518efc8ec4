// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    a queue's state was allocated under the lock of the queue manager, which evictions take
 * rule:    notifier-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/amdkfd/kfd_device_queue_manager.c, 4.18 (interface of 6.1);
 *          fixed by "drm/amdkfd: Fix a circular lock dependency"
 * path:    drivers/gpu/drm/foo/foo_dqm.c
 * variant: FIXED
 */
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct foo_queue {
	struct list_head list;
	void *mqd;
};

struct foo_dqm {
	struct mutex lock;
	struct list_head queues;
	unsigned int total;
	const struct foo_mqd_ops *mqd_ops;
};

struct foo_mqd_ops {
	int (*init_mqd)(struct foo_queue *q);
	void (*uninit_mqd)(struct foo_queue *q);
};

struct foo_process {
	struct mmu_notifier mn;
	struct foo_dqm *dqm;
};

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_process *p = container_of(mn, struct foo_process, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mutex_lock(&p->dqm->lock);	/* { dg-message "struct foo_dqm.lock" } */
	p->dqm->total = 0;
	mutex_unlock(&p->dqm->lock);
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

static int foo_init_mqd_v9(struct foo_queue *q)
{
	q->mqd = kzalloc(512, GFP_KERNEL);	/* { dg-message "'kzalloc'" } */
	return q->mqd ? 0 : -ENOMEM;
}

static void foo_uninit_mqd_v9(struct foo_queue *q)
{
	kfree(q->mqd);
}

static const struct foo_mqd_ops foo_mqd_ops_v9 = {
	.init_mqd = foo_init_mqd_v9,
	.uninit_mqd = foo_uninit_mqd_v9,
};

void good_dqm_init(struct foo_dqm *dqm)
{
	mutex_init(&dqm->lock);
	dqm->mqd_ops = &foo_mqd_ops_v9;
}

int bad_create_queue(struct foo_dqm *dqm, struct foo_queue *q)
{
	int retval;

#ifdef FIXED
	retval = dqm->mqd_ops->init_mqd(q);
	if (retval)
		return retval;
	mutex_lock(&dqm->lock);
#else
	mutex_lock(&dqm->lock);
	retval = dqm->mqd_ops->init_mqd(q);	/* { dg-warning "while holding 'struct foo_dqm.lock', which invalidate callback 'foo_range_start' takes" } */
	if (retval)
		goto out_unlock;
#endif
	if (dqm->total >= 128) {
		retval = -EPERM;
		dqm->mqd_ops->uninit_mqd(q);
		goto out_unlock;
	}
	list_add(&q->list, &dqm->queues);
	dqm->total++;
out_unlock:
	mutex_unlock(&dqm->lock);
	return retval;
}
