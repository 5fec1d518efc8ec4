/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings of a second origin among those of a findings.json.  The head of the
 * file stays the first one's; the statistics of the second are its member
 * "cocci".
 */
#ifndef RECLINT_REPORT_MERGE_H
#define RECLINT_REPORT_MERGE_H

#include <jansson.h>

#include "report/finding.h"

/* base: a findings.json, changed by this. */
void report_json_merged(json_t *base, const struct result *r, enum confidence min, FILE *out);

#endif
