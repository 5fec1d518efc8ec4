// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/baseline.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/map.h"
#include "base/message.h"
#include "base/version.h"
#include "report/json.h"
#include "report/read.h"
#include "report/report.h"
#include "report/scope.h"
#include "system/file.h"

struct known {
	const struct suppression *suppression;	/* it has a reason, or NULL */
	bool is_whole;				/* a finding, and whatever sites it has */
};

struct baseline {
	struct arena arena;
	struct result *result;
	const char ***files;		/* of each finding of result: the C files it goes through */
	unsigned int *nfiles;
	struct keymap keys;		/* fingerprints of findings and sites; ids are indices of known */
	ARRAY(struct known) known;
};

/* ---- reading --------------------------------------------------------------------- */

static bool is_fingerprint(const json_t *object)
{
	const char *s = json_string_value(json_object_get(object, "fingerprint"));

	return s && strlen(s) == 32 && strspn(s, "0123456789abcdef") == 32;
}

/* NULL: all is well. */
static const char *wrong_with_entry(const json_t *object)
{
	const json_t *reason = json_object_get(object, "reason");

	if (!json_is_object(object))
		return "it is no object";
	if (!is_fingerprint(object))
		return "it has no fingerprint of 32 hexadecimal digits";
	if (reason && !json_is_null(reason) && !json_is_string(reason))
		return "its reason is neither a string nor null";
	return NULL;
}

static const char *wrong_with_finding(const json_t *object)
{
	const json_t *sites = json_object_get(object, "sites");
	const char *wrong = wrong_with_entry(object);
	size_t i;
	json_t *site;

	if (!wrong && sites && !json_is_array(sites))
		wrong = "its sites are no list";
	json_array_foreach(sites, i, site)
		if (!wrong && wrong_with_entry(site))
			wrong = "one of its sites has no fingerprint, or a reason that is no string";
	return wrong;
}

static bool check(const json_t *root, const char *path)
{
	const json_t *version = json_object_get(root, "version"), *findings = json_object_get(root, "findings");
	size_t i;
	json_t *value;

	if (json_integer_value(version) != 1 || !json_is_array(findings)) {
		message("%s: not a baseline: give a findings.json, or what 'reclint report --format baseline' makes",
			path);
		return false;
	}
	json_array_foreach(findings, i, value) {
		const char *wrong = wrong_with_finding(value);

		if (wrong) {
			message("%s: not a baseline: number %zu of its findings: %s", path, i + 1, wrong);
			return false;
		}
	}
	return true;
}

/* A person's, or what an earlier comparison took from a baseline that had one. */
static const struct suppression *reason_of(struct baseline *b, const json_t *object, const struct suppression *before)
{
	const char *reason = json_string_value(json_object_get(object, "reason"));
	struct suppression *s;

	if (!reason || !*reason)
		return before && !strcmp(before->kind, "baseline") ? before : NULL;
	s = arena_alloc(&b->arena, sizeof(*s));
	s->kind = "baseline";
	s->reason = arena_strdup(&b->arena, reason);
	return s;
}

static void know(struct baseline *b, const uint64_t fingerprint[2], struct known k)
{
	bool is_new;
	uint32_t id = keymap_id(&b->keys, fingerprint, 16, &is_new);

	if (is_new)
		array_push(&b->known, k);
	else if (!b->known.at[id].suppression)
		b->known.at[id].suppression = k.suppression;
}

static void read_finding(struct baseline *b, unsigned int number, const json_t *object)
{
	struct finding *f = &b->result->findings[number];
	const json_t *sites = json_object_get(object, "sites"), *list = json_object_get(object, "files");
	const struct suppression *whole = reason_of(b, object, f->suppressed);
	size_t i;
	json_t *value;

	know(b, f->fingerprint, (struct known){ whole, !sites });
	json_array_foreach(sites, i, value) {
		const struct suppression *own = reason_of(b, value, f->sites[i].suppressed);

		know(b, f->sites[i].fingerprint, (struct known){ own ? own : whole, false });
	}
	b->files[number] = finding_files(&b->arena, f, &b->nfiles[number]);
	if (!json_is_array(list))
		return;
	b->files[number] = arena_alloc(&b->arena, json_array_size(list) * sizeof(char *));
	b->nfiles[number] = 0;
	json_array_foreach(list, i, value)
		if (json_is_string(value))
			b->files[number][b->nfiles[number]++] = arena_strdup(&b->arena, json_string_value(value));
}

static struct baseline *from_json(const json_t *root, const char *path)
{
	struct baseline *b = xcalloc(1, sizeof(*b));
	size_t i;
	json_t *value;

	b->result = result_from_json(&b->arena, root, path);
	b->files = arena_alloc(&b->arena, b->result->nfindings * sizeof(*b->files));
	b->nfiles = arena_alloc(&b->arena, b->result->nfindings * sizeof(*b->nfiles));
	json_array_foreach(json_object_get(root, "findings"), i, value)
		read_finding(b, (unsigned int)i, value);
	return b;
}

struct baseline *baseline_read(const char *path)
{
	size_t size;
	char *data = file_read(path, &size);
	json_error_t error;
	json_t *root = data ? json_loadb(data, size, 0, &error) : NULL;
	struct baseline *b = NULL;

	if (!data)
		message("cannot read the baseline %s: %m", path);
	else if (!root)
		message("%s: not a baseline: line %d: %s", path, error.line, error.text);
	else if (check(root, path))
		b = from_json(root, path);
	json_decref(root);
	free(data);
	return b;
}

void baseline_free(struct baseline *b)
{
	if (!b)
		return;
	keymap_release(&b->keys);
	array_release(&b->known);
	arena_release(&b->arena);
	free(b);
}

/* ---- comparing ----------------------------------------------------------------------- */

static const struct known *find(const struct baseline *b, const uint64_t fingerprint[2])
{
	uint32_t id = keymap_find(&b->keys, fingerprint, 16);

	return id == KEYMAP_NONE ? NULL : &b->known.at[id];
}

static void compare(const struct baseline *b, struct finding *f)
{
	const struct known *whole = find(b, f->fingerprint);

	if (whole && !whole->is_whole)
		whole = NULL;
	if (f->suppressed && !strcmp(f->suppressed->kind, "baseline"))
		f->suppressed = NULL;
	for (unsigned int i = 0; i < f->nsites; i++) {
		struct site *s = &f->sites[i];
		const struct known *k = find(b, s->fingerprint);

		if (!k)
			k = whole;
		if (s->suppressed && !strcmp(s->suppressed->kind, "baseline"))
			s->suppressed = NULL;
		s->baseline = k ? "unchanged" : "new";
		if (k && k->suppression && !s->suppressed)
			s->suppressed = k->suppression;
	}
}

/* The engine does not look for what semantic patches find, nor the other way round. */
static bool is_gone(const struct baseline *b, unsigned int i, const struct keymap *present, const struct scope *scope,
		    enum confidence min)
{
	const struct finding *f = &b->result->findings[i];

	return keymap_find(present, f->fingerprint, 16) == KEYMAP_NONE && f->confidence <= min &&
	       (scope->is_all || strcmp(f->origin, "cocci")) &&
	       scope_covers(scope, f->rule, b->files[i], b->nfiles[i]);
}

static struct finding as_absent(struct arena *a, const struct finding *known)
{
	struct finding f = *known;

	f.suppressed = NULL;
	f.baseline = "absent";
	if (f.nsites)
		return f;
	/* Of an entry for all places; every finding has one. */
	f.nsites = 1;
	f.sites = arena_alloc(a, sizeof(*f.sites));
	f.sites[0] = (struct site){
		.fingerprint = { f.fingerprint[0], f.fingerprint[1] }, .file = f.file, .line = f.line,
		.function = f.function, .confidence = f.confidence, .message = f.message,
	};
	return f;
}

static void add_absent(const struct baseline *b, struct arena *a, struct result *r, const struct scope *scope,
		       enum confidence min)
{
	struct keymap present = { 0 };

	for (unsigned int i = 0; i < r->nfindings; i++)
		keymap_id(&present, r->findings[i].fingerprint, 16, NULL);
	r->absent = arena_alloc(a, b->result->nfindings * sizeof(*r->absent));
	r->nabsent = 0;
	for (unsigned int i = 0; scope && i < b->result->nfindings; i++) {
		if (!is_gone(b, i, &present, scope, min))
			continue;
		r->absent[r->nabsent++] = as_absent(a, &b->result->findings[i]);
	}
	if (r->nabsent)
		qsort(r->absent, r->nabsent, sizeof(*r->absent), finding_by_place);
	keymap_release(&present);
}

void baseline_apply(const struct baseline *b, struct arena *a, struct result *r, const struct scope *scope,
		    enum confidence min)
{
	for (unsigned int i = 0; i < r->nfindings; i++)
		compare(b, &r->findings[i]);
	add_absent(b, a, r, scope, min);
}

/* ---- writing ---------------------------------------------------------------------------- */

/* What a baseline or the history said stays; comments speak for themselves. */
static json_t *reason(const struct suppression *s)
{
	if (!s || !strcmp(s->kind, "in-source"))
		return json_null();
	return json_string(s->reason && *s->reason ? s->reason : "known");
}

static json_t *pick(const json_t *from, const char *const *names)
{
	json_t *object = json_object();

	for (; *names; names++)
		json_object_set(object, *names, json_object_get(from, *names));
	return object;
}

static json_t *entry(const struct finding *f)
{
	static const char *const members[] = {
		"fingerprint", "rule", "confidence", "origin", "file", "line", "function", "message", NULL
	};
	static const char *const site_members[] = { "fingerprint", "file", "line", "function", NULL };
	json_t *all = finding_to_json(f), *object = pick(all, members), *files = json_array(), *sites = json_array();
	const json_t *full = json_object_get(all, "sites");
	struct arena arena = { NULL };
	unsigned int n;
	const char **list = finding_files(&arena, f, &n);

	for (unsigned int i = 0; i < n; i++) {
		json_t *name = json_string(list[i]);

		if (name)	/* not UTF-8: then nobody can say whether it was looked at */
			json_array_append_new(files, name);
	}
	for (unsigned int i = 0; i < f->nsites; i++) {
		json_t *site = pick(json_array_get(full, i), site_members);

		json_object_set_new(site, "reason", reason(f->sites[i].suppressed));
		json_array_append_new(sites, site);
	}
	json_object_set_new(object, "reason", reason(f->suppressed));
	json_object_set_new(object, "files", files);
	json_object_set_new(object, "sites", sites);
	json_decref(all);
	arena_release(&arena);
	return object;
}

void report_baseline(const struct result *r, const struct report_options *o, FILE *out)
{
	json_t *root = json_pack("{s:i, s:{s:s, s:s}, s:{s:s?}, s:[]}", "version", 1, "tool", "name", "reclint",
				 "version", RECLINT_VERSION, "kernel", "version", r->kernel, "findings");

	for (unsigned int i = 0; i < r->nfindings; i++)
		if (r->findings[i].confidence <= o->min)
			json_array_append_new(json_object_get(root, "findings"), entry(&r->findings[i]));
	json_dumpf(root, out, JSON_INDENT(1));
	putc('\n', out);
	json_decref(root);
}
