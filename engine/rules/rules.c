// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/rule.h"

#define RULE(id, family, on, summary) void rule_##id(struct reporter *r);
#include "rules/rules.def"
#undef RULE

#define ON true
#define OFF false

const struct rule rules[] = {
#define RULE(id, family, on, summary) { #id, family, on, summary, rule_##id },
#include "rules/rules.def"
#undef RULE
};

const unsigned int nrules = sizeof(rules) / sizeof(*rules);
