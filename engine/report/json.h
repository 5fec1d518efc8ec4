/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A finding as findings.json has it, for what reads findings in that form (splat.h). */
#ifndef RECLINT_REPORT_JSON_H
#define RECLINT_REPORT_JSON_H

#include <jansson.h>

#include "report/finding.h"

/* The caller drops the reference. */
json_t *finding_to_json(const struct finding *f);
/* A string whatever its bytes are: what is not UTF-8 loses some; null for NULL. */
json_t *json_text(const char *s);

#endif
