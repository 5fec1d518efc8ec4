/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Watching the ways out of a function.
 *
 * Summaries keep what all ways of a return class have in common; path rules ask
 * what distinguishes one.  A watched walk remembers along each path (struct
 * trace) which scopes the function opened and has not closed, which counters it
 * changed, and which lock it did not get, and hands every way out over before
 * it is joined with another.  Only few functions are walked so, after all
 * summaries are final.
 */
#ifndef RECLINT_ANALYSIS_WATCH_H
#define RECLINT_ANALYSIS_WATCH_H

#include "analysis/walk.h"

enum closing {
	CLOSED,
	CLOSED_TWICE,	/* the cookie was given back already, or nothing is open any more */
	CLOSED_OTHER,	/* the cookie is that of an opening of another scope */
	CLOSED_NEVER,	/* this path has opened none, and nobody knows what the cookie is: a mistake if others have */
};

struct way_out {
	uint32_t value;		/* EXPR_UNKNOWN: none, or not known */
	uint8_t classes;	/* enum return_class, or-ed */
	uint32_t guards;	/* atom set, as far as callers understand it */
	unsigned int line;
};

struct watch {
	/* a path ends */
	void (*leave)(struct walk *w, const struct state *st, const struct way_out *out, void *data);
	/* a scope is closed at event; opened: where it was opened, NONE; NULL: nobody asks */
	void (*close)(struct walk *w, const struct state *st, uint32_t event, enum closing how, uint32_t scope,
		      uint32_t opened, void *data);
	bool follows_work;	/* counters, locks not got: every event counts */
	void *data;
};

/* Walk the node's paths under assumptions; nothing is remembered but what watch is told. */
void explore_watched(struct solver *s, uint32_t node, uint32_t assume, const struct watch *watch);

/* Bit sets of the paired scopes that the function opens and closes by itself. */
void watch_scopes_moved(const struct solver *s, uint32_t node, uint32_t *opened, uint32_t *closed);

/*
 * Do both ends of some paired scope lie in the function, by itself or by what it
 * calls, or does a callback open one?  After solve().
 */
bool watch_is_asked(const struct solver *s, uint32_t node, bool is_callback);

/* ---- for the walk itself; all do nothing where nobody watches ---- */

void watch_begin(struct walk *w, struct state *st);
void watch_open(struct walk *w, struct state *st, uint32_t scope, uint32_t event, uint32_t key);
void watch_close(struct walk *w, struct state *st, uint32_t scope, uint32_t event, uint32_t key);
/* A callee came back by this exit. */
void watch_exit(struct walk *w, struct state *st, uint32_t event, const struct exit *x);
/* A lock of this class is taken or dropped. */
void watch_lock(struct walk *w, struct state *st, uint32_t class);
void watch_store(struct walk *w, struct state *st, uint32_t event, uint32_t address, uint32_t value);
void watch_set(struct walk *w, struct state *st, uint32_t event);
/* The call came back with these states (from first on). */
void watch_call(struct walk *w, const struct state *before, uint32_t event, struct state_list *after, uint32_t first);
/* Must the event be walked, whatever summaries say? */
bool watch_matters(const struct walk *w, uint32_t event);
/* The path goes from block to block. */
void watch_edge(struct walk *w, struct state *st, uint32_t from, uint32_t to);

#endif
