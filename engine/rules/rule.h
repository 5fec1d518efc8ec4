/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a rule is made of.  A rule asks one of the queries of query/query.h; it
 * does not walk anything itself.  Its row is in rules.def, its page in docs/rules/.
 */
#ifndef RECLINT_RULES_RULE_H
#define RECLINT_RULES_RULE_H

#include "query/query.h"

struct rule {
	const char *id;
	bool is_on;		/* by default */
	const char *summary;
	void (*run)(struct reporter *r);
};

extern const struct rule rules[];
extern const unsigned int nrules;

#endif
