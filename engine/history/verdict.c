// SPDX-License-Identifier: GPL-2.0-or-later
/* Reading the database back, and what people say of its rows. */
#include "history/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/map.h"
#include "base/message.h"

/* ---- reading --------------------------------------------------------------------------- */

#define SEEN "first_seen, first_kernel, last_seen, last_kernel, gone_since, gone_kernel, judged, note, judged_by, judged_at"

#define FINDINGS(replay, program)								\
	"SELECT fingerprint, rule, origin, confidence, file, line, function, message, "	\
	replay ", " program ", " SEEN " FROM finding ORDER BY fingerprint"

static enum confidence confidence_of(sqlite3_stmt *s, int column)
{
	const char *name = (const char *)sqlite3_column_text(s, column);
	enum confidence c = CONF_HIGH;

	while (c < CONF_LOW && (!name || strcmp(name, confidence_name(c))))
		c++;
	return c;
}

static void read_seen(struct arena *a, sqlite3_stmt *s, int at, struct history_dates *d, struct history_verdict *v)
{
	const char **const fields[] = {
		&d->first_seen, &d->first_kernel, &d->last_seen, &d->last_kernel, &d->gone_since, &d->gone_kernel,
		&v->judged, &v->note, &v->by, &v->at,
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		*fields[i] = history_text(a, s, at + (int)i);
}

/* Both tables come in the same order: the sites of each finding follow those of the one before. */
static void read_sites(struct history *h, struct arena *a, struct history_list *list)
{
	sqlite3_stmt *s = history_prepare(h,
		"SELECT finding, fingerprint, confidence, file, line, function, files, " SEEN
		" FROM site ORDER BY finding, fingerprint");
	ARRAY(struct history_site) sites = { 0 };
	unsigned int at = 0, first = 0;

	while (history_row(h, s)) {
		const char *finding = (const char *)sqlite3_column_text(s, 0);
		struct history_site *site;

		while (at < list->n && strcmp(list->findings[at].fingerprint, finding)) {
			list->findings[at++].nsites = sites.n - first;
			first = sites.n;
		}
		site = array_add(&sites);
		site->fingerprint = history_text(a, s, 1);
		site->confidence = confidence_of(s, 2);
		site->file = history_text(a, s, 3);
		site->line = (unsigned int)sqlite3_column_int64(s, 4);
		site->function = history_text(a, s, 5);
		site->files = history_text(a, s, 6);
		read_seen(a, s, 7, &site->dates, &site->verdict);
	}
	sqlite3_finalize(s);
	if (at < list->n)
		list->findings[at].nsites = sites.n - first;
	first = 0;
	for (unsigned int i = 0; i < list->n; i++) {
		struct history_finding *f = &list->findings[i];

		f->sites = arena_memdup(a, sites.at + first, f->nsites * sizeof(*f->sites));
		first += f->nsites;
	}
	array_release(&sites);
}

bool history_read(struct history *h, struct arena *a, struct history_list *list)
{
	sqlite3_stmt *s;
	ARRAY(struct history_finding) findings = { 0 };

	/* One transaction: no scan comes between the two tables. */
	history_run(h, "BEGIN");
	s = history_prepare(h, h->schema < 2 ? FINDINGS("NULL", "NULL") : FINDINGS("replay", "program"));
	while (history_row(h, s)) {
		struct history_finding *f = array_add(&findings);

		f->fingerprint = history_text(a, s, 0);
		f->rule = history_text(a, s, 1);
		f->origin = history_text(a, s, 2);
		f->confidence = confidence_of(s, 3);
		f->file = history_text(a, s, 4);
		f->line = (unsigned int)sqlite3_column_int64(s, 5);
		f->function = history_text(a, s, 6);
		f->message = history_text(a, s, 7);
		f->replay = history_text(a, s, 8);
		f->program = history_text(a, s, 9);
		read_seen(a, s, 10, &f->dates, &f->verdict);
	}
	sqlite3_finalize(s);
	list->n = findings.n;
	list->findings = arena_memdup(a, findings.at, findings.n * sizeof(*findings.at));
	array_release(&findings);
	read_sites(h, a, list);
	return history_end(h);
}

bool history_is_judged(const struct history_finding *f)
{
	bool is_judged = f->verdict.judged || f->replay;

	for (unsigned int i = 0; i < f->nsites; i++)
		is_judged |= f->sites[i].verdict.judged != NULL;
	return is_judged;
}

/* ---- into a result ------------------------------------------------------------------------ */

static bool is_history(const struct suppression *s)
{
	return s && !strcmp(s->kind, "history");
}

/* Reports say it in one. */
static const char *one_line(struct arena *a, const char *note)
{
	char *line = note ? arena_strdup(a, note) : NULL;

	for (char *p = line; p && *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	return line;
}

/* Of the functions as they are? */
static bool is_same_program(const struct finding *f, const struct history_finding *known, const struct history_programs *p)
{
	char hex[33];

	return known && known->replay && known->program && p->now(f, hex, p->data) && !strcmp(hex, known->program);
}

static const struct verdict *verdict_of(struct arena *a, const struct finding *f, const struct history_finding *known,
					const struct history_programs *programs)
{
	struct verdict v = { .replay = f->verdict ? f->verdict->replay : NULL };

	if (programs)
		v.replay = is_same_program(f, known, programs) ? known->replay : NULL;
	if (known) {
		v.judged = known->verdict.judged;
		v.note = one_line(a, known->verdict.note);
	}
	return v.judged || v.replay ? arena_memdup(a, &v, sizeof(v)) : NULL;
}

static const struct suppression *suppression_of(struct arena *a, const struct history_verdict *v)
{
	struct suppression s = { .kind = "history", .reason = one_line(a, v->note) };

	if (!v->judged || !strcmp(v->judged, "true"))
		return NULL;
	if (!s.reason)
		s.reason = arena_printf(a, "judged %s", v->judged);
	return arena_memdup(a, &s, sizeof(s));
}

static const struct history_site *find_site(const struct history_finding *known, const char *fingerprint)
{
	for (unsigned int i = 0; known && i < known->nsites; i++)
		if (!strcmp(known->sites[i].fingerprint, fingerprint))
			return &known->sites[i];
	return NULL;
}

static void judge(struct arena *a, struct finding *f, const struct history_finding *known,
		  const struct history_programs *programs)
{
	f->verdict = verdict_of(a, f, known, programs);
	if (is_history(f->suppressed))
		f->suppressed = NULL;
	for (unsigned int i = 0; i < f->nsites; i++) {
		struct site *s = &f->sites[i];
		const struct history_site *site;
		char hex[33];

		fingerprint_to_hex(s->fingerprint, hex);
		site = find_site(known, hex);
		if (is_history(s->suppressed))
			s->suppressed = NULL;
		if (site && !s->suppressed)
			s->suppressed = suppression_of(a, &site->verdict);
	}
}

bool history_apply(struct history *h, struct arena *a, struct result *r, const struct history_programs *programs)
{
	struct history_list list;
	struct keymap keys = { 0 };
	bool ok = history_read(h, a, &list);

	for (unsigned int i = 0; i < list.n; i++)
		keymap_id(&keys, list.findings[i].fingerprint, 32, NULL);
	for (unsigned int i = 0; ok && i < r->nfindings; i++) {
		char hex[33];
		uint32_t id;

		fingerprint_to_hex(r->findings[i].fingerprint, hex);
		id = keymap_find(&keys, hex, 32);
		judge(a, &r->findings[i], id == KEYMAP_NONE ? NULL : &list.findings[id], programs);
	}
	keymap_release(&keys);
	return ok;
}

/* ---- by hand ---------------------------------------------------------------------------------- */

bool history_find(const struct history_list *list, const char *prefix, const char *path,
		  const struct history_finding **f, const struct history_site **site)
{
	const size_t n = strlen(prefix);
	unsigned int findings = 0, sites = 0;
	const struct history_finding *of_site = NULL;

	*site = NULL;
	for (unsigned int i = 0; i < list->n; i++) {
		const struct history_finding *known = &list->findings[i];

		if (!strncmp(known->fingerprint, prefix, n)) {
			findings++;
			*f = known;
		}
		for (unsigned int k = 0; k < known->nsites; k++) {
			if (strncmp(known->sites[k].fingerprint, prefix, n))
				continue;
			/* The only place of a finding may have its name: then the finding is meant. */
			sites += strcmp(known->sites[k].fingerprint, known->fingerprint) != 0;
			*site = &known->sites[k];
			of_site = known;
		}
	}
	if (findings == 1 && !sites) {
		*site = NULL;
		return true;
	}
	if (!findings && sites == 1) {
		*f = of_site;
		return true;
	}
	if (findings + sites)
		message("%u findings or places in the history %s begin with '%s': give more of it", findings + sites, path,
			prefix);
	else
		message("no finding in the history %s begins with '%s': a scan records them", path, prefix);
	return false;
}

static void say(struct history *h, const char *sql, const struct history_verdict *v, const char *first, const char *second)
{
	const struct history_verdict none = { NULL };
	sqlite3_stmt *s = history_prepare(h, sql);

	if (!v->judged)
		v = &none;
	if (s) {
		history_bind(s, 1, v->judged);
		history_bind(s, 2, v->note);
		history_bind(s, 3, v->by);
		history_bind(s, 4, v->at);
		history_bind(s, 5, first);
		if (second)
			history_bind(s, 6, second);
		history_do(h, s);
	}
	sqlite3_finalize(s);
}

#define SAY "SET judged = ?1, note = ?2, judged_by = ?3, judged_at = ?4 "

bool history_mark(struct history *h, const struct history_finding *f, const struct history_site *site,
		  const struct history_verdict *v)
{
	if (!history_begin(h))
		return false;
	if (site) {
		say(h, "UPDATE site " SAY "WHERE finding = ?5 AND fingerprint = ?6", v, f->fingerprint, site->fingerprint);
	} else {
		say(h, "UPDATE finding " SAY "WHERE fingerprint = ?5", v, f->fingerprint, NULL);
		say(h, v->judged ? "UPDATE site " SAY "WHERE finding = ?5 AND gone_since IS NULL" :
				   "UPDATE site " SAY "WHERE finding = ?5", v, f->fingerprint, NULL);
	}
	return history_end(h);
}

bool history_replayed(struct history *h, const struct history_replay *list, unsigned int n)
{
	sqlite3_stmt *s;

	if (!history_begin(h))
		return false;
	s = history_prepare(h, "UPDATE finding SET replay = ?1, program = ?2 WHERE fingerprint = ?3");
	for (unsigned int i = 0; i < n && s; i++) {
		history_bind(s, 1, list[i].verdict);
		history_bind(s, 2, list[i].verdict ? list[i].program : NULL);
		history_bind(s, 3, list[i].fingerprint);
		history_do(h, s);
	}
	sqlite3_finalize(s);
	return history_end(h);
}
