// SPDX-License-Identifier: GPL-2.0-or-later
/*
 *	fs_reclaim -> mmu_notifier_invalidate_range_start  (fs_reclaim_acquire (mm/page_alloc.c))
 *	struct x.lock -> fs_reclaim  drivers/x/x.c:12: x_fill
 */
#include "report/order.h"

#include <stdlib.h>

#include "base/memory.h"
#include "report/graph.h"
#include "report/json.h"

void report_orders_text(const struct lock_orders *l, FILE *out)
{
	for (unsigned int i = 0; i < l->nrows; i++) {
		const struct lock_order *o = &l->rows[i];

		fprintf(out, "%s -> %s", o->held, o->taken);
		if (o->file)
			fprintf(out, "  %s:%u: %s", o->file, o->line, o->function ? o->function : "?");
		if (o->detail)
			fprintf(out, "  (%s)", o->detail);
		putc('\n', out);
	}
	fprintf(out, "%u arrow%s\n", l->nrows, l->nrows == 1 ? "" : "s");
}

void report_orders_json(const struct lock_orders *l, FILE *out)
{
	json_t *root = json_object(), *rows = json_array();

	for (unsigned int i = 0; i < l->nrows; i++) {
		const struct lock_order *o = &l->rows[i];

		json_array_append_new(rows, json_pack("{s:o, s:o, s:o, s:I, s:o, s:o}", "held", json_text(o->held),
						      "taken", json_text(o->taken), "file", json_text(o->file),
						      "line", (json_int_t)o->line, "function", json_text(o->function),
						      "detail", json_text(o->detail)));
	}
	json_object_set_new(root, "version", json_integer(1));
	json_object_set_new(root, "orders", rows);
	json_dumpf(root, out, JSON_INDENT(1));
	putc('\n', out);
	json_decref(root);
}

void report_orders_dot(const struct lock_orders *l, FILE *out)
{
	struct graph g = { 0 };

	for (unsigned int i = 0; i < l->nrows; i++) {
		const struct lock_order *o = &l->rows[i];

		if (o->file)
			graph_add_place(&g, o->held, o->taken, o->function, o->file, o->line, o->detail);
		else
			graph_add_own(&g, o->held, o->taken, o->detail);
	}
	graph_print(&g, "lock graph", true, out);
	graph_release(&g);
}
