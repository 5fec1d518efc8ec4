// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what sleeps and what does not, in a callback that never asks
 * rule:   nonblock-sleep
 * lab:    sleep-in-atomic
 * origin: own
 * path:   drivers/gpu/drm/sl/sleepers.c
 */
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/pagemap.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/slab.h>
#include <linux/srcu.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>

struct sl_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct rw_semaphore sem;
	struct semaphore counting;
	struct srcu_struct srcu;
	struct work_struct work;
	struct delayed_work delayed;
	struct workqueue_struct *wq;
	struct completion done;
	struct dma_fence *fence;
	struct dma_resv *resv;
	struct page *page;
	struct task_struct *task;
	struct xarray xa;
	struct timer_list timer;
	spinlock_t spin;
	void __user *user;
	wait_queue_head_t queue;
	int ready;
	struct rcu_head head, srcu_head;
};

static void sl_free(struct rcu_head *head)
{
}

static bool bad_sleepers(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct sl_dev *d = container_of(mni, struct sl_dev, mni);
	char c;

	if (!mutex_lock_interruptible(&d->lock))	/* { dg-warning "may sleep" } */
		mutex_unlock(&d->lock);
	down_write(&d->sem);			/* { dg-warning "may sleep" } */
	up_write(&d->sem);
	down(&d->counting);			/* { dg-warning "may sleep" } */
	up(&d->counting);
	synchronize_rcu();			/* { dg-warning "may sleep" } */
	synchronize_rcu_expedited();		/* { dg-warning "may sleep" } */
	rcu_barrier();				/* { dg-warning "may sleep" } */
	synchronize_srcu(&d->srcu);		/* { dg-warning "may sleep" } */
	synchronize_srcu_expedited(&d->srcu);	/* { dg-warning "may sleep" } */
	srcu_barrier(&d->srcu);			/* { dg-warning "may sleep" } */
	cancel_work_sync(&d->work);		/* { dg-warning "may sleep" } */
	cancel_delayed_work_sync(&d->delayed);	/* { dg-warning "may sleep" } */
	flush_workqueue(d->wq);			/* { dg-warning "may sleep" } */
	wait_for_completion_timeout(&d->done, HZ);	/* { dg-warning "may sleep" } */
	dma_fence_wait(d->fence, false);	/* { dg-warning "may sleep" } */
	dma_resv_wait_timeout(d->resv, DMA_RESV_USAGE_BOOKKEEP, false, HZ);	/* { dg-warning "may sleep" } */
	dma_resv_lock(d->resv, NULL);		/* { dg-warning "may sleep" } */
	dma_resv_unlock(d->resv);
	lock_page(d->page);			/* { dg-warning "may sleep" } { dg-warning "may wait for the folio lock" notifier-vm-lock } */
	unlock_page(d->page);
	kthread_stop(d->task);			/* { dg-warning "may sleep" } */
	usleep_range(10, 20);			/* { dg-warning "may sleep" } */
	schedule_timeout_uninterruptible(1);	/* { dg-warning "may sleep" } */
	wait_event_timeout(d->queue, d->ready, HZ);	/* { dg-warning "may sleep" } */
	free_irq(7, d);				/* { dg-warning "may sleep" } */
	if (copy_from_user(&c, d->user, 1))	/* { dg-warning "may sleep" } { dg-warning "may wait for mmap_lock" notifier-vm-lock } */
		return true;
	return true;
}

static bool good_others(struct mmu_interval_notifier *mni,
			const struct mmu_notifier_range *range, unsigned long seq)
{
	struct sl_dev *d = container_of(mni, struct sl_dev, mni);
	unsigned long flags;
	int idx;

	spin_lock_irqsave(&d->spin, flags);	/* { dg-bogus "sleep" } */
	mmu_interval_set_seq(mni, seq);
	spin_unlock_irqrestore(&d->spin, flags);
	rcu_read_lock();			/* { dg-bogus "sleep" } */
	rcu_read_unlock();
	idx = srcu_read_lock(&d->srcu);		/* { dg-bogus "sleep" } */
	srcu_read_unlock(&d->srcu, idx);
	call_srcu(&d->srcu, &d->srcu_head, sl_free);	/* { dg-bogus "sleep" } */
	call_rcu(&d->head, sl_free);		/* { dg-bogus "sleep" } */
	if (down_read_trylock(&d->sem))		/* { dg-bogus "sleep" } */
		up_read(&d->sem);
	if (!down_trylock(&d->counting))	/* { dg-bogus "sleep" } */
		up(&d->counting);
	if (dma_resv_trylock(d->resv))		/* { dg-bogus "sleep" } */
		dma_resv_unlock(d->resv);
	if (trylock_page(d->page))		/* { dg-bogus "sleep" } */
		unlock_page(d->page);
	queue_work(d->wq, &d->work);		/* { dg-bogus "sleep" } */
	queue_delayed_work(d->wq, &d->delayed, HZ);	/* { dg-bogus "sleep" } */
	cancel_work(&d->work);			/* { dg-bogus "sleep" } */
	mod_timer(&d->timer, jiffies + HZ);	/* { dg-bogus "sleep" } */
	wake_up(&d->queue);			/* { dg-bogus "sleep" } */
	wake_up_process(d->task);		/* { dg-bogus "sleep" } */
	kfree(kmalloc(16, GFP_ATOMIC));		/* { dg-bogus "sleep" } */
	xa_erase(&d->xa, 3);			/* { dg-bogus "sleep" } */
	dma_fence_signal(d->fence);		/* { dg-bogus "sleep" } */
	set_page_dirty(d->page);		/* { dg-bogus "sleep" } */
	dma_resv_wait_timeout(d->resv, DMA_RESV_USAGE_BOOKKEEP, false, 0);	/* { dg-bogus "sleep" } */
	pr_info("sl: %d\n", d->ready);		/* { dg-bogus "sleep" } */
	return true;
}

const struct mmu_interval_notifier_ops sl_ops[] = {
	{ .invalidate = bad_sleepers },
	{ .invalidate = good_others },
};
