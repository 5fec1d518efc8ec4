// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Building a unit.
 *
 * The plugin may add the parts of a function in whatever order suits it.  At
 * facts_function_end() they are brought into the one canonical form, in which
 * the text form and the hash see them: events, edges and arguments in the
 * order of the blocks; nodes, variables and opaque values numbered as a reader
 * of the text meets them; what nothing refers to is gone.  So equal functions
 * are equal bytes, however the plugin came to them, and the text needs no
 * numbers for nodes.
 *
 * A function with an impossible reference in it is dropped and counted, with
 * the reason: a build must never fail because of us.
 */
#include "facts/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/message.h"
#include "facts/build.h"
#include "facts/schema.h"
#include "facts/text.h"

struct facts_build {
	uint32_t room[FT_COUNT];		/* allocated rows */
	struct keymap strings, types, fields, symbols, drops;
	ARRAY(uint32_t) string_at;		/* offset by number in strings */
	bool in_function;
	const char *broken;			/* first thing wrong with the function */
	struct keymap nodes;			/* of the function */
	ARRAY(uint16_t) tree;			/* by node: nodes in the tree below it */
};

static void *row_of(struct facts *f, unsigned int table, uint32_t row)
{
	return (char *)fact_rows(f, table) + (size_t)row * fact_schema[table].size;
}

static uint32_t *count_of(struct facts *f, unsigned int table)
{
	return (uint32_t *)((char *)f + fact_schema[table].count);
}

static struct facts_build *builder(struct facts *f)
{
	BUG_ON(!f->build, "a unit that was read is added to");
	return f->build;
}

void facts_append(struct facts *f, enum fact_table table, const void *record)
{
	struct facts_build *b = builder(f);
	const struct fact_table_schema *s = &fact_schema[table];
	void **rows = (void **)((char *)f + s->rows);
	uint32_t *n = count_of(f, table);

	if (*n == b->room[table])
		*rows = array_grow(*rows, &b->room[table], (uint64_t)*n + 1, s->size);
	memcpy((char *)*rows + (size_t)*n * s->size, record, s->size);
	++*n;
}

struct facts *facts_new(void)
{
	struct facts *f = xcalloc(1, sizeof(*f));

	f->build = xcalloc(1, sizeof(*f->build));
	facts_string(f, "");
	return f;
}

static void build_free(struct facts_build *b)
{
	keymap_release(&b->strings);
	keymap_release(&b->types);
	keymap_release(&b->fields);
	keymap_release(&b->symbols);
	keymap_release(&b->drops);
	keymap_release(&b->nodes);
	array_release(&b->string_at);
	array_release(&b->tree);
	free(b);
}

void facts_free(struct facts *f)
{
	if (!f)
		return;
	if (f->build) {
		for (unsigned int t = 0; t < FT_STRINGS; t++)
			free(fact_rows(f, t));
		free(f->strings);
		build_free(f->build);
	}
	free(f->storage);
	free(f);
}

/* ---- unit wide ---------------------------------------------------------------- */

uint32_t facts_string(struct facts *f, const char *s)
{
	struct facts_build *b = builder(f);
	size_t len = strlen(s);
	bool isnew;
	uint32_t id = keymap_id(&b->strings, s, len, &isnew);

	if (!isnew)
		return b->string_at.at[id];
	if ((uint64_t)f->n_strings + len + 1 > b->room[FT_STRINGS])
		f->strings = array_grow(f->strings, &b->room[FT_STRINGS],
					(uint64_t)f->n_strings + len + 1, 1);
	/* Not from s: that may lie in the table, which has just moved. */
	memcpy(f->strings + f->n_strings, keymap_key(&b->strings, id, NULL), len + 1);
	array_push(&b->string_at, f->n_strings);
	f->n_strings += (uint32_t)len + 1;
	return b->string_at.at[id];
}

uint32_t facts_type(struct facts *f, const struct fact_type *t)
{
	bool isnew;
	uint32_t id = keymap_id(&builder(f)->types, t, sizeof(*t), &isnew);

	if (isnew)
		facts_append(f, FT_TYPE, t);
	return id;
}

uint32_t facts_field(struct facts *f, const struct fact_field *t)
{
	bool isnew;
	uint32_t id = keymap_id(&builder(f)->fields, t, sizeof(*t), &isnew);

	if (isnew)
		facts_append(f, FT_FIELD, t);
	return id;
}

uint32_t facts_symbol(struct facts *f, const struct fact_symbol *s)
{
	uint32_t key[2] = { s->name, s->file };
	struct fact_symbol *known;
	bool isnew;
	uint32_t id = keymap_id(&builder(f)->symbols, key, sizeof(key), &isnew);

	if (isnew) {
		facts_append(f, FT_SYMBOL, s);
		return id;
	}
	known = &f->symbols[id];
	known->flags |= s->flags;
	if (known->type == FACT_NONE)
		known->type = s->type;
	return id;
}

void facts_unit(struct facts *f, const struct fact_unit *u)
{
	f->n_units = 0;
	facts_append(f, FT_UNIT, u);
}

void facts_init(struct facts *f, const struct fact_init *i)
{
	facts_append(f, FT_INIT, i);
}

void facts_alias(struct facts *f, const struct fact_alias *a)
{
	facts_append(f, FT_ALIAS, a);
}

uint32_t facts_contract(struct facts *f, const struct fact_contract *c,
			const struct fact_clause *clauses)
{
	struct fact_contract copy = *c;

	copy.clause_first = f->n_clauses;
	for (uint32_t i = 0; i < c->nclauses; i++) {
		struct fact_clause clause = clauses[i];

		clause.pad = 0;
		facts_append(f, FT_CLAUSE, &clause);
	}
	facts_append(f, FT_CONTRACT, &copy);
	return f->n_contracts - 1;
}

void facts_drop(struct facts *f, const char *reason, const char *function)
{
	struct fact_drop drop = {
		.reason = facts_string(f, reason),
		.function = facts_string(f, function ? function : ""),
		.count = 1,
	};
	bool isnew;
	uint32_t id = keymap_id(&builder(f)->drops, &drop.reason, sizeof(drop.reason), &isnew);

	if (isnew)
		facts_append(f, FT_DROP, &drop);
	else
		f->drops[id].count++;
}

/* ---- one function --------------------------------------------------------------- */

static uint32_t *range_first(struct fact_function *fn, unsigned int table)
{
	return (uint32_t *)((char *)fn + fact_schema[table].first);
}

/* In struct fact_function every first is followed by its count. */
static uint32_t *range_count(struct fact_function *fn, unsigned int table)
{
	return range_first(fn, table) + 1;
}

struct fact_function *facts_function_current(struct facts *f)
{
	BUG_ON(!builder(f)->in_function, "no function is being built");
	return &f->functions[f->n_functions - 1];
}

void facts_function_begin(struct facts *f, const struct fact_function *fn)
{
	struct facts_build *b = builder(f);
	struct fact_function copy = *fn;

	BUG_ON(b->in_function, "a function is begun within another one");
	for (unsigned int t = 0; t < FT_STRINGS; t++) {
		if (fact_schema[t].first < 0)
			continue;
		*range_first(&copy, t) = fact_count(f, t);
		*range_count(&copy, t) = 0;
	}
	copy.nvars = copy.nopaque = 0;
	facts_append(f, FT_FUNCTION, &copy);
	b->in_function = true;
	b->broken = NULL;
	keymap_release(&b->nodes);
	array_clear(&b->tree);
}

/* The count in the function's row is kept up to date, so it is the next index too. */
static uint32_t add_part(struct facts *f, enum fact_table table, const void *record)
{
	facts_append(f, table, record);
	return (*range_count(facts_function_current(f), table))++;
}

uint32_t facts_param(struct facts *f, const struct fact_param *p)
{
	return add_part(f, FT_PARAM, p);
}

uint32_t facts_local(struct facts *f, const struct fact_local *l)
{
	return add_part(f, FT_LOCAL, l);
}

uint32_t facts_block(struct facts *f, const struct fact_block *b)
{
	return add_part(f, FT_BLOCK, b);
}

uint32_t facts_edge(struct facts *f, const struct fact_edge *e)
{
	return add_part(f, FT_EDGE, e);
}

uint32_t facts_event(struct facts *f, const struct fact_event *e)
{
	return add_part(f, FT_EVENT, e);
}

uint32_t facts_arg(struct facts *f, uint32_t node)
{
	return add_part(f, FT_ARG, &node);
}

static bool is_node(uint8_t ref, uint32_t value)
{
	return ref == REF_NODE || (ref == REF_NODE_NONE && value != FACT_NONE);
}

uint32_t facts_node(struct facts *f, const struct fact_node *node)
{
	struct facts_build *b = builder(f);
	struct fact_node n = *node;
	const struct fact_operands *o;
	unsigned int tree = 1;
	bool isnew;
	uint32_t id;

	if (n.op >= FN_COUNT) {
		b->broken = "internal: unknown node";
		return 0;
	}
	o = &fact_node_operands[n.op];
	n.pad = 0;
	n.flags = (n.flags & FNF_ALL) | fact_node_implied_flags(n.op);
	if (o->a == REF_ZERO)
		n.a = 0;
	if (o->b == REF_ZERO)
		n.b = 0;
	if ((is_node(o->a, n.a) && n.a >= b->tree.n) || (is_node(o->b, n.b) && n.b >= b->tree.n)) {
		b->broken = "internal: operand after its user";
		return 0;
	}
	if (is_node(o->a, n.a))
		tree += b->tree.at[n.a];
	if (is_node(o->b, n.b))
		tree += b->tree.at[n.b];
	if (tree > FACT_TREE_MAX) {
		b->broken = "internal: expression too large";
		return 0;
	}
	id = keymap_id(&b->nodes, &n, sizeof(n), &isnew);
	if (isnew) {
		array_push(&b->tree, (uint16_t)tree);
		add_part(f, FT_NODE, &n);
	}
	return id;
}

void facts_function_abort(struct facts *f)
{
	struct fact_function *fn = facts_function_current(f);

	for (unsigned int t = 0; t < FT_STRINGS; t++)
		if (fact_schema[t].first >= 0)
			*count_of(f, t) = *range_first(fn, t);
	f->n_functions--;
	f->build->in_function = false;
}

/* ---- the canonical form ----------------------------------------------------------- */

/*
 * Rebuilds the function from copies of its parts.  `new_*` translate old
 * numbers, FACT_NONE meaning "not met yet".
 */
struct canon {
	struct facts *f;
	struct fact_function old;
	struct arena arena;
	const struct fact_block *blocks;
	const struct fact_edge *edges;
	const struct fact_event *events;
	const uint32_t *args;
	const struct fact_node *nodes;
	uint32_t *new_event, *new_node;
	struct map new_var, new_opaque;
	const char *broken;
};

static const void *copy_part(struct canon *c, enum fact_table t)
{
	return arena_memdup(&c->arena, row_of(c->f, t, *range_first(&c->old, t)),
			    (size_t)*range_count(&c->old, t) * fact_schema[t].size);
}

static uint32_t *none_of_all(struct canon *c, uint32_t n)
{
	return memset(arena_alloc(&c->arena, (size_t)n * sizeof(uint32_t)), 0xff,
		      (size_t)n * sizeof(uint32_t));
}

static uint32_t broken(struct canon *c, const char *why)
{
	if (!c->broken)
		c->broken = why;
	return 0;
}

static uint32_t renumber(struct map *m, uint64_t key)
{
	uint32_t *known = map_find(m, key);

	if (known)
		return *known;
	map_insert(m, key, m->n);
	return m->n - 1;
}

static uint32_t canon_operand(struct canon *c, uint8_t ref, uint32_t value);

static uint32_t canon_node(struct canon *c, uint32_t old)
{
	const struct fact_operands *o;
	struct fact_node n;

	if (old >= c->old.nnodes)
		return broken(c, "internal: reference to a missing node");
	if (c->new_node[old] != FACT_NONE)
		return c->new_node[old];
	n = c->nodes[old];
	o = &fact_node_operands[n.op];
	if (n.op == FN_OPAQUE) {
		if (n.a >= FO_COUNT)
			return broken(c, "internal: unknown opaque value");
		n.b = renumber(&c->new_opaque, (uint64_t)n.a << 32 | n.b);
		facts_function_current(c->f)->nopaque++;
	} else {
		n.a = canon_operand(c, o->a, n.a);
		n.b = canon_operand(c, o->b, n.b);
	}
	return c->new_node[old] = add_part(c->f, FT_NODE, &n);
}

/* Indices into unit-wide tables stay; they are only looked at. */
static uint32_t canon_operand(struct canon *c, uint8_t ref, uint32_t value)
{
	switch (ref) {
	case REF_ZERO:
		return 0;
	case REF_NODE_NONE:
		if (value == FACT_NONE)
			return value;
		/* fall through */
	case REF_NODE:
		return canon_node(c, value);
	case REF_VAR:
		return renumber(&c->new_var, value);
	case REF_EVENT:
		if (value >= c->old.nevents || c->new_event[value] == FACT_NONE)
			return broken(c, "internal: result of a missing event");
		if (c->events[value].kind != FEV_CALL && c->events[value].kind != FEV_ICALL)
			return broken(c, "internal: result of an event that is no call");
		return c->new_event[value];
	case REF_PARAM:
		return value < c->old.nparams ? value : broken(c, "internal: missing parameter");
	case REF_LOCAL:
		return value < c->old.nlocals ? value : broken(c, "internal: missing local");
	case REF_SYMBOL:
		return value < c->f->n_symbols ? value : broken(c, "internal: missing symbol");
	case REF_FIELD:
		return value < c->f->n_fields ? value : broken(c, "internal: missing field");
	case REF_STRING:
		return value < c->f->n_strings ? value : broken(c, "internal: missing string");
	default:
		return value;
	}
}

static void canon_event(struct canon *c, const struct fact_event *old)
{
	struct fact_event e = *old;
	const struct fact_operands *o = &fact_event_operands[e.kind];
	bool call = e.kind == FEV_CALL || e.kind == FEV_ICALL;

	e.flags &= FEF_USED | FEF_NORETURN;
	e.a = canon_operand(c, o->a, e.a);
	e.b = canon_operand(c, o->b, e.b);
	e.nargs = call ? e.nargs : 0;
	if (e.nargs > c->old.nargs || (e.nargs && e.arg > c->old.nargs - e.nargs)) {
		broken(c, "internal: missing argument");
		return;
	}
	e.arg = facts_function_current(c->f)->nargs;
	for (uint32_t i = 0; i < e.nargs; i++)
		facts_arg(c->f, canon_node(c, c->args[old->arg + i]));
	add_part(c->f, FT_EVENT, &e);
}

/* The default edge goes first, the others keep their order. */
static void canon_edges(struct canon *c, const struct fact_block *old)
{
	const struct fact_edge *edges = c->edges + old->edge;
	unsigned int defaults = 0;

	for (uint32_t i = 0; i < old->nedges; i++)
		defaults += edges[i].flags & FE_DEFAULT || old->nedges == 1;
	if (old->nedges && defaults != 1)
		broken(c, "internal: branch without exactly one default");
	for (int pass = 1; pass >= 0; pass--) {
		for (uint32_t i = 0; i < old->nedges; i++) {
			struct fact_edge e = edges[i];
			bool first = e.flags & FE_DEFAULT || old->nedges == 1;

			if (first != pass)
				continue;
			e.flags = first ? FE_DEFAULT : 0;
			if (first)
				e.lo = e.hi = 0;
			if (e.target >= c->old.nblocks)
				broken(c, "internal: edge to a missing block");
			if (e.lo > e.hi)
				broken(c, "internal: empty case range");
			facts_edge(c->f, &e);
		}
	}
}

/* Events need their new numbers first: a loop refers to results further down. */
static void number_events(struct canon *c)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < c->old.nblocks; i++) {
		const struct fact_block *b = &c->blocks[i];

		if (b->nevents > c->old.nevents || (b->nevents && b->event > c->old.nevents - b->nevents) ||
		    b->nedges > c->old.nedges || (b->nedges && b->edge > c->old.nedges - b->nedges)) {
			broken(c, "internal: block with missing events or edges");
			return;
		}
		for (uint32_t e = b->event; e < b->event + b->nevents; e++) {
			if (c->new_event[e] != FACT_NONE)
				broken(c, "internal: event in two blocks");
			if (c->events[e].kind >= FEV_COUNT)
				broken(c, "internal: unknown event");
			c->new_event[e] = n++;
		}
	}
}

static void canon_blocks(struct canon *c)
{
	static const enum fact_table rebuilt[] = { FT_BLOCK, FT_EDGE, FT_EVENT, FT_ARG, FT_NODE };
	struct fact_function *fn = facts_function_current(c->f);

	for (unsigned int i = 0; i < sizeof(rebuilt) / sizeof(rebuilt[0]); i++) {
		*count_of(c->f, rebuilt[i]) = *range_first(fn, rebuilt[i]);
		*range_count(fn, rebuilt[i]) = 0;
	}
	fn->nopaque = 0;
	for (uint32_t i = 0; i < c->old.nblocks && !c->broken; i++) {
		struct fact_block b = c->blocks[i];

		b.event = fn->nevents;
		for (uint32_t e = 0; e < b.nevents && !c->broken; e++)
			canon_event(c, &c->events[c->blocks[i].event + e]);
		b.edge = fn->nedges;
		canon_edges(c, &c->blocks[i]);
		b.flags = b.nedges ? 0 : b.flags & FB_NORETURN;
		if (b.nedges == 1 || b.flags & FB_NORETURN)
			b.value = FACT_NONE;
		if (b.nedges > 1 && b.value == FACT_NONE)
			broken(c, "internal: branch on nothing");
		b.value = canon_operand(c, REF_NODE_NONE, b.value);
		facts_block(c->f, &b);
	}
	fn->nvars = c->new_var.n;
}

const char *facts_function_finish(struct facts *f)
{
	struct canon c = { .f = f, .old = *facts_function_current(f), .broken = f->build->broken };
	struct text text = { 0 };

	if (!c.old.nblocks)
		broken(&c, "internal: no block");
	c.blocks = copy_part(&c, FT_BLOCK);
	c.edges = copy_part(&c, FT_EDGE);
	c.events = copy_part(&c, FT_EVENT);
	c.args = copy_part(&c, FT_ARG);
	c.nodes = copy_part(&c, FT_NODE);
	c.new_event = none_of_all(&c, c.old.nevents);
	c.new_node = none_of_all(&c, c.old.nnodes);
	if (!c.broken)
		number_events(&c);
	if (!c.broken)
		canon_blocks(&c);
	map_release(&c.new_var);
	map_release(&c.new_opaque);
	arena_release(&c.arena);
	if (c.broken) {
		facts_function_abort(f);
		return c.broken;
	}
	text_function(&text, f, f->n_functions - 1, NULL);
	hash_content(text.at, text.n, facts_function_current(f)->hash);
	text_release(&text);
	f->build->in_function = false;
	return NULL;
}

void facts_function_end(struct facts *f)
{
	uint32_t name = f->symbols[facts_function_current(f)->symbol].name;
	const char *reason = facts_function_finish(f);
	char *copy;

	if (!reason)
		return;
	copy = xstrdup(facts_str(f, name));	/* the string table moves when it grows */
	facts_drop(f, reason, copy);
	free(copy);
}
