/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a function does, as its callers see it.
 *
 *	exit	one way to return: which values, under which guards over the
 *		parameters, with which locks and scopes taken or released.  A
 *		net effect is in a summary only if it holds on *all* exits that
 *		the caller cannot tell apart.
 *	effect	something that happens inside: an acquisition, an allocation, a
 *		fault, a sleep, a wait.  It carries the locks of the caller
 *		that are released before it, the scopes it is in, the guards
 *		under which it happens, and how it was derived (its witness).
 *	edge	an effect that happens while a lock is held.  When nothing is
 *		left to decide it is settled: an entry of edges.at, a fact
 *		about the program.  Until then (guards over parameters, a gfp
 *		parameter) it travels up in the summary like an effect.
 */
#ifndef RECLINT_ANALYSIS_SUMMARY_H
#define RECLINT_ANALYSIS_SUMMARY_H

#include <stdbool.h>
#include <stdint.h>

#include "analysis/lock.h"
#include "base/bitset.h"
#include "link/model.h"

/* kind, what `what` means */
#define EFFECTS(X)								\
	X(ACQUIRE, "acquire")	/* lock class */				\
	X(ALLOC,   "allocate")	/* gfp */					\
	X(FAULT,   "fault")	/* string: "gup", "user", ... */		\
	X(SLEEP,   "sleep")	/* SLEEP_IN_TASK: not in an interrupt; else 0 */ \
	X(WAIT,    "wait")	/* wait, see struct wait */			\
	X(PUT,     "put")	/* entity: the final put */			\
	X(VM,      "vm lock")	/* string: the role of a lock that the mm holds around callbacks: "folio" ... */ \
	X(FIRE,    "fire")	/* string: calls the mmu notifiers in this thread, in this context */

enum effect_kind {
#define X(id, name) EFFECT_##id,
	EFFECTS(X)
#undef X
	EFFECT_KINDS
};

#define SLEEP_IN_TASK	1u

enum effect_flags {
	EF_TRY		= 1 << 0,	/* ACQUIRE: does not wait */
	EF_SHARED	= 1 << 1,	/* ACQUIRE: as a reader */
	EF_FINAL	= 1 << 2,	/* through the release of a reference */
	EF_JOINED	= 1 << 3,	/* some guard was given up */
	EF_DECIDES	= 1 << 5,	/* this function's arguments decide that it happens in the callee */
	EF_SYMBOLIC	= 1 << 4,	/* ACQUIRE: `what` is the lock's address, over parameters */
	EF_UNASKED	= 1 << 6,	/* edge: callers who might decide were not asked */
};

struct effect {
	uint8_t kind;
	uint8_t flags;
	uint8_t several;	/* indirect calls with several targets on the way, saturating */
	uint8_t depth;		/* calls on the way, saturating */
	uint32_t scopes;	/* bit set of scope numbers */
	uint32_t event;		/* place in this function ... */
	uint32_t what;
	uint32_t object;	/* ACQUIRE: the lock's address where it can be told; edge under a symbolic lock: that one's */
	uint32_t lock;		/* edge: class held (CLASS_SYMBOLIC: of a caller), else NONE */
	uint32_t holder;	/* edge: node and ... */
	uint32_t holder_event;	/* ... event under the lock there */
	uint32_t acquisition;	/* edge: where the lock was taken, see acquisitions */
	uint32_t released;	/* class set: locks of the caller released before */
	uint32_t guards;	/* atom set over parameters and globals */
	uint32_t origin;	/* callgraph.origins or NONE */
	uint32_t callee;	/* ... through this callee (callgraph.callees), NONE: a modelled primitive itself ... */
	uint32_t next;		/* ... whose effect of this number it is */
};

#define EXIT_LOCKS	4

enum return_class { RETURN_ZERO = 1, RETURN_NEGATIVE = 2, RETURN_OTHER = 4, RETURN_ANY = 7 };
/* What a word of the vocabulary says of a result: compared with 0, and the classes that it may be of. */
struct result_word {
	const char *text;
	enum atom_op op;
	uint8_t classes;
};
/* "zero", "nonzero", "negative" or "valid"; else NULL. */
const struct result_word *result_word(const char *text);

struct exit_lock {
	uint32_t class, object;	/* symbolic: class is CLASS_SYMBOLIC */
	uint32_t acquisition;
	uint8_t shared;
	uint8_t in_loop;	/* released: in a loop of the function */
};

struct exit {
	uint8_t classes;	/* enum return_class, or-ed */
	uint8_t nheld, nreleased;
	uint32_t value;		/* expression over parameters, or EXPR_UNKNOWN */
	uint32_t field, member;	/* a struct is returned: this field of it has that value (guard()'s lock), or EXPR_UNKNOWN */
	uint32_t guards;
	uint32_t opened;	/* acquisition: by which an atomic section is left open */
	bool is_mixed;		/* an atomic section is left open or closed on some ways only, and nobody can tell which */
	struct exit_lock held[EXIT_LOCKS], released[EXIT_LOCKS];
	int8_t scopes[SCOPE_MAX];
};

struct summary {
	struct exit *exits;
	uint32_t nexits;
	struct effect *effects;
	uint32_t *keys;		/* by effect: hash of what is_same_effect() compares */
	uint32_t neffects, room;
	uint32_t nitems;	/* effects that are waits for items */
	bool has_net;		/* some exit has locks or scopes */
	bool is_waiting;	/* some effect is an edge that a caller has to decide about */
	bool is_cut;		/* the bound `effects` was hit */
	bool is_joined;		/* the bound `states` was hit */
};

/* Where a lock was taken: event of a node; further in: callee's acquisition. */
struct acquisition {
	uint32_t node, event;
	uint32_t callee;	/* callgraph.callees, NONE: here */
	uint32_t inner;		/* acquisition in the callee */
};

/*
 * What is waited for.  Where it matters who ends the wait (a work item, a
 * completion, a queue) it has a class as a lock has one: the struct and field
 * it lies in; else CLASS_UNKNOWN.
 */
struct wait {
	uint32_t kind;		/* texts: "work", "fence" ... of the model */
	uint32_t class;
	uint32_t object;	/* CLASS_SYMBOLIC: its address over parameters, else EXPR_UNKNOWN */
};

/* The engine while it summarises; see solve.c for the order of things. */
struct bounds {
	unsigned int states, effects, guards, rounds, depth, several, callers, callback_depth, shrinker_depth, fault_depth, order_depth,
		     spin_depth, item_depth, enders, atomic_depth, steps, contexts;
	uint64_t states_hit, effects_hit, guards_hit, rounds_hit, depth_hit, several_hit, contexts_hit, callback_depth_hit, steps_hit,
		 callers_hit, enders_hit;
};

/* What was hit between the two. */
void bounds_add_hits(struct bounds *to, const struct bounds *before, const struct bounds *after);

/* Scopes on entry to a call, for "every caller is in scope X". */
struct call_scope {
	uint32_t caller, callee;
	uint32_t scopes;
};

/* What one walk over a node of a cycle found: it counts if the walk was the node's last. */
struct tape {
	ARRAY(struct effect) edges;
	ARRAY(struct call_scope) scopes;
};

struct callgraph;
struct refine;
struct lift_memo;
struct state_pool;
struct fresh;
struct atomic_run;

struct solver {
	struct program *program;
	struct model *model;
	struct callgraph *graph;
	struct exprs exprs;
	struct locks locks;
	struct summary *summaries;	/* by node */
	struct intern texts;		/* kinds of faults and waits */
	ARRAY(struct wait) waits;
	struct keymap wait_keys;
	ARRAY(struct acquisition) acquisitions;
	struct keymap acquisition_keys;
	ARRAY(struct effect) edges;	/* settled; the first was seen first */
	ARRAY(uint32_t) edge_node;	/* by edge: the node whose summary walk starts at */
	struct keymap edge_keys;
	ARRAY(struct call_scope) call_scopes;
	uint16_t *entry_scopes;		/* by node, after solve_scopes() */
	struct bounds bounds;
	int64_t gfp_direct_reclaim, gfp_io, gfp_fs, gfp_nolockdep, gfp_nofail, gfp_relevant;
	uint32_t class_nonblock, class_fs_reclaim, class_signalling, class_atomic;
	/* atomic.c, else 0: scopes in which nobody may sleep; locks that spin are counted as one of them, no others are kept */
	unsigned int atomic_scopes;
	unsigned int preempt_scopes;	/* ... that count as a lock that spins does */
	unsigned int interrupt_scopes;	/* ... in which in_interrupt() says so */
	unsigned int irq_scopes;	/* ... in which irqs_disabled() does */
	struct bitset atomic_entries;	/* nodes that run in such a one */
	struct atomic_run *atomic;
	struct bitset closers;		/* nodes that close sections and open none */
	bool is_closing;		/* one of these is being walked */
	bool is_last;			/* what memory holds is not asked of the walked function's callers */
	struct bitset uneven;		/* nodes with a loop that opens more than it closes, or less */
	/* nodes that a callback or a section may reach: only there do sleeping, waiting and taking locks matter to callers */
	struct bitset in_callback;
	struct bitset in_spinning;	/* may be called under a notifier's spinning lock: sleeping matters */
	struct bitset in_entry;		/* entries of the other contexts: what locks they take matters */
	/* nodes, see wanted.h */
	struct bitset wanted, candidates, walked, holders, scoped, has_unseen_caller;
	struct bitset kept;		/* after wanted_narrow(): nodes that may be walked; no words: all */
	uint8_t *levels;		/* by plain node: calls below the nearest one that asks, or LEVEL_NONE */
	struct asks *asks;		/* or NULL: while it is found out who asks (wanted.c), only exits count */
	const struct observer *observer;	/* looks on while functions are walked, or NULL: see walk.h */
	struct refine *refine;		/* or NULL: summaries as they are */
	struct tape *tape;		/* or NULL: what is recorded stands */
	bool is_recording;		/* edges count: the node's summary is final */
	struct lift_memo *memo;		/* see walk.h */
	uint32_t *writes;		/* by function: see call.c */
	struct clobber *clobber;	/* see clobber.h */
	struct fresh *fresh;		/* what fresh.c has found out so far, or NULL */
	struct state_pool *states;
	uint64_t unknown_subclasses;
	uint64_t undecided_contracts;	/* ways out and clauses of contracts about which nothing is certain (promise.h) */
	bool dump;
	const char *dump_function;
};

/* How an effect compares as evidence: smaller is better. */
static inline unsigned int effect_badness(const struct effect *e)
{
	return (e->flags & EF_FINAL ? 64 : 0) + e->several * 8u + (e->flags & EF_JOINED ? 4 : 0);
}

static inline bool effect_is_better(const struct effect *a, const struct effect *b)
{
	unsigned int x = effect_badness(a), y = effect_badness(b);

	return x != y ? x < y : a->depth < b->depth;
}

/* Something seen while a function is walked under assumptions. */
typedef void effect_sink(struct solver *s, uint32_t node, const struct effect *e, void *data);

/*
 * Walk the node's paths.  assume (atom set) holds on entry.  sink NULL: fill
 * the node's summary; returns whether it rose.  Else every effect goes to
 * sink, with the event it came from, and nothing is remembered.
 */
bool explore(struct solver *s, uint32_t node, uint32_t assume, effect_sink *sink, void *data);

/* Add to a summary, keeping the weaker guard and the better evidence; true: new to callers. */
bool summary_add(struct solver *s, struct summary *sum, const struct effect *e);
/* A fact about the program, seen at node: nothing is left that a caller could decide. */
void edge_settle(struct solver *s, uint32_t node, const struct effect *e);
/* Are there any locks or scopes? */
bool exit_has_net(const struct exit *x);
/* Same locks and scopes, taken and released. */
bool exit_same_net(const struct exit *a, const struct exit *b);
/* Make exits that a caller cannot tell apart agree. */
void exits_normalise(struct solver *s, struct exit *exits, uint32_t *n);

/* Scopes that change what an allocation may do. */
#define ALLOC_SCOPES	(1 << SCOPE_nofs | 1 << SCOPE_noio | 1 << SCOPE_noreclaim)

/* Gfp in effect under scopes: 0 none, else bits of enum reclaim. */
enum reclaim { RECLAIM_NONE, RECLAIM_NOIO, RECLAIM_NOFS, RECLAIM_FS, RECLAIM_UNKNOWN };
/* "GFP_KERNEL", "GFP_NOFS" ... */
const char *reclaim_name(enum reclaim level);
enum reclaim reclaim_level(const struct solver *s, uint32_t gfp, unsigned int scopes);

/* The wait for the object at this address; address EXPR_UNKNOWN: for nothing in particular. */
uint32_t wait_id(struct solver *s, const char *kind, uint32_t address);
const char *wait_kind(const struct solver *s, uint32_t wait);
/* Is it known which one is waited for?  Not for "fence", "notifier" and the like: any of them. */
bool wait_has_object(const struct solver *s, uint32_t wait);
/* Does who waits so sleep?  Timers and interrupts are waited for by spinning, and to join a queue is not yet to wait. */
bool wait_is_slept_for(const char *kind);

#define LEVEL_NONE	0xffu

/* Exits of the functions that take or release something; asks are filled, nothing else stays. */
void solve_locks(struct solver *s);
/* Everything, callees first; then scopes that every caller is in. */
void solve(struct solver *s);

#endif
