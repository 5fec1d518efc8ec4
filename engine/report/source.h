/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The source that findings speak of, line by line: for excerpts, and for what
 * comments say.  Files are read when first asked for and kept.
 *
 * Names come from findings, which may come from anywhere: one that leads out of
 * the tree ("/etc/passwd", "../x") is not there.  An absolute name, as modules
 * outside of the kernel tree have, is there if it lies in the tree or in a
 * directory that was admitted.
 */
#ifndef RECLINT_REPORT_SOURCE_H
#define RECLINT_REPORT_SOURCE_H

#include <stdbool.h>

struct source;

/* NULL after a message: not a directory. */
struct source *source_open(const char *directory);
void source_close(struct source *s);	/* NULL is fine */
/* Absolute names below this directory are there, too. */
void source_admit(struct source *s, const char *directory);

/* Line 1, 2 ... without its end; NULL: no such file or line.  Stays until source_close(). */
const char *source_line(struct source *s, const char *file, unsigned int line);
/* How many lines; 0: no such file. */
unsigned int source_lines(struct source *s, const char *file);

/* Is there such a file?  It is not read. */
bool source_has(const struct source *s, const char *file);
/* Does the text occur in it?  What is only asked this is not kept: for looking through a whole tree. */
bool source_mentions(const struct source *s, const char *file, const char *text);

#endif
