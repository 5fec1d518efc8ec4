// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Is a unit what facts.h promises?  Everything behind this relies on it and
 * checks nothing again.
 *
 * Indices into unit-wide tables follow from the schema's rows.  Those of a
 * function count from its own first row, so they are checked function by
 * function; the functions' ranges follow one another without gap, hence every
 * row belongs to exactly one function.
 */
#include "facts/facts.h"

#include <stdlib.h>

#include "base/memory.h"
#include "facts/codec.h"
#include "facts/schema.h"

static bool wrong(struct facts_error *err, const char *table, uint32_t row, const char *what)
{
	return facts_fail(err, "damaged facts, table %s row %u: %s: build the object again",
			  table, row, what);
}

/* Limit of a unit-wide space; false: checked elsewhere. */
static bool unit_limit(const struct facts *f, const struct fact_column *c, uint32_t *limit)
{
	switch (c->ref) {
	case REF_STRING:
	case REF_STRING_NONE:
		*limit = f->n_strings;
		return true;
	case REF_TYPE:
	case REF_TYPE_NONE:
		*limit = f->n_types;
		return true;
	case REF_FIELD:
	case REF_FIELD_NONE:
		*limit = f->n_fields;
		return true;
	case REF_SYMBOL:
		*limit = f->n_symbols;
		return true;
	case REF_NUMBER:
		*limit = c->limit;
		return c->limit != 0;
	default:
		return false;
	}
}

static bool check_columns(const struct facts *f, unsigned int table, struct facts_error *err)
{
	const struct fact_table_schema *s = &fact_schema[table];
	uint32_t n = fact_count(f, table);

	for (uint32_t i = 0; i < s->ncolumns; i++) {
		const struct fact_column *c = &s->columns[i];
		const char *at = (const char *)fact_rows(f, table) + c->offset;
		bool none = c->ref == REF_STRING_NONE || c->ref == REF_TYPE_NONE ||
			    c->ref == REF_FIELD_NONE;
		uint32_t limit;

		if (!unit_limit(f, c, &limit))
			continue;
		for (uint32_t row = 0; row < n; row++, at += s->size) {
			uint64_t value = fact_get(at, c->width);

			if (value >= limit && !(none && value == FACT_NONE))
				return facts_fail(err, "damaged facts, table %s row %u: %s is %llu, "
						  "must be below %u: build the object again",
						  s->name, row, c->name,
						  (unsigned long long)value, limit);
		}
	}
	return true;
}

/* The function that is being checked. */
struct function_check {
	const struct facts *f;
	const struct fact_function *fn;
	struct facts_error *err;
};

static bool check_operand(const struct function_check *c, uint8_t ref, uint32_t value)
{
	const struct fact_function *fn = c->fn;

	switch (ref) {
	case REF_ZERO:
		return value == 0;
	case REF_STRING:
		return value < c->f->n_strings;
	case REF_FIELD:
		return value < c->f->n_fields;
	case REF_SYMBOL:
		return value < c->f->n_symbols;
	case REF_EVENT:
		if (value >= fn->nevents)
			return false;
		switch (c->f->events[fn->event_first + value].kind) {
		case FEV_CALL:
		case FEV_ICALL:
			return true;
		default:
			return false;
		}
	case REF_NODE_NONE:
		return value == FACT_NONE || value < fn->nnodes;
	case REF_NODE:
		return value < fn->nnodes;
	case REF_PARAM:
		return value < fn->nparams;
	case REF_LOCAL:
		return value < fn->nlocals;
	case REF_VAR:
		return value < fn->nvars;
	default:
		return true;
	}
}

static unsigned int tree_below(const uint16_t *tree, uint8_t ref, uint32_t value)
{
	if (ref != REF_NODE && (ref != REF_NODE_NONE || value == FACT_NONE))
		return 0;
	return tree[value];
}

/* tree has room for all nodes of the function. */
static bool check_nodes(const struct function_check *c, uint16_t *tree)
{
	uint32_t nopaque = 0;

	for (uint32_t i = 0; i < c->fn->nnodes; i++) {
		uint32_t row = c->fn->node_first + i;
		const struct fact_node *n = &c->f->nodes[row];
		const struct fact_operands *o = &fact_node_operands[n->op];
		unsigned int size;

		if (!check_operand(c, o->a, n->a) || !check_operand(c, o->b, n->b))
			return wrong(c->err, "nodes", row, "operand out of range");
		if ((o->a == REF_NODE && n->a >= i) ||
		    ((o->b == REF_NODE || o->b == REF_NODE_NONE) && n->b >= i && n->b != FACT_NONE))
			return wrong(c->err, "nodes", row, "operand not before its user");
		size = 1 + tree_below(tree, o->a, n->a) + tree_below(tree, o->b, n->b);
		if (size > FACT_TREE_MAX)
			return wrong(c->err, "nodes", row, "expression too large");
		tree[i] = (uint16_t)size;
		if (n->flags > FNF_ALL ||
		    (n->flags & fact_node_implied_flags(n->op)) != fact_node_implied_flags(n->op))
			return wrong(c->err, "nodes", row, "flags do not fit the operation");
		if (n->op == FN_OPAQUE) {
			if (n->a >= FO_COUNT)
				return wrong(c->err, "nodes", row, "unknown kind of opaque value");
			nopaque++;
		}
	}
	return nopaque == c->fn->nopaque ||
	       wrong(c->err, "functions", (uint32_t)(c->fn - c->f->functions),
		     "wrong number of opaque values");
}

static bool check_events(const struct function_check *c)
{
	uint32_t arg = 0;

	for (uint32_t i = 0; i < c->fn->nevents; i++) {
		uint32_t row = c->fn->event_first + i;
		const struct fact_event *e = &c->f->events[row];
		const struct fact_operands *o = &fact_event_operands[e->kind];

		if (!check_operand(c, o->a, e->a) || !check_operand(c, o->b, e->b))
			return wrong(c->err, "events", row, "operand out of range");
		if (e->arg != arg || e->nargs > c->fn->nargs - arg)
			return wrong(c->err, "events", row, "arguments out of range");
		if (e->nargs && e->kind != FEV_CALL && e->kind != FEV_ICALL)
			return wrong(c->err, "events", row, "arguments of no call");
		arg += e->nargs;
	}
	for (uint32_t i = 0; i < c->fn->nargs; i++)
		if (c->f->args[c->fn->arg_first + i] >= c->fn->nnodes)
			return wrong(c->err, "args", c->fn->arg_first + i, "node out of range");
	return arg == c->fn->nargs ||
	       wrong(c->err, "functions", (uint32_t)(c->fn - c->f->functions),
		     "arguments that no event has");
}

static bool check_edges(const struct function_check *c, const struct fact_block *b)
{
	for (uint32_t i = 0; i < b->nedges; i++) {
		uint32_t row = c->fn->edge_first + b->edge + i;
		const struct fact_edge *e = &c->f->edges[row];

		if (e->target >= c->fn->nblocks)
			return wrong(c->err, "edges", row, "target out of range");
		if (!(e->flags & FE_DEFAULT) != (i != 0))
			return wrong(c->err, "edges", row, "the default edge must be the first");
		if (e->lo > e->hi || (!i && (e->lo || e->hi)))
			return wrong(c->err, "edges", row, "impossible case range");
	}
	return true;
}

static bool check_blocks(const struct function_check *c)
{
	uint32_t event = 0, edge = 0;

	for (uint32_t i = 0; i < c->fn->nblocks; i++) {
		uint32_t row = c->fn->block_first + i;
		const struct fact_block *b = &c->f->blocks[row];

		if (b->event != event || b->nevents > c->fn->nevents - event)
			return wrong(c->err, "blocks", row, "events out of range");
		if (b->edge != edge || b->nedges > c->fn->nedges - edge)
			return wrong(c->err, "blocks", row, "edges out of range");
		event += b->nevents;
		edge += b->nedges;
		if (b->value != FACT_NONE && b->value >= c->fn->nnodes)
			return wrong(c->err, "blocks", row, "value out of range");
		if ((b->nedges > 1 && b->value == FACT_NONE) ||
		    ((b->nedges == 1 || b->flags & FB_NORETURN) && b->value != FACT_NONE) ||
		    (b->nedges && b->flags & FB_NORETURN))
			return wrong(c->err, "blocks", row, "value does not fit the branch");
		if (!check_edges(c, b))
			return false;
	}
	return (event == c->fn->nevents && edge == c->fn->nedges && c->fn->nblocks) ||
	       wrong(c->err, "functions", (uint32_t)(c->fn - c->f->functions),
		     "events or edges that no block has");
}

static bool check_ranges(const struct facts *f, struct facts_error *err)
{
	for (unsigned int t = 0; t < FT_STRINGS; t++) {
		int first = fact_schema[t].first;
		uint32_t at = 0;

		if (first < 0)
			continue;
		for (uint32_t i = 0; i < f->n_functions; i++) {
			const uint32_t *range = (const uint32_t *)((const char *)&f->functions[i] +
								   first);

			if (range[0] != at || range[1] > fact_count(f, t) - at)
				return facts_fail(err, "damaged facts, table functions row %u: "
						  "its %s are out of range: build the object again",
						  i, fact_schema[t].name);
			at += range[1];
		}
		if (at != fact_count(f, t))
			return wrong(err, fact_schema[t].name, at, "belongs to no function");
	}
	return true;
}

static bool check_functions(const struct facts *f, struct facts_error *err)
{
	struct function_check c = { .f = f, .err = err };
	uint32_t most = 0;
	uint16_t *tree;
	bool ok = true;

	for (uint32_t i = 0; i < f->n_functions; i++)
		if (f->functions[i].nnodes > most)
			most = f->functions[i].nnodes;
	tree = xmalloc(most * sizeof(*tree));
	for (uint32_t i = 0; i < f->n_functions && ok; i++) {
		c.fn = &f->functions[i];
		ok = check_nodes(&c, tree) && check_events(&c) && check_blocks(&c);
	}
	free(tree);
	return ok;
}

static bool check_clauses(const struct facts *f, struct facts_error *err)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < f->n_contracts; i++) {
		const struct fact_contract *c = &f->contracts[i];

		if (c->clause_first != at || c->nclauses > f->n_clauses - at)
			return wrong(err, "contracts", i, "clauses out of range");
		at += c->nclauses;
	}
	return at == f->n_clauses || wrong(err, "clauses", at, "belongs to no contract");
}

bool facts_check(const struct facts *f, struct facts_error *err)
{
	if (!f->n_strings || f->strings[0] || f->strings[f->n_strings - 1])
		return facts_fail(err, "damaged facts, unterminated strings: build the object again");
	if (f->n_units != 1)
		return facts_fail(err, "damaged facts, %u heads of a unit: build the object again",
				  f->n_units);
	for (unsigned int t = 0; t < FT_STRINGS; t++)
		if (!check_columns(f, t, err))
			return false;
	return check_ranges(f, err) && check_functions(f, err) && check_clauses(f, err);
}
