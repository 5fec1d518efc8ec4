// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a notifier's lock held over the wait for a work item that needs memory
 * rule:   notifier-lock-order
 * origin: own
 * lab:    circular-locking
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>

struct oi_dev {
	struct mmu_interval_notifier mni;
	struct mutex notifier_lock, table_lock, quiet_lock, direct_lock;
	struct work_struct alloc_work, lock_work, wrap_work, quiet_work, nowait_work, outside_work, direct_work;
	struct work_struct queued_work, idle_work, finish_work, early_work, mixed_work, no_user_work;
	struct mm_struct *mm;
	struct delayed_work fault_work;
	struct kthread_work thread_work;
	struct workqueue_struct *queue, *idle_queue;
	struct completion done, early, mixed;
	void __user *user;
	void *table;
	unsigned long n;
};

static bool oi_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct oi_dev *d = container_of(mni, struct oi_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->notifier_lock);	/* { dg-message "struct oi_dev.notifier_lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->notifier_lock);
	return true;
}

static bool oi_invalidate_direct(struct mmu_interval_notifier *mni,
				 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct oi_dev *d = container_of(mni, struct oi_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->direct_lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->direct_lock);
	return true;
}

const struct mmu_interval_notifier_ops oi_ops[] = {
	{ .invalidate = oi_invalidate },
	{ .invalidate = oi_invalidate_direct },
};

/* ---- what the items do ---- */

static noinline void oi_grow(struct oi_dev *d)
{
	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-message "kmalloc" } */
}

static void oi_alloc(struct work_struct *work)
{
	oi_grow(container_of(work, struct oi_dev, alloc_work));
}

static void oi_wrap(struct work_struct *work)
{
	container_of(work, struct oi_dev, wrap_work)->table = kmalloc(64, GFP_NOFS);
}

static void oi_lock(struct work_struct *work)
{
	struct oi_dev *d = container_of(work, struct oi_dev, lock_work);

	mutex_lock(&d->table_lock);	/* { dg-message "struct oi_dev.table_lock" } */
	d->n++;
	mutex_unlock(&d->table_lock);
}

static void oi_fault(struct work_struct *work)
{
	struct oi_dev *d = container_of(to_delayed_work(work), struct oi_dev, fault_work);

	kthread_use_mm(d->mm);
	d->n = clear_user(d->user, 8);
	kthread_unuse_mm(d->mm);
}

/* A worker has no user memory of its own. */
static void oi_no_user(struct work_struct *work)
{
	struct oi_dev *d = container_of(work, struct oi_dev, no_user_work);

	d->n = clear_user(d->user, 8);
}

static void oi_thread(struct kthread_work *work)
{
	container_of(work, struct oi_dev, thread_work)->table = kmalloc(64, GFP_KERNEL);
}

static void oi_quiet(struct work_struct *work)
{
	struct oi_dev *d = container_of(work, struct oi_dev, quiet_work);

	mutex_lock(&d->quiet_lock);
	d->n++;
	mutex_unlock(&d->quiet_lock);
}

static void oi_nowait(struct work_struct *work)
{
	container_of(work, struct oi_dev, nowait_work)->table = kmalloc(64, GFP_NOWAIT);
}

static void oi_outside(struct work_struct *work)
{
	container_of(work, struct oi_dev, outside_work)->table = kmalloc(64, GFP_KERNEL);
}

static void oi_direct(struct work_struct *work)
{
	container_of(work, struct oi_dev, direct_work)->table = kmalloc(64, GFP_KERNEL);
}

static void oi_queued(struct work_struct *work)
{
	container_of(work, struct oi_dev, queued_work)->table = kmalloc(64, GFP_KERNEL);
}

static void oi_idle(struct work_struct *work)
{
	container_of(work, struct oi_dev, idle_work)->n = 0;
}

static void oi_finish(struct work_struct *work)
{
	struct oi_dev *d = container_of(work, struct oi_dev, finish_work);

	d->table = kmalloc(64, GFP_KERNEL);
	complete(&d->done);
}

static void oi_early(struct work_struct *work)
{
	struct oi_dev *d = container_of(work, struct oi_dev, early_work);

	complete(&d->early);
	d->table = kmalloc(64, GFP_KERNEL);
}

static void oi_mixed(struct work_struct *work)
{
	struct oi_dev *d = container_of(work, struct oi_dev, mixed_work);

	d->table = kmalloc(64, GFP_KERNEL);
	complete(&d->mixed);
}

void good_ended_elsewhere(struct oi_dev *d)
{
	complete(&d->mixed);
}

void good_init(struct oi_dev *d)
{
	INIT_WORK(&d->alloc_work, oi_alloc);
	INIT_WORK(&d->lock_work, oi_lock);
	INIT_WORK(&d->wrap_work, oi_wrap);
	INIT_WORK(&d->quiet_work, oi_quiet);
	INIT_WORK(&d->nowait_work, oi_nowait);
	INIT_WORK(&d->outside_work, oi_outside);
	INIT_WORK(&d->direct_work, oi_direct);
	INIT_WORK(&d->queued_work, oi_queued);
	INIT_WORK(&d->idle_work, oi_idle);
	INIT_WORK(&d->finish_work, oi_finish);
	INIT_WORK(&d->early_work, oi_early);
	INIT_WORK(&d->mixed_work, oi_mixed);
	INIT_WORK(&d->no_user_work, oi_no_user);
	INIT_DELAYED_WORK(&d->fault_work, oi_fault);
	kthread_init_work(&d->thread_work, oi_thread);
}

void good_queue(struct oi_dev *d)
{
	queue_work(d->queue, &d->queued_work);
	queue_work(d->idle_queue, &d->idle_work);
}

void good_grow_under_table_lock(struct oi_dev *d)
{
	mutex_lock(&d->table_lock);
	d->table = kmalloc(128, GFP_KERNEL);	/* { dg-message "kmalloc" } */
	mutex_unlock(&d->table_lock);
}

/* ---- who waits ---- */

void bad_flush(struct oi_dev *d)
{
	mutex_lock(&d->notifier_lock);
	flush_work(&d->alloc_work);	/* { dg-warning "'flush_work' waits for 'struct oi_dev.alloc_work' while holding 'struct oi_dev.notifier_lock', which invalidate callback 'oi_invalidate' takes, but 'kmalloc' with GFP_KERNEL may enter direct reclaim in its 'oi_alloc'" } */
	mutex_unlock(&d->notifier_lock);
}

/* The lock's taken, and the item handed on, in functions of their own. */
static void oi_begin(struct oi_dev *d)
{
	mutex_lock(&d->notifier_lock);
}

static void oi_end(struct oi_dev *d)
{
	mutex_unlock(&d->notifier_lock);
}

static noinline void oi_stop(struct work_struct *work)
{
	cancel_work_sync(work);
}

void bad_wrapped(struct oi_dev *d)
{
	oi_begin(d);
	oi_stop(&d->wrap_work);		/* { dg-warning "'cancel_work_sync' waits for 'struct oi_dev.wrap_work'.*with GFP_NOFS may enter direct reclaim" } */
	oi_end(d);
}

void bad_lock_in_item(struct oi_dev *d)
{
	mutex_lock(&d->notifier_lock);
	cancel_work_sync(&d->lock_work);	/* { dg-warning "'struct oi_dev.lock_work' while holding 'struct oi_dev.notifier_lock', which invalidate callback 'oi_invalidate' takes, but its 'oi_lock' takes 'struct oi_dev.table_lock', under which 'kmalloc' with GFP_KERNEL may enter direct reclaim" } */
	mutex_unlock(&d->notifier_lock);
}

void bad_fault_in_item(struct oi_dev *d)
{
	mutex_lock(&d->notifier_lock);
	cancel_delayed_work_sync(&d->fault_work);	/* { dg-warning "'struct oi_dev.fault_work'.*clear_user' may fault or take mmap_lock in its 'oi_fault'" } */
	mutex_unlock(&d->notifier_lock);
}

void bad_thread_work(struct oi_dev *d)
{
	mutex_lock(&d->notifier_lock);
	kthread_flush_work(&d->thread_work);	/* { dg-warning "'struct oi_dev.thread_work'" } */
	mutex_unlock(&d->notifier_lock);
}

void bad_flush_queue(struct oi_dev *d)
{
	mutex_lock(&d->notifier_lock);
	flush_workqueue(d->queue);	/* { dg-warning "waits for 'struct oi_dev.queue' while holding.*in its 'oi_queued'" } */
	mutex_unlock(&d->notifier_lock);
}

void bad_completion(struct oi_dev *d)
{
	mutex_lock(&d->notifier_lock);
	wait_for_completion(&d->done);	/* { dg-warning "waits for 'struct oi_dev.done' while holding.*in its 'oi_finish'" } */
	mutex_unlock(&d->notifier_lock);
}

/* Nothing there that reclaims, or not before the end. */
void good_items(struct oi_dev *d)
{
	mutex_lock(&d->notifier_lock);
	flush_work(&d->no_user_work);		/* { dg-bogus "." } */
	flush_work(&d->quiet_work);		/* { dg-bogus "." } */
	cancel_work_sync(&d->nowait_work);	/* { dg-bogus "." } */
	flush_workqueue(d->idle_queue);		/* { dg-bogus "." } */
	wait_for_completion(&d->early);		/* { dg-bogus "." } */
	cancel_work(&d->alloc_work);		/* { dg-bogus "." } */
	mutex_unlock(&d->notifier_lock);
}

/* Somebody ends it who needs nothing. */
void good_two_enders(struct oi_dev *d)
{
	mutex_lock(&d->notifier_lock);
	wait_for_completion(&d->mixed);		/* { dg-bogus "." } */
	mutex_unlock(&d->notifier_lock);
}

void good_outside(struct oi_dev *d)
{
	flush_work(&d->outside_work);		/* { dg-bogus "." } */
	mutex_lock(&d->notifier_lock);
	d->n++;
	mutex_unlock(&d->notifier_lock);
	flush_work(&d->outside_work);		/* { dg-bogus "." } */
}

void good_dropped(struct oi_dev *d)
{
	mutex_lock(&d->notifier_lock);
	d->n++;
	mutex_unlock(&d->notifier_lock);
	flush_work(&d->alloc_work);		/* { dg-bogus "." } */
	mutex_lock(&d->notifier_lock);
	d->n--;
	mutex_unlock(&d->notifier_lock);
}

/* The shorter circle says it all. */
void bad_direct(struct oi_dev *d)
{
	mutex_lock(&d->direct_lock);
	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-warning "." notifier-lock-alloc } */
	flush_work(&d->direct_work);		/* { dg-bogus "waits for" } */
	mutex_unlock(&d->direct_lock);
}
