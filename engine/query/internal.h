/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the queries share; rules see rule.h only. */
#ifndef RECLINT_QUERY_INTERNAL_H
#define RECLINT_QUERY_INTERNAL_H

#include "query/query.h"

/* Who takes a lock in a callback, or in a section. */
struct user {
	const struct act *act;	/* NULL: no callback */
	uint32_t edge;		/* act NULL: section to lock, or NONE: nobody */
	const struct told *told;	/* nobody is seen, but its author says so; else NULL */
	unsigned int others;	/* further callbacks that do */
};

/* The callback that takes the lock most directly, waiting for it, in one of the contexts. */
struct user find_user(struct reporter *r, uint32_t class, const char *const *contexts);
/* ... of these operations, if ops is not NULL; of_fences: only one whose driver signals its fences afterwards. */
struct user find_user_of(struct reporter *r, uint32_t class, const char *const *contexts, const char *ops, bool of_fences);
/* Where the lock is taken most directly in a section, waiting for it. */
struct user find_section_user(const struct reporter *r, uint32_t class, uint32_t section);
/* How the kernel gets to the callback, and the callback to the act. */
void callback_chain(struct reporter *r, const struct act *a, struct witness *w);

/* What stands for such a chain where only the lock's author says so. */
struct step told_step(struct reporter *r, const struct told *t);

/* What people call a callback that runs in the context: "invalidate callback". */
const char *role_of(const char *context);

/* What takes the lock, its chain, and the function that is named for it: of a callback, or of the section. */
const struct effect *user_effect(const struct reporter *r, const struct user *u);
void user_chain(struct reporter *r, const struct user *u, struct witness *w);
const char *user_function(const struct reporter *r, const struct user *u);

/* What the allocation may do, with the scopes that all callers are in; not one: RECLAIM_NONE. */
enum reclaim level_of(const struct solver *s, const struct effect *e);
/* badness: effect_badness() of all parts added; calls: of the longest chain. */
enum confidence confidence_of(unsigned int badness, unsigned int calls, bool is_unknown);

/* Why what is done in this function ends in no deadlock, or NULL: nobody else is there, or it is a self test. */
const char *standing_of(struct reporter *r, uint32_t node);
/* ... or NULL: it is no self test. */
const char *standing_of_test(struct reporter *r, uint32_t node);
/* A semaphore that the function which took it still has when it returns: what drops it may be an interrupt. */
bool is_handed_on(const struct solver *s, const struct effect *edge);
#define HANDED_ON "if the semaphore, which outlives the function that took it, is not handed on"
/* Why is a reason that makes the finding low. */
void note_standing(struct reporter *r, struct finding *f, const char *why);

/* Which fence is waited for is not known, nor whether anybody waits who does not do so in this driver. */
enum confidence fence_confidence(struct reporter *r, const struct act *act);
/* The chains of whoever waits for fences of that driver, at most 2; see fence_is_waited_for(). */
unsigned int fence_waiter_chains(struct reporter *r, const struct act *act, struct chain *chains);

/* A place that a finding may stand at, before one is chosen. */
struct candidate {
	struct site site;
	const char *callee;
	unsigned int rank;	/* evidence: smaller is better */
	const struct effect *edge;
	uint32_t holder;
	const char *standing;
};

/* The order of places, by file, line, column, function and message; of texts, NULL first. */
int compare_sites(const struct site *x, const struct site *y);
int compare_texts(const char *a, const char *b);

/* Fingerprints of a finding that has several sites, and of these: callees[] are what each calls. */
void name_finding(struct finding *f);
void number_sites(struct reporter *r, struct finding *f, const char *const *callees);

struct chain keep_chain(struct reporter *r, const struct step *steps, unsigned int n);
void note_limits(struct reporter *r, struct finding *f, unsigned int flags, unsigned int several, bool unknown);
void note_fixes(struct finding *f, const char *const *fixes, struct reporter *r);
/*
 * What a debugging kernel would say (symptom.c): f->symptom and f->cycle.  The
 * finding's chains are the links, in the order of the arguments.
 */
void note_symptom_of_cycle(struct reporter *r, struct finding *f, const struct effect *edge, const struct act *act);
void note_symptom_of_told_cycle(struct reporter *r, struct finding *f, const struct effect *edge, const char *context);
/* section: where the lock is taken in a hand-made section */
void note_symptom_of_section_cycle(struct reporter *r, struct finding *f, const struct effect *edge,
				   const struct effect *section);
void note_symptom_of_act(struct reporter *r, struct finding *f, const struct act *act);
void note_symptom_of_section(struct reporter *r, struct finding *f, const struct effect *edge);
/* outer's lock -> inner's lock -> inner's event -> callback */
void note_symptom_of_pair(struct reporter *r, struct finding *f, const struct effect *outer,
			  const struct effect *inner, const struct act *act);
/* held: where the lock that the end needs is held over something, or NULL */
void note_symptom_of_wait(struct reporter *r, struct finding *f, const struct act *wait, const struct act *end,
			  const struct effect *held);
/* outer: lock -> item; end's chain, held's (or NULL), the callback's */
void note_symptom_of_held_wait(struct reporter *r, struct finding *f, const struct effect *outer, const struct act *end,
			       const struct effect *held, const struct act *act);
/* act, held: as the chains after the claim's, or NULL */
void note_symptom_of_claim(struct reporter *r, struct finding *f, const struct claim *c, const struct act *act,
			   const struct effect *held);

/*
 * Nodes of the lock graph, by name: of a class, of what the kernel holds around
 * a callback, of what an effect takes or waits for.  NULL: lockdep has no name for it.
 */
const char *node_of_lock(struct reporter *r, uint32_t class);
const char *node_held_around(struct reporter *r, const struct entry *e);
const char *node_taken_by(struct reporter *r, const struct effect *e);
/* The kernel's own order, by number; its pseudo locks that callbacks hang on.  NULL: no more. */
const struct dependency *kernels_order(unsigned int number);
const char *pseudo_lock(unsigned int number);

/* Adds the conditions on the way of that chain to f->guards (guards.c). */
void note_guards_of_act(struct reporter *r, struct finding *f, const struct act *act, unsigned int chain);
void note_guards_of_edge(struct reporter *r, struct finding *f, uint32_t number, unsigned int chain);

/* Fill in what a finding of one place has; f->rule, lock, entry and message are set. */
void place_finding(struct reporter *r, struct finding *f, uint32_t node, uint32_t event, const char *callee,
		   const char *kind, const struct chain *chains, unsigned int nchains, enum confidence confidence);
/* The same at a place that is no event of the facts, such as a return; its event says what it is. */
void place_finding_at(struct reporter *r, struct finding *f, struct step at, const char *callee,
		      const struct chain *chains, unsigned int nchains, enum confidence confidence);

#endif
