/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markdown, in the part that CommonMark and the code hosts agree on.  What
 * comes from findings is text: none of it becomes markup, whatever it holds.
 */
#ifndef RECLINT_REPORT_MARKDOWN_H
#define RECLINT_REPORT_MARKDOWN_H

#include "report/finding.h"

struct source;

/* Words in a line, on one line; also good in a cell of a table. */
void markdown_text(const char *s, FILE *out);
/* A span of code; in a cell of a table or not. */
void markdown_code(const char *s, bool cell, FILE *out);
/* What there is to say of a finding but its heading; source may be NULL. */
void markdown_finding(const struct finding *f, struct source *source, FILE *out);

#endif
