/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bringing facts to the engine: the model, and whatever PATHs name. */
#ifndef RECLINT_CMD_LOAD_H
#define RECLINT_CMD_LOAD_H

#include "cmd/cmd.h"
#include "facts/container.h"

/*
 * A file that came with reclint: beside the program ("model.o" in build/), in
 * the source tree around it, or where it was installed.  NULL after a message.
 */
char *support_file(const char *name);

/* docs/rules/RULE.md, malloc'ed; NULL: there is no such rule, or after a message. */
char *rule_page(const char *rule);

/* Adds the model; false after a message. */
bool load_model(struct analysis *a, const struct options *o);

/*
 * Adds the facts of all paths; each error is a message and a failed unit of
 * the result.  except: source of a unit to leave out, or NULL.  each: sees
 * every unit that is added, may be NULL.  Returns the number of errors.
 */
typedef void load_unit_fn(const struct facts *f, void *data);
int load_paths(struct analysis *a, const struct options *o, const char *const *paths,
	       unsigned int npaths, const char *except, load_unit_fn *each, void *data);

/*
 * The first unit in an object, the caller's; NULL if there is none.  Each error
 * is a message and counted in *errors, which may be NULL.
 */
struct facts *load_object(const char *path, int *errors);

/* What the analysis found, with what only the caller knows about the kernel. */
struct result result_of(struct analysis *a, const struct options *o);

/* In that form, with the source and the level of the options, to the path (NULL: standard output); false after a message. */
bool report_write(const struct result *r, const struct options *o, enum report_format format, const char *path);
/* A misspelt annotation must not pass for none: a message for each; was there any? */
bool tell_meaningless(const struct result *r);
/* Report as the options say; the exit status, findings or trouble included. */
int report_result(struct result *r, const struct options *o, int errors);

#endif
