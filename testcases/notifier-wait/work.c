// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   callbacks that wait for work items and completions, and what these do
 * rule:   notifier-wait
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

struct nw_dev {
	struct mmu_interval_notifier mni;
	struct work_struct alloc_work, lock_work, quiet_work, nowait_work;
	struct delayed_work fault_work;
	struct completion done, quiet_done;
	struct work_struct finish_work, no_user_work;
	struct mm_struct *mm;
	struct mutex table_lock, quiet_lock;
	void __user *user;
	void *p;
	int n;
};

static noinline void nw_grow(struct nw_dev *d)
{
	d->p = kmalloc(64, GFP_KERNEL);		/* { dg-message "kmalloc" } */
}

static void nw_alloc(struct work_struct *work)
{
	nw_grow(container_of(work, struct nw_dev, alloc_work));
}

static void nw_take(struct work_struct *work)
{
	struct nw_dev *d = container_of(work, struct nw_dev, lock_work);

	mutex_lock(&d->table_lock);
	d->n++;
	mutex_unlock(&d->table_lock);
}

static void nw_fault(struct work_struct *work)
{
	struct nw_dev *d = container_of(to_delayed_work(work), struct nw_dev, fault_work);

	kthread_use_mm(d->mm);
	d->n = clear_user(d->user, 8);
	kthread_unuse_mm(d->mm);
}

/* A worker has no user memory of its own. */
static void nw_no_user(struct work_struct *work)
{
	struct nw_dev *d = container_of(work, struct nw_dev, no_user_work);

	d->n = clear_user(d->user, 8);
	kthread_use_mm(d->mm);
	d->n++;
	kthread_unuse_mm(d->mm);
	d->n += clear_user(d->user, 8);
}

static void nw_quiet(struct work_struct *work)
{
	struct nw_dev *d = container_of(work, struct nw_dev, quiet_work);

	mutex_lock(&d->quiet_lock);
	d->n++;
	mutex_unlock(&d->quiet_lock);
	complete(&d->quiet_done);
}

static void nw_nowait(struct work_struct *work)
{
	container_of(work, struct nw_dev, nowait_work)->p = kmalloc(64, GFP_NOWAIT);
}

static void nw_finish(struct work_struct *work)
{
	struct nw_dev *d = container_of(work, struct nw_dev, finish_work);

	d->p = kzalloc(64, GFP_KERNEL);
	complete(&d->done);
}

void good_init(struct nw_dev *d)
{
	INIT_WORK(&d->alloc_work, nw_alloc);
	INIT_WORK(&d->lock_work, nw_take);
	INIT_WORK(&d->quiet_work, nw_quiet);
	INIT_WORK(&d->nowait_work, nw_nowait);
	INIT_WORK(&d->finish_work, nw_finish);
	INIT_WORK(&d->no_user_work, nw_no_user);
	INIT_DELAYED_WORK(&d->fault_work, nw_fault);
}

/* What the item waits for. */
void good_grow_under_table_lock(struct nw_dev *d)
{
	mutex_lock(&d->table_lock);
	d->p = kmalloc(128, GFP_KERNEL);	/* { dg-message "kmalloc" } */
	mutex_unlock(&d->table_lock);
}

static bool bad_flush(struct mmu_interval_notifier *mni,
		      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nw_dev *d = container_of(mni, struct nw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	flush_work(&d->alloc_work);		/* { dg-warning "'flush_work' in invalidate callback 'bad_flush' waits for 'struct nw_dev.alloc_work', in whose 'nw_alloc' 'kmalloc' with GFP_KERNEL may enter direct reclaim" } { dg-warning "without WQ_MEM_RECLAIM" reclaim-flush-wq } */
	return true;
}

static noinline void nw_stop(struct nw_dev *d)
{
	cancel_work_sync(&d->lock_work);	/* { dg-warning "waits for 'struct nw_dev.lock_work', whose 'nw_take' takes 'struct nw_dev.table_lock', under which 'kmalloc' with GFP_KERNEL may enter direct reclaim" } */
}

static bool bad_in_callee(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nw_dev *d = container_of(mni, struct nw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	nw_stop(d);				/* { dg-message "nw_stop" } */
	return true;
}

static bool bad_delayed(struct mmu_interval_notifier *mni,
			const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nw_dev *d = container_of(mni, struct nw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	cancel_delayed_work_sync(&d->fault_work);	/* { dg-warning "waits for 'struct nw_dev.fault_work', in whose 'nw_fault' '.*clear_user' may fault or take mmap_lock" } */
	return true;
}

static bool bad_completion(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nw_dev *d = container_of(mni, struct nw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	schedule_work(&d->finish_work);
	wait_for_completion(&d->done);		/* { dg-warning "'wait_for_completion' in invalidate callback 'bad_completion' waits for 'struct nw_dev.done'" } */
	return true;
}

/* Items that need nothing. */
static bool good_quiet(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nw_dev *d = container_of(mni, struct nw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	cancel_work_sync(&d->quiet_work);	/* { dg-bogus "." } */
	cancel_work_sync(&d->no_user_work);	/* { dg-bogus "." } */
	cancel_work_sync(&d->nowait_work);	/* { dg-bogus "." } */
	wait_for_completion(&d->quiet_done);	/* { dg-bogus "." } */
	return true;
}

static bool good_no_wait(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nw_dev *d = container_of(mni, struct nw_dev, mni);

	schedule_work(&d->alloc_work);		/* { dg-bogus "." } */
	cancel_work(&d->alloc_work);		/* { dg-bogus "." } */
	if (try_wait_for_completion(&d->done))	/* { dg-bogus "." } */
		d->n = 0;
	return true;
}

static bool good_release_event(struct mmu_interval_notifier *mni,
			       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nw_dev *d = container_of(mni, struct nw_dev, mni);

	if (range->event == MMU_NOTIFY_RELEASE)
		flush_work(&d->alloc_work);	/* { dg-bogus "." } */
	return true;
}

const struct mmu_interval_notifier_ops nw_ops[] = {
	{ .invalidate = bad_flush },
	{ .invalidate = bad_in_callee },
	{ .invalidate = bad_delayed },
	{ .invalidate = bad_completion },
	{ .invalidate = good_quiet },
	{ .invalidate = good_no_wait },
	{ .invalidate = good_release_event },
};
