// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The lock graph for people: edges (what is done under a lock), acts (what a
 * callback does under what the kernel holds around it) and the kernel's own
 * order, as far as they lie on a circle through one of the kernel's pseudo locks.
 */
#include "query/internal.h"

#include <stdlib.h>
#include <string.h>

#include "report/order.h"

struct ends {
	uint32_t from, to;		/* nodes */
};

struct orders {
	struct reporter *r;
	struct intern nodes;
	ARRAY(struct lock_order) rows;
	ARRAY(struct ends) ends;	/* by row */
};

static void add(struct orders *o, const struct lock_order *row)
{
	array_push(&o->rows, *row);
	array_push(&o->ends, (struct ends){ intern_id(&o->nodes, row->held), intern_id(&o->nodes, row->taken) });
}

static void add_at(struct orders *o, const char *held, const char *taken, const struct step *at, const char *detail)
{
	/* one class inside itself is no circle of this kind */
	if (held && taken && strcmp(held, taken))
		add(o, &(struct lock_order){ held, taken, at->file, at->line, at->function, detail });
}

static void add_edges(struct orders *o)
{
	struct solver *s = o->r->s;

	for (uint32_t i = 0; i < s->edges.n; i++) {
		const struct effect *e = &s->edges.at[i];
		struct step at;

		/* the kernel's sections, but for the signalling one, are nothing that anybody waits for */
		if (e->lock <= CLASS_UNKNOWN || e->flags & EF_TRY ||
		    (s->locks.at.at[e->lock].kind == CLASS_PSEUDO && e->lock != s->class_signalling))
			continue;
		at = witness_step(s, e->holder, e->holder_event, "", "");
		add_at(o, node_of_lock(o->r, e->lock), node_taken_by(o->r, e), &at, NULL);
	}
}

static void add_acts(struct orders *o)
{
	struct solver *s = o->r->s;

	for (uint32_t i = 0; i < o->r->entries->acts.n; i++) {
		const struct act *a = &o->r->entries->acts.at[i];
		const struct entry *e = &o->r->entries->at.at[a->entry];
		struct step at;

		if (a->effect.flags & EF_TRY)
			continue;
		at = witness_step(s, e->node, a->effect.event, "", "");
		add_at(o, node_held_around(o->r, e), node_taken_by(o->r, &a->effect), &at, e->context);
	}
}

/* ---- what lies on a circle ---------------------------------------------------------- */

/* The nodes that can be reached from this one, or that it can be reached from. */
static void spread(const struct orders *o, uint32_t node, bool is_back, struct bitset *reached)
{
	bool rose = true;

	bitset_set(reached, node);
	while (rose) {
		rose = false;
		for (uint32_t i = 0; i < o->ends.n; i++) {
			uint32_t from = is_back ? o->ends.at[i].to : o->ends.at[i].from;
			uint32_t to = is_back ? o->ends.at[i].from : o->ends.at[i].to;

			if (bitset_test(reached, from) && !bitset_test(reached, to)) {
				bitset_set(reached, to);
				rose = true;
			}
		}
	}
}

static void keep_circles(struct orders *o, const char *through, struct bitset *kept)
{
	uint32_t node = intern_find(&o->nodes, through), n = intern_count(&o->nodes);
	struct bitset from, to;

	if (node == INTERN_NONE)
		return;
	bitset_init(&from, n, NULL);
	bitset_init(&to, n, NULL);
	spread(o, node, false, &from);
	spread(o, node, true, &to);
	for (uint32_t i = 0; i < o->ends.n; i++)
		if (bitset_test(&from, o->ends.at[i].from) && bitset_test(&to, o->ends.at[i].to))
			bitset_set(kept, i);
	bitset_release(&from);
	bitset_release(&to);
}

static int compare(const char *a, const char *b)
{
	return !a || !b ? !b - !a : strcmp(a, b);
}

static int by_names(const void *x, const void *y)
{
	const struct lock_order *a = x, *b = y;
	int c = strcmp(a->held, b->held);

	if (!c)
		c = strcmp(a->taken, b->taken);
	if (!c)
		c = compare(a->file, b->file);
	if (!c && a->line != b->line)
		c = a->line < b->line ? -1 : 1;
	if (!c)
		c = compare(a->function, b->function);
	return c ? c : compare(a->detail, b->detail);
}

struct lock_orders find_orders(struct reporter *r)
{
	struct orders o = { .r = r };
	struct lock_orders l = { .rows = NULL };
	const struct dependency *own;
	struct bitset kept;
	uint32_t n = 0;

	add_edges(&o);
	add_acts(&o);
	for (unsigned int i = 0; (own = kernels_order(i)); i++)
		add(&o, &(struct lock_order){ .held = own->held, .taken = own->taken, .detail = own->detail });
	bitset_init(&kept, o.rows.n, NULL);
	for (unsigned int i = 0; pseudo_lock(i); i++)
		keep_circles(&o, pseudo_lock(i), &kept);
	for (uint32_t i = 0; i < o.rows.n; i++)
		if (bitset_test(&kept, i))
			o.rows.at[n++] = o.rows.at[i];
	if (n)
		qsort(o.rows.at, n, sizeof(*o.rows.at), by_names);
	l.rows = arena_alloc(r->arena, (n + 1) * sizeof(*l.rows));
	for (uint32_t i = 0; i < n; i++)
		if (!l.nrows || by_names(&l.rows[l.nrows - 1], &o.rows.at[i]))
			l.rows[l.nrows++] = o.rows.at[i];
	bitset_release(&kept);
	array_release(&o.rows);
	array_release(&o.ends);
	intern_release(&o.nodes);
	return l;
}
