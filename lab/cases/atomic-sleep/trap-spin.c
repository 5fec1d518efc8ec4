// SPDX-License-Identifier: GPL-2.0-or-later
#include "atomic-sleep/trap-spin.c"
#include <linux/delay.h>
#include "lab.h"

/* One of the old interrupts, which nobody has. */
static struct ts_engine engine = { .irq = 5, .ops = &ts_direct_ops };

static void other(struct timer_list *t)
{
}

LAB_OBJECTS(mutex_init(&engine.lock); timer_setup(&engine.other, other, TIMER_IRQSAFE);
	    hrtimer_init(&engine.timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL))

static void start(bool slow)
{
	ts_init(&engine, slow);
	hrtimer_start(&engine.timer, ms_to_ktime(1), HRTIMER_MODE_REL);
	msleep(100);
	hrtimer_cancel(&engine.timer);
}

static void lab_calls(void)
{
	LAB(good_timer, start(false));
	LAB(bad_timer, start(true));
}
