/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The source that findings speak of, line by line: for excerpts, and for what
 * comments say.  Files are read when first asked for and kept.
 *
 * Names come from findings, which may come from anywhere: one that leads out of
 * the tree ("/etc/passwd", "../x") is not there.
 */
#ifndef RECLINT_REPORT_SOURCE_H
#define RECLINT_REPORT_SOURCE_H

struct source;

/* NULL after a message: not a directory. */
struct source *source_open(const char *directory);
void source_close(struct source *s);	/* NULL is fine */

/* Line 1, 2 ... without its end; NULL: no such file or line.  Stays until source_close(). */
const char *source_line(struct source *s, const char *file, unsigned int line);
/* How many lines; 0: no such file. */
unsigned int source_lines(struct source *s, const char *file);

#endif
