// SPDX-License-Identifier: GPL-2.0-or-later
/* Stands in until engine/analysis/analysis.c is there. */
#include "analysis/analysis.h"

#include <stdlib.h>

#include "facts/facts.h"

static struct result empty;
static struct lock_table none;
#define WEAK __attribute__((weak))
WEAK void analysis_options_init(struct analysis_options *o) { *o = (struct analysis_options){ .jobs = 1 }; }
WEAK struct analysis *analysis_new(const struct analysis_options *o) { (void)o; return malloc(1); }
WEAK void analysis_free(struct analysis *a) { free(a); }
WEAK void analysis_add(struct analysis *a, struct facts *f, const char *path, bool model) { (void)a, (void)path, (void)model; facts_free(f); }
WEAK void analysis_add_failed(struct analysis *a, const char *unit) { (void)a, (void)unit; }
WEAK void analysis_run(struct analysis *a) { (void)a; }
WEAK const struct result *analysis_result(struct analysis *a) { (void)a; return &empty; }
WEAK const struct lock_table *analysis_locks(struct analysis *a) { (void)a; return &none; }
