// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Code that nobody else can get in the way of, or that is wrong on purpose.
 *
 *	init	sections .init and .exit, and static functions that only such
 *		code calls: nobody holds the other end of a cycle yet, or any more
 *	test	files of self tests: a file that defines a function which the
 *		model calls one, or which stands in a table of tests
 */
#include "query/internal.h"

#include <string.h>

#include "base/bitset.h"
#include "base/map.h"

struct standing {
	struct bitset init;		/* functions */
	struct map test_files;		/* by address of the name */
};

static bool is_init(const struct program *p, uint32_t function)
{
	return p->functions.at[function].body->flags & (FF_INIT | FF_EXIT);
}

/* A static function whose callers are all seen. */
static bool may_be_init(const struct reporter *r, uint32_t function)
{
	const struct function *f = &r->s->program->functions.at[function];

	return is_init(r->s->program, function) ||
	       (!f->is_header && !(f->body->flags & FF_ADDRESS) && *r->s->program->entities.at[f->entity].file &&
		r->s->graph->ncallers[function]);
}

/* Whatever other code calls is not it. */
static void find_init(const struct reporter *r, struct standing *st)
{
	const struct callgraph *g = r->s->graph;
	const struct program *p = r->s->program;
	bool changed = true;

	bitset_init(&st->init, p->functions.n, r->arena);
	for (uint32_t i = 0; i < p->functions.n; i++)
		if (may_be_init(r, i))
			bitset_set(&st->init, i);
	while (changed) {
		changed = false;
		/* callers first */
		for (uint32_t o = g->order.n; o-- > 0;) {
			struct callee_cursor at = { .node = g->order.at[o] };
			uint32_t to;

			if (bitset_test(&st->init, g->nodes.at[at.node].function))
				continue;
			while ((to = callgraph_next_callee(g, &at)) != NONE) {
				to = g->nodes.at[to].function;
				if (!bitset_test(&st->init, to) || is_init(p, to))
					continue;
				bitset_unset(&st->init, to);
				changed = true;
			}
		}
	}
}

static void note_test(const struct program *p, struct standing *st, uint32_t function)
{
	if (function != NONE)
		map_insert(&st->test_files, (uintptr_t)p->functions.at[function].file, 1);
}

static void find_tests(const struct reporter *r, struct standing *st)
{
	const struct program *p = r->s->program;

	for (uint32_t i = 0; i < p->entities.n; i++)
		if (p->entities.at[i].model && p->entities.at[i].model->is_selftest)
			note_test(p, st, p->entities.at[i].function);
	for (uint32_t i = 0; i < p->fields.n; i++) {
		const struct field *f = &p->fields.at[i];

		for (uint32_t c = 0; f->model && c < f->model->nclauses; c++)
			for (uint32_t t = f->targets; f->model->clauses[c].verb == MV_entry &&
			     !strcmp(f->model->clauses[c].arg[0].text, "selftest") && t < f->targets + f->ntargets; t++)
				note_test(p, st, p->entities.at[p->targets.at[t].function].function);
	}
}

static const struct standing *standing_find(struct reporter *r)
{
	struct standing *st;

	if (r->standing)
		return r->standing;
	st = arena_alloc(r->arena, sizeof(*st));
	find_init(r, st);
	find_tests(r, st);
	r->standing = st;
	return st;
}

void standing_release(struct reporter *r)
{
	if (r->standing)
		map_release(&r->standing->test_files);
}

const char *standing_of_test(struct reporter *r, uint32_t node)
{
	const struct function *f = &r->s->program->functions.at[r->s->graph->nodes.at[node].function];

	return map_find(&standing_find(r)->test_files, (uintptr_t)f->file) ? "in a self test" : NULL;
}

const char *standing_of(struct reporter *r, uint32_t node)
{
	const char *test = standing_of_test(r, node);

	if (test)
		return test;
	return bitset_test(&standing_find(r)->init, r->s->graph->nodes.at[node].function) ?
	       "only while the kernel or a module starts or ends" : NULL;
}
