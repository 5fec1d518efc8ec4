// SPDX-License-Identifier: GPL-2.0-or-later
#include "facts/schema.h"

#define AT(t, m)		offsetof(struct fact_##t, m)
#define COLUMN(t, m, r, c)	{ #m, AT(t, m), sizeof(((struct fact_##t *)0)->m), REF_##r, CODE_##c, 0, 0 }
#define BELOW(t, m, lim)	{ #m, AT(t, m), sizeof(((struct fact_##t *)0)->m), REF_NUMBER, CODE_PLAIN, 0, lim }
#define NEXT(t, m, n)		{ #m, AT(t, m), sizeof(((struct fact_##t *)0)->m), REF_RANGE, CODE_NEXT, AT(t, n), 0 }

/* A count comes before the range's first: the reader needs it to tell the next one. */

static const struct fact_column unit_columns[] = {
	COLUMN(unit, source, STRING, INDEX),
	COLUMN(unit, image, STRING, INDEX),
	COLUMN(unit, compiler, STRING, INDEX),
	BELOW(unit, flags, FU_MODULE << 1),
};

static const struct fact_column type_columns[] = {
	COLUMN(type, tag, STRING, INDEX),
	COLUMN(type, file, STRING, INDEX),
	BELOW(type, kind, FTK_UNION + 1),
};

static const struct fact_column field_columns[] = {
	COLUMN(field, type, TYPE, INDEX),
	COLUMN(field, name, STRING, INDEX),
	COLUMN(field, offset, NUMBER, PLAIN),
	COLUMN(field, of, TYPE_NONE, INDEX),
	COLUMN(field, points_to, TYPE_NONE, INDEX),
};

static const struct fact_column symbol_columns[] = {
	COLUMN(symbol, name, STRING, INDEX),
	COLUMN(symbol, file, STRING, INDEX),
	BELOW(symbol, flags, FS_MODEL << 1),
	COLUMN(symbol, type, TYPE_NONE, INDEX),
};

static const struct fact_column function_columns[] = {
	COLUMN(function, symbol, SYMBOL, DELTA),
	COLUMN(function, file, STRING, INDEX),
	COLUMN(function, line, NUMBER, DELTA),
	BELOW(function, flags, FF_ADDRESS << 1),
	COLUMN(function, nparams, RANGE, PLAIN),
	NEXT(function, param_first, nparams),
	COLUMN(function, nlocals, RANGE, PLAIN),
	NEXT(function, local_first, nlocals),
	COLUMN(function, nblocks, RANGE, PLAIN),
	NEXT(function, block_first, nblocks),
	COLUMN(function, nedges, RANGE, PLAIN),
	NEXT(function, edge_first, nedges),
	COLUMN(function, nevents, RANGE, PLAIN),
	NEXT(function, event_first, nevents),
	COLUMN(function, nargs, RANGE, PLAIN),
	NEXT(function, arg_first, nargs),
	COLUMN(function, nnodes, RANGE, PLAIN),
	NEXT(function, node_first, nnodes),
	COLUMN(function, nvars, NUMBER, PLAIN),
	COLUMN(function, nopaque, NUMBER, PLAIN),
	{ "hash", AT(function, hash[0]), 8, REF_NUMBER, CODE_RANDOM, 0, 0 },
	{ "hash", AT(function, hash[1]), 8, REF_NUMBER, CODE_RANDOM, 0, 0 },
};

static const struct fact_column param_columns[] = {
	COLUMN(param, name, STRING, INDEX),
	BELOW(param, kind, FV_FUNCTION + 1),
	COLUMN(param, type, TYPE_NONE, INDEX),
};

static const struct fact_column local_columns[] = {
	COLUMN(local, name, STRING, INDEX),
	COLUMN(local, type, TYPE_NONE, INDEX),
};

static const struct fact_column block_columns[] = {
	COLUMN(block, nevents, RANGE, PLAIN),
	NEXT(block, event, nevents),
	COLUMN(block, nedges, RANGE, PLAIN),
	NEXT(block, edge, nedges),
	COLUMN(block, value, NODE_NONE, DELTA),
	COLUMN(block, line, NUMBER, DELTA),
	BELOW(block, flags, FB_NORETURN << 1),
};

static const struct fact_column edge_columns[] = {
	COLUMN(edge, target, BLOCK, DELTA),
	BELOW(edge, flags, FE_DEFAULT << 1),
	COLUMN(edge, lo, NUMBER, SIGNED),
	{ "hi", AT(edge, hi), 8, REF_NUMBER, CODE_HIGH, AT(edge, lo), 0 },
};

static const struct fact_column event_columns[] = {
	BELOW(event, kind, FEV_COUNT),
	BELOW(event, flags, FEF_NORETURN << 1),
	COLUMN(event, column, NUMBER, PLAIN),
	COLUMN(event, line, NUMBER, DELTA),
	COLUMN(event, file, STRING, INDEX),
	COLUMN(event, nargs, RANGE, PLAIN),
	NEXT(event, arg, nargs),
};

static const struct fact_column arg_columns[] = {
	{ "node", 0, 4, REF_NODE, CODE_DELTA, 0, 0 },
};

static const struct fact_column node_columns[] = {
	BELOW(node, op, FN_COUNT),
};

static const struct fact_column init_columns[] = {
	COLUMN(init, symbol, SYMBOL, DELTA),
	COLUMN(init, field, FIELD_NONE, INDEX),
	COLUMN(init, outer, FIELD_NONE, INDEX),
	COLUMN(init, index, NUMBER, DELTA),
	COLUMN(init, target, SYMBOL, INDEX),
};

static const struct fact_column alias_columns[] = {
	COLUMN(alias, symbol, SYMBOL, INDEX),
	COLUMN(alias, target, SYMBOL, INDEX),
};

static const struct fact_column contract_columns[] = {
	BELOW(contract, on, FCO_VARIABLE + 1),
	COLUMN(contract, name, STRING, INDEX),
	COLUMN(contract, field, STRING, INDEX),
	COLUMN(contract, file, STRING, INDEX),
	COLUMN(contract, line, NUMBER, DELTA),
	COLUMN(contract, nparams, NUMBER, PLAIN),
	COLUMN(contract, verb, STRING, INDEX),
	COLUMN(contract, nclauses, RANGE, PLAIN),
	NEXT(contract, clause_first, nclauses),
};

static const struct fact_column clause_columns[] = {
	COLUMN(clause, text, STRING_NONE, INDEX),
	COLUMN(clause, value, NUMBER, SIGNED),
};

static const struct fact_column drop_columns[] = {
	COLUMN(drop, reason, STRING, INDEX),
	COLUMN(drop, function, STRING, INDEX),
	COLUMN(drop, count, NUMBER, PLAIN),
};

#define FIRST(m)	((int16_t)offsetof(struct fact_function, m##_first))
#define TABLE(member, t, first) {						\
	#member, sizeof(*((struct facts *)0)->member),				\
	sizeof(t##_columns) / sizeof(t##_columns[0]), t##_columns,		\
	offsetof(struct facts, member), offsetof(struct facts, n_##member), first }

const struct fact_table_schema fact_schema[FT_STRINGS] = {
	[FT_UNIT]	= TABLE(units, unit, -1),
	[FT_TYPE]	= TABLE(types, type, -1),
	[FT_FIELD]	= TABLE(fields, field, -1),
	[FT_SYMBOL]	= TABLE(symbols, symbol, -1),
	[FT_FUNCTION]	= TABLE(functions, function, -1),
	[FT_PARAM]	= TABLE(params, param, FIRST(param)),
	[FT_LOCAL]	= TABLE(locals, local, FIRST(local)),
	[FT_BLOCK]	= TABLE(blocks, block, FIRST(block)),
	[FT_EDGE]	= TABLE(edges, edge, FIRST(edge)),
	[FT_EVENT]	= TABLE(events, event, FIRST(event)),
	[FT_ARG]	= TABLE(args, arg, FIRST(arg)),
	[FT_NODE]	= TABLE(nodes, node, FIRST(node)),
	[FT_INIT]	= TABLE(inits, init, -1),
	[FT_ALIAS]	= TABLE(aliases, alias, -1),
	[FT_CONTRACT]	= TABLE(contracts, contract, -1),
	[FT_CLAUSE]	= TABLE(clauses, clause, -1),
	[FT_DROP]	= TABLE(drops, drop, -1),
};

const struct fact_operands fact_event_operands[FEV_COUNT] = {
	[FEV_CALL]	= { "call",  REF_SYMBOL, REF_ZERO },
	[FEV_ICALL]	= { "icall", REF_NODE,   REF_ZERO },
	[FEV_STORE]	= { "store", REF_NODE,   REF_NODE },
	[FEV_SET]	= { "set",   REF_VAR,    REF_NODE },
	[FEV_COPY]	= { "copy",  REF_NODE,   REF_NODE },
};

/* Where facts.h gives no other meaning, operands are nodes as it counts them. */
#define OPERANDS_0	REF_ZERO, REF_ZERO
#define OPERANDS_1	REF_NODE, REF_ZERO
#define OPERANDS_2	REF_NODE, REF_NODE

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
const struct fact_operands fact_node_operands[FN_COUNT] = {
#define X(id, name, nodes) [FN_##id] = { name, OPERANDS_##nodes },
	FACT_NODES(X)
#undef X
	[FN_CONST]	= { "const",  REF_CONST,  REF_CONST },
	[FN_PARAM]	= { "param",  REF_PARAM,  REF_ZERO },
	[FN_SYMBOL]	= { "symbol", REF_SYMBOL, REF_ZERO },
	[FN_LOCAL]	= { "local",  REF_LOCAL,  REF_ZERO },
	[FN_VAR]	= { "var",    REF_VAR,    REF_ZERO },
	[FN_RESULT]	= { "result", REF_EVENT,  REF_ZERO },
	[FN_OPAQUE]	= { "opaque", REF_NUMBER, REF_NUMBER },
	[FN_STRING]	= { "string", REF_STRING, REF_ZERO },
	[FN_FIELD]	= { "field",  REF_NODE,   REF_FIELD },
	[FN_INDEX]	= { "index",  REF_NODE,   REF_NODE_NONE },
	[FN_OFFSET]	= { "offset", REF_NODE,   REF_NUMBER },
};
#pragma GCC diagnostic pop

uint8_t fact_node_implied_flags(enum fact_node_op op)
{
	switch (op) {
	case FN_SYMBOL:
	case FN_LOCAL:
	case FN_STRING:
	case FN_FIELD:
	case FN_INDEX:
	case FN_OFFSET:
		return FNF_POINTER;
	case FN_NOT:
	case FN_EQ:
	case FN_NE:
	case FN_LT:
	case FN_LE:
		return FNF_BOOL;
	default:
		return 0;
	}
}

void facts_for_each_string(struct facts *f, void (*fn)(uint32_t *string, void *data), void *data)
{
	for (unsigned int t = 0; t < FT_STRINGS; t++) {
		const struct fact_table_schema *s = &fact_schema[t];
		uint32_t n = fact_count(f, t);

		for (uint32_t c = 0; c < s->ncolumns; c++) {
			char *at = (char *)fact_rows(f, t) + s->columns[c].offset;

			if (s->columns[c].ref != REF_STRING && s->columns[c].ref != REF_STRING_NONE)
				continue;
			for (uint32_t row = 0; row < n; row++)
				if (*(uint32_t *)(at + (size_t)row * s->size) != FACT_NONE)
					fn((uint32_t *)(at + (size_t)row * s->size), data);
		}
		for (uint32_t row = 0; t == FT_NODE && row < n; row++)
			if (f->nodes[row].op == FN_STRING)
				fn(&f->nodes[row].a, data);
	}
}
