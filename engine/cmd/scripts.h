/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The semantic patches of a directory: what their heads say (docs/cocci.md).
 */
#ifndef RECLINT_CMD_SCRIPTS_H
#define RECLINT_CMD_SCRIPTS_H

#include <stdbool.h>

#include "base/array.h"

struct script {
	char *name;			/* "nonblock_sleep" */
	char *path;
	char *options;			/* of spatch, from its head */
	char *tokens;			/* "a|b c": (a or b) and c */
};

/* All zero is empty. */
struct scripts {
	ARRAY(struct script) at;	/* by name */
};

/*
 * Those that report, of this directory (NULL: reclint's own).  list: names,
 * separated by commas, each of which must be there; NULL: all that are on by
 * default.  False after a message.
 */
bool scripts_find(struct scripts *s, const char *directory, const char *list);
void scripts_release(struct scripts *s);

/* Has the text what the script cannot do without? */
bool script_may_match(const struct script *s, const char *text);

#endif
