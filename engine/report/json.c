// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * findings.json, as docs/findings.md specifies it.  Members keep the order in
 * which they are set, and nothing in it depends on when, where or how fast the
 * analysis ran: equal input gives equal bytes.
 */
#include "report/json.h"

#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/version.h"
#include "report/report.h"

/* Jansson refuses what is not UTF-8, and a file name may be anything. */
json_t *json_text(const char *s)
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

void json_set(json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) != 0)
		memory_exhausted();
}

void json_append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		memory_exhausted();
}

static json_t *number(uint64_t n)
{
	return json_integer((json_int_t)n);
}

static json_t *fingerprint(const uint64_t f[2])
{
	char hex[33];

	fingerprint_to_hex(f, hex);
	return json_string(hex);
}

static json_t *texts(const char *const *list, unsigned int n)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < n; i++)
		json_append(array, json_text(list[i]));
	return array;
}

static json_t *chain(const struct chain *c)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < c->nsteps; i++) {
		const struct step *s = &c->steps[i];
		json_t *step = json_object();

		json_set(step, "file", json_text(s->file));
		json_set(step, "line", number(s->line));
		json_set(step, "function", json_text(s->function));
		json_set(step, "event", json_text(s->event));
		json_set(step, "detail", json_text(s->detail));
		json_set(step, "column", number(s->column));
		json_append(array, step);
	}
	return array;
}

static json_t *suppression(const struct suppression *s)
{
	return s ? json_pack("{s:o, s:o}", "kind", json_text(s->kind), "reason", json_text(s->reason)) : json_null();
}

static json_t *verdict(const struct verdict *v)
{
	return v ? json_pack("{s:o, s:o, s:o}", "judged", json_text(v->judged), "note", json_text(v->note),
			     "replay", json_text(v->replay)) : json_null();
}

static json_t *site(const struct site *s)
{
	json_t *object = json_object();

	json_set(object, "fingerprint", fingerprint(s->fingerprint));
	json_set(object, "file", json_text(s->file));
	json_set(object, "line", number(s->line));
	json_set(object, "function", json_text(s->function));
	json_set(object, "event", json_text(s->event));
	json_set(object, "chain", chain(&s->chain));
	json_set(object, "column", number(s->column));
	json_set(object, "confidence", json_text(confidence_name(s->confidence)));
	json_set(object, "message", json_text(s->message));
	json_set(object, "baseline", json_text(s->baseline));
	json_set(object, "suppressed", suppression(s->suppressed));
	return object;
}

static json_t *dependency(const struct dependency *d)
{
	json_t *object = json_object();

	json_set(object, "held", json_text(d->held));
	json_set(object, "taken", json_text(d->taken));
	json_set(object, "chain", d->chain == NO_CHAIN ? json_null() : number(d->chain));
	json_set(object, "detail", json_text(d->detail));
	return object;
}

static json_t *guard(const struct guard *g)
{
	json_t *object = json_object();

	json_set(object, "chain", number(g->chain));
	json_set(object, "file", json_text(g->file));
	json_set(object, "line", number(g->line));
	json_set(object, "function", json_text(g->function));
	json_set(object, "condition", json_text(g->condition));
	json_set(object, "status", json_text(g->status));
	json_set(object, "why", json_text(g->why));
	return object;
}

json_t *finding_to_json(const struct finding *f)
{
	json_t *object = json_object(), *chains = json_array(), *sites = json_array();
	json_t *cycle = json_array(), *guards = json_array();

	for (unsigned int i = 0; i < f->nchains; i++)
		json_append(chains, chain(&f->chains[i]));
	for (unsigned int i = 0; i < f->nsites; i++)
		json_append(sites, site(&f->sites[i]));
	for (unsigned int i = 0; i < f->ncycle; i++)
		json_append(cycle, dependency(&f->cycle[i]));
	for (unsigned int i = 0; i < f->nguards; i++)
		json_append(guards, guard(&f->guards[i]));
	json_set(object, "rule", json_text(f->rule));
	json_set(object, "confidence", json_text(confidence_name(f->confidence)));
	json_set(object, "fingerprint", fingerprint(f->fingerprint));
	json_set(object, "origin", json_text(f->origin));
	json_set(object, "file", json_text(f->file));
	json_set(object, "line", number(f->line));
	json_set(object, "column", number(f->column));
	json_set(object, "function", json_text(f->function));
	json_set(object, "lock", json_text(f->lock));
	json_set(object, "entry", json_text(f->entry));
	json_set(object, "message", json_text(f->message));
	json_set(object, "chains", chains);
	json_set(object, "sites", sites);
	json_set(object, "limits", texts(f->limits, f->nlimits));
	json_set(object, "fixes", texts(f->fixes, f->nfixes));
	json_set(object, "verdict", verdict(f->verdict));
	json_set(object, "baseline", json_text(f->baseline));
	json_set(object, "suppressed", suppression(f->suppressed));
	json_set(object, "symptom", json_text(f->symptom));
	json_set(object, "cycle", cycle);
	json_set(object, "guards", guards);
	if (f->nalso)
		json_set(object, "also_found_by", texts(f->also_found_by, f->nalso));
	return object;
}

/* "units" and "failed" belong together, so the failed ones follow that row. */
static json_t *statistics(const struct result *r)
{
	json_t *object = json_object(), *bounds = json_object();

	for (unsigned int i = 0; i < r->nstats; i++) {
		json_set(object, r->stats[i].name, number(r->stats[i].value));
		if (!strcmp(r->stats[i].name, "units"))
			json_set(object, "failed", texts(r->failed, r->nfailed));
	}
	if (!json_object_get(object, "failed"))
		json_set(object, "failed", texts(r->failed, r->nfailed));
	for (unsigned int i = 0; i < r->nlimits; i++)
		json_set(bounds, r->limits[i].name,
		    json_pack("{s:I, s:I}", "value", (json_int_t)r->limits[i].value,
			      "hits", (json_int_t)r->limits[i].hits));
	json_set(object, "bounds", bounds);
	if (r->nmeaningless)
		json_set(object, "meaningless", texts(r->meaningless, r->nmeaningless));
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

	json_set(object, "entry", json_text(u->entry));
	json_set(object, "context", json_text(u->context));
	json_set(object, "depth", number(u->depth));
	json_set(object, "blocking", json_boolean(u->blocking));
	json_set(object, "chain", chain(&u->chain));
	return object;
}

static json_t *lock_rows(const struct lock_table *t)
{
	json_t *locks = json_array();

	for (unsigned int i = 0; i < t->nrows; i++) {
		const struct lock_row *row = &t->rows[i];
		json_t *object = json_object(), *users = json_array();

		for (unsigned int k = 0; k < row->nusers; k++)
			json_append(users, lock_user(&row->users[k]));
		json_set(object, "lock", json_text(row->lock));
		json_set(object, "held_over_reclaim", number(row->held_over_reclaim));
		json_set(object, "users", users);
		json_append(locks, object);
	}
	return locks;
}

static json_t *absent(const struct result *r)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < r->nabsent; i++)
		json_append(array, finding_to_json(&r->absent[i]));
	return array;
}

void report_json(const struct result *r, const struct report_options *o, FILE *out)
{
	json_t *root = json_object(), *findings = json_array();

	json_set(root, "version", number(1));
	json_set(root, "tool", json_pack("{s:s, s:s}", "name", "reclint", "version", RECLINT_VERSION));
	json_set(root, "kernel", json_object());
	json_set(json_object_get(root, "kernel"), "version", json_text(r->kernel));
	json_set(json_object_get(root, "kernel"), "config", json_text(r->config));
	json_set(root, "stats", statistics(r));
	for (unsigned int i = 0; i < r->nfindings; i++)
		if (r->findings[i].confidence <= o->min)
			json_append(findings, finding_to_json(&r->findings[i]));
	json_set(root, "findings", findings);
	if (r->nabsent)
		json_set(root, "absent", absent(r));
	if (r->cocci)
		json_set(root, "cocci", statistics(r->cocci));
	if (r->locks)
		json_set(root, "locks", lock_rows(r->locks));
	dump(root, out);
}

void report_locks_json(const struct lock_table *t, FILE *out)
{
	json_t *root = json_object();

	json_set(root, "version", number(1));
	json_set(root, "locks", lock_rows(t));
	dump(root, out);
}
