// SPDX-License-Identifier: GPL-2.0-or-later
/* The history as JSON, for programs and for other machines. */
#include "history/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "report/json.h"
#include "system/file.h"

/* ---- out ------------------------------------------------------------------------------ */

static void set_seen(json_t *object, const struct history_dates *d, const struct history_verdict *v)
{
	json_set(object, "first_seen", json_text(d->first_seen));
	json_set(object, "first_kernel", json_text(d->first_kernel));
	json_set(object, "last_seen", json_text(d->last_seen));
	json_set(object, "last_kernel", json_text(d->last_kernel));
	json_set(object, "gone_since", json_text(d->gone_since));
	json_set(object, "gone_kernel", json_text(d->gone_kernel));
	json_set(object, "judged", json_text(v->judged));
	json_set(object, "note", json_text(v->note));
	json_set(object, "judged_by", json_text(v->by));
	json_set(object, "judged_at", json_text(v->at));
}

static json_t *site_to_json(const struct history_site *s)
{
	json_t *object = json_object();

	json_set(object, "fingerprint", json_text(s->fingerprint));
	json_set(object, "confidence", json_text(confidence_name(s->confidence)));
	json_set(object, "file", json_text(s->file));
	json_set(object, "line", json_integer(s->line));
	json_set(object, "function", json_text(s->function));
	json_set(object, "files", json_text(s->files));
	set_seen(object, &s->dates, &s->verdict);
	return object;
}

static json_t *finding_as_json(const struct history_finding *f)
{
	json_t *object = json_object(), *sites = json_array();

	json_set(object, "fingerprint", json_text(f->fingerprint));
	json_set(object, "rule", json_text(f->rule));
	json_set(object, "origin", json_text(f->origin));
	json_set(object, "confidence", json_text(confidence_name(f->confidence)));
	json_set(object, "file", json_text(f->file));
	json_set(object, "line", json_integer(f->line));
	json_set(object, "function", json_text(f->function));
	json_set(object, "message", json_text(f->message));
	json_set(object, "replay", json_text(f->replay));
	json_set(object, "program", json_text(f->program));
	set_seen(object, &f->dates, &f->verdict);
	for (unsigned int i = 0; i < f->nsites; i++)
		json_append(sites, site_to_json(&f->sites[i]));
	json_set(object, "sites", sites);
	return object;
}

json_t *history_to_json(const struct history_list *list, bool (*wanted)(const struct history_finding *f))
{
	json_t *root = json_object(), *history = json_array();

	for (unsigned int i = 0; i < list->n; i++)
		if (wanted(&list->findings[i]))
			json_append(history, finding_as_json(&list->findings[i]));
	json_set(root, "version", json_integer(1));
	json_set(root, "history", history);
	return root;
}

/* ---- in ----------------------------------------------------------------------------------- */

static const char *text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

/* Is the member one of these, or (with may_lack) null or not there? */
static bool is_one_of(const json_t *object, const char *name, const char *const *words, bool may_lack)
{
	const json_t *value = json_object_get(object, name);
	const char *word = json_string_value(value);

	if (!value || json_is_null(value))
		return may_lack;
	for (; word && *words; words++)
		if (!strcmp(*words, word))
			return true;
	return false;
}

static const char *wrong_with(const json_t *object)
{
	static const char *const verdicts[] = { "true", "false", "wontfix", NULL };
	static const char *const confidences[] = { "high", "medium", "low", NULL };
	const char *fingerprint = text(object, "fingerprint");

	if (!fingerprint || strlen(fingerprint) != 32 || strspn(fingerprint, "0123456789abcdef") != 32)
		return "it has no fingerprint of 32 hexadecimal digits";
	if (!is_one_of(object, "judged", verdicts, true))
		return "it is judged neither true nor false nor wontfix";
	if (!is_one_of(object, "confidence", confidences, false))
		return "it has no confidence";
	if (!text(object, "file"))
		return "it has no file";
	return NULL;
}

static const char *wrong_with_finding(const json_t *object)
{
	static const char *const replays[] = { "confirmed", "refuted", "undecided", NULL };
	const json_t *sites = json_object_get(object, "sites");
	const char *wrong = wrong_with(object);
	size_t i;
	json_t *site;

	if (!wrong && (!text(object, "rule") || !text(object, "message")))
		wrong = "it has no rule or no message";
	if (!wrong && !is_one_of(object, "replay", replays, true))
		wrong = "its replay is none of confirmed, refuted, undecided";
	json_array_foreach(sites, i, site)
		if (!wrong)
			wrong = wrong_with(site);
	return wrong;
}

static bool check(const json_t *root, const char *path)
{
	const json_t *history = json_object_get(root, "history");
	size_t i;
	json_t *value;

	if (json_integer_value(json_object_get(root, "version")) != 1 || !json_is_array(history)) {
		message("%s: not an exported history: give what 'reclint history export' writes", path);
		return false;
	}
	json_array_foreach(history, i, value) {
		const char *wrong = wrong_with_finding(value);

		if (wrong) {
			message("%s: not an exported history: number %zu of it: %s", path, i + 1, wrong);
			return false;
		}
	}
	return true;
}

struct statements {
	sqlite3_stmt *finding, *site;		/* what is not known */
	sqlite3_stmt *judge_finding, *judge_site;
	sqlite3_stmt *replay;
};

#define SEEN_VALUES "?10, ?11, ?12, ?13, ?14, ?15"
#define SEEN "first_seen, first_kernel, last_seen, last_kernel, gone_since, gone_kernel"
#define SAY "SET judged = ?1, note = ?2, judged_by = ?3, judged_at = ?4 "
#define LATER "(judged IS NULL OR coalesce(judged_at, '') < coalesce(?4, ''))"

static void prepare(struct history *h, struct statements *s)
{
	s->finding = history_prepare(h,
		"INSERT INTO finding (fingerprint, confidence, file, line, function, rule, origin, message, " SEEN
		") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, " SEEN_VALUES ") ON CONFLICT DO NOTHING");
	s->site = history_prepare(h,
		"INSERT INTO site (fingerprint, confidence, file, line, function, finding, files, " SEEN
		") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, " SEEN_VALUES ") ON CONFLICT DO NOTHING");
	s->judge_finding = history_prepare(h, "UPDATE finding " SAY "WHERE fingerprint = ?5 AND " LATER);
	s->judge_site = history_prepare(h, "UPDATE site " SAY "WHERE fingerprint = ?5 AND finding = ?6 AND " LATER);
	s->replay = history_prepare(h, "UPDATE finding SET replay = ?1, program = ?3 WHERE fingerprint = ?2 AND replay IS NULL");
}

static void finish(struct statements *s)
{
	sqlite3_finalize(s->finding);
	sqlite3_finalize(s->site);
	sqlite3_finalize(s->judge_finding);
	sqlite3_finalize(s->judge_site);
	sqlite3_finalize(s->replay);
}

static void add(struct history *h, sqlite3_stmt *s, const json_t *object, const char *sixth, const char *seventh,
		const char *eighth)
{
	static const char *const seen[] = {
		"first_seen", "first_kernel", "last_seen", "last_kernel", "gone_since", "gone_kernel"
	};

	history_bind(s, 1, text(object, "fingerprint"));
	history_bind(s, 2, text(object, "confidence"));
	history_bind(s, 3, text(object, "file"));
	sqlite3_bind_int64(s, 4, json_integer_value(json_object_get(object, "line")));
	history_bind(s, 5, text(object, "function"));
	history_bind(s, 6, sixth);
	history_bind(s, 7, seventh);
	history_bind(s, 8, eighth);
	for (int i = 0; i < 6; i++)
		history_bind(s, 10 + i, text(object, seen[i]));
	history_do(h, s);
}

static unsigned int say(struct history *h, sqlite3_stmt *s, const json_t *object, const char *finding)
{
	if (!text(object, "judged"))
		return 0;
	history_bind(s, 1, text(object, "judged"));
	history_bind(s, 2, text(object, "note"));
	history_bind(s, 3, text(object, "judged_by"));
	history_bind(s, 4, text(object, "judged_at"));
	history_bind(s, 5, text(object, "fingerprint"));
	if (finding)
		history_bind(s, 6, finding);
	return history_do(h, s) ? (unsigned int)sqlite3_changes(h->db) : 0;
}

static unsigned int take_finding(struct history *h, struct statements *s, const json_t *object)
{
	const char *fingerprint = text(object, "fingerprint"), *origin = text(object, "origin");
	unsigned int taken;
	size_t i;
	json_t *site;

	add(h, s->finding, object, text(object, "rule"), origin ? origin : "engine", text(object, "message"));
	taken = say(h, s->judge_finding, object, NULL);
	if (text(object, "replay") && text(object, "program")) {
		history_bind(s->replay, 3, text(object, "program"));
		history_bind(s->replay, 1, text(object, "replay"));
		history_bind(s->replay, 2, fingerprint);
		history_do(h, s->replay);
	}
	json_array_foreach(json_object_get(object, "sites"), i, site) {
		const char *files = text(site, "files");

		add(h, s->site, site, fingerprint, files ? files : "", NULL);
		taken += say(h, s->judge_site, site, fingerprint);
	}
	return taken;
}

bool history_import(struct history *h, const char *path, unsigned int *taken)
{
	size_t size, i;
	char *data = file_read(path, &size);
	json_error_t error;
	json_t *root = data ? json_loadb(data, size, 0, &error) : NULL, *finding;
	struct statements s = { NULL };
	bool ok = false;

	*taken = 0;
	if (!data)
		message("cannot read %s: %m", path);
	else if (!root)
		message("%s: not an exported history: line %d: %s", path, error.line, error.text);
	else if (check(root, path) && history_begin(h)) {
		prepare(h, &s);
		json_array_foreach(json_object_get(root, "history"), i, finding)
			if (!h->has_failed)
				*taken += take_finding(h, &s, finding);
		finish(&s);
		ok = history_end(h);
	}
	json_decref(root);
	free(data);
	return ok;
}
