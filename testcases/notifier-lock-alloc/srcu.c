// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a callback waits for SRCU readers, one of whom allocates
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    nothing: lockdep of 6.1 does not follow who waits for SRCU readers; that of 6.12 reports bad_reader
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/srcu.h>

struct sr_dev {
	struct mmu_interval_notifier mni;
	struct srcu_struct awaited, barred, read, queued;
	struct rcu_head head;
	atomic_t is_queued;
	struct mutex inside;
	void *buf;
};

static void sr_free(struct rcu_head *head)
{
	atomic_set(&container_of(head, struct sr_dev, head)->is_queued, 0);
}

static bool sr_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct sr_dev *d = container_of(mni, struct sr_dev, mni);
	int idx;

	if (!mmu_notifier_range_blockable(range))
		return false;
	synchronize_srcu(&d->awaited);	/* { dg-message "struct sr_dev.awaited" } */
	srcu_barrier(&d->barred);
	idx = srcu_read_lock(&d->read);	/* waits for nobody */
	d->buf = NULL;
	srcu_read_unlock(&d->read, idx);
	if (!atomic_xchg(&d->is_queued, 1))
		call_srcu(&d->queued, &d->head, sr_free);
	return true;
}

const struct mmu_interval_notifier_ops sr_ops = { .invalidate = sr_invalidate };

void bad_reader(struct sr_dev *d)
{
	int idx = srcu_read_lock(&d->awaited);

	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sr_dev.awaited', which invalidate callback 'sr_invalidate' takes" } */
	srcu_read_unlock(&d->awaited, idx);
}

void bad_reader_of_barrier(struct sr_dev *d)
{
	int idx = srcu_read_lock(&d->barred);

	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sr_dev.barred'" } */
	srcu_read_unlock(&d->barred, idx);
}

static noinline int sr_enter(struct sr_dev *d)
{
	return srcu_read_lock(&d->awaited);
}

static noinline void sr_leave(struct sr_dev *d, int idx)
{
	srcu_read_unlock(&d->awaited, idx);
}

void bad_nested_reader(struct sr_dev *d)
{
	int outer = sr_enter(d);
	int inner = srcu_read_lock(&d->read);

	d->buf = kzalloc(64, GFP_NOFS);		/* { dg-warning "while holding 'struct sr_dev.awaited'" notifier-lock-false-fix } */
	srcu_read_unlock(&d->read, inner);
	sr_leave(d, outer);
}

void good_nowait(struct sr_dev *d)
{
	int idx = srcu_read_lock(&d->awaited);

	d->buf = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "reclaim" } */
	srcu_read_unlock(&d->awaited, idx);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

/* Domains that callbacks only read, or leave a callback with. */
void good_other_domains(struct sr_dev *d)
{
	int idx = srcu_read_lock(&d->read), other = srcu_read_lock(&d->queued);

	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	srcu_read_unlock(&d->queued, other);
	srcu_read_unlock(&d->read, idx);
}

/* Whoever waits for readers holds nothing afterwards; and a reader may sleep. */
void good_waiter(struct sr_dev *d)
{
	int idx;

	synchronize_srcu(&d->awaited);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	idx = srcu_read_lock(&d->awaited);
	mutex_lock(&d->inside);			/* { dg-bogus "." } */
	mutex_unlock(&d->inside);
	srcu_read_unlock(&d->awaited, idx);
}
