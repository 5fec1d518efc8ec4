/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Graphs as SVG, drawn by graphviz's dot: a program that is run, no library
 * that is linked (EPL), and that need not be there.
 */
#ifndef RECLINT_REPORT_SVG_H
#define RECLINT_REPORT_SVG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * All graphs of the text, one <svg> after the other, without what differs
 * between versions of dot (comments) and the heads of files.  Malloc'ed; NULL:
 * there is no dot, or it failed, and why (malloc'ed) says which, in one line.
 */
char *svg_draw(const char *graphs, size_t size, char **why);

/* One graph as a file of its own; false after a message. */
bool svg_print(const char *graph, size_t size, FILE *out);

#endif
