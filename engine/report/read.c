// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/read.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "system/file.h"

static const char *text(struct arena *a, const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s ? arena_strdup(a, s) : NULL;
}

/* For what a report may print without asking. */
static const char *text_or(struct arena *a, const json_t *object, const char *name, const char *missing)
{
	const char *s = text(a, object, name);

	return s ? s : missing;
}

static unsigned int number(const json_t *object, const char *name)
{
	json_int_t n = json_integer_value(json_object_get(object, name));

	return n > 0 && n <= UINT32_MAX ? (unsigned int)n : 0;
}

static uint64_t count(const json_t *value)
{
	json_int_t n = json_integer_value(value);

	return n > 0 ? (uint64_t)n : 0;
}

static void read_fingerprint(uint64_t f[2], const json_t *object)
{
	const char *s = json_string_value(json_object_get(object, "fingerprint"));

	f[0] = f[1] = 0;
	if (s)
		sscanf(s, "%16" SCNx64 "%16" SCNx64, &f[0], &f[1]);
}

static enum confidence read_confidence(const json_t *object)
{
	const char *s = json_string_value(json_object_get(object, "confidence"));
	enum confidence c = CONF_HIGH;

	while (c < CONF_LOW && (!s || strcmp(s, confidence_name(c))))
		c++;
	return c;
}

static const char **read_texts(struct arena *a, const json_t *array, unsigned int *n)
{
	const char **list = arena_alloc(a, json_array_size(array) * sizeof(*list));
	size_t i;
	json_t *value;

	*n = 0;
	json_array_foreach(array, i, value)
		if (json_is_string(value))
			list[(*n)++] = arena_strdup(a, json_string_value(value));
	return list;
}

static void read_chain(struct arena *a, struct chain *c, const json_t *array)
{
	size_t i;
	json_t *value;

	c->nsteps = (unsigned int)json_array_size(array);
	c->steps = arena_alloc(a, c->nsteps * sizeof(*c->steps));
	json_array_foreach(array, i, value)
		c->steps[i] = (struct step){
			.file = text(a, value, "file"), .line = number(value, "line"),
			.column = number(value, "column"), .function = text(a, value, "function"),
			.event = text_or(a, value, "event", ""), .detail = text(a, value, "detail"),
		};
}

static const struct suppression *read_suppression(struct arena *a, const json_t *object)
{
	struct suppression *s;

	if (!json_is_object(object))
		return NULL;
	s = arena_alloc(a, sizeof(*s));
	s->kind = text_or(a, object, "kind", "baseline");
	s->reason = text(a, object, "reason");
	return s;
}

static const struct verdict *read_verdict(struct arena *a, const json_t *object)
{
	struct verdict *v;

	if (!json_is_object(object))
		return NULL;
	v = arena_alloc(a, sizeof(*v));
	v->judged = text(a, object, "judged");
	v->note = text(a, object, "note");
	v->replay = text(a, object, "replay");
	return v;
}

static void read_sites(struct arena *a, struct finding *f, const json_t *array)
{
	size_t i;
	json_t *value;

	f->nsites = (unsigned int)json_array_size(array);
	f->sites = arena_alloc(a, f->nsites * sizeof(*f->sites));
	json_array_foreach(array, i, value) {
		struct site *s = &f->sites[i];

		read_fingerprint(s->fingerprint, value);
		s->file = text(a, value, "file");
		s->line = number(value, "line");
		s->column = number(value, "column");
		s->function = text(a, value, "function");
		s->event = text(a, value, "event");
		s->confidence = read_confidence(value);
		s->message = text(a, value, "message");
		s->baseline = text(a, value, "baseline");
		s->suppressed = read_suppression(a, json_object_get(value, "suppressed"));
		read_chain(a, &s->chain, json_object_get(value, "chain"));
	}
}

static void read_cycle(struct arena *a, struct finding *f, const json_t *array)
{
	size_t i;
	json_t *value;

	f->ncycle = (unsigned int)json_array_size(array);
	f->cycle = arena_alloc(a, f->ncycle * sizeof(*f->cycle));
	json_array_foreach(array, i, value)
		f->cycle[i] = (struct dependency){
			.held = text_or(a, value, "held", ""), .taken = text_or(a, value, "taken", ""),
			.detail = text(a, value, "detail"),
			/* A number that no chain has would be an index out of bounds. */
			.chain = json_is_integer(json_object_get(value, "chain")) &&
				 number(value, "chain") < f->nchains ? number(value, "chain") : NO_CHAIN,
		};
}

static void read_guards(struct arena *a, struct finding *f, const json_t *array)
{
	size_t i;
	json_t *value;

	f->nguards = (unsigned int)json_array_size(array);
	f->guards = arena_alloc(a, f->nguards * sizeof(*f->guards));
	json_array_foreach(array, i, value)
		f->guards[i] = (struct guard){
			.chain = number(value, "chain"), .file = text(a, value, "file"),
			.line = number(value, "line"), .function = text_or(a, value, "function", ""),
			.condition = text_or(a, value, "condition", ""),
			.status = text_or(a, value, "status", "open"), .why = text_or(a, value, "why", ""),
		};
}

static void read_finding(struct arena *a, struct finding *f, const json_t *object)
{
	const json_t *chains = json_object_get(object, "chains");
	size_t i;
	json_t *value;

	f->rule = text_or(a, object, "rule", "unknown");
	f->confidence = read_confidence(object);
	read_fingerprint(f->fingerprint, object);
	f->origin = text_or(a, object, "origin", "engine");
	f->file = text_or(a, object, "file", "<unknown>");
	f->line = number(object, "line");
	f->column = number(object, "column");
	f->function = text(a, object, "function");
	f->lock = text(a, object, "lock");
	f->entry = text(a, object, "entry");
	f->message = text_or(a, object, "message", "");
	f->nchains = (unsigned int)json_array_size(chains);
	f->chains = arena_alloc(a, f->nchains * sizeof(*f->chains));
	json_array_foreach(chains, i, value)
		read_chain(a, &f->chains[i], value);
	read_sites(a, f, json_object_get(object, "sites"));
	f->limits = read_texts(a, json_object_get(object, "limits"), &f->nlimits);
	f->fixes = read_texts(a, json_object_get(object, "fixes"), &f->nfixes);
	f->symptom = text(a, object, "symptom");
	read_cycle(a, f, json_object_get(object, "cycle"));
	read_guards(a, f, json_object_get(object, "guards"));
	f->also_found_by = read_texts(a, json_object_get(object, "also_found_by"), &f->nalso);
	f->verdict = read_verdict(a, json_object_get(object, "verdict"));
	f->baseline = text(a, object, "baseline");
	f->suppressed = read_suppression(a, json_object_get(object, "suppressed"));
}

static struct finding *read_findings(struct arena *a, const json_t *array, unsigned int *n)
{
	struct finding *list = arena_alloc(a, json_array_size(array) * sizeof(*list));
	size_t i;
	json_t *value;

	*n = (unsigned int)json_array_size(array);
	json_array_foreach(array, i, value)
		read_finding(a, &list[i], value);
	return list;
}

static void read_lock_users(struct arena *a, struct lock_row *row, const json_t *array)
{
	size_t i;
	json_t *value;

	row->nusers = (unsigned int)json_array_size(array);
	row->users = arena_alloc(a, row->nusers * sizeof(*row->users));
	json_array_foreach(array, i, value) {
		row->users[i].entry = text_or(a, value, "entry", "");
		row->users[i].context = text_or(a, value, "context", "");
		row->users[i].depth = number(value, "depth");
		row->users[i].blocking = json_is_true(json_object_get(value, "blocking"));
		read_chain(a, &row->users[i].chain, json_object_get(value, "chain"));
	}
}

/* NULL: there is no such member. */
static const struct lock_table *read_locks(struct arena *a, const json_t *array)
{
	struct lock_table *t;
	size_t i;
	json_t *value;

	if (!json_is_array(array))
		return NULL;
	t = arena_alloc(a, sizeof(*t));
	t->nrows = (unsigned int)json_array_size(array);
	t->rows = arena_alloc(a, t->nrows * sizeof(*t->rows));
	json_array_foreach(array, i, value) {
		t->rows[i].lock = text_or(a, value, "lock", "");
		t->rows[i].held_over_reclaim = number(value, "held_over_reclaim");
		read_lock_users(a, &t->rows[i], json_object_get(value, "users"));
	}
	return t;
}

static void read_statistics(struct arena *a, struct result *r, json_t *object)
{
	json_t *bounds = json_object_get(object, "bounds"), *value;
	const char *name;

	r->stats = arena_alloc(a, json_object_size(object) * sizeof(*r->stats));
	json_object_foreach(object, name, value)
		if (json_is_integer(value))
			r->stats[r->nstats++] = (struct stat_row){ arena_strdup(a, name), count(value) };
	r->limits = arena_alloc(a, json_object_size(bounds) * sizeof(*r->limits));
	json_object_foreach(bounds, name, value)
		r->limits[r->nlimits++] = (struct limit_row){
			arena_strdup(a, name), count(json_object_get(value, "value")),
			count(json_object_get(value, "hits")),
		};
	r->failed = read_texts(a, json_object_get(object, "failed"), &r->nfailed);
	r->meaningless = read_texts(a, json_object_get(object, "meaningless"), &r->nmeaningless);
}

struct result *result_from_json(struct arena *a, const json_t *root, const char *path)
{
	const json_t *findings = json_object_get(root, "findings"), *kernel = json_object_get(root, "kernel");
	const json_t *version = json_object_get(root, "version");
	json_t *cocci = json_object_get(root, "cocci");
	struct result *r, *c;

	if (!json_is_array(findings) || !json_is_integer(version)) {
		message("%s: not a findings.json", path);
		return NULL;
	}
	if (json_integer_value(version) != 1) {
		message("%s: a findings.json of version %" JSON_INTEGER_FORMAT ": this reclint reads version 1", path,
			json_integer_value(version));
		return NULL;
	}
	r = arena_alloc(a, sizeof(*r));
	r->kernel = text(a, kernel, "version");
	r->config = text(a, kernel, "config");
	read_statistics(a, r, json_object_get(root, "stats"));
	r->findings = read_findings(a, findings, &r->nfindings);
	r->absent = read_findings(a, json_object_get(root, "absent"), &r->nabsent);
	if (json_is_object(cocci)) {
		c = arena_alloc(a, sizeof(*c));
		read_statistics(a, c, cocci);
		r->cocci = c;
	}
	r->locks = read_locks(a, json_object_get(root, "locks"));
	return r;
}

struct result *result_read(struct arena *a, const char *path)
{
	size_t size;
	char *data = file_read(path, &size);
	json_error_t error;
	json_t *root = data ? json_loadb(data, size, 0, &error) : NULL;
	struct result *r = NULL;

	if (root)
		r = result_from_json(a, root, path);
	else if (data)
		message("%s: not a findings.json: line %d: %s", path, error.line, error.text);
	else
		message("cannot read %s: %m: name a findings.json, or the OUTPUT of a scan", path);
	json_decref(root);
	free(data);
	return r;
}
