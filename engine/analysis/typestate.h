/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Type-state: what has happened on a path before something is done.
 *
 * A rule gives an automaton as data: which modelled calls (__rl_event) set and
 * clear which marks, and which calls it asks about.  The functions around these
 * calls are walked once more, with the locks, values and feasible paths of
 * explore(), and the marks are one more part of the state.
 *
 *	downwards	what a callee does to the marks, by return class, holds
 *			after the call, at most `up` calls up from the event
 *	upwards		an event asked about that its function does not decide
 *			is looked at in every caller, with what is held and
 *			marked there, up to functions that nobody calls and to
 *			the kernel's callbacks
 *
 * An event's name is the one of its contract, or "+ROLE", "-ROLE": a lock that
 * plays this part in the kernel's order is taken, dropped; "+": any lock is.
 */
#ifndef RECLINT_ANALYSIS_TYPESTATE_H
#define RECLINT_ANALYSIS_TYPESTATE_H

#include "analysis/entry.h"
#include "analysis/walk.h"
#include "report/finding.h"

enum typestate_when { WHEN_ALWAYS, WHEN_ZERO, WHEN_NONZERO };	/* the result of the call */

struct typestate_step {
	const char *event;
	enum typestate_when when;
	uint32_t set, clear;
};

/* A call asked about, in one context. */
struct occurrence {
	uint32_t node, event;	/* the call */
	const char *name;
	uint32_t held;		/* class set: locks held there, callers' included; CLASS_SYMBOLIC: one nobody can name */
	uint32_t exclusive;	/* of these, the ones not only held shared */
	uint32_t released;	/* class set: of the callers' locks, these are not */
	uint32_t marks, unmarked;
	uint32_t depth;		/* calls from the top of the chain */
	uint32_t several;	/* of these, indirect with several possible targets */
	uint32_t top;		/* the chain: this node ... */
	uint32_t via;		/* ... calls by this event, NONE: the call itself ... */
	uint32_t callee, next;	/* ... that node, whose occurrence of this number goes on */
	bool is_decided, is_joined;
	uint32_t guards;	/* atom set: in the terms of the top's parameters; of keeps_guards only */
	bool is_cut;		/* the bound `callers` was hit: further up it may look different */
};

struct typestate {
	const struct typestate_step *steps;
	unsigned int nsteps;
	uint32_t per_round;		/* marks that end with a round of a loop: the next one is about something else */
	const char *const *asked;	/* NULL-terminated */
	/* Or NULL: the name of a call or store that is asked about, too; NULL: it is not. */
	const char *(*asks)(struct walk *w, const struct state *st, uint32_t event);
	unsigned int up;		/* calls, downwards */
	bool keeps_guards;		/* what is asked about is so on conditions over parameters, which callers may decide */
	/* Nothing that callers do can change the verdict on it. */
	bool (*is_decided)(const struct occurrence *o);
	/* Closer looks, or NULL: before a call, after one, before a store or a variable's new value, at a return. */
	void (*call)(struct walk *w, const struct state *st, uint32_t event, void *data);
	void (*called)(struct walk *w, struct state *st, uint32_t event, void *data);
	void (*store)(struct walk *w, struct state *st, uint32_t event, void *data);
	void (*leave)(struct walk *w, const struct state *st, uint8_t classes, const struct fact_block *b, void *data);
	void *data;
};

struct typestate_run;

/* Before solve(): the locks around these events are worth knowing, whoever else takes them. */
void typestate_track_locks(struct solver *s, const char *const *events);

struct typestate_run *typestate_run(struct solver *s, const struct entries *entries, const struct typestate *t);
void typestate_free(struct typestate_run *run);

/* What was asked, in the contexts of the chains' tops, in the order of the program. */
uint32_t typestate_count(const struct typestate_run *run);
const struct occurrence *typestate_at(const struct typestate_run *run, uint32_t i);

/* One more walk, under assumptions, in which every call matters: only the rule's own looks see it. */
void typestate_walk(struct typestate_run *run, uint32_t node, uint32_t assume);

/* Is the event, in this state, of this name? */
bool typestate_is_event(struct walk *w, const struct state *st, uint32_t event, const char *name);
/* The occurrence in the callee that this one stands for; NULL: the call itself. */
const struct occurrence *typestate_inner(const struct typestate_run *run, const struct occurrence *o);
/* Has a callee of the event been walked, so that what it does to marks is known? */
bool typestate_knows(const struct walk *w, uint32_t event);
/* Does a callee of the event set any of these marks? */
bool typestate_may_set(const struct walk *w, uint32_t event, uint32_t marks);
/*
 * Where a state keeps what a rule remembers on a path: leaves that no fact has,
 * with constants or values of the function; a value that changes is forgotten.
 */
uint32_t typestate_slot(struct walk *w, unsigned int n);
/* The calls from the top to the event, and the event with this text. */
struct chain typestate_chain(struct typestate_run *run, struct arena *arena, const struct occurrence *o, const char *detail);

#endif
