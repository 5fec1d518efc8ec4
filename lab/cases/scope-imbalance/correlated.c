// SPDX-License-Identifier: GPL-2.0-or-later
#include "scope-imbalance/correlated.c"
#include "lab.h"

static struct co_dev dev = { .nofs = true };
static int error, calls_left;
unsigned int co_debug;

/* Fails some times, then no more. */
int co_work(struct co_dev *d)
{
	return calls_left-- > 0 ? error : 0;
}

void *co_find(struct co_dev *d)
{
	return ERR_PTR(-ENOENT);
}

LAB_OBJECTS()

static void fail(int times, int how)
{
	calls_left = times;
	error = how;
}

static void lab_calls(void)
{
	fail(1, -EAGAIN);
	LAB_DEV(good_field);
	LAB(good_bit, good_bit(&dev, 4); good_bit(&dev, 0));
	LAB(good_mark, fail(1, -EAGAIN); good_mark(&dev));
	LAB_DEV(good_result);
	LAB(good_retry, fail(1, -EAGAIN); good_retry(&dev); fail(1, -ENOMEM); good_retry(&dev));
	LAB(good_switch, good_switch(&dev));
	LAB(good_dies, fail(0, 0); good_dies(&dev));
	LAB(good_conjunction, good_conjunction(&dev, 0));
	LAB(bad_question, bad_question(&dev, 4));
	LAB(bad_changed, bad_changed(&dev));
	LAB(bad_mark, fail(2, -EAGAIN); bad_mark(&dev));
	LAB(bad_disjunction, bad_disjunction(&dev, 0, 0, 0));
}
