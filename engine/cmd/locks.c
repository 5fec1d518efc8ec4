// SPDX-License-Identifier: GPL-2.0-or-later
/* reclint locks: the lock table of the last scan, or of PATHs. */
#include "cmd/base.h"
#include "cmd/load.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "report/graph.h"

static bool print_table(const struct lock_table *t, enum report_format format, FILE *out)
{
	switch (format) {
	case REPORT_text:
		report_locks_text(t, out);
		return true;
	case REPORT_json:
		report_locks_json(t, out);
		return true;
	case REPORT_dot:
		report_locks_dot(t, out);
		return true;
	case REPORT_svg:
		return report_locks_svg(t, out);
	default:
		message("--format: locks are printed as text, json, dot or svg");
		return false;
	}
}

static int print_locks(struct analysis *a, const struct options *o, int errors)
{
	struct output out;

	if (!output_open(&out, o->output_file))
		return STATUS_TROUBLE;
	if (!print_table(analysis_locks(a), o->format, out.file)) {
		output_abandon(&out);
		return STATUS_TROUBLE;
	}
	return output_close(&out) && !errors ? STATUS_CLEAN : STATUS_TROUBLE;
}

static int locks_of(struct options *o, const char *const *paths, unsigned int npaths)
{
	struct analysis *a = analysis_new(&o->analysis);
	int errors, status = STATUS_TROUBLE;

	if (load_model(a, o)) {
		errors = load_paths(a, o, paths, npaths, NULL, NULL, NULL);
		analysis_run(a);
		status = print_locks(a, o, errors);
	}
	analysis_free(a);
	return status;
}

static int locks_of_last_scan(struct options *o)
{
	char *base = xasprintf("%s/base", o->output), *facts = base_facts(base);
	struct base_meta meta;
	int status = STATUS_TROUBLE;

	base_meta_read(&meta, base);
	if (!o->analysis.kernel)
		o->analysis.kernel = meta.kernel;
	if (facts)
		status = locks_of(o, (const char *const[]){ facts }, 1);
	else
		message("%s: no scan left its facts there: run reclint scan, or name PATHs", base);
	base_meta_release(&meta);
	free(facts);
	free(base);
	return status;
}

int cmd_locks(int argc, char **argv)
{
	struct options o;
	int first, status;

	options_init(&o);
	first = options_parse(&o, argc, argv, OPTIONS_ANALYSIS | OPTIONS_FORMAT | OPTIONS_OUTPUT,
			      NULL, NULL, NULL);
	if (first < 0)
		status = first == OPTIONS_HELP ? STATUS_CLEAN : STATUS_TROUBLE;
	else if (first == argc)
		status = locks_of_last_scan(&o);
	else
		status = locks_of(&o, (const char *const *)argv + first, (unsigned int)(argc - first));
	options_release(&o);
	return status;
}
