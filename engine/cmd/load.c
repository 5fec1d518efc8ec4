// SPDX-License-Identifier: GPL-2.0-or-later
#include "cmd/load.h"

#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "report/source.h"
#include "system/file.h"

char *support_file(const char *name)
{
	/* From the program: build/, the tree that build/ lies in; PREFIX/bin, wherever that was moved to. */
	static const char *const places[] = { "", "../annotations/", "../docs/", "../", "../lib/reclint/" };
	char exe[4096], *path, *slash;
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	exe[n > 0 ? n : 0] = '\0';
	slash = strrchr(exe, '/');
	for (size_t i = 0; slash && i < sizeof(places) / sizeof(*places); i++) {
		path = xasprintf("%.*s/%s%s", (int)(slash - exe), exe, places[i], name);
		if (access(path, R_OK) == 0)
			return path_fold(path);
		free(path);
	}
	path = xasprintf("%s/%s", RECLINT_LIBDIR, name);
	if (access(path, R_OK) == 0)
		return path;
	message("cannot find %s, neither beside the program nor as %s: run make", name, path);
	free(path);
	return NULL;
}

char *rule_page(const char *rule)
{
	char *name = xasprintf("rules/%s.md", rule), *path = is_rule(rule) ? support_file(name) : NULL, *text = NULL;

	if (path) {
		text = file_read(path, NULL);
		if (!text)
			message("cannot read %s: %m", path);
	}
	free(path);
	free(name);
	return text;
}

struct loader {
	struct analysis *analysis;
	bool model;
	const char *except;
	const char *const *paths;
	unsigned int npaths;
	load_unit_fn *each;
	void *data;
};

static void add_unit(struct facts *f, const char *path, void *data)
{
	struct loader *l = data;

	if (l->except && f->n_units && !strcmp(facts_str(f, f->units[0].source), l->except)) {
		facts_free(f);
		return;
	}
	if (l->each)
		l->each(f, l->data);
	analysis_add(l->analysis, f, path, l->model);
}

/* The result names no absolute path: what is below an operand is named from there. */
static const char *short_name(const struct loader *l, const char *path)
{
	const char *slash = strrchr(path, '/');

	for (unsigned int i = 0; i < l->npaths && path[0] == '/'; i++) {
		size_t n = strlen(l->paths[i]);

		if (!strncmp(path, l->paths[i], n) && path[n] == '/')
			return path + n + 1;
	}
	return path[0] == '/' && slash ? slash + 1 : path;
}

static void add_error(const char *path, const char *text, void *data)
{
	struct loader *l = data;

	message("%s: %s", path, text);
	if (!l->model)
		analysis_add_failed(l->analysis, short_name(l, path));
}

bool load_model(struct analysis *a, const struct options *o)
{
	struct loader l = { .analysis = a, .model = true };
	char *path = o->model ? xstrdup(o->model) : support_file("model.o");
	struct container_stats stats;
	int errors;

	if (!path)
		return false;
	errors = container_read((const char *const[]){ path }, 1, 1, add_unit, add_error, &l, &stats);
	free(path);
	return errors == 0;
}

int load_paths(struct analysis *a, const struct options *o, const char *const *paths,
	       unsigned int npaths, const char *except, load_unit_fn *each, void *data)
{
	struct loader l = {
		.analysis = a, .except = except, .paths = paths, .npaths = npaths,
		.each = each, .data = data,
	};
	struct container_stats stats;
	int errors = container_read(paths, npaths, o->jobs, add_unit, add_error, &l, &stats);

	/* Nothing looked at is not nothing found. */
	if (npaths && !errors && !stats.units) {
		message("%s: no facts in %s: compile with the plugin, see docs/commands.md", paths[0],
			npaths > 1 ? "this and the other paths" : "it");
		errors = 1;
	}
	return errors;
}

static void take_unit(struct facts *f, const char *path, void *data)
{
	struct facts **unit = data;

	(void)path;
	if (*unit)
		facts_free(f);
	else
		*unit = f;
}

static void say_error(const char *path, const char *text, void *data)
{
	(void)data;
	message("%s: %s", path, text);
}

struct facts *load_object(const char *path, int *errors)
{
	struct container_stats stats;
	struct facts *f = NULL;
	int n = container_read((const char *const[]){ path }, 1, 1, take_unit, say_error, &f, &stats);

	if (errors)
		*errors = n;
	return f;
}

struct result result_of(struct analysis *a, const struct options *o)
{
	struct result r = *analysis_result(a);

	r.kernel = o->analysis.kernel;
	r.config = o->config;
	/* Of one unit it would be a part that looks like the whole. */
	r.locks = o->analysis.only_unit ? NULL : analysis_locks(a);
	return r;
}

bool report_write(const struct result *r, const struct options *o, enum report_format format, const char *path)
{
	bool ok = true, failed = false;
	struct report_options ro = { .min = o->min, .findings_only = o->quiet, .page = rule_page, .failed = &failed,
				     .checkpatch = &o->checkpatch };
	struct output out;

	if (o->source) {
		ro.source = source_open(o->source);
		ok = ro.source != NULL;
	}
	if (ro.source && o->source_too)
		source_admit(ro.source, o->source_too);
	ok = ok && output_open(&out, path);
	if (ok) {
		report_print(format, r, &ro, out.file);
		ok = !failed && output_close(&out);
		if (failed)
			output_abandon(&out);
	}
	source_close(ro.source);
	return ok;
}

bool tell_meaningless(const struct result *r)
{
	for (unsigned int i = 0; i < r->nmeaningless; i++)
		message("%s", r->meaningless[i]);
	return r->nmeaningless;
}

int report_result(struct result *r, const struct options *o, int errors)
{
	bool is_wrong = tell_meaningless(r), ok = report_write(r, o, o->format, o->output_file), any = false;

	if (!ok || errors || r->nfailed || is_wrong)
		return STATUS_TROUBLE;
	for (unsigned int i = 0; i < r->nfindings; i++)
		any |= options_count(o, &r->findings[i]);
	return any ? STATUS_FINDINGS : STATUS_CLEAN;
}
