// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclint scan: from a kernel tree to findings.
 *
 * scan() reads as the table of contents.  Whatever a step leaves behind lets
 * the next run continue: a whole tree, a stamped configuration, kbuild's
 * objects, and result files that are replaced by rename.
 */
#include "cmd/base.h"
#include "cmd/index.h"
#include "cmd/judge.h"
#include "cmd/load.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "kbuild/kbuild.h"
#include "report/report.h"
#include "system/file.h"
#include "system/interrupt.h"

enum { OWN_KERNEL = 1, OWN_BUILD, OWN_WIDE, OWN_CONFIG, OWN_LIST };

static const struct own_option own[] = {
	{ "kernel", true, OWN_KERNEL, "DIR  kernel source tree, or a Debian package of one (default: linux-source-6.1)" },
	{ "build", true, OWN_BUILD, "DIR  a configured build directory; its objects are replaced" },
	{ "config", true, OWN_CONFIG, "FILE  fragment for allmodconfig (default: reclint's own)" },
	{ "wide", false, OWN_WIDE, "also shrinkers, fs, block, kernel and lib" },
	{ "list", false, OWN_LIST, "print the units that would be analysed, and stop" },
	{ NULL, false, 0, NULL },
};

struct scan {
	struct options o;
	struct kbuild k;
	const char *kernel, *build, *config;
	bool wide, list;
	struct base_writer base;
	struct judge judge;
};

static bool set_own(int val, const char *argument, void *data)
{
	struct scan *s = data;

	switch (val) {
	case OWN_KERNEL:
		s->kernel = argument;
		break;
	case OWN_BUILD:
		s->build = argument;
		break;
	case OWN_CONFIG:
		s->config = argument;
		break;
	case OWN_WIDE:
		s->wide = true;
		break;
	case OWN_LIST:
		s->list = true;
		break;
	}
	return true;
}

static void keep_unit(const struct facts *f, void *data)
{
	struct scan *s = data;

	base_add(&s->base, f);
}

/* The facts of all units that are there; the others are failed ones. */
static int add_units(struct scan *s, struct analysis *a)
{
	ARRAY(const char *) paths = { 0 };
	int errors = 0;

	for_each_in_array(u, &s->k.units) {
		if (u->state == UNIT_FAILED) {
			char *why = make_error_of(&s->k, u->source);

			message("%s does not compile%s%s; see %s", u->source, why ? ": " : "",
				why ? why : "", s->k.log);
			free(why);
			analysis_add_failed(a, u->source);
			errors++;
		} else {
			array_push(&paths, xasprintf("%s/%s", s->k.build, u->object));
		}
	}
	errors += load_paths(a, &s->o, paths.at, paths.n, NULL, keep_unit, s);
	for_each_in_array(p, &paths)
		free((char *)(uintptr_t)*p);
	array_release(&paths);
	return errors;
}

static void say_units(const struct scan *s)
{
	unsigned int count[UNIT_FAILED + 1] = { 0 };

	for (uint32_t i = 0; i < s->k.units.n; i++)
		count[s->k.units.at[i].state]++;
	fprintf(stderr, "%u units: %u compiled, %u reused, %u failed\n", s->k.units.n,
		count[UNIT_COMPILED], count[UNIT_REUSED], count[UNIT_FAILED]);
}

static bool write_report(struct scan *s, const struct result *r, enum report_format format, const char *name)
{
	char *path = xasprintf("%s/%s", s->o.output, name);
	bool ok = report_write(r, &s->o, format, path);

	free(path);
	return ok;
}

/* For check: which units of the base one file has to do with. */
static bool write_index(struct scan *s, struct analysis *a)
{
	char *base = xasprintf("%s/base", s->o.output);
	bool ok = index_write(base, a, &s->o);

	free(base);
	return ok;
}

static int analyse(struct scan *s)
{
	struct analysis *a;
	int errors, status = STATUS_TROUBLE;
	struct result r;
	bool base_is_there;

	if (!s->o.analysis.kernel)
		s->o.analysis.kernel = s->k.version;
	s->o.config = s->k.config;
	if (!s->o.source)
		s->o.source = s->k.kernel;
	a = analysis_new(&s->o.analysis);
	if (load_model(a, &s->o) && base_open(&s->base, s->o.output)) {
		errors = add_units(s, a);
		/* The base first: it is complete before it is said what was found with it. */
		base_is_there = base_close(&s->base, &s->k);
		if (base_is_there)
			base_remember(&s->k, s->o.output);
		else
			errors++;
		analysis_run(a);
		r = result_of(a, &s->o);
		s->judge.tree = s->k.kernel;
		s->judge.records = true;
		errors += judge_result(&s->judge, &r, a);
		if (!write_report(s, &r, REPORT_json, "findings.json"))
			errors++;
		if (!write_report(s, &r, REPORT_html, "report.html"))
			errors++;
		if (base_is_there && !write_index(s, a))
			errors++;
		status = report_result(&r, &s->o, errors);
	}
	analysis_free(a);
	return status;
}

static int list_units(struct scan *s)
{
	for_each_in_array(u, &s->k.units)
		puts(u->source);
	return STATUS_CLEAN;
}

/* Minutes before there is something to write. */
static bool has_output(const struct scan *s)
{
	char *base = xasprintf("%s/base", s->o.output), *findings = xasprintf("%s/findings.json", s->o.output);
	char *facts = xasprintf("%s/facts", base);
	bool ok = directory_make(base) && output_possible(findings) && output_possible(facts);

	free(facts);
	free(findings);
	free(base);
	return ok;
}

static int extract_and_analyse(struct scan *s, const char *plugin)
{
	if (!has_output(s) ||
	    !extract(&s->k, plugin))				/* every object is new, or failed */
		return STATUS_TROUBLE;
	say_units(s);
	return analyse(s);
}

static int scan(struct scan *s, const char *const *targets, unsigned int ntargets)
{
	char *plugin = support_file("reclint.so");
	char *fragment = s->config ? path_absolute(s->config) : support_file("scan.config");
	int status = STATUS_TROUBLE;

	if (s->config && !fragment)
		message("cannot read %s: %m", s->config);
	if (judge_open(&s->judge, &s->o) &&			/* what the findings are compared with */
	    plugin && fragment &&
	    tree_find(&s->k, s->kernel, s->build) &&		/* a tree that kbuild accepts */
	    configure(&s->k, s->build, fragment) &&		/* locked, configured, prepared */
	    targets_choose(&s->k, targets, ntargets, s->wide) &&
	    units_choose(&s->k))				/* from here on the units are known */
		status = s->list ? list_units(s) : extract_and_analyse(s, plugin);
	judge_close(&s->judge);
	free(plugin);
	free(fragment);
	return status;
}

int cmd_scan(int argc, char **argv)
{
	struct scan s = { .kernel = NULL };
	int first, status;

	options_init(&s.o);
	first = options_parse(&s.o, argc, argv,
			      OPTIONS_ANALYSIS | OPTIONS_REPORT | OPTIONS_JUDGE | OPTIONS_FORMAT |
			      OPTIONS_CHECKPATCH | OPTIONS_OUTPUT,
			      own, set_own, &s);
	if (first < 0) {
		options_release(&s.o);
		return first == OPTIONS_HELP ? STATUS_CLEAN : STATUS_TROUBLE;
	}
	interrupt_catch();
	kbuild_init(&s.k, s.o.jobs);
	status = scan(&s, (const char *const *)argv + first, (unsigned int)(argc - first));
	kbuild_release(&s.k);
	options_release(&s.o);
	return status;
}
