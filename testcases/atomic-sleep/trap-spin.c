// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   waiting for a timer or a hard interrupt handler to end is spinning; a layer's callbacks are of two kinds
 * rule:   atomic-sleep
 * lab:    sleep-in-atomic
 * origin: own, after kernel/events/core.c, drivers/gpu/drm/i915/gt
 */
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/timer.h>

struct ts_engine;
struct ts_ops {
	void (*resume)(struct ts_engine *e);
};

struct ts_engine {
	struct hrtimer timer;
	struct timer_list other;
	struct mutex lock;
	const struct ts_ops *ops;
	unsigned int irq;
	unsigned long n;
};

static void ts_direct(struct ts_engine *e)
{
	e->n++;
}

/* Another kind of engine, which no timer drives. */
static void ts_slow(struct ts_engine *e)
{
	mutex_lock(&e->lock);
	e->n++;
	mutex_unlock(&e->lock);
}

const struct ts_ops ts_direct_ops = { .resume = ts_direct };
const struct ts_ops ts_slow_ops = { .resume = ts_slow };

static enum hrtimer_restart good_timer(struct hrtimer *t)
{
	struct ts_engine *e = container_of(t, struct ts_engine, timer);

	del_timer_sync(&e->other);		/* { dg-bogus "." } */
	synchronize_hardirq(e->irq);		/* { dg-bogus "." } */
	e->ops->resume(e);			/* { dg-bogus "." } */
	return HRTIMER_NORESTART;
}

static enum hrtimer_restart bad_timer(struct hrtimer *t)
{
	struct ts_engine *e = container_of(t, struct ts_engine, timer);

	synchronize_irq(e->irq);		/* { dg-warning "may sleep in 'bad_timer'" } */
	return HRTIMER_NORESTART;
}

void ts_init(struct ts_engine *e, bool slow)
{
	if (slow)
		e->timer.function = bad_timer;
	else
		e->timer.function = good_timer;
}
