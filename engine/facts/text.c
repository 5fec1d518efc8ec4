// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The text form: how it is written.  parse.c reads it back; docs/facts.md has
 * the grammar.  Nodes appear as nested expressions without their numbers,
 * because the canonical form (build.c) numbers them in the order of the text.
 */
#include "facts/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/message.h"
#include "facts/schema.h"

/* ---- a growing text -------------------------------------------------------------- */

static void text_room(struct text *t, size_t n)
{
	if (t->n + n <= t->size)
		return;
	t->size = t->size * 2 > t->n + n ? t->size * 2 : t->n + n + 1024;
	t->at = xrealloc(t->at, t->size);
}

void text_char(struct text *t, char c)
{
	text_room(t, 1);
	t->at[t->n++] = c;
}

void text_bytes(struct text *t, const char *s, size_t n)
{
	text_room(t, n);
	memcpy(t->at + t->n, s, n);
	t->n += n;
}

void text_puts(struct text *t, const char *s)
{
	text_bytes(t, s, strlen(s));
}

void text_number(struct text *t, uint64_t value)
{
	char digits[20];
	unsigned int at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	text_bytes(t, digits + at, sizeof(digits) - at);
}

void text_signed(struct text *t, int64_t value)
{
	if (value < 0)
		text_char(t, '-');
	text_number(t, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

void text_release(struct text *t)
{
	free(t->at);
	memset(t, 0, sizeof(*t));
}

bool text_is_word_char(char c, bool plain)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '.' || (!plain && c && strchr("/-+,~@", c));
}

static void text_quoted(struct text *t, const char *s)
{
	text_char(t, '"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\') {
			text_char(t, '\\');
			text_char(t, (char)c);
		} else if (c == '\n') {
			text_puts(t, "\\n");
		} else if (c < ' ' || c >= 0x7f) {
			text_puts(t, "\\x");
			text_char(t, "0123456789abcdef"[c >> 4]);
			text_char(t, "0123456789abcdef"[c & 15]);
		} else {
			text_char(t, (char)c);
		}
	}
	text_char(t, '"');
}

void text_word(struct text *t, const char *s, bool plain)
{
	size_t n = 0;

	while (text_is_word_char(s[n], plain))
		n++;
	if (n && !s[n])
		text_bytes(t, s, n);
	else
		text_quoted(t, s);
}

/* ---- words ---------------------------------------------------------------------------- */

const char *const text_unit_flags[] = { "module", NULL };
const char *const text_symbol_flags[] = { "function", "variable", "static", "header", "weak",
					  "defined", "noreturn", "model", NULL };
const char *const text_function_flags[] = { "init", "exit", "noreturn", "noevents", "address",
					    NULL };
const char *const text_value_kinds[] = { "other", "int", "bool", "pointer", "function", NULL };
const char *const text_type_kinds[] = { "struct", "union", NULL };
const char *const text_contract_ons[] = { "function", "field", "type", "variable", NULL };
const char *const text_opaques[] = { "too-deep", "loop", "asm", "float", "other", NULL };
const char text_node_flags[] = "upb";

static void put_flags(struct text *t, uint32_t flags, const char *const *words)
{
	for (unsigned int bit = 0; words[bit]; bit++) {
		if (!(flags >> bit & 1))
			continue;
		text_char(t, ' ');
		text_puts(t, words[bit]);
	}
}

/* ---- spelling ---------------------------------------------------------------------------- */

static void put_with_file(struct text *t, const struct facts *f, uint32_t name, uint32_t file)
{
	text_puts(t, facts_str(f, name));
	if (!*facts_str(f, file))
		return;
	text_char(t, '@');
	text_puts(t, facts_str(f, file));
}

static void put_symbol(struct text *t, const struct facts *f, uint32_t row, bool with_file)
{
	const struct fact_symbol *s = &f->symbols[row];

	if (with_file)
		put_with_file(t, f, s->name, s->file);
	else
		text_puts(t, facts_str(f, s->name));
}

static void put_type(struct text *t, const struct facts *f, uint32_t row, bool with_file)
{
	const struct fact_type *type = &f->types[row];

	if (with_file)
		put_with_file(t, f, type->tag, type->file);
	else
		text_puts(t, facts_str(f, type->tag));
}

static void put_field(struct text *t, const struct facts *f, uint32_t row, bool with_file)
{
	put_type(t, f, f->fields[row].type, with_file);
	text_char(t, '.');
	text_puts(t, facts_str(f, f->fields[row].name));
}

typedef void put_fn(struct text *t, const struct facts *f, uint32_t row, bool with_file);

static void spelling_make(struct spelling *s, const struct facts *f, uint32_t n, put_fn *put)
{
	struct keymap seen = { 0 };
	ARRAY(uint32_t) times = { 0 };		/* by number in seen */
	uint32_t *number = xcalloc(n, sizeof(*number));
	struct text t = { 0 };

	memset(s, 0, sizeof(*s));
	s->of = xcalloc(n, sizeof(*s->of));
	s->rows = xcalloc(n, sizeof(*s->rows));
	for (int with_file = 0; with_file <= 1; with_file++) {
		for (uint32_t row = 0; row < n; row++) {
			bool isnew;

			if (s->of[row])
				continue;
			t.n = 0;
			put(&t, f, row, with_file);
			number[row] = keymap_id(&seen, t.at, t.n, &isnew);
			if (isnew)
				array_push(&times, 0);
			times.at[number[row]]++;
		}
		for (uint32_t row = 0; row < n; row++) {
			size_t len;
			const char *text;

			if (s->of[row])
				continue;
			text = keymap_key(&seen, number[row], &len);
			if (times.at[number[row]] == 1 && len && *text != '#')
				s->of[row] = arena_strdup(&s->arena, text);
		}
	}
	for (uint32_t row = 0; row < n; row++) {
		if (!s->of[row])
			s->of[row] = arena_printf(&s->arena, "#%u", row);
		s->rows[keymap_id(&s->ids, s->of[row], strlen(s->of[row]), NULL)] = row;
	}
	text_release(&t);
	array_release(&times);
	keymap_release(&seen);
	free(number);
}

void spelling_symbols(struct spelling *s, const struct facts *f)
{
	spelling_make(s, f, f->n_symbols, put_symbol);
}

void spelling_types(struct spelling *s, const struct facts *f)
{
	spelling_make(s, f, f->n_types, put_type);
}

void spelling_fields(struct spelling *s, const struct facts *f)
{
	spelling_make(s, f, f->n_fields, put_field);
}

void spelling_release(struct spelling *s)
{
	keymap_release(&s->ids);
	arena_release(&s->arena);
	free(s->rows);
	free(s->of);
	memset(s, 0, sizeof(*s));
}

uint32_t spelling_find(const struct spelling *s, const char *text, size_t len)
{
	uint32_t id = keymap_find(&s->ids, text, len);

	return id == KEYMAP_NONE ? FACT_NONE : s->rows[id];
}

/* ---- one function ---------------------------------------------------------------------------- */

struct printer {
	struct text *t;
	const struct facts *f;
	const struct fact_function *fn;
	const struct names *names;	/* NULL: the form that is hashed */
};

static void print_spelled(struct printer *p, const struct spelling *s, put_fn *put, uint32_t row)
{
	if (s)
		text_word(p->t, s->of[row], true);
	else
		put(p->t, p->f, row, true);
}

static void print_symbol(struct printer *p, uint32_t row)
{
	print_spelled(p, p->names ? &p->names->symbols : NULL, put_symbol, row);
}

static void print_type(struct printer *p, uint32_t row)
{
	print_spelled(p, p->names ? &p->names->types : NULL, put_type, row);
}

static void print_field(struct printer *p, uint32_t row)
{
	print_spelled(p, p->names ? &p->names->fields : NULL, put_field, row);
}

static void print_string(struct printer *p, uint32_t s)
{
	text_word(p->t, facts_str(p->f, s), false);
}

static bool is_identifier(const char *s)
{
	if (!*s || (*s >= '0' && *s <= '9'))
		return false;
	while (text_is_word_char(*s, true) && *s != '.')
		s++;
	return !*s;
}

/* By name if that is an identifier no other one has, else by number. */
static void print_param(struct printer *p, uint32_t k)
{
	const struct fact_param *params = p->f->params + p->fn->param_first;
	bool named = is_identifier(facts_str(p->f, params[k].name));

	for (uint32_t i = 0; i < p->fn->nparams; i++)
		named &= i == k || params[i].name != params[k].name;
	if (named)
		print_string(p, params[k].name);
	else
		text_number(p->t, k);
}

static void print_local(struct printer *p, uint32_t k)
{
	const struct fact_local *locals = p->f->locals + p->fn->local_first;
	bool named = is_identifier(facts_str(p->f, locals[k].name));

	for (uint32_t i = 0; i < p->fn->nlocals; i++)
		named &= i == k || locals[i].name != locals[k].name;
	if (named)
		print_string(p, locals[k].name);
	else
		text_number(p->t, k);
}

uint8_t text_default_flags(const struct facts *f, const struct fact_function *fn,
			   const struct fact_node *n)
{
	const struct fact_node *address;

	switch (n->op) {
	case FN_PARAM:
		switch (f->params[fn->param_first + n->a].kind) {
		case FV_POINTER:
		case FV_FUNCTION:
			return FNF_POINTER;
		case FV_BOOL:
			return FNF_BOOL;
		default:
			return 0;
		}
	case FN_LOAD:
		address = &f->nodes[fn->node_first + n->a];
		return address->op == FN_FIELD && f->fields[address->b].points_to != FACT_NONE ?
			FNF_POINTER : 0;
	default:
		return fact_node_implied_flags(n->op);
	}
}

static void print_node_flags(struct printer *p, const struct fact_node *n)
{
	if (n->flags == text_default_flags(p->f, p->fn, n))
		return;
	text_char(p->t, '<');
	for (unsigned int bit = 0; text_node_flags[bit]; bit++)
		if (n->flags >> bit & 1)
			text_char(p->t, text_node_flags[bit]);
	text_char(p->t, '>');
}

static void print_node(struct printer *p, uint32_t node);

/* Before "->" and the like: "*x->f" is the load of a field, so a loaded base needs parentheses. */
static void print_base(struct printer *p, uint32_t node)
{
	bool load = p->f->nodes[p->fn->node_first + node].op == FN_LOAD;

	if (load)
		text_char(p->t, '(');
	print_node(p, node);
	if (load)
		text_char(p->t, ')');
}

static void print_node(struct printer *p, uint32_t node)
{
	const struct fact_node *n = &p->f->nodes[p->fn->node_first + node];
	struct text *t = p->t;

	switch (n->op) {
	case FN_CONST:
		text_signed(t, fact_const_value(n));
		break;
	case FN_PARAM:
		text_char(t, '$');
		print_param(p, n->a);
		break;
	case FN_SYMBOL:
		text_char(t, '@');
		print_symbol(p, n->a);
		break;
	case FN_LOCAL:
		text_char(t, '&');
		print_local(p, n->a);
		break;
	case FN_VAR:
		text_char(t, '%');
		text_number(t, n->a);
		break;
	case FN_RESULT:
		text_char(t, '#');
		text_number(t, n->a);
		break;
	case FN_OPAQUE:
		text_char(t, '?');
		text_puts(t, text_opaques[n->a]);
		text_char(t, '.');
		text_number(t, n->b);
		break;
	case FN_STRING:
		text_quoted(t, facts_str(p->f, n->a));
		break;
	case FN_FIELD:
		print_base(p, n->a);
		text_puts(t, "->");
		print_field(p, n->b);
		break;
	case FN_INDEX:
		print_base(p, n->a);
		text_char(t, '[');
		if (n->b != FACT_NONE)
			print_node(p, n->b);
		text_char(t, ']');
		break;
	case FN_OFFSET:
		print_base(p, n->a);
		text_char(t, '{');
		text_signed(t, (int32_t)n->b);
		text_char(t, '}');
		break;
	case FN_LOAD:
		text_char(t, '*');
		print_node_flags(p, n);
		print_node(p, n->a);
		return;
	default:
		text_puts(t, fact_node_operands[n->op].name);
		print_node_flags(p, n);
		text_char(t, '(');
		print_node(p, n->a);
		if (fact_node_operands[n->op].b == REF_NODE) {
			text_puts(t, ", ");
			print_node(p, n->b);
		}
		text_char(t, ')');
		return;
	}
	print_node_flags(p, n);
}

static void print_place(struct printer *p, uint32_t line, uint32_t column)
{
	text_puts(p->t, "\t\t");
	text_number(p->t, line);
	if (column) {
		text_char(p->t, ':');
		text_number(p->t, column);
	}
	text_char(p->t, ' ');
}

static void print_event(struct printer *p, uint32_t number)
{
	const struct fact_event *e = &p->f->events[p->fn->event_first + number];
	struct text *t = p->t;

	print_place(p, e->line, e->column);
	if (e->flags & FEF_USED) {
		text_char(t, '#');
		text_number(t, number);
		text_puts(t, " = ");
	}
	text_puts(t, fact_event_operands[e->kind].name);
	text_char(t, ' ');
	switch (e->kind) {
	case FEV_CALL:
		print_symbol(p, e->a);
		break;
	case FEV_SET:
		text_char(t, '%');
		text_number(t, e->a);
		break;
	default:
		print_node(p, e->a);
		break;
	}
	if (fact_event_operands[e->kind].b == REF_NODE) {
		text_puts(t, " = ");
		print_node(p, e->b);
	} else {
		text_char(t, '(');
		for (uint32_t i = 0; i < e->nargs; i++) {
			if (i)
				text_puts(t, ", ");
			print_node(p, p->f->args[p->fn->arg_first + e->arg + i]);
		}
		text_char(t, ')');
	}
	if (e->flags & FEF_NORETURN)
		text_puts(t, " noreturn");
	if (e->file != p->fn->file) {
		text_puts(t, " in ");
		print_string(p, e->file);
	}
	text_char(t, '\n');
}

static void print_branch(struct printer *p, const struct fact_block *b)
{
	const struct fact_edge *edges = p->f->edges + p->fn->edge_first + b->edge;
	struct text *t = p->t;

	print_place(p, b->line, 0);
	if (!b->nedges) {
		text_puts(t, b->flags & FB_NORETURN ? "noreturn" : "return");
		if (b->value != FACT_NONE) {
			text_char(t, ' ');
			print_node(p, b->value);
		}
	} else if (b->nedges == 1) {
		text_puts(t, "goto ");
		text_number(t, edges[0].target);
	} else if (b->nedges == 2 && !edges[1].lo && !edges[1].hi) {
		text_puts(t, "if ");
		print_node(p, b->value);
		text_puts(t, " then ");
		text_number(t, edges[0].target);
		text_puts(t, " else ");
		text_number(t, edges[1].target);
	} else {
		text_puts(t, "switch ");
		print_node(p, b->value);
		text_puts(t, " default ");
		text_number(t, edges[0].target);
		for (uint32_t i = 1; i < b->nedges; i++) {
			text_puts(t, " case ");
			text_signed(t, edges[i].lo);
			if (edges[i].hi != edges[i].lo) {
				text_puts(t, "..");
				text_signed(t, edges[i].hi);
			}
			text_puts(t, " then ");
			text_number(t, edges[i].target);
		}
	}
	text_char(t, '\n');
}

static void print_hash(struct text *t, const uint64_t hash[2])
{
	text_puts(t, "\thash ");
	for (unsigned int i = 0; i < 32; i++)
		text_char(t, "0123456789abcdef"[hash[i / 16] >> (60 - i % 16 * 4) & 15]);
	text_char(t, '\n');
}

static void print_function(struct printer *p, bool hash)
{
	const struct facts *f = p->f;
	const struct fact_function *fn = p->fn;
	struct text *t = p->t;

	text_puts(t, "function ");
	print_symbol(p, fn->symbol);
	text_char(t, ' ');
	print_string(p, fn->file);
	text_char(t, ':');
	text_number(t, fn->line);
	put_flags(t, p->names ? fn->flags : fn->flags & ~(uint32_t)FF_ADDRESS, text_function_flags);
	text_char(t, '\n');
	if (hash)
		print_hash(t, fn->hash);
	for (uint32_t i = 0; i < fn->nparams; i++) {
		const struct fact_param *param = &f->params[fn->param_first + i];

		text_puts(t, "\tparam ");
		print_string(p, param->name);
		text_char(t, ' ');
		text_puts(t, text_value_kinds[param->kind]);
		if (param->type != FACT_NONE) {
			text_char(t, ' ');
			print_type(p, param->type);
		}
		text_char(t, '\n');
	}
	for (uint32_t i = 0; i < fn->nlocals; i++) {
		const struct fact_local *local = &f->locals[fn->local_first + i];

		text_puts(t, "\tlocal ");
		print_string(p, local->name);
		if (local->type != FACT_NONE) {
			text_char(t, ' ');
			print_type(p, local->type);
		}
		text_char(t, '\n');
	}
	for (uint32_t i = 0; i < fn->nblocks; i++) {
		const struct fact_block *b = &f->blocks[fn->block_first + i];

		text_puts(t, "\tblock ");
		text_number(t, i);
		text_char(t, '\n');
		for (uint32_t e = 0; e < b->nevents; e++)
			print_event(p, b->event + e);
		print_branch(p, b);
	}
}

void text_function(struct text *t, const struct facts *f, uint32_t function,
		   const struct names *names)
{
	struct printer p = { .t = t, .f = f, .fn = &f->functions[function], .names = names };

	print_function(&p, false);
}

/* ---- the whole unit ---------------------------------------------------------------------------- */

static void print_unit(struct printer *p)
{
	const struct fact_unit *u = p->f->units;

	text_puts(p->t, "facts ");
	text_number(p->t, FACTS_FORMAT);
	text_puts(p->t, "\nunit ");
	print_string(p, u->source);
	text_puts(p->t, " image ");
	print_string(p, u->image);
	text_puts(p->t, " compiler ");
	print_string(p, u->compiler);
	put_flags(p->t, u->flags, text_unit_flags);
	text_char(p->t, '\n');
}

/* The names themselves: what they are spelled like elsewhere follows from these. */
static void print_declarations(struct printer *p)
{
	const struct facts *f = p->f;
	struct text *t = p->t;

	for (uint32_t i = 0; i < f->n_types; i++) {
		text_puts(t, "type ");
		text_puts(t, text_type_kinds[f->types[i].kind]);
		text_char(t, ' ');
		print_string(p, f->types[i].tag);
		text_char(t, ' ');
		print_string(p, f->types[i].file);
		text_char(t, '\n');
	}
	for (uint32_t i = 0; i < f->n_fields; i++) {
		const struct fact_field *field = &f->fields[i];

		text_puts(t, "field ");
		print_type(p, field->type);
		text_char(t, ' ');
		print_string(p, field->name);
		text_puts(t, " at ");
		text_number(t, field->offset);
		if (field->of != FACT_NONE) {
			text_puts(t, " of ");
			print_type(p, field->of);
		}
		if (field->points_to != FACT_NONE) {
			text_puts(t, " to ");
			print_type(p, field->points_to);
		}
		text_char(t, '\n');
	}
	for (uint32_t i = 0; i < f->n_symbols; i++) {
		const struct fact_symbol *s = &f->symbols[i];

		text_puts(t, "symbol ");
		print_string(p, s->name);
		put_flags(t, s->flags, text_symbol_flags);
		if (s->type != FACT_NONE) {
			text_puts(t, " type ");
			print_type(p, s->type);
		}
		if (*facts_str(f, s->file)) {
			text_puts(t, " in ");
			print_string(p, s->file);
		}
		text_char(t, '\n');
	}
}

static void print_inits(struct printer *p)
{
	const struct facts *f = p->f;
	struct text *t = p->t;

	for (uint32_t i = 0; i < f->n_inits; i++) {
		const struct fact_init *init = &f->inits[i];

		text_puts(t, "init ");
		print_symbol(p, init->symbol);
		if (init->index) {
			text_char(t, '[');
			text_number(t, init->index);
			text_char(t, ']');
		}
		if (init->field != FACT_NONE) {
			text_puts(t, " field ");
			print_field(p, init->field);
		}
		if (init->outer != FACT_NONE) {
			text_puts(t, " within ");
			print_field(p, init->outer);
		}
		text_puts(t, " = ");
		print_symbol(p, init->target);
		text_char(t, '\n');
	}
	for (uint32_t i = 0; i < f->n_aliases; i++) {
		text_puts(t, "alias ");
		print_symbol(p, f->aliases[i].symbol);
		text_puts(t, " = ");
		print_symbol(p, f->aliases[i].target);
		text_char(t, '\n');
	}
}

static void print_contracts(struct printer *p)
{
	const struct facts *f = p->f;
	struct text *t = p->t;

	for (uint32_t i = 0; i < f->n_contracts; i++) {
		const struct fact_contract *c = &f->contracts[i];

		text_puts(t, "contract ");
		text_puts(t, text_contract_ons[c->on]);
		text_char(t, ' ');
		print_string(p, c->name);
		text_char(t, ' ');
		print_string(p, c->field);
		text_char(t, ' ');
		text_number(t, c->nparams);
		text_char(t, ' ');
		print_string(p, c->file);
		text_char(t, ':');
		text_number(t, c->line);
		text_char(t, ' ');
		print_string(p, c->verb);
		text_char(t, '(');
		for (uint32_t k = 0; k < c->nclauses; k++) {
			const struct fact_clause *clause = &f->clauses[c->clause_first + k];

			if (k)
				text_puts(t, ", ");
			if (clause->text != FACT_NONE)
				text_quoted(t, facts_str(f, clause->text));
			if (clause->text == FACT_NONE || clause->value)
				text_signed(t, clause->value);
		}
		text_puts(t, ")\n");
	}
	for (uint32_t i = 0; i < f->n_drops; i++) {
		text_puts(t, "drop ");
		text_number(t, f->drops[i].count);
		text_char(t, ' ');
		text_quoted(t, facts_str(f, f->drops[i].reason));
		text_char(t, ' ');
		print_string(p, f->drops[i].function);
		text_char(t, '\n');
	}
}

void facts_print(const struct facts *f, FILE *out)
{
	struct text t = { 0 };
	struct names names;
	struct printer p = { .t = &t, .f = f, .names = &names };

	BUG_ON(f->n_units != 1, "a unit without its head is printed");
	spelling_types(&names.types, f);
	spelling_fields(&names.fields, f);
	spelling_symbols(&names.symbols, f);
	print_unit(&p);
	print_declarations(&p);
	for (uint32_t i = 0; i < f->n_functions; i++) {
		p.fn = &f->functions[i];
		text_char(&t, '\n');
		print_function(&p, true);
	}
	if (f->n_inits || f->n_aliases || f->n_contracts || f->n_drops)
		text_char(&t, '\n');
	print_inits(&p);
	print_contracts(&p);
	fwrite(t.at, 1, t.n, out);
	text_release(&t);
	spelling_release(&names.types);
	spelling_release(&names.fields);
	spelling_release(&names.symbols);
}
