// SPDX-License-Identifier: GPL-2.0-or-later
/* reclint locks: the lock table of the last scan, or of PATHs. */
#include "cmd/base.h"
#include "cmd/load.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "report/graph.h"
#include "report/order.h"
#include "report/svg.h"

enum { OWN_GRAPH = 1 };

static const struct own_option own[] = {
	{ "graph", false, OWN_GRAPH, "who takes what while holding what, as far as it lies on a circle" },
	{ NULL, false, 0, NULL },
};

struct command {
	struct options o;
	bool is_graph;
};

static bool set_own(int val, const char *argument, void *data)
{
	struct command *c = data;

	(void)val, (void)argument;
	c->is_graph = true;
	return true;
}

static void print_graph(struct analysis *a, enum report_format format, FILE *out)
{
	struct lock_orders l = analysis_orders(a);

	if (format == REPORT_text)
		report_orders_text(&l, out);
	else if (format == REPORT_json)
		report_orders_json(&l, out);
	else
		report_orders_dot(&l, out);
}

static void print_table(struct analysis *a, enum report_format format, FILE *out)
{
	const struct lock_table *t = analysis_locks(a);

	if (format == REPORT_text)
		report_locks_text(t, out);
	else if (format == REPORT_json)
		report_locks_json(t, out);
	else
		report_locks_dot(t, out);
}

static bool print_picture(struct analysis *a, bool is_graph, FILE *out)
{
	char *dot = NULL;
	size_t size;
	FILE *text = open_memstream(&dot, &size);
	bool ok;

	if (!text)
		memory_exhausted();
	(is_graph ? print_graph : print_table)(a, REPORT_dot, text);
	if (fclose(text) != 0)
		memory_exhausted();
	ok = svg_print(dot, size, out);
	free(dot);
	return ok;
}

static int print_locks(struct analysis *a, const struct command *c, int errors)
{
	struct output out;

	if (!output_open(&out, c->o.output_file))
		return STATUS_TROUBLE;
	if (c->o.format != REPORT_svg) {
		(c->is_graph ? print_graph : print_table)(a, c->o.format, out.file);
	} else if (!print_picture(a, c->is_graph, out.file)) {
		output_abandon(&out);
		return STATUS_TROUBLE;
	}
	return output_close(&out) && !errors ? STATUS_CLEAN : STATUS_TROUBLE;
}

/* The table's forms are not the findings'. */
static bool is_printable(enum report_format format)
{
	if (format == REPORT_text || format == REPORT_json || format == REPORT_dot || format == REPORT_svg)
		return true;
	message("--format: locks are printed as text, json, dot or svg");
	return false;
}

static int locks_of(struct command *c, const char *const *paths, unsigned int npaths)
{
	struct analysis *a = analysis_new(&c->o.analysis);
	int errors, status = STATUS_TROUBLE;

	if (load_model(a, &c->o)) {
		errors = load_paths(a, &c->o, paths, npaths, NULL, NULL, NULL);
		analysis_run(a);
		errors += tell_meaningless(analysis_result(a));
		status = print_locks(a, c, errors);
	}
	analysis_free(a);
	return status;
}

static int locks_of_last_scan(struct command *c)
{
	struct options *o = &c->o;
	char *base = xasprintf("%s/base", o->output), *facts = base_facts(base);
	struct base_meta meta;
	int status = STATUS_TROUBLE;

	base_meta_read(&meta, base);
	if (!o->analysis.kernel)
		o->analysis.kernel = meta.kernel;
	if (!facts)
		message("%s: no scan left its facts there: run reclint scan, or name PATHs", base);
	else if (base_meta_is_good(&meta))
		status = locks_of(c, (const char *const[]){ facts }, 1);
	base_meta_release(&meta);
	free(facts);
	free(base);
	return status;
}

int cmd_locks(int argc, char **argv)
{
	struct command c = { .is_graph = false };
	int first, status;

	options_init(&c.o);
	first = options_parse(&c.o, argc, argv, OPTIONS_ANALYSIS | OPTIONS_FORMAT | OPTIONS_OUTPUT, own, set_own, &c);
	if (first < 0)
		status = first == OPTIONS_HELP ? STATUS_CLEAN : STATUS_TROUBLE;
	else if (!is_printable(c.o.format))
		status = STATUS_TROUBLE;
	else if (first == argc)
		status = locks_of_last_scan(&c);
	else
		status = locks_of(&c, (const char *const *)argv + first, (unsigned int)(argc - first));
	options_release(&c.o);
	return status;
}
