// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * findings.json, as docs/findings.md specifies it.  Members keep the order in
 * which they are set, and nothing in it depends on when, where or how fast the
 * analysis ran: equal input gives equal bytes.
 */
#include "report/json.h"

#include <inttypes.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/version.h"
#include "report/report.h"

/* Jansson refuses what is not UTF-8, and a file name may be anything. */
static json_t *text(const char *s)
{
	json_t *value;

	if (!s)
		return json_null();
	value = json_string(s);
	if (!value) {
		char *copy = xstrdup(s);

		for (char *p = copy; *p; p++)
			if (*p & 0x80)
				*p = '?';
		value = json_string(copy);
		free(copy);
	}
	return value;
}

json_t *json_text(const char *s)
{
	return text(s);
}

static json_t *number(uint64_t n)
{
	return json_integer((json_int_t)n);
}

static json_t *fingerprint(const uint64_t f[2])
{
	char hex[33];

	snprintf(hex, sizeof(hex), "%016" PRIx64 "%016" PRIx64, f[0], f[1]);
	return json_string(hex);
}

static void set(json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) != 0)
		memory_exhausted();
}

static void append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		memory_exhausted();
}

static json_t *texts(const char *const *list, unsigned int n)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < n; i++)
		append(array, text(list[i]));
	return array;
}

static json_t *chain(const struct chain *c)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < c->nsteps; i++) {
		const struct step *s = &c->steps[i];
		json_t *step = json_object();

		set(step, "file", text(s->file));
		set(step, "line", number(s->line));
		set(step, "function", text(s->function));
		set(step, "event", text(s->event));
		set(step, "detail", text(s->detail));
		set(step, "column", number(s->column));
		append(array, step);
	}
	return array;
}

static json_t *suppression(const struct suppression *s)
{
	return s ? json_pack("{s:o, s:o}", "kind", text(s->kind), "reason", text(s->reason)) : json_null();
}

static json_t *verdict(const struct verdict *v)
{
	return v ? json_pack("{s:o, s:o, s:o}", "judged", text(v->judged), "note", text(v->note),
			     "replay", text(v->replay)) : json_null();
}

static json_t *site(const struct site *s)
{
	json_t *object = json_object();

	set(object, "fingerprint", fingerprint(s->fingerprint));
	set(object, "file", text(s->file));
	set(object, "line", number(s->line));
	set(object, "function", text(s->function));
	set(object, "event", text(s->event));
	set(object, "chain", chain(&s->chain));
	set(object, "column", number(s->column));
	set(object, "confidence", text(confidence_name(s->confidence)));
	set(object, "message", text(s->message));
	set(object, "baseline", text(s->baseline));
	set(object, "suppressed", suppression(s->suppressed));
	return object;
}

static json_t *dependency(const struct dependency *d)
{
	json_t *object = json_object();

	set(object, "held", text(d->held));
	set(object, "taken", text(d->taken));
	set(object, "chain", d->chain == NO_CHAIN ? json_null() : number(d->chain));
	set(object, "detail", text(d->detail));
	return object;
}

static json_t *guard(const struct guard *g)
{
	json_t *object = json_object();

	set(object, "chain", number(g->chain));
	set(object, "file", text(g->file));
	set(object, "line", number(g->line));
	set(object, "function", text(g->function));
	set(object, "condition", text(g->condition));
	set(object, "status", text(g->status));
	set(object, "why", text(g->why));
	return object;
}

json_t *finding_to_json(const struct finding *f)
{
	json_t *object = json_object(), *chains = json_array(), *sites = json_array();
	json_t *cycle = json_array(), *guards = json_array();

	for (unsigned int i = 0; i < f->nchains; i++)
		append(chains, chain(&f->chains[i]));
	for (unsigned int i = 0; i < f->nsites; i++)
		append(sites, site(&f->sites[i]));
	for (unsigned int i = 0; i < f->ncycle; i++)
		append(cycle, dependency(&f->cycle[i]));
	for (unsigned int i = 0; i < f->nguards; i++)
		append(guards, guard(&f->guards[i]));
	set(object, "rule", text(f->rule));
	set(object, "confidence", text(confidence_name(f->confidence)));
	set(object, "fingerprint", fingerprint(f->fingerprint));
	set(object, "origin", text(f->origin));
	set(object, "file", text(f->file));
	set(object, "line", number(f->line));
	set(object, "column", number(f->column));
	set(object, "function", text(f->function));
	set(object, "lock", text(f->lock));
	set(object, "entry", text(f->entry));
	set(object, "message", text(f->message));
	set(object, "chains", chains);
	set(object, "sites", sites);
	set(object, "limits", texts(f->limits, f->nlimits));
	set(object, "fixes", texts(f->fixes, f->nfixes));
	set(object, "verdict", verdict(f->verdict));
	set(object, "baseline", text(f->baseline));
	set(object, "suppressed", suppression(f->suppressed));
	set(object, "symptom", text(f->symptom));
	set(object, "cycle", cycle);
	set(object, "guards", guards);
	if (f->nalso)
		set(object, "also_found_by", texts(f->also_found_by, f->nalso));
	return object;
}

/* "units" and "failed" belong together, so the failed ones follow that row. */
static json_t *statistics(const struct result *r)
{
	json_t *object = json_object(), *bounds = json_object();

	for (unsigned int i = 0; i < r->nstats; i++) {
		set(object, r->stats[i].name, number(r->stats[i].value));
		if (!strcmp(r->stats[i].name, "units"))
			set(object, "failed", texts(r->failed, r->nfailed));
	}
	if (!json_object_get(object, "failed"))
		set(object, "failed", texts(r->failed, r->nfailed));
	for (unsigned int i = 0; i < r->nlimits; i++)
		set(bounds, r->limits[i].name,
		    json_pack("{s:I, s:I}", "value", (json_int_t)r->limits[i].value,
			      "hits", (json_int_t)r->limits[i].hits));
	set(object, "bounds", bounds);
	return object;
}

static void dump(json_t *root, FILE *out)
{
	/* A failed write leaves the stream's error flag, which whoever closes it looks at. */
	json_dumpf(root, out, JSON_INDENT(1));
	putc('\n', out);
	json_decref(root);
}

static json_t *lock_user(const struct lock_user *u)
{
	json_t *object = json_object();

	set(object, "entry", text(u->entry));
	set(object, "context", text(u->context));
	set(object, "depth", number(u->depth));
	set(object, "blocking", json_boolean(u->blocking));
	set(object, "chain", chain(&u->chain));
	return object;
}

static json_t *lock_rows(const struct lock_table *t)
{
	json_t *locks = json_array();

	for (unsigned int i = 0; i < t->nrows; i++) {
		const struct lock_row *row = &t->rows[i];
		json_t *object = json_object(), *users = json_array();

		for (unsigned int k = 0; k < row->nusers; k++)
			append(users, lock_user(&row->users[k]));
		set(object, "lock", text(row->lock));
		set(object, "held_over_reclaim", number(row->held_over_reclaim));
		set(object, "users", users);
		append(locks, object);
	}
	return locks;
}

static json_t *absent(const struct result *r)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < r->nabsent; i++)
		append(array, finding_to_json(&r->absent[i]));
	return array;
}

void report_json(const struct result *r, const struct report_options *o, FILE *out)
{
	json_t *root = json_object(), *findings = json_array();

	set(root, "version", number(1));
	set(root, "tool", json_pack("{s:s, s:s}", "name", "reclint", "version", RECLINT_VERSION));
	set(root, "kernel", json_object());
	set(json_object_get(root, "kernel"), "version", text(r->kernel));
	set(json_object_get(root, "kernel"), "config", text(r->config));
	set(root, "stats", statistics(r));
	for (unsigned int i = 0; i < r->nfindings; i++)
		if (r->findings[i].confidence <= o->min)
			append(findings, finding_to_json(&r->findings[i]));
	set(root, "findings", findings);
	if (r->nabsent)
		set(root, "absent", absent(r));
	if (r->cocci)
		set(root, "cocci", statistics(r->cocci));
	if (r->locks)
		set(root, "locks", lock_rows(r->locks));
	dump(root, out);
}

void report_locks_json(const struct lock_table *t, FILE *out)
{
	json_t *root = json_object();

	set(root, "version", number(1));
	set(root, "locks", lock_rows(t));
	dump(root, out);
}
