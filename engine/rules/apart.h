/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules that ask nothing of what callbacks do in their contexts: once the
 * summaries are final they run in a process of their own, beside the walks of
 * callbacks and the other rules.  The result does not depend on who is first.
 */
#ifndef RECLINT_RULES_APART_H
#define RECLINT_RULES_APART_H

#include "rules/rule.h"

struct apart;

/* chosen: by rule.  NULL: none of them runs apart. */
struct apart *apart_start(struct solver *s, struct entries *entries, const bool *chosen);
/*
 * Adds what the rule found apart to r's findings, and the hits of bounds to the
 * solver's.  The first call waits for the end of all.
 */
void apart_collect(struct apart *p, unsigned int rule, struct reporter *r);
/* With it the findings go; NULL is nothing. */
void apart_free(struct apart *p);

#endif
