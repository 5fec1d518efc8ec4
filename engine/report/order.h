/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lock graph as the engine knows it: who takes, or waits for, what while
 * holding what.  Names are those of struct dependency.  Of it only what lies on
 * a circle through reclaim, the notifiers or a fence is of interest here: the
 * rest of the kernel's order is none of reclint's business.
 */
#ifndef RECLINT_REPORT_ORDER_H
#define RECLINT_REPORT_ORDER_H

#include <stdbool.h>
#include <stdio.h>

struct lock_order {
	const char *held, *taken;
	const char *file;		/* of who holds; NULL: the kernel's own order */
	unsigned int line;
	const char *function;
	const char *detail;		/* what it is, or NULL; "reclaim": context of a callback */
};

struct lock_orders {
	struct lock_order *rows;	/* sorted by held, taken, file, line; no two the same */
	unsigned int nrows;
};

void report_orders_text(const struct lock_orders *l, FILE *out);
void report_orders_json(const struct lock_orders *l, FILE *out);
void report_orders_dot(const struct lock_orders *l, FILE *out);

#endif
