// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/message.h"
#include "report/scope.h"
#include "system/file.h"

/* ---- the database ------------------------------------------------------------------ */

#define SEEN									\
	"first_seen TEXT, first_kernel TEXT, last_seen TEXT, last_kernel TEXT, "	\
	"gone_since TEXT, gone_kernel TEXT, scan INTEGER NOT NULL DEFAULT 0, "	\
	"judged TEXT CHECK (judged IN ('true', 'false', 'wontfix')), note TEXT, judged_by TEXT, judged_at TEXT"

static const char schema[] =
	"CREATE TABLE finding ("
	"fingerprint TEXT PRIMARY KEY NOT NULL, rule TEXT NOT NULL, origin TEXT NOT NULL, confidence TEXT NOT NULL, "
	"file TEXT NOT NULL, line INTEGER NOT NULL, function TEXT, message TEXT NOT NULL, "
	"replay TEXT CHECK (replay IN ('confirmed', 'refuted', 'undecided')), program TEXT, " SEEN ") WITHOUT ROWID;"
	"CREATE TABLE site ("
	"finding TEXT NOT NULL REFERENCES finding, fingerprint TEXT NOT NULL, confidence TEXT NOT NULL, "
	"file TEXT NOT NULL, line INTEGER NOT NULL, function TEXT, files TEXT NOT NULL, " SEEN ", "
	"PRIMARY KEY (finding, fingerprint)) WITHOUT ROWID;";

/* Once; what cannot be done with the history is not the end of a scan. */
static void fail(struct history *h)
{
	const int code = sqlite3_errcode(h->db) & 0xff;

	if (h->has_failed)
		return;
	h->has_failed = true;
	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		message("the history %s is in use by somebody else: try again", h->path);
	else if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
		message("the history %s is damaged, or none: move it away, or name another with --history", h->path);
	else if (code == SQLITE_READONLY)
		message("the history %s cannot be written: name another with --history, or use --no-history", h->path);
	else
		message("the history %s: %s", h->path, sqlite3_errmsg(h->db));
}

bool history_run(struct history *h, const char *sql)
{
	if (!h->has_failed && sqlite3_exec(h->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail(h);
	return !h->has_failed;
}

sqlite3_stmt *history_prepare(struct history *h, const char *sql)
{
	sqlite3_stmt *s = NULL;

	if (!h->has_failed && sqlite3_prepare_v2(h->db, sql, -1, &s, NULL) != SQLITE_OK)
		fail(h);
	return s;
}

void history_bind(sqlite3_stmt *s, int at, const char *text)
{
	sqlite3_bind_text(s, at, text, -1, SQLITE_TRANSIENT);
}

bool history_row(struct history *h, sqlite3_stmt *s)
{
	int code;

	if (!s || h->has_failed)
		return false;
	code = sqlite3_step(s);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		fail(h);
	return code == SQLITE_ROW;
}

bool history_do(struct history *h, sqlite3_stmt *s)
{
	history_row(h, s);
	sqlite3_reset(s);
	return !h->has_failed;
}

const char *history_text(struct arena *a, sqlite3_stmt *s, int column)
{
	const char *text = (const char *)sqlite3_column_text(s, column);

	return text ? arena_strdup(a, text) : NULL;
}

bool history_begin(struct history *h)
{
	return history_run(h, "BEGIN IMMEDIATE");
}

bool history_end(struct history *h)
{
	if (history_run(h, "COMMIT"))
		return true;
	if (!sqlite3_get_autocommit(h->db))
		sqlite3_exec(h->db, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

static int pragma(struct history *h, const char *sql)
{
	sqlite3_stmt *s = history_prepare(h, sql);
	int value = history_row(h, s) ? sqlite3_column_int(s, 0) : 0;

	sqlite3_finalize(s);
	return value;
}

static bool is_empty(struct history *h)
{
	return pragma(h, "SELECT count(*) FROM sqlite_schema") == 0;
}

static void create(struct history *h)
{
	char *sql = xasprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", HISTORY_ID, HISTORY_SCHEMA);

	history_begin(h);
	/* Another one may have been faster. */
	if (is_empty(h)) {
		history_run(h, schema);
		history_run(h, sql);
	}
	history_end(h);
	free(sql);
}

/* From the schemas of before.  Who only reads does without what they lack. */
static void bring_up(struct history *h)
{
	if (sqlite3_db_readonly(h->db, "main"))
		return;
	history_begin(h);
	/* Another one may have been faster. */
	if (pragma(h, "PRAGMA user_version") == 1)
		history_run(h, "ALTER TABLE finding ADD COLUMN program TEXT; UPDATE finding SET replay = NULL; "
			       "PRAGMA user_version = 2");
	history_end(h);
}

static bool is_ours(struct history *h)
{
	int id = pragma(h, "PRAGMA application_id"), version = pragma(h, "PRAGMA user_version");

	if (h->has_failed)
		return false;
	if (id != HISTORY_ID)
		message("%s: the database of another program: name another file with --history", h->path);
	else if (version > HISTORY_SCHEMA)
		message("the history %s was written by a newer reclint (schema %d, this one knows %d): use that, or name another with --history",
			h->path, version, HISTORY_SCHEMA);
	else if (version < 1)
		message("the history %s has no schema: move it away, or name another with --history", h->path);
	else
		h->schema = version;
	if (h->schema && h->schema < HISTORY_SCHEMA)
		bring_up(h);
	if (h->schema)
		return !h->has_failed;
	return false;
}

static bool make_directory(const char *path)
{
	char *directory = xstrdup(path), *slash = strrchr(directory, '/');
	bool ok = true;

	if (slash && slash != directory) {
		*slash = '\0';
		ok = directory_make(directory);
	}
	free(directory);
	return ok;
}

struct history *history_open(const char *path, enum history_mode mode)
{
	static const int flags[] = {
		[HISTORY_READ] = SQLITE_OPEN_READONLY, [HISTORY_WRITE] = SQLITE_OPEN_READWRITE,
		[HISTORY_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	};
	struct history *h;

	if (mode != HISTORY_CREATE && access(path, F_OK) < 0) {
		message("there is no history %s: %m: a scan makes it", path);
		return NULL;
	}
	if (mode == HISTORY_CREATE && !make_directory(path))
		return NULL;
	h = xcalloc(1, sizeof(*h));
	h->path = xstrdup(path);
	if (sqlite3_open_v2(path, &h->db, flags[mode], NULL) != SQLITE_OK)
		fail(h);
	if (!h->has_failed)
		sqlite3_busy_timeout(h->db, HISTORY_WAIT);
	if (!h->has_failed && mode == HISTORY_CREATE && is_empty(h))
		create(h);
	if (!h->has_failed && is_ours(h))
		return h;
	history_close(h);
	return NULL;
}

void history_close(struct history *h)
{
	if (!h)
		return;
	sqlite3_close(h->db);
	free(h->path);
	free(h);
}

char *history_path(const char *tree)
{
	const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME"), *name = strrchr(tree, '/');
	const uint32_t hash = (uint32_t)hash_bytes(tree, strlen(tree));

	name = name ? name + 1 : tree;
	if (xdg && xdg[0] == '/')
		return xasprintf("%s/reclint/history/%s-%08x.db", xdg, name, hash);
	if (home && home[0] == '/')
		return xasprintf("%s/.local/share/reclint/history/%s-%08x.db", home, name, hash);
	return NULL;
}

/* ---- recording ------------------------------------------------------------------------ */

static const char finding_sql[] =
	"INSERT INTO finding (fingerprint, rule, origin, confidence, file, line, function, message, "
	"first_seen, first_kernel, last_seen, last_kernel, scan) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?9, ?10, ?11) "
	"ON CONFLICT (fingerprint) DO UPDATE SET rule = ?2, origin = ?3, confidence = ?4, file = ?5, line = ?6, "
	"function = ?7, message = ?8, first_kernel = iif(first_seen IS NULL, ?10, first_kernel), "
	"first_seen = coalesce(first_seen, ?9), last_seen = ?9, last_kernel = ?10, gone_since = NULL, "
	"gone_kernel = NULL, scan = ?11, replay = iif(?12, replay, NULL), program = iif(?12, program, NULL)";

static const char site_sql[] =
	"INSERT INTO site (finding, fingerprint, confidence, file, line, function, files, first_seen, first_kernel, "
	"last_seen, last_kernel, scan) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?8, ?9, ?10) "
	"ON CONFLICT (finding, fingerprint) DO UPDATE SET confidence = ?3, file = ?4, line = ?5, function = ?6, "
	"files = ?7, first_kernel = iif(first_seen IS NULL, ?9, first_kernel), first_seen = coalesce(first_seen, ?8), "
	"last_seen = ?8, last_kernel = ?9, gone_since = NULL, gone_kernel = NULL, scan = ?10";

struct recorder {
	struct history *h;
	const struct result *r;
	const struct scope *scope;
	const char *now;
	int scan;
};

static void record_finding(const struct recorder *rec, sqlite3_stmt *s, const struct finding *f)
{
	char hex[33];

	fingerprint_to_hex(f->fingerprint, hex);
	history_bind(s, 1, hex);
	history_bind(s, 2, f->rule);
	history_bind(s, 3, f->origin);
	history_bind(s, 4, confidence_name(f->confidence));
	history_bind(s, 5, f->file);
	sqlite3_bind_int64(s, 6, f->line);
	history_bind(s, 7, f->function);
	history_bind(s, 8, f->message);
	history_bind(s, 9, rec->now);
	history_bind(s, 10, rec->r->kernel);
	sqlite3_bind_int(s, 11, rec->scan);
	sqlite3_bind_int(s, 12, f->verdict && f->verdict->replay);
	history_do(rec->h, s);
}

/* The C files that one site and its finding's other chains go through, a line each. */
static char *files_of(const struct finding *f, const struct site *site)
{
	struct finding alone = *f;
	struct arena arena = { NULL };
	const char **list;
	unsigned int n;
	char *text, *end;
	size_t size = 1;

	alone.file = site->file ? site->file : f->file;
	alone.sites = NULL;
	alone.nsites = 0;
	alone.chains = arena_memdup(&arena, f->chains, f->nchains * sizeof(*f->chains));
	if (alone.nchains)
		alone.chains[0] = site->chain;
	list = finding_files(&arena, &alone, &n);
	for (unsigned int i = 0; i < n; i++)
		size += strlen(list[i]) + 1;
	text = end = xcalloc(1, size);
	for (unsigned int i = 0; i < n; i++)
		end = stpcpy(stpcpy(end, i ? "\n" : ""), list[i]);
	arena_release(&arena);
	return text;
}

static void record_site(const struct recorder *rec, sqlite3_stmt *s, const struct finding *f, const struct site *site)
{
	char finding[33], hex[33], *files = files_of(f, site);

	fingerprint_to_hex(f->fingerprint, finding);
	fingerprint_to_hex(site->fingerprint, hex);
	history_bind(s, 1, finding);
	history_bind(s, 2, hex);
	history_bind(s, 3, confidence_name(site->confidence));
	history_bind(s, 4, site->file ? site->file : f->file);
	sqlite3_bind_int64(s, 5, site->line);
	history_bind(s, 6, site->function);
	history_bind(s, 7, files);
	history_bind(s, 8, rec->now);
	history_bind(s, 9, rec->r->kernel);
	sqlite3_bind_int(s, 10, rec->scan);
	history_do(rec->h, s);
	free(files);
}

/* Could this scan have found what goes through these files? */
static bool is_covered(const struct recorder *rec, const char *rule, const char *files)
{
	char *copy = xstrdup(files);
	ARRAY(const char *) list = { 0 };
	bool covered;

	for (char *p = strtok(copy, "\n"); p; p = strtok(NULL, "\n"))
		array_push(&list, p);
	covered = scope_covers(rec->scope, rule, list.at, list.n);
	array_release(&list);
	free(copy);
	return covered;
}

/* Places of before that this scan should have seen and has not, and findings that have no other. */
static void record_gone(const struct recorder *rec)
{
	struct history *h = rec->h;
	sqlite3_stmt *old = history_prepare(h,
		"SELECT site.finding, site.fingerprint, rule, files FROM site JOIN finding ON finding.fingerprint = site.finding "
		"WHERE site.scan != ?1 AND site.gone_since IS NULL AND site.last_seen IS NOT NULL AND origin != 'cocci'");
	sqlite3_stmt *site = history_prepare(h,
		"UPDATE site SET gone_since = ?1, gone_kernel = ?2 WHERE finding = ?3 AND fingerprint = ?4");
	sqlite3_stmt *finding = history_prepare(h,
		"UPDATE finding SET gone_since = ?1, gone_kernel = ?2 WHERE scan != ?3 AND gone_since IS NULL AND "
		"last_seen IS NOT NULL AND origin != 'cocci' AND NOT EXISTS "
		"(SELECT 1 FROM site WHERE site.finding = finding.fingerprint AND site.gone_since IS NULL)");

	if (old && site && finding) {
		sqlite3_bind_int(old, 1, rec->scan);
		while (history_row(h, old)) {
			if (!is_covered(rec, (const char *)sqlite3_column_text(old, 2),
					(const char *)sqlite3_column_text(old, 3)))
				continue;
			history_bind(site, 1, rec->now);
			history_bind(site, 2, rec->r->kernel);
			history_bind(site, 3, (const char *)sqlite3_column_text(old, 0));
			history_bind(site, 4, (const char *)sqlite3_column_text(old, 1));
			history_do(h, site);
		}
		history_bind(finding, 1, rec->now);
		history_bind(finding, 2, rec->r->kernel);
		sqlite3_bind_int(finding, 3, rec->scan);
		history_do(h, finding);
	}
	sqlite3_finalize(old);
	sqlite3_finalize(site);
	sqlite3_finalize(finding);
}

bool history_record(struct history *h, const struct result *r, const struct scope *scope, const char *now)
{
	struct recorder rec = { .h = h, .r = r, .scope = scope, .now = now };
	sqlite3_stmt *finding, *site;

	if (!history_begin(h))
		return false;
	rec.scan = pragma(h, "SELECT coalesce(max(scan), 0) + 1 FROM finding");
	finding = history_prepare(h, finding_sql);
	site = history_prepare(h, site_sql);
	for (unsigned int i = 0; i < r->nfindings && finding && site && !h->has_failed; i++) {
		const struct finding *f = &r->findings[i];

		record_finding(&rec, finding, f);
		for (unsigned int k = 0; k < f->nsites; k++)
			record_site(&rec, site, f, &f->sites[k]);
	}
	sqlite3_finalize(finding);
	sqlite3_finalize(site);
	record_gone(&rec);
	return history_end(h);
}
