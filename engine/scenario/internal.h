/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of this directory share; not for others. */
#ifndef RECLINT_SCENARIO_INTERNAL_H
#define RECLINT_SCENARIO_INTERNAL_H

#include "analysis/walk.h"
#include "base/bitset.h"
#include "scenario/scenario.h"

/* ---- chains (chain.c) --------------------------------------------------------------- */

#define CHAIN_CALLS	32

/* The calls from a chain's outermost function down to its last event. */
struct path {
	uint32_t node[CHAIN_CALLS];
	uint32_t event[CHAIN_CALLS];	/* in node[i]: calls node[i + 1]; the last: what it is about */
	unsigned int n;
	const struct chain *chain;
	bool is_callback;		/* its first step enters node[0] */
};

bool path_find(struct solver *s, const struct chain *c, struct path *p, char **why);

/* ---- terms (term.c) ------------------------------------------------------------------- */

/*
 * A value, with its leaves told apart by frame: parameters of functions further
 * in are the arguments they got.  Term 0 is unknown.
 */
struct term {
	uint8_t op;			/* enum fact_node_op */
	uint32_t frame;			/* of a leaf that is local to one, else NONE */
	uint32_t a, b;
};

/* A term compared with a constant: ATOM_EQ, NE, LT, GE only. */
struct test {
	uint32_t term;
	enum atom_op op;
	int64_t value;
};

/*
 * What is asked about a term cuts the numbers into classes: a variable of the
 * program has as many values.  Class k begins at cuts[k - 1].
 */
struct valuation {
	ARRAY(int64_t) cuts;		/* sorted */
	bool is_set;			/* by the program */
	unsigned int uses;		/* branches on it, and copies of it */
	uint32_t variable;		/* of the program, NONE: not made yet */
};

struct frame;
struct scenario;

uint32_t term_of_expr(struct scenario *sc, const struct frame *f, uint32_t expr);
uint32_t term_of_node(struct scenario *sc, const struct frame *f, uint32_t node);
uint32_t term_leaf(struct scenario *sc, const struct frame *f, enum fact_node_op op, uint32_t n);
/* The leaf that an address or a value is made from. */
uint32_t term_root(const struct scenario *sc, uint32_t term);
struct term term_at(const struct scenario *sc, uint32_t term);
bool term_is_const(const struct scenario *sc, uint32_t term, int64_t *value);
/* For people: "range->flags & 0x1". */
void term_print(const struct scenario *sc, uint32_t term, char *buf, size_t size);

/* What a branch on the node asks; the branch's truth is the test's, or its opposite. */
struct test test_of_node(struct scenario *sc, const struct frame *f, uint32_t node);
struct test test_of_atom(struct scenario *sc, const struct frame *f, uint32_t atom);
bool test_holds(const struct test *t, int64_t value);
/* By a constant, or by what is given where the callback is entered. */
enum truth test_decide(const struct scenario *sc, const struct test *t);
/* The classes of its term are fine enough to decide it. */
void test_ask(struct scenario *sc, const struct test *t);
void valuation_cut(struct valuation *v, int64_t at);
unsigned int valuation_class(const struct valuation *v, int64_t value);
int64_t valuation_sample(const struct valuation *v, unsigned int class);
struct valuation *valuation_of(struct scenario *sc, uint32_t term);

/* ---- frames (frame.c, slice.c) ------------------------------------------------------------------ */

enum frame_event {
	EVENT_NOTHING,
	EVENT_MODEL,			/* a modelled call with locks, scopes ... */
	EVENT_CALL,			/* of a frame */
	EVENT_SET,			/* a variable that matters gets a value */
	EVENT_STORE,			/* ... or memory */
	EVENT_SCOPE,			/* a store that enters or leaves a scope */
	EVENT_CLOBBER,			/* a call that is given the address of such memory */
	EVENT_AGAIN,			/* a call in a loop, whose result decides something */
	EVENT_END,			/* what the chain is about */
};

enum frame_next {
	NEXT_OPEN = NONE - 3,		/* while it is found out */
	NEXT_OFF,			/* away from the chain: of no interest */
	NEXT_DEAD,			/* the kernel never gets there */
	NEXT_END,			/* returns */
};

struct frame {
	uint32_t number;
	uint32_t chain;			/* of the finding */
	struct frame *parent;		/* NULL: the chain's outermost */
	uint32_t event;			/* of the parent */
	uint32_t node;
	uint8_t args;			/* enum callee_args */
	unsigned int at;		/* which of the path's nodes; NONE: none, a callee that matters */
	unsigned int depth;		/* calls below the path */
	bool returns;			/* somebody asks for its result */
	unsigned int asides;		/* functions above it, itself too, that are followed for that only */
	struct walk w;
	uint8_t *kind;			/* by event: enum frame_event */
	struct frame **callee;		/* by event: EVENT_CALL */
	struct bitset leads;		/* blocks from which the chain goes on, where at is one of the path's */
	uint32_t *next;			/* by block: the first one at or after it that matters, or enum frame_next */
	uint32_t *cut;			/* by edge: where it leads; a loop's way back leads out of it */
	bool has_loops, has_retries;	/* retries: loops that are not left where they ask whether to go on */
	struct bitset looped;		/* events in loops */
	struct bitset results;		/* events whose result decides something */
	struct bitset vars;		/* variables that do */
	uint32_t body;			/* of the program */
};

/* A lock as one chain sees it. */
struct scenario_object {
	uint32_t class, chain, term;
	uint32_t object;		/* of the program */
};

struct scenario {
	struct solver *s;
	const struct finding *finding;
	struct replay_program *program;
	struct arena arena;
	struct keymap terms;		/* struct term; 0 is unknown */
	ARRAY(struct valuation) valuations;	/* by term, as far as asked */
	ARRAY(struct frame *) frames;
	struct path *paths;		/* by chain */
	struct frame **roots;		/* by chain */
	ARRAY(struct test) given;	/* what holds where callbacks are entered */
	bool is_sleep;			/* about a sleep: only what makes a section atomic is of interest */
	struct bitset classes;		/* locks of interest, by class */
	ARRAY(struct scenario_object) objects;
	unsigned int ncut_loops, nunfollowed;
	bool is_partial;		/* a loop in which something of interest happens runs once only */
	const char *trouble;		/* or NULL */
};

struct frame *frame_new(struct scenario *sc, uint32_t chain, struct frame *parent, uint32_t event, uint32_t node,
			uint8_t args, unsigned int at);
/* The class of the lock that a clause of a call takes or drops, as the outermost function knows it. */
uint32_t frame_class(struct scenario *sc, struct frame *f, const struct model_function *m,
		     const struct model_clause *cl, unsigned int arg, const struct arguments *args);
/* Is the lock one that the program is about?  kind NULL: not known. */
bool scenario_asks_about(const struct scenario *sc, uint32_t class, const char *kind);
/* Classes that the function takes, or that a callee returns with: those of several chains may keep them apart. */
void frame_add_classes(struct scenario *sc, const struct path *p, struct bitset *classes);
/* Decides what matters in the frame and all below; asks for the terms that decide. */
void frame_slice(struct scenario *sc, struct frame *root);

/* Is the event the one by which the chain goes on? */
static inline bool frame_goes_on_at(const struct scenario *sc, const struct frame *f, uint32_t event)
{
	return f->at != NONE && sc->paths[f->chain].event[f->at] == event;
}

/* Is there a way down the chain, by what is decided already? */
bool frame_reaches_end(struct scenario *sc, const struct frame *root);

static inline const struct fact_event *frame_event(const struct frame *f, uint32_t event)
{
	return function_event(f->w.s->program, f->w.fn, event);
}

static inline const struct call *frame_call(const struct frame *f, uint32_t event)
{
	return &f->w.s->graph->nodes.at[f->node].calls[event];
}

/* What a call returns that gives back an argument (model: returns); else expr itself. */
uint32_t frame_returned(const struct frame *f, uint32_t expr);

static inline const struct fact_block *frame_block(const struct frame *f, uint32_t b)
{
	return &f->w.facts->blocks[f->w.fn->body->block_first + b];
}

static inline const struct fact_edge *frame_edge(const struct frame *f, const struct fact_block *b, uint32_t i)
{
	return &f->w.facts->edges[f->w.fn->body->edge_first + b->edge + i];
}

/* The block that the edge leads to, loops cut. */
static inline uint32_t frame_successor(const struct frame *f, const struct fact_block *b, uint32_t i)
{
	return f->cut[b->edge + i];
}

/* A two-way branch: edge 0 is "true", edge 1 "false". */
static inline bool frame_is_two_way(const struct frame *f, const struct fact_block *b)
{
	return b->nedges == 2 && frame_edge(f, b, 1)->lo == 0 && frame_edge(f, b, 1)->hi == 0;
}

/* The only function that the event may call and that has a body, or NULL. */
const struct callee *frame_only_callee(const struct frame *f, uint32_t event);
/* Is it one of those that the frame is in? */
bool frame_is_recursion(const struct frame *f, uint32_t node);
/* The callee gets a frame; with none left, the call is counted as not followed. */
void frame_call_down(struct scenario *sc, struct frame *f, uint32_t event, const struct callee *to, unsigned int at);

/* The modelled function that the event calls, or NULL; *args as it gets them. */
const struct model_function *frame_model(const struct frame *f, uint32_t event, struct arguments *args);

/* Does the store enter (1) or leave (-1) a scope, such as current->non_block_count++ does?  0: neither. */
int frame_scope_store(struct scenario *sc, const struct frame *f, uint32_t event, uint32_t *scope);
/* Is it what the chain calls "lock taken here", but an assertion that a caller holds it? */
bool frame_is_assertion(const struct scenario *sc, const struct frame *f, uint32_t event, const struct model_clause *cl);
/* May the call change what this term loads? */
bool frame_clobbers(struct scenario *sc, const struct frame *f, uint32_t event, uint32_t term);

/* ---- steps (translate.c) ----------------------------------------------------------------- */

/*
 * What the event at the end of a chain is, appended to the frame's body: act, or
 * where that returns false, what the model says of the call; then what comes
 * after it.
 */
struct chain_end {
	bool (*act)(struct scenario *sc, struct frame *f, uint32_t event, void *data);
	void (*after)(struct scenario *sc, struct frame *f, uint32_t event, void *data);
	void *data;
};

/* Makes routines of the frame and all it calls; returns the frame's. */
uint32_t frame_translate(struct scenario *sc, struct frame *f, const struct chain_end *end);
/* The locks that the event takes are those that the finding is about: they get their objects first. */
void frame_note_locks(struct scenario *sc, struct frame *f, uint32_t event);
/* The object for a lock of this class, at this address, as this chain sees it. */
uint32_t scenario_object(struct scenario *sc, uint32_t chain, uint32_t class, uint32_t term, const char *kind);
uint32_t scenario_object_dropped(struct scenario *sc, uint32_t chain, uint32_t class, uint32_t term, const char *kind);
struct replay_place frame_place(const struct frame *f, uint32_t event);

#endif
