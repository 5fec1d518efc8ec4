/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A findings.json back into what report_json() had: printing it again gives
 * the same bytes.  Members that nobody here knows are lost, those that are
 * missing, as in a file of an older reclint, count as null or empty.
 */
#ifndef RECLINT_REPORT_READ_H
#define RECLINT_REPORT_READ_H

#include <jansson.h>

#include "base/memory.h"
#include "report/finding.h"

/* All memory is the arena's.  NULL after a message that names path: no such file, or no findings in it. */
struct result *result_read(struct arena *a, const char *path);
/* root stays the caller's and may go; path: for messages. */
struct result *result_from_json(struct arena *a, const json_t *root, const char *path);

#endif
