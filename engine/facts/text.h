/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text form's pieces that printer, parser and builder share: a growing
 * text, and how symbols, types and fields are spelled.  Private to engine/facts.
 */
#ifndef RECLINT_FACTS_TEXT_H
#define RECLINT_FACTS_TEXT_H

#include "base/map.h"
#include "facts/facts.h"

struct text {
	char *at;
	size_t n, size;
};

void text_char(struct text *t, char c);
void text_bytes(struct text *t, const char *s, size_t n);
void text_puts(struct text *t, const char *s);
void text_number(struct text *t, uint64_t value);
void text_signed(struct text *t, int64_t value);
void text_release(struct text *t);

/*
 * As it is when it consists of letters, digits, '_', '.' and, unless plain,
 * of the further characters of file names; else quoted as in C.
 */
void text_word(struct text *t, const char *s, bool plain);
bool text_is_word_char(char c, bool plain);

/*
 * The spelling of things that have a number.  Short ("name", "tag.field")
 * where that is unique in the unit; else with the file ("name@file"); else the
 * row ("#12").  Depends on the declarations alone, so the parser gets the same
 * one from them.
 */
struct spelling {
	struct keymap ids;		/* spelling to its number here ... */
	uint32_t *rows;			/* ... and from that to the row */
	const char **of;		/* by row */
	struct arena arena;
};

void spelling_symbols(struct spelling *s, const struct facts *f);
void spelling_types(struct spelling *s, const struct facts *f);
void spelling_fields(struct spelling *s, const struct facts *f);
void spelling_release(struct spelling *s);
/* FACT_NONE: there is none. */
uint32_t spelling_find(const struct spelling *s, const char *text, size_t len);

struct names {
	struct spelling symbols, types, fields;
};

/*
 * The text of one function.  With names as facts_print() shows it, without the
 * hash line; without names in the form that is hashed: every symbol and type
 * with its file, and without FF_ADDRESS, which is the unit's affair.
 */
void text_function(struct text *t, const struct facts *f, uint32_t function,
		   const struct names *names);

/* Words of the text form, by bit or by value; NULL ends each. */
extern const char *const text_unit_flags[], *const text_symbol_flags[];
extern const char *const text_function_flags[], *const text_value_kinds[];
extern const char *const text_type_kinds[], *const text_contract_ons[];
extern const char *const text_opaques[];
extern const char text_node_flags[];	/* one letter for each bit */

/* Flags a node has when its text shows none. */
uint8_t text_default_flags(const struct facts *f, const struct fact_function *fn,
			   const struct fact_node *n);

#endif
