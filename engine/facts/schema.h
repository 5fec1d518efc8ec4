/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The columns of the tables of facts.h: what each refers to, and how it is
 * coded.  Writer, reader, checker and string renumbering all follow these
 * rows; none of them lists members again.  Private to engine/facts.
 */
#ifndef RECLINT_FACTS_SCHEMA_H
#define RECLINT_FACTS_SCHEMA_H

#include "facts/facts.h"

/*
 * What a value means.  The space of an index gives its limit; the per-function
 * spaces (from REF_BLOCK on) are checked function by function.
 */
enum fact_ref {
	REF_ZERO,		/* unused: 0 */
	REF_NUMBER,		/* anything below the column's limit */
	REF_RANGE,		/* first or count of a range, checked with its owner */
	REF_STRING,
	REF_STRING_NONE,	/* _NONE: FACT_NONE is allowed too */
	REF_TYPE,
	REF_TYPE_NONE,
	REF_FIELD,
	REF_FIELD_NONE,
	REF_SYMBOL,
	REF_BLOCK,
	REF_EVENT,
	REF_NODE,
	REF_NODE_NONE,
	REF_PARAM,
	REF_LOCAL,
	REF_VAR,
	REF_CONST,		/* low half in a, high half in b */
};

/* How a value becomes a number that is mostly small: docs/facts.md, "Filters". */
enum fact_code {
	CODE_PLAIN,		/* itself */
	CODE_DELTA,		/* NONE, or difference to the last one in this column */
	CODE_INDEX,		/* new ones in order cost nothing: strings, symbols ... */
	CODE_NEXT,		/* a range that mostly begins where the last one ended */
	CODE_SIGNED,		/* signed, small in amount */
	CODE_HIGH,		/* end of a range: difference to the member before it */
	CODE_RANDOM,		/* eight bytes as they are */
};

struct fact_column {
	const char *name;
	uint16_t offset;
	uint8_t width;		/* bytes: 1, 2, 4, 8 */
	uint8_t ref;
	uint8_t code;
	uint16_t other;		/* CODE_NEXT: offset of the range's count; CODE_HIGH: of lo */
	uint32_t limit;		/* REF_NUMBER: values are below it; 0: any */
};

struct fact_table_schema {
	const char *name;
	uint32_t size;		/* of a record */
	uint32_t ncolumns;
	const struct fact_column *columns;
	uint16_t rows, count;	/* offsets in struct facts */
	int16_t first;		/* offset of x_first in struct fact_function, or -1 */
};

extern const struct fact_table_schema fact_schema[FT_STRINGS];

/* Operands a and b by event kind and by node op; those have no column. */
struct fact_operands {
	const char *name;
	uint8_t a, b;		/* enum fact_ref */
};

extern const struct fact_operands fact_event_operands[FEV_COUNT];
extern const struct fact_operands fact_node_operands[FN_COUNT];

/* Flags every node of this op has: its value is an address, or 0 or 1. */
uint8_t fact_node_implied_flags(enum fact_node_op op);

#define FNF_ALL	(FNF_UNSIGNED | FNF_POINTER | FNF_BOOL)

static inline void *fact_rows(const struct facts *f, unsigned int table)
{
	return *(void **)((char *)f + fact_schema[table].rows);
}

static inline uint32_t fact_count(const struct facts *f, unsigned int table)
{
	return *(const uint32_t *)((const char *)f + fact_schema[table].count);
}

static inline uint64_t fact_get(const void *member, uint8_t width)
{
	switch (width) {
	case 1:
		return *(const uint8_t *)member;
	case 2:
		return *(const uint16_t *)member;
	case 4:
		return *(const uint32_t *)member;
	default:
		return *(const uint64_t *)member;
	}
}

static inline void fact_set(void *member, uint8_t width, uint64_t value)
{
	switch (width) {
	case 1:
		*(uint8_t *)member = (uint8_t)value;
		break;
	case 2:
		*(uint16_t *)member = (uint16_t)value;
		break;
	case 4:
		*(uint32_t *)member = (uint32_t)value;
		break;
	default:
		*(uint64_t *)member = value;
	}
}

/*
 * Calls fn for the place of every string reference of the unit, in table,
 * column and row order; the strings lie in the order of this walk.
 */
void facts_for_each_string(struct facts *f, void (*fn)(uint32_t *string, void *data), void *data);

#endif
