/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One walk over a function's paths: what explore() is made of.
 *
 *	explore.c	blocks, joins, the order of things
 *	transfer.c	what one event does to a state
 *	value.c		what a value is in a state
 *	call.c		calls of functions that have a summary
 *	primitive.c	calls of functions that the model describes
 *	emit.c		what an event means to callers: effects and edges
 *	watch.c		what a path did to scopes and counters, for who asks at its end
 */
#ifndef RECLINT_ANALYSIS_WALK_H
#define RECLINT_ANALYSIS_WALK_H

#include "analysis/callgraph.h"
#include "analysis/state.h"
#include "base/bitset.h"
#include "link/program.h"

#define EXITS_MAX 24

struct seen;
struct slice;
struct lifted;

struct state_list {
	struct state *at;
	uint32_t n, size;
};

/* One for all walks: states that no block keeps any more. */
struct state_pool {
	ARRAY(struct state *) unused;
	struct arena arena;
};

struct walk {
	struct solver *s;
	uint32_t node;
	const struct function *fn;
	const struct unit *unit;
	const struct facts *facts;
	bool is_root;			/* nobody known calls it: nothing left to wait for */
	bool is_uncalled;		/* by anybody that is known: what it asserts is held is held */
	uint8_t level;			/* solver.levels */
	bool is_asked;			/* its effects matter to callers, or to itself: it holds something */
	uint32_t assume;		/* atom set that holds on entry: no guard of what happens */
	effect_sink *sink;		/* or NULL: fill the summary */
	void *data;
	struct summary *summary;
	bool changed;
	struct exit *exits;		/* room for EXITS_MAX and two more */
	uint32_t nexits;
	uint32_t steps;
	uint32_t *memo;			/* by node: expression + 1, where no state matters; NULL: none */
	struct seen **seen;		/* by event: effects of its callees that were told without guards */
	struct arena *arena;		/* of this walk */
	const struct slice *slice;
	struct state_list spare;	/* room of a list that is not needed any more */
	bool in_loop;			/* the block walked now lies in a loop */
	bool is_atomic, is_uneven;	/* solver.atomic_entries, uneven */
	const struct watch *watch;	/* or NULL, see watch.h */
	uint32_t *closable;		/* by block, watched: bit set of scopes that may be closed at or after it */
};

/* The node's value in this state. */
uint32_t walk_eval(struct walk *w, const struct state *st, uint32_t node);

/* For looking at a node's function without walking it: walk_eval() and what follows work. */
struct walk walk_of(struct solver *s, uint32_t node);
/* Each call of one of these nodes, in the order of the program; functions as they are written call, not specialised ones. */
typedef void walk_caller_fn(struct walk *caller, uint32_t event, uint32_t to, void *data);
void walk_callers(struct solver *s, const struct bitset *nodes, walk_caller_fn *fn, void *data);
/*
 * What a call passes for the parameter that argument `arg` of the clause names,
 * in this state (NULL: in none).  EXPR_UNKNOWN: it names something else, or
 * nothing is passed.
 */
uint32_t walk_clause_value(struct walk *w, const struct state *st, const struct fact_event *e,
			   const struct model_clause *cl, unsigned int arg);
/* ... as a lock class: the argument may also be the class's name. */
uint32_t walk_clause_class(struct walk *w, const struct state *st, const struct fact_event *e,
			   const struct model_clause *cl, unsigned int arg);

/* Run the event on every state of the list; states may fork or end. */
void walk_event(struct walk *w, struct state_list *states, uint32_t event);

/* A callee's expression as this state sees it: parameters replaced by the arguments. */
struct arguments {
	const struct fact_event *event;
	uint8_t map;			/* enum callee_args */
};
uint32_t walk_substitute(struct walk *w, const struct state *st, const struct arguments *args, uint32_t expr);

/*
 * A callee's expressions and guards as a state sees them.  Effects of one
 * callee have few different guards, and states at one call often know the same:
 * what came out is remembered under a hash of what it depends on.
 */
struct lifted {
	uint64_t context;		/* call, values, atoms; another one: stale */
	uint32_t guards;		/* atom set of the callee */
	bool is_possible, decides;
	uint32_t atoms[GUARDS_MAX], natoms;	/* what is left of them, undecided */
	uint32_t collected;		/* with the path's own (emit.c), or NONE */
};

struct substituted {
	uint64_t context;		/* call, values */
	uint32_t from, to;
};

struct lifted_atom {
	uint64_t context;		/* call, values, atoms */
	uint32_t from, to;		/* to: NONE, or undecided */
	enum truth truth;
	bool decides;
};

#define LIFTED_SLOTS		512
#define LIFTED_ATOM_SLOTS	1024
#define SUBSTITUTED_SLOTS	4096

/* One for all walks. */
struct lift_memo {
	uint64_t values, atoms;		/* the contexts of the call that is being made; 0: none */
	struct lifted lifted[LIFTED_SLOTS];
	struct lifted_atom lifted_atoms[LIFTED_ATOM_SLOTS];
	struct substituted substituted[SUBSTITUTED_SLOTS];
};

/* Leaf of the walk's own function: FN_VAR, FN_RESULT, FN_LOCAL ... number n. */
uint32_t walk_leaf(struct walk *w, enum fact_node_op op, uint32_t n);
/* What memory at the address holds in this state. */
uint32_t walk_load(struct walk *w, const struct state *st, uint32_t address);
/* The callee's parameter n, from 0; EXPR_UNKNOWN: not passed. */
uint32_t walk_argument(struct walk *w, const struct state *st, const struct arguments *args, uint32_t n);
/* "Parameter (from 1) op value", for certain; operators as in the model. */
bool walk_argument_is(struct walk *w, const struct state *st, const struct arguments *args, int64_t param,
		      const char *op_text, int64_t value);
/* The expression as a gfp mask, with what the path says about it. */
struct gfp walk_gfp(struct walk *w, const struct state *st, uint32_t expr);

/* Is the lock one that states keep? */
bool walk_follows(const struct solver *s, uint32_t class);
/* Anything that makes an edge of what happens in this state? */
bool walk_holds(const struct walk *w, const struct state *st);
/* Is nobody allowed to sleep here?  While that is asked (atomic.c). */
bool walk_is_atomic(const struct walk *w, const struct state *st);
/* The number of "a lock was taken at this event", see struct acquisition. */
uint32_t walk_acquisition(struct walk *w, uint32_t event, uint32_t callee, uint32_t inner);
/* The leaf gets a new value; memory at the address changed: forget what was said about them. */
void walk_forget(struct walk *w, struct state *st, uint32_t leaf);
void walk_forget_memory(struct walk *w, struct state *st, uint32_t address);
void walk_step_scope(struct state *st, uint32_t scope, int step);

/* A call, with all its targets: the states after it are added to out. */
void walk_call(struct walk *w, struct state *st, uint32_t number, const struct fact_event *e, struct state_list *out);

/* A call of a modelled function. */
struct model_call {
	const struct fact_event *event;
	uint32_t number;
	const struct model_function *model;
	uint32_t callee;
	struct arguments args;
	int64_t subclass;		/* as which the lock is taken */
};

void walk_primitive(struct walk *w, const struct state *st, const struct model_call *c, struct state_list *out);

/* Something happens here, in this state: tell callers (emit.c). */
struct emission {
	enum effect_kind kind;
	unsigned int flags;
	uint32_t what, object;
	uint32_t event;
	uint32_t atoms[8];		/* further guards, in this function's terms */
	uint32_t natoms;
	uint32_t callee, next;		/* witness; NONE: a primitive */
	const struct effect *inner;	/* the callee's effect, or NULL */
	struct lifted *lifted;		/* its guards in this state, or NULL */
	bool is_several;		/* by an indirect call with several targets */
	bool is_final;
	uint32_t origin;
	uint32_t lock;			/* inner is an edge: its lock in this function's terms */
	uint32_t released;		/* class set: dropped before it although the state has them still */
};
/* True: the bare effect was told without any guard, so that no other state adds to it. */
bool walk_emit(struct walk *w, const struct state *st, struct emission *em);

/*
 * Somebody who looks on (typestate.c): may change a state's marks, add states
 * to the list, and say which calls matter although nothing of theirs does.
 */
struct observer {
	bool (*matters)(struct walk *w, uint32_t event);
	void (*call)(struct walk *w, const struct state *st, uint32_t event);		/* before a call */
	void (*called)(struct walk *w, struct state_list *states, uint32_t event);	/* after it */
	void (*store)(struct walk *w, struct state *st, uint32_t event);		/* before it, or a variable is set; or NULL */
	void (*again)(struct walk *w, struct state *st);				/* back to where a loop begins */
	void (*leave)(struct walk *w, const struct state *st, uint8_t classes, const struct fact_block *b);
	void *data;
};

/* A callee's guards (atom set) in this state; false: they cannot hold.  atoms: GUARDS_MAX. */
bool walk_lift_guards(struct walk *w, const struct state *st, const struct arguments *args, uint32_t guards,
		      uint32_t *atoms, uint32_t *natoms, bool *decides);
/* The set of guards of an event, as far as callers understand them: the callee's first, then the path's. */
uint32_t walk_collect_guards(struct walk *w, const struct state *st, const uint32_t *inner, uint32_t ninner);

/* Is the atom one of the walk's assumptions? */
bool walk_assumes(const struct walk *w, uint32_t atom);

struct state *state_list_add(struct state_list *l, const struct state *from);

#endif
