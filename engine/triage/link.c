// SPDX-License-Identifier: GPL-2.0-or-later
#include "triage/link.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/message.h"
#include "cmd/load.h"
#include "facts/container.h"
#include "report/read.h"
#include "report/report.h"
#include "system/file.h"

enum { RESULTS_KEPT = 32 };

/* ---- its name ------------------------------------------------------------------- */

static uint64_t hash_of_file(const char *path)
{
	size_t size = 0;
	char *data = path ? file_read(path, &size) : NULL;
	uint64_t hash = data ? hash_bytes(data, size) : 0;

	free(data);
	return hash;
}

/* All that may change what is found: this program, the model, options, the facts. */
static uint64_t key_of(const struct triage_base *b, const struct snapshot *state, const struct options *o)
{
	const struct analysis_options *a = &o->analysis;
	char *model = o->model ? xstrdup(o->model) : support_file("model.o");
	uint64_t hash = hash_mix(hash_of_file("/proc/self/exe"), hash_of_file(model));

	free(model);
	hash = hash_mix(hash, a->kernel ? hash_bytes(a->kernel, strlen(a->kernel)) : 0);
#define X(name, value, text) hash = hash_mix(hash, a->bound_##name);
	ANALYSIS_BOUNDS(X)
#undef X
	hash = hash_mix(hash, a->nrules);
	for (unsigned int i = 0; i < a->nrules; i++)
		hash = hash_mix(hash, hash_bytes(a->rules[i], strlen(a->rules[i])));
	return hash_mix(hash, snapshot_hash(b, state));
}

/* ---- linking --------------------------------------------------------------------- */

struct linker {
	struct analysis *analysis;
	const struct snapshot *state;
	bool *used;			/* by override */
	bool ok;
};

static void add_record(struct linker *l, const struct override *o)
{
	struct facts_error err;
	size_t used;
	struct facts *f = facts_read(o->record, o->size, &used, &err);

	if (!f)
		BUG("%s: facts that were just written: %s", o->source, err.text);
	analysis_add(l->analysis, f, o->source, false);
}

/* In the base's order, so that where an inline function is told does not depend on the patch. */
static void add_unit(struct facts *f, const char *path, void *data)
{
	struct linker *l = data;
	const struct override *o = f->n_units ? snapshot_find(l->state, facts_str(f, f->units[0].source)) : NULL;

	if (!o) {
		analysis_add(l->analysis, f, path, false);
		return;
	}
	facts_free(f);
	l->used[o - l->state->overrides.at] = true;
	if (o->record)
		add_record(l, o);
}

static void add_error(const char *path, const char *text, void *data)
{
	struct linker *l = data;

	message("%s: %s", path, text);
	l->ok = false;
}

static bool analyse(const struct triage_base *b, const struct snapshot *state, const struct options *o, const char *path)
{
	struct linker l = { .state = state, .ok = true };
	struct container_stats stats;
	struct output out;

	l.used = xcalloc(state->overrides.n + 1, sizeof(*l.used));
	l.analysis = analysis_new(&o->analysis);
	l.ok = load_model(l.analysis, o);
	if (l.ok)
		container_read((const char *const[]){ b->facts }, 1, o->jobs, add_unit, add_error, &l, &stats);
	for (uint32_t i = 0; l.ok && i < state->overrides.n; i++)
		if (!l.used[i] && state->overrides.at[i].record)
			add_record(&l, &state->overrides.at[i]);
	if (l.ok) {
		analysis_run(l.analysis);
		l.ok = output_open(&out, path);
	}
	if (l.ok) {
		struct result r = result_of(l.analysis, o);

		report_json(&r, &(struct report_options){ .min = CONF_LOW }, out.file);
		l.ok = output_close(&out);
	}
	analysis_free(l.analysis);
	free(l.used);
	return l.ok;
}

/* ---- what is kept ------------------------------------------------------------------- */

/* The oldest goes. */
static void prune(const char *directory)
{
	char *oldest = NULL;
	struct timespec when = { 0, 0 };
	unsigned int n = 0;
	DIR *dir = opendir(directory);
	struct dirent *e;

	while (dir && (e = readdir(dir))) {
		struct stat st;

		if (e->d_name[0] == '.' || fstatat(dirfd(dir), e->d_name, &st, 0) < 0)
			continue;
		n++;
		if (oldest && (st.st_mtim.tv_sec > when.tv_sec ||
			       (st.st_mtim.tv_sec == when.tv_sec && st.st_mtim.tv_nsec >= when.tv_nsec)))
			continue;
		free(oldest);
		oldest = xasprintf("%s/%s", directory, e->d_name);
		when = st.st_mtim;
	}
	if (dir)
		closedir(dir);
	if (n > RESULTS_KEPT && oldest)
		unlink(oldest);
	free(oldest);
}

struct result *link_snapshot(struct arena *arena, const struct scratch *s, const struct triage_base *b,
			  const struct snapshot *state, const struct options *o)
{
	char *directory = xasprintf("%s/results", s->directory);
	char *path = xasprintf("%s/%016" PRIx64 ".json", directory, key_of(b, state, o));
	struct result *r = NULL;
	bool ok = directory_make(directory);

	if (ok && !is_file(path)) {
		ok = analyse(b, state, o, path);
		prune(directory);
	}
	if (ok)
		r = result_read(arena, path);
	free(path);
	free(directory);
	return r;
}
