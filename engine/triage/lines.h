/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lines of a file before and after a patch: which became which, which the
 * patch touches, and which functions these are in.
 *
 * Functions are found as they are written in the kernel: from the line in front
 * of a '{' in the first column, or one that ends an unindented line, to a '}' in
 * the first column.
 */
#ifndef RECLINT_TRIAGE_LINES_H
#define RECLINT_TRIAGE_LINES_H

#include <stdbool.h>

#include "triage/series.h"

/* One side; lines are numbered from 1. */
struct side {
	unsigned int n;
	const char **line;		/* not NUL-terminated: up to '\n' */
	bool *is_touched;		/* added or removed, or beside what was removed or added */
	bool *in_touched;		/* in a function with such a line, or such a line */
};

struct line_map {
	struct side before, after;
	unsigned int *to_after;		/* by line of before; 0: removed */
	unsigned int *hunk_start;	/* by hunk: where it stands in after */
};

/* before, after: the texts, NULL: no such file; they must outlive m. */
void line_map_init(struct line_map *m, const struct patch_file *f, const char *before, const char *after);
void line_map_release(struct line_map *m);

bool side_is_in_touched(const struct side *s, unsigned int line);
/* The first and the last line of the function (or the paragraph) that the line is in. */
void side_function(const struct side *s, unsigned int line, unsigned int *first, unsigned int *last);

#endif
