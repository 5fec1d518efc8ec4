// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/wait.h>

struct xf_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	wait_queue_head_t idle;
	int running;
};

struct xf_dev *xf_from(struct mmu_interval_notifier *mni)
{
	return container_of(mni, struct xf_dev, mni);
}

bool xf_stop(struct xf_dev *d, bool wait)
{
	if (wait)
		mutex_lock(&d->lock);	/* { dg-bogus "sleep" } */
	else if (!mutex_trylock(&d->lock))
		return false;
	d->running = 0;
	mutex_unlock(&d->lock);
	return true;
}

static void xf_wait(struct xf_dev *d)
{
	wait_event(d->idle, !d->running);	/* { dg-warning "may sleep in a non-blockable invocation of 'bad_always_waits'" } */
}

void xf_drain(struct xf_dev *d)
{
	xf_wait(d);
}
