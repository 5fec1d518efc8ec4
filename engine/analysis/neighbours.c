// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/neighbours.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/entry.h"
#include "analysis/walk.h"
#include "report/finding.h"

#define LEVELS_ABOVE	4	/* as wanted.c has it */
#define LEVELS_BESIDE	2	/* below a callback's way to a lock: what decides whether it is gone */

struct neighbours {
	struct solver *s;
	const struct entries *entries;
	const struct finding *findings;
	unsigned int nfindings;
	uint32_t *caller_first, *callers;	/* by node; with one more for the end */
	uint32_t *own_first, *own;		/* by unit: its nodes, of no header's function */
	uint32_t *queue, *seen;			/* by node: number of the search that saw it last */
	uint32_t search;
	struct bitset *beside;			/* by class: nodes, NULL words: not asked yet */
	struct {
		uint32_t *unit;
		struct intern names;
	} sources;
};

/* A node that was specialised after solving is the one it came from. */
static uint32_t plain(const struct neighbours *n, uint32_t node)
{
	return n->s->graph->nodes.at[node].plain;
}

static const struct function *function_of(const struct neighbours *n, uint32_t node)
{
	return &n->s->program->functions.at[n->s->graph->nodes.at[node].function];
}

/* ---- the program as lists ---------------------------------------------------------------- */

static void list_callers(struct neighbours *n)
{
	const struct callgraph *g = n->s->graph;
	uint32_t *count = xcalloc(g->nodes.n + 1, sizeof(*count)), total = 0;

	n->caller_first = xcalloc(g->nodes.n + 2, sizeof(*n->caller_first));
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t node = 0; node < g->nodes.n; node++) {
			struct callee_cursor at = { .node = node };
			uint32_t to;

			if (plain(n, node) != node)
				continue;
			while ((to = callgraph_next_callee(g, &at)) != NONE) {
				if (pass)
					n->callers[n->caller_first[to] + count[to]] = node;
				count[to]++;
			}
		}
		if (pass)
			break;
		for (uint32_t node = 0; node < g->nodes.n; node++) {
			n->caller_first[node] = total;
			total += count[node];
			count[node] = 0;
		}
		n->caller_first[g->nodes.n] = total;
		n->callers = xcalloc(total + 1, sizeof(*n->callers));
	}
	free(count);
}

static void list_own(struct neighbours *n)
{
	const struct callgraph *g = n->s->graph;
	uint32_t nunits = n->s->program->units.n, *at = xcalloc(nunits + 1, sizeof(*at));

	n->own_first = xcalloc(nunits + 2, sizeof(*n->own_first));
	n->own = xcalloc(g->nodes.n + 1, sizeof(*n->own));
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t node = 0; node < g->nodes.n; node++) {
			const struct function *f = function_of(n, node);

			if (f->is_header || plain(n, node) != node)
				continue;
			if (pass)
				n->own[n->own_first[f->unit] + at[f->unit]++] = node;
			else
				n->own_first[f->unit + 1]++;
		}
		for (uint32_t u = 0; !pass && u < nunits; u++)
			n->own_first[u + 1] += n->own_first[u];
	}
	free(at);
}

struct neighbours *neighbours_new(struct solver *s, const struct entries *e, const struct finding *findings,
				  unsigned int nfindings)
{
	struct neighbours *n = xcalloc(1, sizeof(*n));

	n->s = s;
	n->entries = e;
	n->findings = findings;
	n->nfindings = nfindings;
	list_callers(n);
	list_own(n);
	n->queue = xcalloc(s->graph->nodes.n + 1, sizeof(*n->queue));
	n->seen = xcalloc(s->graph->nodes.n + 1, sizeof(*n->seen));
	n->beside = xcalloc(s->locks.at.n + 1, sizeof(*n->beside));
	intern_init(&n->sources.names);
	n->sources.unit = xcalloc(s->program->units.n + 1, sizeof(*n->sources.unit));
	for (uint32_t u = 0; u < s->program->units.n; u++)
		n->sources.unit[intern_id(&n->sources.names, s->program->units.at[u].source)] = u;
	return n;
}

void neighbours_free(struct neighbours *n)
{
	for (uint32_t i = 0; i < n->s->locks.at.n; i++)
		bitset_release(&n->beside[i]);
	free(n->beside);
	free(n->caller_first);
	free(n->callers);
	free(n->own_first);
	free(n->own);
	free(n->queue);
	free(n->seen);
	free(n->sources.unit);
	intern_release(&n->sources.names);
	free(n);
}

/* ---- searches: what was seen is in the queue, each node once ----------------------------- */

struct search {
	uint32_t n;
};

static void begin(struct neighbours *n, struct search *x)
{
	x->n = 0;
	n->search++;
}

static void see(struct neighbours *n, struct search *x, uint32_t node)
{
	if (n->seen[node] == n->search)
		return;
	n->seen[node] = n->search;
	n->queue[x->n++] = node;
}

static void search_down(struct neighbours *n, struct search *x, unsigned int levels)
{
	uint32_t head = 0;

	for (unsigned int level = 0; level < levels; level++) {
		for (uint32_t end = x->n; head < end; head++) {
			struct callee_cursor at = { .node = n->queue[head] };
			uint32_t to;

			/* what nobody asks about is taken to do nothing */
			if (!bitset_test(&n->s->wanted, n->queue[head]) &&
			    !bitset_test(&n->s->candidates, n->queue[head]))
				continue;
			while ((to = callgraph_next_callee(n->s->graph, &at)) != NONE)
				see(n, x, to);
		}
	}
}

static void search_up(struct neighbours *n, struct search *x)
{
	const struct solver *s = n->s;
	uint32_t head = 0;

	for (unsigned int level = 0; level < s->bounds.depth; level++) {
		for (uint32_t end = x->n; head < end; head++) {
			uint32_t node = n->queue[head];

			for (uint32_t i = n->caller_first[node]; i < n->caller_first[node + 1]; i++)
				if (level < LEVELS_ABOVE || bitset_test(&s->in_callback, n->callers[i]) ||
				    bitset_test(&s->in_entry, n->callers[i]))
					see(n, x, n->callers[i]);
		}
	}
}

static void add_units(const struct neighbours *n, const struct bitset *nodes, struct bitset *units)
{
	for_each_bit(node, nodes) {
		const struct function *f = function_of(n, node);

		if (!f->is_header)
			bitset_set(units, f->unit);
	}
}

static void add_seen(const struct neighbours *n, const struct search *x, struct bitset *nodes)
{
	for (uint32_t i = 0; i < x->n; i++)
		bitset_set(nodes, n->queue[i]);
}

/* ---- beside: who else has to do with a lock ----------------------------------------------------- */

static void see_path(struct neighbours *n, struct search *x, uint32_t node, const struct effect *effect)
{
	const struct solver *s = n->s;
	struct effect e = *effect;

	for (uint32_t calls = 0; calls <= s->bounds.depth + LEVELS_ABOVE; calls++) {
		see(n, x, plain(n, node));
		if (e.callee == NONE || s->graph->callees.at[e.callee].node == NONE)
			return;
		node = s->graph->callees.at[e.callee].node;
		e = s->summaries[node].effects[e.next];
	}
}

static void see_acquisition(struct neighbours *n, struct search *x, uint32_t acquisition)
{
	for (int i = 0; acquisition != NONE && i < 8; i++) {
		const struct acquisition *a = &n->s->acquisitions.at[acquisition];

		see(n, x, plain(n, a->node));
		acquisition = a->inner;
	}
}

static bool is_taken_signalling(const struct solver *s, const struct effect *e, uint32_t class)
{
	return e->lock == s->class_signalling && e->kind == EFFECT_ACQUIRE && e->what == class && !(e->flags & EF_SYMBOLIC);
}

bool neighbours_has_beside(const struct solver *s, uint32_t class)
{
	return s->locks.at.at[class].is_tracked || s->locks.at.at[class].is_fence;
}

static void see_fence(struct neighbours *n, struct search *x, uint32_t class)
{
	const struct items *it = &n->entries->items;
	uint32_t image = NONE;

	for (uint32_t i = 0; i < it->ends.n; i++) {
		if (it->ends.at[i].class != class)
			continue;
		see(n, x, it->ends.at[i].node);
		if (it->ends.at[i].inner == NONE)
			image = function_of(n, it->ends.at[i].node)->image;
	}
	for (uint32_t i = 0; i < n->entries->acts.n && image != NONE; i++) {
		const struct act *a = &n->entries->acts.at[i];
		const struct entry *e = &n->entries->at.at[a->entry];

		if (a->effect.kind == EFFECT_WAIT && !strcmp(wait_kind(n->s, a->effect.what), "fence") &&
		    (e->kind == CONTEXT_NOTIFIER || e->kind == CONTEXT_SHRINKER) && function_of(n, e->node)->image == image)
			see_path(n, x, e->node, &a->effect);
	}
}

const struct bitset *neighbours_beside(struct neighbours *n, uint32_t class)
{
	struct solver *s = n->s;
	struct bitset *nodes = &n->beside[class];
	struct search x;

	if (nodes->words)
		return nodes;
	bitset_init(nodes, s->graph->nodes.n, NULL);
	begin(n, &x);
	for (uint32_t i = 0; i < n->entries->acts.n; i++) {
		const struct act *a = &n->entries->acts.at[i];

		if (a->effect.kind == EFFECT_ACQUIRE && a->effect.what == class && !(a->effect.flags & EF_SYMBOLIC))
			see_path(n, &x, n->entries->at.at[a->entry].node, &a->effect);
	}
	if (s->locks.at.at[class].is_fence)
		see_fence(n, &x, class);
	search_down(n, &x, LEVELS_BESIDE);
	for (uint32_t i = 0; i < s->edges.n; i++) {
		const struct effect *e = &s->edges.at[i];

		if (e->lock != class && !is_taken_signalling(s, e, class))
			continue;
		see_path(n, &x, s->edge_node.at[i], e);
		see(n, &x, plain(n, e->holder));
		see_acquisition(n, &x, e->acquisition);
	}
	for_each_in_array(p, &s->locks.pointing)
		if (p->class == class)
			see(n, &x, p->node);
	add_seen(n, &x, nodes);
	return nodes;
}

static bool names_lock(const struct neighbours *n, const struct bitset *fields, const struct bitset *entities,
		       const struct lock_class *l)
{
	if (l->kind == CLASS_FIELD)
		return bitset_test(fields, l->id);
	if (l->kind == CLASS_VARIABLE)
		return bitset_test(entities, l->id);
	/* keyed: whoever names the field may mean it */
	for (uint32_t c = CLASS_UNKNOWN + 1; l->kind == CLASS_KEYED && c < n->s->locks.at.n; c++) {
		const struct lock_class *of = &n->s->locks.at.at[c];

		if (of->kind == CLASS_FIELD && !strncmp(of->name, l->name, strlen(of->name)) && bitset_test(fields, of->id))
			return true;
	}
	return false;
}

static void add_beside(struct neighbours *n, uint32_t unit, struct bitset *units)
{
	struct solver *s = n->s;
	const struct unit *u = &s->program->units.at[unit];
	struct bitset fields, entities, classes;

	bitset_init(&fields, s->program->fields.n, NULL);
	bitset_init(&entities, s->program->entities.n, NULL);
	bitset_init(&classes, s->locks.at.n, NULL);
	for (uint32_t i = 0; i < u->facts->n_fields; i++)
		bitset_set(&fields, u->field[i]);
	for (uint32_t i = 0; i < u->facts->n_symbols; i++)
		bitset_set(&entities, u->entity[i]);
	for (uint32_t c = CLASS_UNKNOWN + 1; c < s->locks.at.n; c++)
		if (neighbours_has_beside(s, c) && names_lock(n, &fields, &entities, &s->locks.at.at[c]))
			bitset_set(&classes, c);
	/* and those that it gets from others */
	for (uint32_t i = 0; i < s->edges.n; i++)
		if (function_of(n, s->edges.at[i].holder)->unit == unit)
			bitset_set(&classes, s->edges.at[i].lock);
	for_each_bit(c, &classes)
		add_units(n, neighbours_beside(n, c), units);
	bitset_release(&fields);
	bitset_release(&entities);
	bitset_release(&classes);
}

/* ---- all of it ----------------------------------------------------------------------------------- */

static void add_file(const struct neighbours *n, const char *file, struct bitset *units)
{
	uint32_t id = file ? intern_find(&n->sources.names, file) : INTERN_NONE;

	if (id != INTERN_NONE)
		bitset_set(units, n->sources.unit[id]);
}

static void add_findings(const struct neighbours *n, const char *source, struct bitset *units)
{
	for (unsigned int i = 0; i < n->nfindings; i++) {
		const struct finding *f = &n->findings[i];
		bool is_here = !strcmp(f->file, source);

		for (unsigned int k = 0; k < f->nsites; k++) {
			if (strcmp(f->sites[k].file, source))
				continue;
			is_here = true;
			for (unsigned int j = 0; j < f->sites[k].chain.nsteps; j++)
				add_file(n, f->sites[k].chain.steps[j].file, units);
		}
		for (unsigned int k = 0; is_here && k < f->nchains; k++)
			for (unsigned int j = 0; j < f->chains[k].nsteps; j++)
				add_file(n, f->chains[k].steps[j].file, units);
	}
}

static void see_own(struct neighbours *n, struct search *x, uint32_t unit)
{
	for (uint32_t i = n->own_first[unit]; i < n->own_first[unit + 1]; i++)
		see(n, x, n->own[i]);
}

void neighbours_near(struct neighbours *n, uint32_t unit, struct bitset *nodes)
{
	struct search x;

	begin(n, &x);
	see_own(n, &x, unit);
	search_down(n, &x, n->s->bounds.depth);
	add_seen(n, &x, nodes);
	begin(n, &x);
	see_own(n, &x, unit);
	search_up(n, &x);
	search_down(n, &x, 1);
	add_seen(n, &x, nodes);
}

void neighbours_add_inlines(struct neighbours *n, struct bitset *nodes)
{
	struct search x;

	begin(n, &x);
	for_each_bit(node, nodes)
		see(n, &x, node);
	for (uint32_t head = 0; head < x.n; head++) {
		struct callee_cursor at = { .node = n->queue[head] };
		uint32_t to;

		while ((to = callgraph_next_callee(n->s->graph, &at)) != NONE)
			if (function_of(n, to)->is_header)
				see(n, &x, to);
	}
	add_seen(n, &x, nodes);
}

void neighbours_of(struct neighbours *n, uint32_t unit, struct bitset *units)
{
	struct bitset nodes;

	bitset_set(units, unit);
	bitset_init(&nodes, n->s->graph->nodes.n, NULL);
	neighbours_near(n, unit, &nodes);
	add_units(n, &nodes, units);
	add_beside(n, unit, units);
	add_findings(n, n->s->program->units.at[unit].source, units);
	bitset_release(&nodes);
}
