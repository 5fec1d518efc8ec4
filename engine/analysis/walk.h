/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One walk over a function's paths: what explore() is made of.
 *
 *	explore.c	blocks, joins, the order of things
 *	transfer.c	what one event does to a state
 *	emit.c		what an event means to callers: effects and edges
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

struct walk {
	struct solver *s;
	uint32_t node;
	const struct function *fn;
	const struct unit *unit;
	const struct facts *facts;
	bool is_root;			/* nobody known calls it: nothing left to wait for */
	uint32_t assume;		/* atom set that holds on entry: no guard of what happens */
	effect_sink *sink;		/* or NULL: fill the summary */
	void *data;
	struct summary *summary;
	bool changed;
	struct exit exits[EXITS_MAX + 2];
	uint32_t nexits;
	uint32_t steps;
	uint32_t *memo;			/* by node: expression + 1, where no state matters; NULL: none */
	struct seen **seen;		/* by event: effects of its callees that were told without guards */
	struct arena *arena;		/* of this walk */
	const struct slice *slice;
	bool in_loop;			/* the block walked now lies in a loop */
};

/* The node's value in this state. */
uint32_t walk_eval(struct walk *w, const struct state *st, uint32_t node);

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
};
/* True: the bare effect was told without any guard, so that no other state adds to it. */
bool walk_emit(struct walk *w, const struct state *st, struct emission *em);

/* Is the atom one of the walk's assumptions? */
bool walk_assumes(const struct walk *w, uint32_t atom);

struct state *state_list_add(struct state_list *l, const struct state *from);

#endif
