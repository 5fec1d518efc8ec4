/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Summaries as text, for people who debug the engine and for its tests. */
#ifndef RECLINT_ANALYSIS_DUMP_H
#define RECLINT_ANALYSIS_DUMP_H

#include <stdio.h>

struct solver;

/* function: only that one; NULL: all. */
void dump_summaries(struct solver *s, const char *function, FILE *out);

#endif
