// SPDX-License-Identifier: GPL-2.0-or-later
#include "triage/units.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/message.h"
#include "cmd/base.h"
#include "cmd/load.h"
#include "facts/facts.h"
#include "system/file.h"

#define NONE	0xffffffffu

/* ---- the base ------------------------------------------------------------------ */

static bool hash_file(const char *path, uint64_t *hash)
{
	size_t size;
	char *data = file_read(path, &size);

	if (data)
		*hash = hash_bytes(data, size);
	else
		message("cannot read %s: %m", path);
	free(data);
	return data != NULL;
}

bool triage_base_open(struct triage_base *b, const char *directory)
{
	struct base_meta meta;

	memset(b, 0, sizeof(*b));
	b->directory = xstrdup(directory);
	b->facts = base_facts(directory);
	if (!b->facts) {
		message("cannot read %s/facts: %m", directory);
		return false;
	}
	base_meta_read(&meta, directory);
	if (!base_meta_is_good(&meta)) {
		base_meta_release(&meta);
		return false;
	}
	b->kernel = meta.kernel;
	b->config = meta.config;
	b->build = meta.build;
	b->plugin = meta.plugin;
	free(meta.tree);
	if (!b->build || !is_directory(b->build)) {
		message("%s: the build directory of that scan is gone: run reclint scan", directory);
		return false;
	}
	return hash_file(b->facts, &b->hash);
}

bool triage_base_map(struct triage_base *b, const struct scratch *s, unsigned int jobs)
{
	char *cache = xasprintf("%s/depends-%016" PRIx64, s->directory, b->hash);

	b->deps = deps_read(b->facts, b->build, cache, b->hash, jobs);
	free(cache);
	return b->deps != NULL;
}

void triage_base_close(struct triage_base *b)
{
	deps_free(b->deps);
	free(b->directory);
	free(b->facts);
	free(b->kernel);
	free(b->config);
	free(b->build);
	free(b->plugin);
}

/* ---- states ---------------------------------------------------------------------- */

static void override_release(struct override *o)
{
	free(o->source);
	free(o->record);
	path_array_release(&o->depends);
}

void snapshot_release(struct snapshot *s)
{
	for_each_in_array(o, &s->overrides)
		override_release(o);
	array_release(&s->overrides);
	path_array_release(&s->failed);
	path_array_release(&s->unbuilt);
}

const struct override *snapshot_find(const struct snapshot *s, const char *source)
{
	for_each_in_array(o, &s->overrides)
		if (!strcmp(o->source, source))
			return o;
	return NULL;
}

uint64_t snapshot_hash(const struct triage_base *b, const struct snapshot *s)
{
	uint64_t hash = b->hash;

	for_each_in_array(o, &s->overrides) {
		hash = hash_mix(hash, hash_bytes(o->source, strlen(o->source)));
		hash = hash_mix(hash, o->record ? hash_bytes(o->record, o->size) : 0);
	}
	return hash;
}

static struct override *take_override(struct snapshot *s, const char *source)
{
	struct override *o = (struct override *)(uintptr_t)snapshot_find(s, source);
	uint32_t at;

	if (o) {
		free(o->record);
		path_array_release(&o->depends);
		o->record = NULL;
		o->size = 0;
		return o;
	}
	array_add(&s->overrides);
	for (at = s->overrides.n - 1; at && strcmp(s->overrides.at[at - 1].source, source) > 0; at--)
		s->overrides.at[at] = s->overrides.at[at - 1];
	s->overrides.at[at] = (struct override){ .source = xstrdup(source) };
	return &s->overrides.at[at];
}

void snapshot_put(struct snapshot *s, const char *source, struct facts *f, const char *depfile,
	       const char *tree)
{
	struct override *o = take_override(s, source);
	char *text = depfile ? file_read(depfile, NULL) : NULL;

	facts_write(f, &o->record, &o->size);
	facts_free(f);
	if (text)
		deps_parse(text, tree, &o->depends);
	free(text);
}

void snapshot_put_gone(struct snapshot *s, const char *source)
{
	take_override(s, source);
}

/* ---- which units ------------------------------------------------------------------- */

bool is_build_file(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	return !strncmp(name, "Makefile", 8) || !strncmp(name, "Kbuild", 6) || !strncmp(name, "Kconfig", 7) ||
	       !strncmp(path, "scripts/", 8) || has_suffix(name, ".tbl");
}

static bool exists(const struct remake *r, const char *path)
{
	char *full = xasprintf("%s/%s", r->scratch->tree, path);
	bool there = is_file(full);

	free(full);
	return there;
}

static bool is_in(const path_array *paths, const char *path)
{
	for_each_in_array(p, paths)
		if (!strcmp(*p, path))
			return true;
	return false;
}

static void add_path(path_array *paths, const char *path)
{
	if (!is_in(paths, path))
		array_push(paths, xstrdup(path));
}

static bool depends_on(const struct override *o, const path_array *changed)
{
	for_each_in_array(d, &o->depends)
		if (is_in(changed, *d))
			return true;
	return false;
}

/* Units that depend on what changed; those whose source went are gone. */
static void find_units(struct snapshot *s, const struct remake *r, const path_array *changed, path_array *sources)
{
	const struct deps *d = r->base->deps;
	uint32_t n = deps_nunits(d);
	bool *users = xcalloc(n + 1, sizeof(*users));

	deps_mark(d, changed, users);
	for_each_in_array(o, &s->overrides) {
		uint32_t unit = deps_find(d, o->source);

		if (!o->record && exists(r, o->source))
			add_path(sources, o->source);
		else if (depends_on(o, changed) && unit != NONE)
			users[unit] = true;
		else if (depends_on(o, changed))
			add_path(sources, o->source);
	}
	for (uint32_t u = 0; u < n; u++) {
		const char *source = deps_source(d, u);

		if (users[u] && exists(r, source)) {
			array_push(sources, xstrdup(source));
		} else if (users[u] && (!snapshot_find(s, source) || snapshot_find(s, source)->record)) {
			snapshot_put_gone(s, source);
			s->gone++;
		}
	}
	free(users);
}

/* C files that changed and are in no unit that is known. */
static void find_unknown(const struct snapshot *s, const struct remake *r, const path_array *changed,
			 const path_array *sources, path_array *unknown)
{
	for_each_in_array(c, changed)
		if (has_suffix(*c, ".c") && exists(r, *c) && !is_in(sources, *c) &&
		    deps_find(r->base->deps, *c) == NONE && !snapshot_find(s, *c))
			add_path(unknown, *c);
}

static bool concerns_build(const path_array *changed)
{
	for_each_in_array(c, changed)
		if (is_build_file(*c))
			return true;
	return false;
}

bool snapshot_foresee(struct remake *r, const path_array *changing)
{
	path_array_release(&r->listed);
	return !concerns_build(changing) || build_list(r, changing, &r->listed);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool snapshot_remake(struct snapshot *s, struct remake *r, const path_array *changed)
{
	path_array sources = { 0 }, unknown = { 0 };
	bool ok;

	path_array_release(&s->failed);
	path_array_release(&s->unbuilt);
	s->remade = s->gone = 0;
	find_units(s, r, changed, &sources);
	find_unknown(s, r, changed, &sources, &unknown);
	if (unknown.n || concerns_build(changed)) {
		for_each_in_array(u, &unknown)
			add_path(&sources, *u);
		ok = build_remake(s, r, changed, &sources);
	} else {
		ok = compile_units(s, r, &sources);
	}
	/* They end in any order. */
	if (s->failed.n)
		qsort(s->failed.at, s->failed.n, sizeof(*s->failed.at), by_text);
	path_array_release(&unknown);
	path_array_release(&sources);
	return ok;
}

bool remake_init(struct remake *r, const struct triage_base *b, struct scratch *s, unsigned int jobs)
{
	uint64_t hash;

	*r = (struct remake){ .base = b, .scratch = s, .jobs = jobs, .plugin = support_file("reclint.so") };
	if (!r->plugin || !hash_file(r->plugin, &hash))
		return false;
	r->plugin_id = xasprintf("%016" PRIx64, hash);
	return build_update(r);
}

void remake_release(struct remake *r)
{
	free(r->plugin);
	free(r->plugin_id);
	path_array_release(&r->listed);
	path_array_release(&r->config);
}
