/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a rule is made of.  A rule asks one of the queries below; it does not
 * walk anything itself.  Its row is in rules.def, its page in docs/rules/.
 */
#ifndef RECLINT_RULES_RULE_H
#define RECLINT_RULES_RULE_H

#include "analysis/entry.h"
#include "analysis/witness.h"
#include "report/finding.h"

struct reporter {
	struct solver *s;
	struct entries *entries;
	struct arena *arena;
	ARRAY(struct finding) findings;
};

struct rule {
	const char *id;
	bool is_on;		/* by default */
	const char *summary;
	void (*run)(struct reporter *r);
};

extern const struct rule rules[];
extern const unsigned int nrules;

/* One place where a lock is held over something, and who takes the lock in a callback. */
struct cycle {
	const struct effect *edge;
	enum reclaim level;		/* ALLOC: with the callers' scopes */
	const char *callee;		/* the primitive: "kzalloc" */
	const char *lock, *callback;
};

/* L -> event -> mmu_notifier -> L: see report_cycles(). */
struct cycle_query {
	const char *rule;
	enum effect_kind kind;
	const char *context;		/* in which a callback must take the lock, waiting for it */
	bool (*matches)(const struct solver *s, const struct effect *edge, enum reclaim level);
	const char *(*message)(struct reporter *r, const struct cycle *c);
	const char *const *fixes;	/* NULL-terminated, best first */
};

/*
 * One finding for each lock: all places that hold it over a matching event,
 * against the callback that takes it most directly.  It stands at the best
 * place, or in the callback from five holders on.
 */
void report_cycles(struct reporter *r, const struct cycle_query *q);

/* Something a callback may not do in a context. */
struct act_query {
	const char *rule;
	const char *context;
	unsigned int kinds;		/* bit set of enum effect_kind */
	const char *(*message)(struct reporter *r, const char *callee, const struct effect *e, const char *callback);
	const char *const *fixes;
};

/* One finding for each place, the innermost one in the callback's own image. */
void report_acts(struct reporter *r, const struct act_query *q);

/* Something that may not be done between the ends of a hand-made section (a pseudo lock). */
struct section_query {
	const char *rule;
	uint32_t class;
	const char *(*message)(struct reporter *r, const char *callee, const struct effect *e);
	const char *const *fixes;
};
void report_sections(struct reporter *r, const struct section_query *q);

#endif
