/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was found in a tree from scan to scan, and what people said of it: an
 * sqlite database for each tree, apart from the scan's output and from the
 * cache, because a person's verdict cannot be computed again.
 *
 *	finding	fingerprint (32 hexadecimal digits, the key), rule, origin,
 *		confidence, file, line, function, message: as last seen;
 *		replay: "confirmed", "refuted", "undecided"; program: of what
 *		small programs (32 hexadecimal digits), which functions make
 *		whose change ends the verdict
 *	site	finding, fingerprint (together the key), confidence, file, line,
 *		function; files: the C files it goes through, one in a line
 *	both	first_seen, first_kernel, last_seen, last_kernel: NULL when only
 *		heard of; gone_since, gone_kernel: the first scan that could have
 *		found it and did not; scan: number of the scan that saw it last;
 *		judged ("true", "false", "wontfix"), note, judged_by, judged_at
 *
 * Times are UTC, "2026-11-21T18:20:18Z".  application_id is HISTORY_ID and
 * user_version HISTORY_SCHEMA; another program's database and a newer schema
 * are refused.
 *
 * A verdict on a finding is written to it and to those of its sites that were
 * there; a site that comes later has none, so the finding counts again.  false
 * and wontfix suppress the site; verdicts change no other member of a result,
 * so a scan that is repeated gives the same bytes.
 *
 * Every change is one transaction.  Who meets another writer waits for it, at
 * most HISTORY_WAIT milliseconds.  Functions that return bool or NULL print
 * their own message, which names the file.
 */
#ifndef RECLINT_HISTORY_HISTORY_H
#define RECLINT_HISTORY_HISTORY_H

#include <jansson.h>
#include <stdbool.h>

#include "base/memory.h"
#include "report/finding.h"

enum { HISTORY_ID = 0x52434c54, HISTORY_SCHEMA = 2, HISTORY_WAIT = 10000 };

struct history;
struct scope;

/*
 * $XDG_DATA_HOME/reclint/history/NAME-HASH.db, else below ~/.local/share; NULL
 * when neither variable is set.  Caller frees.
 */
char *history_path(const char *tree);

enum history_mode {
	HISTORY_READ,			/* it must be there */
	HISTORY_WRITE,			/* the same */
	HISTORY_CREATE,			/* made if it is not, with the directories above it */
};
struct history *history_open(const char *path, enum history_mode mode);
void history_close(struct history *h);	/* NULL is fine */

/* ---- as a scan sees it --------------------------------------------------- */

/* The finding's programs as they are now; false: there are none. */
struct history_programs {
	bool (*now)(const struct finding *f, char hex[33], void *data);
	void *data;
};

/*
 * Puts verdicts into the result, anew if it has some; the caller settles.
 * Replay's hold for the same programs only; programs NULL: what the result says.
 */
bool history_apply(struct history *h, struct arena *a, struct result *r, const struct history_programs *programs);
/* All findings, whatever their confidence; replay's verdicts that they have not are void.  now: the time; scope: what is not there and could have been is gone. */
bool history_record(struct history *h, const struct result *r, const struct scope *scope, const char *now);

/* ---- as people see it ------------------------------------------------------ */

struct history_dates {
	const char *first_seen, *first_kernel;
	const char *last_seen, *last_kernel;
	const char *gone_since, *gone_kernel;
};

struct history_verdict {
	const char *judged, *note, *by, *at;	/* judged NULL: none */
};

struct history_site {
	const char *fingerprint;
	enum confidence confidence;
	const char *file, *function, *files;
	unsigned int line;
	struct history_dates dates;
	struct history_verdict verdict;
};

struct history_finding {
	const char *fingerprint, *rule, *origin;
	enum confidence confidence;
	const char *file, *function, *message;
	unsigned int line;
	const char *replay, *program;
	struct history_dates dates;
	struct history_verdict verdict;
	struct history_site *sites;	/* by fingerprint */
	unsigned int nsites;
};

struct history_list {
	struct history_finding *findings;	/* by fingerprint */
	unsigned int n;
};

bool history_read(struct history *h, struct arena *a, struct history_list *list);

/* Is anything said of it or of one of its sites? */
bool history_is_judged(const struct history_finding *f);

/*
 * One finding, or one site, whose fingerprint begins with prefix; another number
 * of them is a message.  *site stays NULL for a finding.
 */
bool history_find(const struct history_list *list, const char *prefix, const char *path,
		  const struct history_finding **f, const struct history_site **site);

/* v->judged NULL takes the verdict back.  Of a finding: on it and those of its sites that are not gone. */
bool history_mark(struct history *h, const struct history_finding *f, const struct history_site *site,
		  const struct history_verdict *v);

/* What replay made of a finding.  Those that no scan has recorded are passed over. */
struct history_replay {
	char fingerprint[33], program[33];
	const char *verdict;		/* NULL takes it back */
};
bool history_replayed(struct history *h, const struct history_replay *list, unsigned int n);

/* ---- between machines (transfer.c) -------------------------------------------- */

/* docs/baseline.md; the caller drops the reference. */
json_t *history_to_json(const struct history_list *list, bool (*wanted)(const struct history_finding *f));

/*
 * Adds what the file has.  Of two verdicts on the same thing the later one stays;
 * what was seen here stays as it is.  taken: how many findings or sites got a
 * verdict.
 */
bool history_import(struct history *h, const char *path, unsigned int *taken);

#endif
