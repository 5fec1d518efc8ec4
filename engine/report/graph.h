/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pictures of the lock graph: a node for each lock class, pseudo lock and item,
 * an arrow from what is held to what is taken (or waited for) under it, and
 * who does so where.  Arrows that follow each other are a deadlock when they
 * come back.
 *
 * A graph has one arrow from one node to another; it is labelled with the first
 * reason that was added, and says how many more there are.  Nodes and arrows
 * are printed in the order in which they were added.
 */
#ifndef RECLINT_REPORT_GRAPH_H
#define RECLINT_REPORT_GRAPH_H

#include <stdio.h>

#include "base/array.h"
#include "base/intern.h"
#include "report/finding.h"

enum graph_arrow {
	GRAPH_SHOWN,			/* by a chain */
	GRAPH_OWN,			/* the kernel's own order */
	GRAPH_TRIED,			/* by trylock only: nobody waits */
};

struct graph_edge {
	uint32_t from, to;		/* nodes */
	enum graph_arrow arrow;
	const char *label, *tooltip;	/* the arena's; tooltip may be NULL */
	unsigned int more;
};

struct graph {
	struct intern nodes;
	ARRAY(struct graph_edge) edges;
	struct map known;		/* from << 32 | to: edge */
	struct arena arena;
};

/* All zero is an empty graph. */
void graph_release(struct graph *g);
void graph_add(struct graph *g, const char *from, const char *to, enum graph_arrow arrow, const char *label,
	       const char *tooltip);
/* Somebody does so there; detail: what he does, or NULL. */
void graph_add_place(struct graph *g, const char *from, const char *to, const char *function, const char *file, unsigned int line,
		     const char *detail);
/* The kernel itself does; detail: "why (where)", or NULL. */
void graph_add_own(struct graph *g, const char *from, const char *to, const char *detail);
/* The finding's circle, if it has one. */
void graph_add_cycle(struct graph *g, const struct finding *f);
/* Callbacks and the locks they take, with the context. */
void graph_add_locks(struct graph *g, const struct lock_table *t);

/* In graphviz's language, as `digraph name`; is_wide: from left to right, for many nodes. */
void graph_print(const struct graph *g, const char *name, bool is_wide, FILE *out);

/* The lock table as a picture: reclint locks --format dot. */
void report_locks_dot(const struct lock_table *t, FILE *out);

#endif
