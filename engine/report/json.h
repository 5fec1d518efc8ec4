/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A finding as findings.json has it, for what reads findings in that form (splat.h). */
#ifndef RECLINT_REPORT_JSON_H
#define RECLINT_REPORT_JSON_H

#include <jansson.h>

#include "report/finding.h"

/* The caller drops the reference. */
json_t *finding_to_json(const struct finding *f);
/* Both take the value over; out of memory ends the program. */
void json_set(json_t *object, const char *name, json_t *value);
void json_append(json_t *array, json_t *value);
/* A string whatever its bytes are: what is not UTF-8 loses some; null for NULL. */
json_t *json_text(const char *s);

#endif
