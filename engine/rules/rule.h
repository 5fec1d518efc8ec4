/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a rule is made of.  A rule asks one of the queries of query/query.h; it
 * does not walk anything itself.  Its row is in rules.def, its page in docs/rules/.
 */
#ifndef RECLINT_RULES_RULE_H
#define RECLINT_RULES_RULE_H

#include "query/query.h"

/*
 * CYCLE, a query on the lock graph, and PATH, events on feasible paths, run
 * when all is known.  APART: events on paths that have nothing to do with
 * callbacks' contexts, see apart.h.  BOTH runs twice, there (reporter.aside)
 * and here.
 */
enum rule_family { CYCLE, PATH, APART, BOTH };

struct rule {
	const char *id;
	enum rule_family family;
	bool is_on;		/* by default */
	const char *summary;
	void (*run)(struct reporter *r);
};

extern const struct rule rules[];
extern const unsigned int nrules;

#endif
