// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The filters between tables and payload.
 *
 * zstd alone makes little of tables of 32-bit indices.  Written by columns, as
 * differences to what one would have guessed, in a variable number of bytes,
 * nearly everything is one small byte: see docs/facts.md, "Filters".
 *
 * Writing and reading are one walk, instantiated twice: code_value() either
 * appends the number it is given or returns the one it finds.  So the two
 * cannot disagree about order or arithmetic.  Whatever the tables hold, they
 * come back the same; good guesses only make it smaller.
 */
#include "facts/codec.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "facts/schema.h"

#define INLINE static inline __attribute__((always_inline))

struct coder {
	uint8_t *at, *end;		/* next byte; end of the room or of the payload */
	uint8_t *start;			/* writing: of the room */
	bool failed;			/* reading: ran out of bytes, or an impossible value */
	struct facts *f;
	uint32_t *string_map;		/* writing: number by offset; reading: offset by number */
	uint32_t nstrings;
	uint64_t next_string;
};

#define VALUE_MAX	10		/* bytes of the longest number */

/* ---- numbers ----------------------------------------------------------------------- */

static void write_room(struct coder *c, size_t bytes)
{
	size_t used = (size_t)(c->at - c->start), size = (size_t)(c->end - c->start);

	if (bytes <= size - used)
		return;
	size = size * 2 > used + bytes ? size * 2 : used + bytes;
	c->start = xrealloc(c->start, size);
	c->at = c->start + used;
	c->end = c->start + size;
}

/* Little-endian groups of seven bits, the top bit saying that one more follows. */
static void write_value(struct coder *c, uint64_t value)
{
	while (value >= 0x80) {
		*c->at++ = (uint8_t)value | 0x80;
		value >>= 7;
	}
	*c->at++ = (uint8_t)value;
}

static uint64_t read_long_value(struct coder *c)
{
	uint64_t value = 0;

	for (unsigned int shift = 0; shift < 64 && c->at < c->end; shift += 7) {
		uint8_t byte = *c->at++;

		value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return value;
	}
	c->failed = true;
	return 0;
}

INLINE uint64_t code_value(struct coder *c, bool writing, uint64_t value)
{
	if (writing) {
		write_value(c, value);
		return value;
	}
	if (c->at < c->end && *c->at < 0x80)
		return *c->at++;
	return read_long_value(c);
}

static uint64_t from_signed(int64_t v)
{
	return (uint64_t)v << 1 ^ (uint64_t)(v >> 63);
}

static int64_t to_signed(uint64_t v)
{
	return (int64_t)(v >> 1 ^ -(v & 1));
}

INLINE int64_t code_signed(struct coder *c, bool writing, int64_t value)
{
	return to_signed(code_value(c, writing, from_signed(value)));
}

/* ---- guesses ------------------------------------------------------------------------- */

/* 0 is NONE; everything else is the difference to the last one that was not. */
INLINE uint32_t code_delta(struct coder *c, bool writing, uint32_t value, uint32_t *last)
{
	uint64_t code = 0;

	if (writing && value != FACT_NONE)
		code = from_signed((int64_t)value - *last) + 1;
	code = code_value(c, writing, code);
	if (!code)
		return FACT_NONE;
	*last += (uint32_t)to_signed(code - 1);
	return *last;
}

/*
 * Things numbered in the order they appear: 0, 2, 4 ... are the next new one
 * and those after it; 3, 5 ... are known ones by number; 1 is NONE.
 */
INLINE uint32_t code_index(struct coder *c, bool writing, uint32_t value, uint64_t *next)
{
	uint64_t code;

	if (writing) {
		if (value == FACT_NONE)
			code = 1;
		else if (value >= *next)
			code = (value - *next) * 2;
		else
			code = (uint64_t)value * 2 + 3;
	} else {
		code = 0;
	}
	code = code_value(c, writing, code);
	if (code == 1)
		return FACT_NONE;
	if (code & 1)
		return (uint32_t)((code - 3) / 2);
	value = (uint32_t)(*next + code / 2);
	*next = (uint64_t)value + 1;
	return value;
}

/* Strings by number instead of offset, counted through all columns together. */
INLINE uint32_t code_string(struct coder *c, bool writing, uint32_t value)
{
	if (writing && value != FACT_NONE)
		value = c->string_map[value];
	value = code_index(c, writing, value, &c->next_string);
	if (writing || value == FACT_NONE)
		return value;
	if (value >= c->nstrings) {
		c->failed = true;
		return 0;
	}
	return c->string_map[value];
}

/*
 * Where the functions begin in a table: next() tells, row by row, whether the
 * row is the first of a function, and which row that was.
 */
struct starts {
	const struct facts *f;
	int first;		/* offset in struct fact_function, -1: none */
	uint32_t function, base;	/* the next function; first row of the current one */
	uint32_t next;			/* nothing begins before this row */
};

/* A function's lines are near its own, its nodes are counted from 0. */
INLINE uint32_t starts_guess(const struct starts *s, const struct fact_column *column)
{
	return column->ref == REF_NUMBER ? s->f->functions[s->function - 1].line : 0;
}

INLINE bool starts_next(struct starts *s, uint32_t row)
{
	bool start = false;

	if (s->first < 0 || row < s->next)
		return false;
	s->next = UINT32_MAX;
	while (s->function < s->f->n_functions) {
		uint32_t first = *(const uint32_t *)((const char *)&s->f->functions[s->function] +
						     s->first);

		if (first > row) {
			s->next = first;
			break;
		}
		start |= first == row;
		s->base = first;
		s->function++;
	}
	return start;
}

/* ---- columns --------------------------------------------------------------------------- */

INLINE void code_column(struct coder *c, bool writing, unsigned int table,
			const struct fact_column *column)
{
	const struct fact_table_schema *s = &fact_schema[table];
	char *row = fact_rows(c->f, table);
	uint32_t n = fact_count(c->f, table), last = 0;
	struct starts starts = { .f = c->f, .first = s->first };
	uint64_t next = 0;

	if (writing)
		write_room(c, (size_t)n * VALUE_MAX);
	for (uint32_t i = 0; i < n && !c->failed; i++, row += s->size) {
		char *member = row + column->offset;
		uint64_t value = writing ? fact_get(member, column->width) : 0;
		uint32_t guess;

		switch (column->code) {
		case CODE_PLAIN:
			value = code_value(c, writing, value);
			break;
		case CODE_DELTA:
			if (starts_next(&starts, i))
				last = starts_guess(&starts, column);
			value = code_delta(c, writing, (uint32_t)value, &last);
			break;
		case CODE_INDEX:
			if (column->ref == REF_STRING || column->ref == REF_STRING_NONE)
				value = code_string(c, writing, (uint32_t)value);
			else
				value = code_index(c, writing, (uint32_t)value, &next);
			break;
		case CODE_NEXT:
			guess = starts_next(&starts, i) ? 0 : last;
			value = guess + (uint32_t)code_signed(c, writing, (int64_t)value - guess);
			last = (uint32_t)value + *(const uint32_t *)(row + column->other);
			break;
		case CODE_SIGNED:
			value = (uint64_t)code_signed(c, writing, (int64_t)value);
			break;
		case CODE_HIGH: {
			uint64_t low = *(const uint64_t *)(row + column->other);

			value = low + (uint64_t)code_signed(c, writing, (int64_t)(value - low));
			break;
		}
		case CODE_RANDOM:
			for (unsigned int byte = 0; byte < 8; byte++) {
				if (writing) {
					*c->at++ = (uint8_t)(value >> byte * 8);
				} else if (c->at < c->end) {
					value |= (uint64_t)*c->at++ << byte * 8;
				} else {
					c->failed = true;
				}
			}
			break;
		}
		if (!writing)
			fact_set(member, column->width, value);
	}
}

/* ---- operands ---------------------------------------------------------------------------- */

/*
 * Operands lie apart by what they refer to, so that like follows like.  A node
 * as an operand of a node is the distance back to it.
 */
struct operand_state {
	uint32_t last;
	uint64_t next;
};

INLINE uint32_t code_operand(struct coder *c, bool writing, uint8_t ref, uint32_t value,
			     struct operand_state *s)
{
	switch (ref) {
	case REF_STRING:
		return code_string(c, writing, value);
	case REF_SYMBOL:
	case REF_FIELD:
		return code_index(c, writing, value, &s->next);
	case REF_NODE:
	case REF_NODE_NONE:
		return code_delta(c, writing, value, &s->last);
	default:
		return (uint32_t)code_value(c, writing, value);
	}
}

INLINE void code_events(struct coder *c, bool writing)
{
	struct fact_event *events = c->f->events;
	uint32_t n = c->f->n_events;

	if (writing)
		write_room(c, (size_t)n * 2 * VALUE_MAX);
	for (unsigned int kind = 0; kind < FEV_COUNT; kind++) {
		const struct fact_operands *o = &fact_event_operands[kind];
		struct operand_state a = { 0 }, b = { 0 };

		for (uint32_t i = 0; i < n && !c->failed; i++) {
			if (events[i].kind != kind)
				continue;
			events[i].a = code_operand(c, writing, o->a, events[i].a, &a);
			if (o->b != REF_ZERO)
				events[i].b = code_operand(c, writing, o->b, events[i].b, &b);
		}
	}
}

static bool is_node_ref(uint8_t ref)
{
	return ref == REF_NODE || ref == REF_NODE_NONE;
}

INLINE uint32_t code_back(struct coder *c, bool writing, uint8_t ref, uint32_t value, uint32_t own)
{
	uint64_t code = value == FACT_NONE && ref == REF_NODE_NONE ? 0 :
			from_signed((int64_t)own - value) + 1;

	code = code_value(c, writing, code);
	return code ? own - (uint32_t)to_signed(code - 1) : FACT_NONE;
}

/* Operand a or b of all nodes where it is a node. */
INLINE void code_node_edges(struct coder *c, bool writing, bool second)
{
	struct starts starts = { .f = c->f, .first = fact_schema[FT_NODE].first };
	struct fact_node *nodes = c->f->nodes;

	for (uint32_t i = 0; i < c->f->n_nodes && !c->failed; i++) {
		const struct fact_operands *o = &fact_node_operands[nodes[i].op];
		uint8_t ref = second ? o->b : o->a;
		uint32_t *operand = second ? &nodes[i].b : &nodes[i].a;

		starts_next(&starts, i);
		if (is_node_ref(ref))
			*operand = code_back(c, writing, ref, *operand, i - starts.base);
	}
}

INLINE void code_nodes(struct coder *c, bool writing)
{
	struct fact_node *nodes = c->f->nodes;
	uint32_t n = c->f->n_nodes;

	if (writing)
		write_room(c, (size_t)n * 3 * VALUE_MAX);
	code_node_edges(c, writing, false);
	code_node_edges(c, writing, true);
	for (unsigned int op = 0; op < FN_COUNT; op++) {
		const struct fact_operands *o = &fact_node_operands[op];
		struct operand_state a = { 0 }, b = { 0 };
		bool has_a = !is_node_ref(o->a) && o->a != REF_ZERO;
		bool has_b = !is_node_ref(o->b) && o->b != REF_ZERO;

		for (uint32_t i = 0; i < n && !c->failed; i++)
			if (nodes[i].op == op)
				nodes[i].flags = (uint8_t)code_value(c, writing, nodes[i].flags);
		for (uint32_t i = 0; (has_a || has_b) && i < n && !c->failed; i++) {
			if (nodes[i].op != op)
				continue;
			if (o->a == REF_CONST) {
				uint64_t value = (uint64_t)nodes[i].b << 32 | nodes[i].a;

				value = (uint64_t)code_signed(c, writing, (int64_t)value);
				nodes[i].a = (uint32_t)value;
				nodes[i].b = (uint32_t)(value >> 32);
				continue;
			}
			if (has_a)
				nodes[i].a = code_operand(c, writing, o->a, nodes[i].a, &a);
			if (has_b)
				nodes[i].b = code_operand(c, writing, o->b, nodes[i].b, &b);
		}
	}
}

/* ---- the walk ------------------------------------------------------------------------------ */

INLINE void code_tables(struct coder *c, bool writing)
{
	for (unsigned int t = 0; t < FT_STRINGS && !c->failed; t++) {
		for (uint32_t i = 0; i < fact_schema[t].ncolumns; i++)
			code_column(c, writing, t, &fact_schema[t].columns[i]);
		if (t == FT_EVENT) {
			for (uint32_t i = 0; !writing && i < c->f->n_events; i++)
				c->failed |= c->f->events[i].kind >= FEV_COUNT;
			if (!c->failed)
				code_events(c, writing);
		} else if (t == FT_NODE) {
			for (uint32_t i = 0; !writing && i < c->f->n_nodes; i++)
				c->failed |= c->f->nodes[i].op >= FN_COUNT;
			if (!c->failed)
				code_nodes(c, writing);
		}
	}
}

void codec_encode(const struct facts *f, uint8_t **payload, size_t *size)
{
	/* The walk changes nothing when it writes: operands are set to what they were. */
	struct facts copy = *f;
	struct coder c = { .f = &copy, .next_string = 1 };
	uint32_t number = 0;

	for (unsigned int t = 0; t < FT_STRINGS; t++) {
		write_room(&c, VALUE_MAX);
		write_value(&c, fact_count(f, t));
	}
	write_room(&c, VALUE_MAX + f->n_strings);
	write_value(&c, f->n_strings);
	memcpy(c.at, f->strings, f->n_strings);
	c.at += f->n_strings;
	c.string_map = xcalloc(f->n_strings, sizeof(*c.string_map));
	for (uint32_t i = 0; i < f->n_strings; i += (uint32_t)strlen(f->strings + i) + 1)
		c.string_map[i] = number++;
	if (f->n_events) {
		copy.events = xmalloc(f->n_events * sizeof(*f->events));
		memcpy(copy.events, f->events, f->n_events * sizeof(*f->events));
	}
	if (f->n_nodes) {
		copy.nodes = xmalloc(f->n_nodes * sizeof(*f->nodes));
		memcpy(copy.nodes, f->nodes, f->n_nodes * sizeof(*f->nodes));
	}
	code_tables(&c, true);
	if (f->n_events)
		free(copy.events);
	if (f->n_nodes)
		free(copy.nodes);
	free(c.string_map);
	*payload = c.start;
	*size = (size_t)(c.at - c.start);
}

static size_t aligned(size_t size)
{
	return (size + 15) & ~(size_t)15;
}

/* The directory: how many rows each table has.  False: it cannot be true. */
static bool read_directory(struct coder *c)
{
	struct facts *f = c->f;
	size_t total = 0, at = 0;
	uint64_t rows = 0;

	for (unsigned int t = 0; t < FT_STRINGS; t++) {
		uint64_t n = code_value(c, false, 0);

		/* Every row takes at least one byte of the payload. */
		rows += n;
		if (c->failed || n > UINT32_MAX || rows > (uint64_t)(c->end - c->at))
			return false;
		*(uint32_t *)((char *)f + fact_schema[t].count) = (uint32_t)n;
		total += aligned(n * fact_schema[t].size);
	}
	f->n_strings = (uint32_t)code_value(c, false, 0);
	if (c->failed || !f->n_strings || f->n_strings > (size_t)(c->end - c->at) ||
	    c->at[0] || c->at[f->n_strings - 1])
		return false;
	total += f->n_strings;
	f->storage = xcalloc(1, total);
	for (unsigned int t = 0; t < FT_STRINGS; t++) {
		*(void **)((char *)f + fact_schema[t].rows) = (char *)f->storage + at;
		at += aligned((size_t)fact_count(f, t) * fact_schema[t].size);
	}
	f->strings = (char *)f->storage + at;
	memcpy(f->strings, c->at, f->n_strings);
	c->at += f->n_strings;
	return true;
}

struct facts *codec_decode(const uint8_t *payload, size_t size, struct facts_error *err)
{
	struct facts *f = xcalloc(1, sizeof(*f));
	struct coder c = {
		.f = f,
		.at = (uint8_t *)payload,
		.end = (uint8_t *)payload + size,
		.next_string = 1,
	};

	if (!read_directory(&c)) {
		facts_fail(err, "facts with an impossible table directory: build the object again");
		facts_free(f);
		return NULL;
	}
	for (uint32_t i = 0; i < f->n_strings; i++)
		c.nstrings += !f->strings[i];
	c.string_map = xmalloc(c.nstrings * sizeof(*c.string_map));
	for (uint32_t i = 0, number = 0; i < f->n_strings; number++) {
		c.string_map[number] = i;
		i += (uint32_t)strlen(f->strings + i) + 1;
	}
	code_tables(&c, false);
	free(c.string_map);
	if (c.failed || c.at != c.end) {
		facts_fail(err, "facts whose tables do not unpack: build the object again");
		facts_free(f);
		return NULL;
	}
	return f;
}
