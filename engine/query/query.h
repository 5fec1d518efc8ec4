/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The questions that rules ask of the lock graph, of what callbacks do, and of
 * paths.  What is found is grouped, placed and ranked here, the same way for all.
 */
#ifndef RECLINT_QUERY_QUERY_H
#define RECLINT_QUERY_QUERY_H

#include "analysis/outcome.h"
#include "analysis/witness.h"
#include "report/finding.h"
#include "report/order.h"

struct reporter {
	struct solver *s;
	struct entries *entries;
	struct outcomes *outcomes;
	struct arena *arena;
	ARRAY(struct finding) findings;
	struct standing *standing;	/* found when first asked for, see standing.c */
	struct fence_facts *fences;	/* the same, see fences.c */
	const struct breaches *breaches;	/* while contract-body runs */
	uint32_t *taker_first, *takers;	/* acts that take a lock, by its class; found when first asked for */
	struct aside *aside;		/* or NULL: the rule runs apart, see rules/apart.h */
	uint32_t nheard;		/* findings that came by reporter_hear() */
};
void standing_release(struct reporter *r);
/* Apart: the findings of those who run before the rule.  Waits for them. */
void reporter_hear(struct reporter *r);

/* One place where a lock is held over something, and who takes the lock in a callback. */
struct cycle {
	const struct effect *edge;
	enum reclaim level;		/* ALLOC: with the callers' scopes */
	const char *callee;		/* the primitive: "kzalloc" */
	const char *lock, *callback;	/* in_section: the function that takes it there */
	const char *role;		/* what the callback is: "invalidate callback" */
	const struct told *told;	/* no callback is seen: its author says that there is one */
	bool in_section;
};

/* "invalidate callback 'f' takes"; where nobody is seen, by whose word it is taken. */
const char *cycle_taker(struct reporter *r, const struct cycle *c);

/*
 * Contexts that callbacks run in are the model's, lists of them end with NULL.
 * L -> event -> (something that the kernel holds around callbacks) -> L:
 * see report_cycles().
 */
struct cycle_query {
	const char *rule;
	unsigned int kinds;		/* under the lock: bit set of enum effect_kind */
	const char *const *contexts;	/* in any of which a callback must take the lock, waiting for it */
	uint32_t section;		/* or a pseudo lock: where no callback does, in whose sections the lock may be taken, too */
	enum confidence at_best;	/* CONF_HIGH if not set */
	const char *const *unless;	/* or NULL: but in none of these, where another rule speaks */
	/* level: ALLOC, else RECLAIM_NONE; act: the callback's acquisition, NULL: in a section */
	bool (*matches)(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act);
	const char *(*message)(struct reporter *r, const struct cycle *c);
	const char *const *fixes;	/* NULL-terminated, best first */
	bool counts_told;		/* a lock that its author says is taken there counts, though nobody is seen: cycle_taker() */
	/* context "fence": only what fence_is_late() says, where nothing stands yet; whoever waits is told of, too */
	bool of_fences;
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
	const char *const *contexts;
	unsigned int kinds;		/* bit set of enum effect_kind */
	/* or NULL; node: where the finding would stand */
	bool (*matches)(struct reporter *r, const struct act *act, uint32_t node);
	enum confidence (*limit)(struct reporter *r, const struct act *act, uint32_t node);	/* or NULL: at most this */
	const char *(*message)(struct reporter *r, const char *callee, const struct effect *e, const char *callback);
	const char *const *fixes;
	bool of_fences;			/* as in cycle_query */
	bool is_rest;			/* only where no finding of the rule stands yet */
	bool takes_any_mask;		/* a mask that is a parameter may be any: that is known, not unknown */
};

/* One finding for each place, the innermost one in the callback's own image. */
void report_acts(struct reporter *r, const struct act_query *q);

/* Something that may not be done between the ends of a hand-made section (a pseudo lock). */
struct section_query {
	const char *rule;
	uint32_t class;
	unsigned int kinds;
	bool (*matches)(const struct reporter *r, const struct effect *e);	/* or NULL */
	enum confidence (*limit)(struct reporter *r, const struct effect *e);	/* or NULL: at most this */
	const char *(*lock)(struct reporter *r, const struct effect *e);	/* or NULL: the class's name */
	bool is_grouped;		/* what is done in one place, for one image, is one finding; where none stands yet */
	const char *(*message)(struct reporter *r, const char *callee, const struct effect *e);
	const char *const *fixes;
};
void report_sections(struct reporter *r, const struct section_query *q);

/* A lock M that is waited for under L, which a callback takes, while M is held over an event elsewhere. */
struct nested {
	const struct effect *inner;	/* M's edge */
	const char *outer_lock, *inner_lock, *callback, *callee;
	enum reclaim level;		/* ALLOC */
};

struct nested_query {
	const char *rule;
	unsigned int kinds;		/* under M */
	const char *const *contexts;	/* in which a callback takes L, and none takes M */
	const char *(*message)(struct reporter *r, const struct nested *n);
	const char *const *fixes;
};

/* L -> M -> event -> callback -> L: one finding for each pair, where M is taken under L. */
void report_nested(struct reporter *r, const struct nested_query *q);

/* What a path rule has to say about one place. */
struct path_report {
	const char *rule, *message;
	const char *lock, *entry;	/* or NULL */
	uint32_t node, event;		/* the call that it is about; event NONE: a return, at is set */
	struct step at;			/* where it stands: at.event set; at.file NULL: at the call */
	struct chain chain;
	enum confidence confidence;
	bool is_joined;
	bool is_cut;			/* the bound `callers` was hit */
	unsigned int several;		/* indirect calls with several targets on the chain */
	const char *const *fixes;
};

/* One finding for each rule, place and message; the first report stands. */
void report_path(struct reporter *r, const struct path_report *p);

/* The kernel calls the callback. */
struct step entry_step(struct reporter *r, const struct entry *e);
/* The callback returns, by this way out. */
struct step ending_step(struct reporter *r, const struct ending *e, const char *detail);

/* A callback waits for an item, and what ends it needs what the callback's caller holds up. */
struct waiting {
	const char *waiter;		/* the call that waits: "flush_work" */
	const char *item, *callback, *ender;
	const char *callee;		/* what the ender, or a holder of its lock, calls */
	const char *lock;		/* that the ender takes while others hold it so, or NULL */
	const struct effect *cause;	/* ALLOC or FAULT */
};

struct wait_query {
	const char *rule;
	const char *const *contexts;	/* that wait */
	const char *(*message)(struct reporter *r, const struct waiting *w);
	const char *const *fixes;
};

/* callback -> item -> (lock ->) allocation or fault: one finding for each place that waits. */
void report_waits(struct reporter *r, const struct wait_query *q);

/* Somebody who holds a lock that a callback takes waits for an item, and what ends that needs the callback's caller. */
struct held_wait {
	const char *waiter, *item, *ender;
	const char *lock, *callback, *role;
	const char *inner;		/* lock that the ender takes while others hold it over the cause, or NULL */
	const char *callee;		/* what the ender, or a holder of the inner lock, calls */
	const struct effect *cause;
	enum reclaim level;		/* ALLOC */
};

struct held_wait_query {
	const char *rule;
	unsigned int causes;		/* bit set of enum effect_kind: what may not be done while the lock is held */
	const char *const *contexts;	/* in any of which a callback must take the lock, waiting for it */
	const char *const *unless;	/* or NULL: but in none of these, where another rule speaks */
	/* or NULL; lock: that the callback takes */
	bool (*matches)(struct reporter *r, const struct effect *cause, enum reclaim level, uint32_t lock);
	const char *(*message)(struct reporter *r, const struct held_wait *w);
	const char *const *fixes;
};

/*
 * L -> item -> (M ->) cause -> callback -> L: one finding for each lock and item, or lock and M.
 * A lock that is held over such a cause itself is a shorter circle, and no more is said.
 */
void report_held_waits(struct reporter *r, const struct held_wait_query *q);
/* The message that most rules have. */
const char *held_wait_message(struct reporter *r, const struct held_wait *w);

/*
 * Acts in context "fence" (fences.c): they come before a signal.  Do all who
 * signal fences of that class need what the signal must not wait for?
 */
bool fence_is_late(struct reporter *r, const struct act *act);
/* Does a callback of the same driver wait for fences, or somebody who holds a lock that it takes? */
bool fence_is_waited_for(struct reporter *r, const struct act *act);
/* Does the edge wait for the fence of the act's entry, or for all of an object in the same driver? */
bool fence_is_waited_by(struct reporter *r, const struct effect *edge, const struct act *act);
bool is_fence_wait(const struct reporter *r, const struct effect *e);
/* An allocation that may reclaim, a fault, a dma_resv: what no signal may wait for. */
bool is_fence_cause(struct reporter *r, const struct effect *e, enum reclaim level);

/* What is told to lockdep about a lock and reclaim, and what was derived. */
struct judged {
	const struct claim *claim;
	const char *lock;
	const char *callback;		/* that takes it in reclaim, waiting for it, or NULL */
	const struct effect *held;	/* its best edge to a GFP_KERNEL allocation, or NULL */
};

struct claim_query {
	const char *rule;
	const char *(*judge)(struct reporter *r, const struct judged *j);	/* the message, or NULL: all is well */
	const char *const *fixes;
};

void report_claims(struct reporter *r, const struct claim_query *q);
/* Is lockdep told that the class is taken in reclaim?  before: by an earlier claim than this one, NULL: by any. */
bool is_claimed(const struct reporter *r, uint32_t class, const struct claim *before);

/* What lies on a circle through one of the kernel's pseudo locks; for people, no rule. */
struct lock_orders find_orders(struct reporter *r);

/* Is the entry in one of the contexts? */
bool entry_is_in(const struct reporter *r, const struct act *act, const char *const *contexts);
/* Does the very call, of the edge's place and under its lock, also do something of these kinds? */
bool call_also_does(struct reporter *r, const struct effect *edge, unsigned int kinds);
/*
 * Locks that are said to be taken in a context, of which there is a callback in
 * the same directory, and that none takes.
 */
void report_untrue(struct reporter *r, const char *rule);
/* Does a callback take the lock in one of the contexts, waiting for it? */
bool is_taken_in(struct reporter *r, uint32_t class, const char *const *contexts);
/* ... a callback of these operations ("mmu_notifier_ops")? */
bool is_taken_by(struct reporter *r, uint32_t class, const char *const *contexts, const char *ops);

#endif
