// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/trap-flag-word.c"
#include "lab.h"

/* There is no place where it is to be contiguous; and none at first where nothing else is asked for. */
int word_place(struct word_dev *d, u64 flags)
{
	return flags & WORD_CONTIGUOUS || flags == WORD_LOCKED ? -ENOSPC : 0;
}

LAB_DEVICE(struct word_dev, &word_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB(good_other_bits, good_other_bits(&dev, WORD_LOCKED | WORD_CONTIGUOUS));
	LAB(bad_the_same_bit, bad_the_same_bit(&dev, WORD_LOCKED); mutex_unlock(&dev.lock));
}
