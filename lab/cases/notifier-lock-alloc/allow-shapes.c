// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_line_comments: circular-locking: the comment is for reclint
 * good_among_other_text: circular-locking: as good_line_comments
 * good_statement_of_three_lines: circular-locking: as good_line_comments
 * good_behind_its_end: circular-locking: as good_line_comments
 */
#include "notifier-lock-alloc/allow-shapes.c"
#include "lab.h"

LAB_DEVICE(struct shapes_dev, &shapes_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(good_line_comments);
	LAB_DEV(good_among_other_text);
	LAB_DEV(good_statement_of_three_lines);
	LAB_DEV(good_behind_its_end);
	LAB_DEV(bad_no_reason);
	LAB_DEV(bad_empty_reason);
	LAB_DEV(bad_not_directly_above);
	LAB_DEV(bad_behind_another_statement);
	LAB_DEV(bad_in_a_string);
}
