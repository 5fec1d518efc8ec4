/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who depends on what: the files that kbuild's fixdep noted in .NAME.o.cmd for
 * each unit of a base.
 *
 * Files of the tree are named relative to it, generated ones as "//" and the
 * path in the build directory: "//include/config/MMU_NOTIFIER" is a symbol of the
 * configuration.  What does not change (the compiler's own headers) is left out.
 */
#ifndef RECLINT_TRIAGE_DEPS_H
#define RECLINT_TRIAGE_DEPS_H

#include <stdbool.h>
#include <stdint.h>

#include "triage/tree.h"

struct deps;

/*
 * Of the units in facts, compiled in build.  cache: a file to keep it in, for
 * facts of that hash.  NULL after a message.
 */
struct deps *deps_read(const char *facts, const char *build, const char *cache, uint64_t hash, unsigned int jobs);
void deps_free(struct deps *d);

uint32_t deps_nunits(const struct deps *d);
const char *deps_source(const struct deps *d, uint32_t unit);
/* NONE: there is no such unit. */
uint32_t deps_find(const struct deps *d, const char *source);
/* Does kbuild know how the unit is compiled? */
bool deps_has_command(const struct deps *d, uint32_t unit);
/* Sets users[unit] for those that depend on one of the files. */
void deps_mark(const struct deps *d, const path_array *files, bool *users);

/* "drivers/x/y.c" to "BUILD/drivers/x/.y.o.cmd". */
char *deps_command_file(const char *build, const char *source);
/*
 * The prerequisites of a make rule, from `text` on up to an empty line or the
 * end; tree: how the tree is spelt there, with a '/' at the end.
 */
void deps_parse(const char *text, const char *tree, path_array *files);
/* From a .cmd file or a command line: how kbuild spells the tree, with a '/' at the end; NULL: it does not say. */
char *deps_tree_of(const char *command);

#endif
