/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The state along a path through one function: locks held, caller's locks
 * released, scopes, and what is known: atoms that hold, values of variables,
 * results and local memory.
 *
 * All counts are relative to entry.  States at a join are one when they agree
 * in what matters later (locks, scopes, live values and atoms); what they do
 * not agree in is forgotten.
 */
#ifndef RECLINT_ANALYSIS_STATE_H
#define RECLINT_ANALYSIS_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "analysis/summary.h"

#define STATE_LOCKS	8
#define STATE_ATOMS	28
#define STATE_VALUES	28

struct held_lock {
	uint32_t class, object;
	uint32_t acquisition;
	uint16_t shared;
	uint8_t in_loop;
	uint8_t is_asserted;	/* by the author, to be held by a caller that nobody knows */
};

struct value {
	uint32_t key;		/* VAR, RESULT or address expression */
	uint32_t value;
};

#define TRACE_OPENINGS	4
#define TRACE_COUNTERS	4

/* A scope that this function has opened. */
struct opening {
	uint32_t event;		/* where */
	uint32_t key;		/* what closes it: the cookie, the lockdep map; EXPR_UNKNOWN: nothing in particular */
	uint32_t lost;		/* line: from there on nothing closes it; 0: something may */
	uint8_t scope;
	bool is_final;		/* lost says the best */
	bool is_kept;		/* the cookie is where others find it */
};

/* A counter in memory, as changed by this function. */
struct counter {
	uint32_t event, address;
	int32_t net;
};

/* What a way out will be asked about: in watched walks only (watch.h).  Shared by states; changed by copying. */
struct trace {
	uint32_t nopenings, ncounters;
	struct opening openings[TRACE_OPENINGS];
	struct counter counters[TRACE_COUNTERS];
	uint32_t closed;	/* bit set of scopes opened and closed again */
	uint32_t missed;	/* event of the last lock that was not to be had, NONE */
	bool has_unknown_lock;	/* took or dropped a lock that nobody can name */
	bool has_worked;	/* did something else than taking and dropping locks */
	uint32_t returned;	/* line: the returned variable was set there */
};

struct state {
	uint32_t nheld, nreleased, natoms, nvalues;
	uint32_t opened;			/* acquisition: the outermost atomic section's (atomic.c); anything where none is open */
	struct held_lock held[STATE_LOCKS];	/* order of acquisition */
	struct held_lock released[STATE_LOCKS];
	int8_t scopes[SCOPE_MAX];
	bool is_joined;
	uint32_t marks, unmarked;		/* set and cleared since entry: see typestate.h */
	const struct trace *trace;	/* NULL: nobody watches */
	uint32_t atoms[STATE_ATOMS];
	struct value values[STATE_VALUES];	/* sorted by key */
};

/* Copies only what is used. */
void state_copy(struct state *to, const struct state *from);

uint32_t state_value(const struct state *st, uint32_t key);	/* EXPR_UNKNOWN: none */
void state_set_value(struct state *st, uint32_t key, uint32_t value);
void state_forget_value(struct state *st, uint32_t key);

/* What is known about the atom. */
enum truth state_decide(const struct solver *s, const struct state *st, uint32_t atom);
/* Assume it; false: it contradicts what is known. */
bool state_assume(const struct solver *s, struct state *st, uint32_t atom);

void state_acquire(struct solver *s, struct state *st, uint32_t class, uint32_t object, uint32_t acquisition, bool shared);
/* Returns it as it was held: perhaps as a subclass. */
struct held_lock state_release(struct solver *s, struct state *st, uint32_t class, uint32_t object, bool in_loop);
/* The author says that it is held: so the caller holds it, unless this function took it, or has dropped it. */
void state_assert_held(const struct solver *s, struct state *st, uint32_t class, uint32_t object, uint32_t acquisition);
/* Scopes entered in this function. */
unsigned int state_scopes(const struct state *st);

/* Anything that makes an edge of what happens: a lock, a section. */
bool state_holds(const struct state *st);
/* Is one of these scopes open, or left that the caller had opened? */
bool state_is_in(const struct state *st, unsigned int scopes);
bool state_has_left(const struct state *st, unsigned int scopes);

/* Same locks and scopes: what decides between deadlock and none. */
bool state_same_locks(const struct state *a, const struct state *b);
/* Also the same live atoms and values; live() tells which expressions are. */
bool state_same(const struct solver *s, const struct state *a, const struct state *b,
		bool (*live)(const void *, uint32_t), const void *data);
/* a keeps what both know; true: a changed. */
bool state_meet(struct solver *s, struct state *a, const struct state *b);

#endif
