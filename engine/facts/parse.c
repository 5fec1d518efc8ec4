// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The text form: how it is read back, by recursive descent.  The grammar is in
 * docs/facts.md.  The first mistake ends it by longjmp, with the line.
 *
 * The declarations come first, types before fields before symbols; once the
 * next kind begins, the spelling of the former ones is settled.
 */
#include "facts/facts.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "facts/build.h"
#include "facts/codec.h"
#include "facts/schema.h"
#include "facts/text.h"

#define DEPTH_MAX	(2 * FACT_TREE_MAX)	/* parentheses count too */

struct parser {
	struct facts *f;
	char *text;
	const char *at;
	unsigned int line, depth;
	struct names names;
	bool have_types, have_fields, have_symbols;
	ARRAY(char) word;
	ARRAY(uint32_t) args;
	ARRAY(struct fact_clause) clauses;
	struct facts_error *err;
	jmp_buf out;
};

__attribute__((noreturn, format(printf, 2, 3)))
static void fail(struct parser *p, const char *fmt, ...)
{
	char what[200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	facts_fail(p->err, "line %u: %s", p->line, what);
	longjmp(p->out, 1);
}

/* ---- tokens ---------------------------------------------------------------------------- */

static void skip_space(struct parser *p)
{
	while (*p->at == ' ' || *p->at == '\t')
		p->at++;
}

static bool next_is(struct parser *p, char c)
{
	skip_space(p);
	if (*p->at != c)
		return false;
	p->at++;
	return true;
}

static void expect(struct parser *p, char c)
{
	if (!next_is(p, c))
		fail(p, "'%c' expected", c);
}

static void end_line(struct parser *p)
{
	skip_space(p);
	if (*p->at != '\n')
		fail(p, "end of line expected");
	p->at++;
	p->line++;
}

static void skip_empty_lines(struct parser *p)
{
	for (;;) {
		skip_space(p);
		if (*p->at != '\n')
			return;
		p->at++;
		p->line++;
	}
}

/* A keyword of letters and '-'; false leaves everything as it is. */
static bool next_is_word(struct parser *p, const char *word)
{
	size_t n = strlen(word);

	skip_space(p);
	if (strncmp(p->at, word, n) || text_is_word_char(p->at[n], true) || p->at[n] == '-')
		return false;
	p->at += n;
	return true;
}

static unsigned int hex_digit(struct parser *p)
{
	unsigned char c = (unsigned char)*p->at++;

	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	fail(p, "two hexadecimal digits expected after \\x");
}

static void read_quoted(struct parser *p)
{
	while (*p->at != '"') {
		char c = *p->at++;

		if (!c || c == '\n')
			fail(p, "string without end");
		if (c == '\\') {
			c = *p->at++;
			if (c == 'n') {
				c = '\n';
			} else if (c == 'x') {
				unsigned int high = hex_digit(p);

				c = (char)(high << 4 | hex_digit(p));
				if (!c)
					fail(p, "string with a zero byte");
			} else if (c != '"' && c != '\\') {
				fail(p, "unknown escape in a string");
			}
		}
		array_push(&p->word, c);
	}
	p->at++;
}

/* A word or a quoted string; valid until the next one. */
static const char *read_word(struct parser *p, bool plain)
{
	array_clear(&p->word);
	skip_space(p);
	if (*p->at == '"') {
		p->at++;
		read_quoted(p);
	} else {
		while (text_is_word_char(*p->at, plain)) {
			array_push(&p->word, *p->at);
			p->at++;
		}
		if (!p->word.n)
			fail(p, "name expected");
	}
	array_push(&p->word, '\0');
	return p->word.at;
}

static uint32_t read_string(struct parser *p)
{
	return facts_string(p->f, read_word(p, false));
}

static uint64_t read_wide(struct parser *p)
{
	uint64_t value = 0;

	skip_space(p);
	if (!isdigit((unsigned char)*p->at))
		fail(p, "number expected");
	while (isdigit((unsigned char)*p->at)) {
		uint64_t digit = (uint64_t)(*p->at++ - '0');

		if (value > (UINT64_MAX - digit) / 10)
			fail(p, "number too large");
		value = value * 10 + digit;
	}
	return value;
}

static uint32_t read_number(struct parser *p)
{
	uint64_t value = read_wide(p);

	if (value >= FACT_NONE)
		fail(p, "number too large");
	return (uint32_t)value;
}

static int64_t read_signed(struct parser *p)
{
	bool negative = next_is(p, '-');
	uint64_t value = read_wide(p);

	if (value > (uint64_t)INT64_MAX + negative)
		fail(p, "number too large");
	return negative ? (int64_t)-value : (int64_t)value;
}

static bool next_is_number(struct parser *p)
{
	skip_space(p);
	return *p->at == '-' || isdigit((unsigned char)*p->at);
}

/* The number of the word that comes next in words, or -1. */
static int find_word(struct parser *p, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (next_is_word(p, words[i]))
			return i;
	return -1;
}

static uint32_t read_kind(struct parser *p, const char *const *words, const char *what)
{
	int kind = find_word(p, words);

	if (kind < 0)
		fail(p, "%s expected", what);
	return (uint32_t)kind;
}

static uint32_t read_flags(struct parser *p, const char *const *words)
{
	uint32_t flags = 0;
	int bit;

	while ((bit = find_word(p, words)) >= 0)
		flags |= 1u << bit;
	return flags;
}

static uint32_t read_spelled(struct parser *p, const struct spelling *s, const char *what)
{
	const char *text = read_word(p, true);
	uint32_t row = spelling_find(s, text, strlen(text));

	if (row == FACT_NONE)
		fail(p, "no %s '%s' is declared", what, text);
	return row;
}

static uint32_t read_type(struct parser *p)
{
	return read_spelled(p, &p->names.types, "type");
}

static uint32_t read_field(struct parser *p)
{
	return read_spelled(p, &p->names.fields, "field");
}

static uint32_t read_symbol(struct parser *p)
{
	return read_spelled(p, &p->names.symbols, "symbol");
}

static bool at_line_end(struct parser *p)
{
	skip_space(p);
	return *p->at == '\n';
}

/* ---- expressions ----------------------------------------------------------------------------- */

static uint32_t parse_node(struct parser *p);

/* "<letters>"; false: nothing of the kind is there. */
static bool next_is_flags(struct parser *p, uint8_t *flags)
{
	if (!next_is(p, '<'))
		return false;
	*flags = 0;
	while (!next_is(p, '>')) {
		const char *letter = *p->at ? strchr(text_node_flags, *p->at) : NULL;

		if (!letter)
			fail(p, "flags of a value expected");
		*flags |= (uint8_t)(1u << (letter - text_node_flags));
		p->at++;
	}
	return true;
}

/* With the flags that follow, or those the node has without. */
static uint32_t add_node(struct parser *p, struct fact_node *n)
{
	if (!next_is_flags(p, &n->flags))
		n->flags = text_default_flags(p->f, facts_function_current(p->f), n);
	return facts_node(p->f, n);
}

/* Name or number of a parameter or local. */
static uint32_t read_own(struct parser *p, const char *what, uint32_t n, const void *rows,
			 size_t size)
{
	const char *text;

	skip_space(p);
	if (isdigit((unsigned char)*p->at)) {
		uint32_t number = read_number(p);

		if (number >= n)
			fail(p, "no %s %u", what, number);
		return number;
	}
	text = read_word(p, true);
	for (uint32_t i = 0; i < n; i++) {
		/* Both records begin with the name. */
		const uint32_t *name = (const uint32_t *)((const char *)rows + i * size);

		if (!strcmp(facts_str(p->f, *name), text))
			return i;
	}
	fail(p, "no %s '%s'", what, text);
}

static uint32_t parse_operation(struct parser *p)
{
	for (unsigned int op = FN_NOT; op < FN_COUNT; op++) {
		struct fact_node n = { .op = (uint8_t)op };

		if (!next_is_word(p, fact_node_operands[op].name))
			continue;
		if (!next_is_flags(p, &n.flags))
			n.flags = fact_node_implied_flags(op);
		expect(p, '(');
		n.a = parse_node(p);
		if (fact_node_operands[op].b == REF_NODE) {
			expect(p, ',');
			n.b = parse_node(p);
		}
		expect(p, ')');
		return facts_node(p->f, &n);
	}
	fail(p, "value expected");
}

static uint32_t parse_primary(struct parser *p)
{
	struct facts *f = p->f;
	struct fact_function *fn = facts_function_current(f);
	struct fact_node n = { 0 };

	if (next_is_number(p)) {
		int64_t value = read_signed(p);

		n.op = FN_CONST;
		n.a = (uint32_t)(uint64_t)value;
		n.b = (uint32_t)((uint64_t)value >> 32);
		return add_node(p, &n);
	}
	switch (*p->at) {
	case '$':
		p->at++;
		n.op = FN_PARAM;
		n.a = read_own(p, "parameter", fn->nparams, f->params + fn->param_first,
			       sizeof(*f->params));
		break;
	case '@':
		p->at++;
		n.op = FN_SYMBOL;
		n.a = read_symbol(p);
		break;
	case '&':
		p->at++;
		n.op = FN_LOCAL;
		n.a = read_own(p, "local", fn->nlocals, f->locals + fn->local_first,
			       sizeof(*f->locals));
		break;
	case '%':
		p->at++;
		n.op = FN_VAR;
		n.a = read_number(p);
		break;
	case '#':
		p->at++;
		n.op = FN_RESULT;
		n.a = read_number(p);
		break;
	case '?':
		p->at++;
		n.op = FN_OPAQUE;
		for (n.a = 0; n.a < FO_COUNT; n.a++) {
			size_t len = strlen(text_opaques[n.a]);

			if (!strncmp(p->at, text_opaques[n.a], len) && p->at[len] == '.') {
				p->at += len + 1;
				break;
			}
		}
		if (n.a == FO_COUNT)
			fail(p, "unknown kind of opaque value");
		n.b = read_number(p);
		break;
	case '"':
		n.op = FN_STRING;
		n.a = read_string(p);
		break;
	case '(': {
		uint32_t inner;

		p->at++;
		inner = parse_node(p);
		expect(p, ')');
		return inner;
	}
	default:
		return parse_operation(p);
	}
	return add_node(p, &n);
}

static uint32_t parse_postfix(struct parser *p)
{
	uint32_t node = parse_primary(p);

	for (;;) {
		struct fact_node n = { .a = node };

		skip_space(p);
		if (p->at[0] == '-' && p->at[1] == '>') {
			p->at += 2;
			n.op = FN_FIELD;
			n.b = read_field(p);
		} else if (*p->at == '[') {
			p->at++;
			n.op = FN_INDEX;
			n.b = FACT_NONE;
			if (!next_is(p, ']')) {
				n.b = parse_node(p);
				expect(p, ']');
			}
		} else if (*p->at == '{') {
			int64_t bytes;

			p->at++;
			bytes = read_signed(p);
			if (bytes != (int32_t)bytes)
				fail(p, "number too large");
			expect(p, '}');
			n.op = FN_OFFSET;
			n.b = (uint32_t)bytes;
		} else {
			return node;
		}
		node = add_node(p, &n);
	}
}

static uint32_t parse_node(struct parser *p)
{
	uint32_t node;

	if (++p->depth > DEPTH_MAX)
		fail(p, "expression too deep");
	if (next_is(p, '*')) {
		struct fact_node n = { .op = FN_LOAD };
		bool flags = next_is_flags(p, &n.flags);

		n.a = parse_node(p);
		if (!flags)
			n.flags = text_default_flags(p->f, facts_function_current(p->f), &n);
		node = facts_node(p->f, &n);
	} else {
		node = parse_postfix(p);
	}
	p->depth--;
	return node;
}

/* ---- functions ----------------------------------------------------------------------------------- */

static void parse_args(struct parser *p, struct fact_event *e)
{
	array_clear(&p->args);
	expect(p, '(');
	while (!next_is(p, ')')) {
		if (p->args.n)
			expect(p, ',');
		array_push(&p->args, parse_node(p));
	}
	e->arg = facts_function_current(p->f)->nargs;
	e->nargs = p->args.n;
	for_each_in_array(arg, &p->args)
		facts_arg(p->f, *arg);
}

static void parse_event(struct parser *p, struct fact_event *e)
{
	switch (e->kind) {
	case FEV_CALL:
		e->a = read_symbol(p);
		parse_args(p, e);
		break;
	case FEV_ICALL:
		e->a = parse_node(p);
		parse_args(p, e);
		break;
	case FEV_SET:
		expect(p, '%');
		e->a = read_number(p);
		expect(p, '=');
		e->b = parse_node(p);
		break;
	default:
		e->a = parse_node(p);
		expect(p, '=');
		e->b = parse_node(p);
		break;
	}
	if (next_is_word(p, "noreturn"))
		e->flags |= FEF_NORETURN;
	e->file = next_is_word(p, "in") ? read_string(p) : facts_function_current(p->f)->file;
	facts_event(p->f, e);
}

static void add_edge(struct parser *p, struct fact_block *b, struct fact_edge e)
{
	e.flags = b->nedges ? 0 : FE_DEFAULT;
	e.target = read_number(p);
	facts_edge(p->f, &e);
	b->nedges++;
}

/* False: no branch begins here. */
static bool parse_branch(struct parser *p, struct fact_block *b)
{
	b->edge = facts_function_current(p->f)->nedges;
	if (next_is_word(p, "return")) {
		if (!at_line_end(p))
			b->value = parse_node(p);
	} else if (next_is_word(p, "noreturn")) {
		b->flags |= FB_NORETURN;
	} else if (next_is_word(p, "goto")) {
		add_edge(p, b, (struct fact_edge){ 0 });
	} else if (next_is_word(p, "if")) {
		b->value = parse_node(p);
		if (!next_is_word(p, "then"))
			fail(p, "'then' expected");
		add_edge(p, b, (struct fact_edge){ 0 });
		if (!next_is_word(p, "else"))
			fail(p, "'else' expected");
		add_edge(p, b, (struct fact_edge){ 0 });
	} else if (next_is_word(p, "switch")) {
		b->value = parse_node(p);
		if (!next_is_word(p, "default"))
			fail(p, "'default' expected");
		add_edge(p, b, (struct fact_edge){ 0 });
		while (next_is_word(p, "case")) {
			struct fact_edge e = { 0 };

			e.lo = e.hi = read_signed(p);
			if (p->at[0] == '.' && p->at[1] == '.') {
				p->at += 2;
				e.hi = read_signed(p);
			}
			if (!next_is_word(p, "then"))
				fail(p, "'then' expected");
			add_edge(p, b, e);
		}
	} else {
		return false;
	}
	return true;
}

static void parse_block(struct parser *p)
{
	struct fact_block b = { .value = FACT_NONE };
	bool done = false;

	b.event = facts_function_current(p->f)->nevents;
	end_line(p);
	while (!done) {
		struct fact_event e = { .line = read_number(p) };

		if (next_is(p, ':')) {
			uint32_t column = read_number(p);

			if (column > UINT16_MAX)
				fail(p, "column too large");
			e.column = (uint16_t)column;
		}
		if (next_is(p, '#')) {
			uint32_t number = read_number(p);

			if (number != facts_function_current(p->f)->nevents)
				fail(p, "event %u is number %u", number,
				     facts_function_current(p->f)->nevents);
			expect(p, '=');
			e.flags |= FEF_USED;
		}
		for (e.kind = 0; e.kind < FEV_COUNT; e.kind++)
			if (next_is_word(p, fact_event_operands[e.kind].name))
				break;
		if (e.kind < FEV_COUNT) {
			parse_event(p, &e);
			b.nevents++;
		} else {
			b.line = e.line;
			done = parse_branch(p, &b);
			if (!done)
				fail(p, "event or branch expected");
		}
		end_line(p);
	}
	facts_block(p->f, &b);
}

static void parse_function(struct parser *p)
{
	struct fact_function fn = { 0 };
	const char *wrong;

	fn.symbol = read_symbol(p);
	fn.file = read_string(p);
	expect(p, ':');
	fn.line = read_number(p);
	fn.flags = read_flags(p, text_function_flags);
	end_line(p);
	facts_function_begin(p->f, &fn);
	for (;;) {
		skip_empty_lines(p);
		if (next_is_word(p, "hash")) {
			/* Computed anew: a text that was edited by hand has another one. */
			read_word(p, true);
			end_line(p);
		} else if (next_is_word(p, "param")) {
			struct fact_param param = { .name = read_string(p), .type = FACT_NONE };

			param.kind = read_kind(p, text_value_kinds, "kind of value");
			if (!at_line_end(p))
				param.type = read_type(p);
			facts_param(p->f, &param);
			end_line(p);
		} else if (next_is_word(p, "local")) {
			struct fact_local local = { .name = read_string(p), .type = FACT_NONE };

			if (!at_line_end(p))
				local.type = read_type(p);
			facts_local(p->f, &local);
			end_line(p);
		} else if (next_is_word(p, "block")) {
			if (read_number(p) != facts_function_current(p->f)->nblocks)
				fail(p, "blocks must be numbered from 0 in order");
			parse_block(p);
		} else {
			break;
		}
	}
	wrong = facts_function_finish(p->f);
	if (wrong)
		fail(p, "function above is not well formed: %s", wrong);
}

/* ---- the unit --------------------------------------------------------------------------------------- */

static void parse_head(struct parser *p)
{
	struct fact_unit u = { 0 };
	uint32_t format;

	skip_empty_lines(p);
	if (!next_is_word(p, "facts"))
		fail(p, "this is not the text form of facts");
	format = read_number(p);
	if (format != FACTS_FORMAT)
		fail(p, "facts format %u, this reclint reads %u", format, FACTS_FORMAT);
	end_line(p);
	if (!next_is_word(p, "unit"))
		fail(p, "'unit' expected");
	u.source = read_string(p);
	if (!next_is_word(p, "image"))
		fail(p, "'image' expected");
	u.image = read_string(p);
	if (!next_is_word(p, "compiler"))
		fail(p, "'compiler' expected");
	u.compiler = read_string(p);
	u.flags = read_flags(p, text_unit_flags);
	end_line(p);
	facts_unit(p->f, &u);
}

static void settle_types(struct parser *p)
{
	if (!p->have_types)
		spelling_types(&p->names.types, p->f);
	p->have_types = true;
}

static void settle_fields(struct parser *p)
{
	settle_types(p);
	if (!p->have_fields)
		spelling_fields(&p->names.fields, p->f);
	p->have_fields = true;
}

static void settle_symbols(struct parser *p)
{
	settle_fields(p);
	if (!p->have_symbols)
		spelling_symbols(&p->names.symbols, p->f);
	p->have_symbols = true;
}

static void parse_type(struct parser *p)
{
	struct fact_type t = { .kind = read_kind(p, text_type_kinds, "struct or union") };

	if (p->have_types)
		fail(p, "types must come before fields, symbols and functions");
	t.tag = read_string(p);
	t.file = read_string(p);
	if (facts_type(p->f, &t) != p->f->n_types - 1)
		fail(p, "type declared twice");
}

static void parse_field(struct parser *p)
{
	struct fact_field t = { .of = FACT_NONE, .points_to = FACT_NONE };

	if (p->have_fields)
		fail(p, "fields must come before symbols and functions");
	settle_types(p);
	t.type = read_type(p);
	t.name = read_string(p);
	if (!next_is_word(p, "at"))
		fail(p, "'at' expected");
	t.offset = (uint32_t)read_wide(p);
	if (next_is_word(p, "of"))
		t.of = read_type(p);
	if (next_is_word(p, "to"))
		t.points_to = read_type(p);
	if (facts_field(p->f, &t) != p->f->n_fields - 1)
		fail(p, "field declared twice");
}

static void parse_symbol(struct parser *p)
{
	struct fact_symbol s = { .type = FACT_NONE };

	if (p->have_symbols)
		fail(p, "symbols must come before functions");
	settle_fields(p);
	s.name = read_string(p);
	s.flags = read_flags(p, text_symbol_flags);
	if (next_is_word(p, "type"))
		s.type = read_type(p);
	if (next_is_word(p, "in"))
		s.file = read_string(p);
	if (facts_symbol(p->f, &s) != p->f->n_symbols - 1)
		fail(p, "symbol declared twice");
}

static void parse_init(struct parser *p)
{
	struct fact_init init = { .field = FACT_NONE, .outer = FACT_NONE };

	init.symbol = read_symbol(p);
	if (next_is(p, '[')) {
		init.index = read_number(p);
		expect(p, ']');
	}
	if (next_is_word(p, "field"))
		init.field = read_field(p);
	if (next_is_word(p, "within"))
		init.outer = read_field(p);
	expect(p, '=');
	init.target = read_symbol(p);
	facts_init(p->f, &init);
}

static void parse_alias(struct parser *p)
{
	struct fact_alias alias = { .symbol = read_symbol(p) };

	expect(p, '=');
	alias.target = read_symbol(p);
	facts_alias(p->f, &alias);
}

static void parse_contract(struct parser *p)
{
	struct fact_contract c = { .on = read_kind(p, text_contract_ons, "kind of contract") };

	c.name = read_string(p);
	c.field = read_string(p);
	c.nparams = read_number(p);
	c.file = read_string(p);
	expect(p, ':');
	c.line = read_number(p);
	c.verb = read_string(p);
	expect(p, '(');
	array_clear(&p->clauses);
	while (!next_is(p, ')')) {
		struct fact_clause clause = { .text = FACT_NONE };

		if (p->clauses.n)
			expect(p, ',');
		skip_space(p);
		if (*p->at == '"')
			clause.text = read_string(p);
		if (clause.text == FACT_NONE || next_is_number(p))
			clause.value = read_signed(p);
		array_push(&p->clauses, clause);
	}
	c.nclauses = p->clauses.n;
	facts_contract(p->f, &c, p->clauses.at);
}

static void parse_drop(struct parser *p)
{
	struct fact_drop drop = { .count = read_number(p) };

	drop.reason = read_string(p);
	drop.function = read_string(p);
	facts_append(p->f, FT_DROP, &drop);
}

/* A kind of line, what must be settled before it, and who reads the rest of it. */
static const struct {
	const char *word;
	bool uses_symbols;
	void (*parse)(struct parser *p);
} lines[] = {
	{ "type",	false,	parse_type },
	{ "field",	false,	parse_field },
	{ "symbol",	false,	parse_symbol },
	{ "init",	true,	parse_init },
	{ "alias",	true,	parse_alias },
	{ "contract",	true,	parse_contract },
	{ "drop",	true,	parse_drop },
};

static void parse_line(struct parser *p)
{
	if (next_is_word(p, "function")) {
		settle_symbols(p);
		parse_function(p);
		return;
	}
	for (unsigned int i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (!next_is_word(p, lines[i].word))
			continue;
		if (lines[i].uses_symbols)
			settle_symbols(p);
		lines[i].parse(p);
		end_line(p);
		return;
	}
	fail(p, "type, field, symbol, function, init, alias, contract or drop expected");
}

/* All of it, with a newline at the end whatever the file has. */
static char *read_all(FILE *in, size_t *size)
{
	struct text t = { 0 };
	char chunk[16384];
	size_t n;

	while ((n = fread(chunk, 1, sizeof(chunk), in)) > 0)
		text_bytes(&t, chunk, n);
	*size = t.n;
	text_bytes(&t, "\n", 2);
	return t.at;
}

struct facts *facts_parse(FILE *in, struct facts_error *err)
{
	struct parser *p = xcalloc(1, sizeof(*p));
	struct facts *f = NULL;
	size_t size;

	p->f = facts_new();
	p->err = err;
	p->line = 1;
	p->text = read_all(in, &size);
	p->at = p->text;
	if (!setjmp(p->out)) {
		if (ferror(in) || memchr(p->text, '\0', size))
			fail(p, "this is not a text");
		parse_head(p);
		for (skip_empty_lines(p); *p->at; skip_empty_lines(p))
			parse_line(p);
		f = p->f;
		p->f = NULL;
	} else {
		f = NULL;
	}
	facts_free(p->f);
	free(p->text);
	spelling_release(&p->names.types);
	spelling_release(&p->names.fields);
	spelling_release(&p->names.symbols);
	array_release(&p->word);
	array_release(&p->args);
	array_release(&p->clauses);
	free(p);
	return f;
}
