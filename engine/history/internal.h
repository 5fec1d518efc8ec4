/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements of the history's database, for the files of this directory. */
#ifndef RECLINT_HISTORY_INTERNAL_H
#define RECLINT_HISTORY_INTERNAL_H

#include <sqlite3.h>

#include "history/history.h"

struct history {
	sqlite3 *db;
	char *path;
	int schema;			/* it was opened with */
	bool has_failed;		/* and has said so */
};

/* After the first that fails the others do nothing, so that only the last need be asked. */
bool history_run(struct history *h, const char *sql);
sqlite3_stmt *history_prepare(struct history *h, const char *sql);	/* NULL after failure */
void history_bind(sqlite3_stmt *s, int at, const char *text);		/* NULL is null */
bool history_row(struct history *h, sqlite3_stmt *s);			/* there is one more */
bool history_do(struct history *h, sqlite3_stmt *s);			/* and ready for the next values */
const char *history_text(struct arena *a, sqlite3_stmt *s, int column);

bool history_begin(struct history *h);
bool history_end(struct history *h);	/* commit, or undo all after a failure */

#endif
