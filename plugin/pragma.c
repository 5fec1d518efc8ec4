// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Contracts of the kernel's context analysis, __must_hold(&d->lock) and its kin.
 *
 * They name the lock by an expression over the parameters, and stand behind the
 * parameters of prototypes and definitions alike, where C allows no attribute to
 * a definition.  So annotations/reclint-context.h makes them pragmas: those of the
 * preprocessor may stand anywhere.
 *
 *	#pragma reclint must_hold &d->lock
 *
 * What was read waits for the end of the declaration, or of the body, becomes an
 * attribute of the function there, and goes the way of all contracts.  What stands before the function's name belongs to something else
 * (a function pointer), and is dropped.
 */
#include "gcc-api.h"
#include "reclint.h"

struct pending {
	char verb[32], expression[200];
	expanded_location at;
};

static vec<struct pending> pending;

static void read_pragma(cpp_reader *reader)
{
	struct pending p;
	const cpp_token *token = cpp_get_token(reader);

	memset(&p, 0, sizeof(p));
	p.at = expand_location(input_location);
	if (token->type == CPP_NAME)
		snprintf(p.verb, sizeof(p.verb), "%s", (const char *)NODE_NAME(token->val.node.node));
	while (token->type != CPP_EOF) {
		const char *text;

		token = cpp_get_token(reader);
		if (token->type == CPP_EOF || token->type == CPP_PADDING)
			continue;
		text = (const char *)cpp_token_as_text(reader, token);
		if (strlen(p.expression) + strlen(text) < sizeof(p.expression))
			strcat(p.expression, text);
	}
	pending.safe_push(p);
}

void rl_pragmas(void *, void *)
{
	cpp_register_pragma(parse_in, NULL, "reclint", read_pragma, false);
}

/* ---- which lock ---------------------------------------------------------------------- */

static const char *word(const char *s, char *buf, size_t size)
{
	size_t n = 0;

	while (ISALNUM(*s) || *s == '_') {
		if (n + 1 < size)
			buf[n++] = *s;
		s++;
	}
	buf[n] = 0;
	return s;
}

static tree find_field(tree type, const char *name)
{
	for (tree d = TYPE_FIELDS(type); d; d = DECL_CHAIN(d)) {
		tree inner;

		if (TREE_CODE(d) != FIELD_DECL)
			continue;
		if (DECL_NAME(d) && !strcmp(IDENTIFIER_POINTER(DECL_NAME(d)), name))
			return d;
		if (DECL_NAME(d) || !RECORD_OR_UNION_TYPE_P(TREE_TYPE(d)))
			continue;
		inner = find_field(TREE_TYPE(d), name);
		if (inner)
			return inner;
	}
	return NULL_TREE;
}

/* "->a.b" from a value of that type: the class's name, by the innermost struct that has one. */
static bool class_of(tree type, const char *s, char *class_name, size_t size)
{
	char tag[100] = "", path[100] = "", name[100];

	while (*s) {
		tree field;

		s += *s == '-' ? 2 : 1;
		s = word(s, name, sizeof(name));
		while (POINTER_TYPE_P(type) || TREE_CODE(type) == ARRAY_TYPE)
			type = TREE_TYPE(type);
		if (!RECORD_OR_UNION_TYPE_P(type))
			return false;
		field = find_field(type, name);
		if (!field || (*s && *s != '.' && *s != '-'))
			return false;
		if (rl_type_name(type)) {
			snprintf(tag, sizeof(tag), "%s", rl_type_name(type));
			path[0] = 0;
		}
		if (strlen(path) + strlen(name) + 2 > sizeof(path))
			return false;
		if (*path)
			strcat(path, ".");
		strcat(path, name);
		type = TREE_TYPE(field);
	}
	snprintf(class_name, size, "struct %s.%s", tag, path);
	return *tag && *path;
}

/* A parameter's number, or the name of a class: what a contract calls the lock; NULL: nobody can tell. */
static tree lock_of(tree fndecl, const char *s)
{
	char name[100], class_name[256];
	unsigned int number = 1;
	tree global;

	while (*s == '&' || *s == '(')
		s++;
	s = word(s, name, sizeof(name));
	if (!*name || strpbrk(s, "()[]*"))
		return NULL_TREE;
	for (tree p = DECL_ARGUMENTS(fndecl); p; p = DECL_CHAIN(p), number++) {
		if (!DECL_NAME(p) || strcmp(IDENTIFIER_POINTER(DECL_NAME(p)), name))
			continue;
		if (!*s)
			return build_int_cst(integer_type_node, number);
		if (!class_of(TREE_TYPE(p), s, class_name, sizeof(class_name)))
			return NULL_TREE;
		return build_string_literal(strlen(class_name) + 1, class_name);
	}
	global = lookup_name(get_identifier(name));
	if (!global || !VAR_P(global))
		return NULL_TREE;
	if (!*s)
		return build_string_literal(strlen(name) + 1, name);
	if (!class_of(TREE_TYPE(global), s, class_name, sizeof(class_name)))
		return NULL_TREE;
	return build_string_literal(strlen(class_name) + 1, class_name);
}

static bool stands_behind(const struct pending *p, tree fndecl)
{
	expanded_location at = expand_location(DECL_SOURCE_LOCATION(fndecl));

	return p->at.file && at.file && !strcmp(p->at.file, at.file) && p->at.line >= at.line;
}

void rl_pragmas_end(void *gcc_data, void *user_data)
{
	struct rl_unit *u = (struct rl_unit *)user_data;
	tree fndecl = (tree)gcc_data;
	struct pending *p;
	unsigned int i;

	if (!pending.length() || !fndecl || fndecl == error_mark_node || TREE_CODE(fndecl) != FUNCTION_DECL)
		return;
	if (current_function_decl && current_function_decl != fndecl)
		return;		/* declared in the body of the one that is meant */
	FOR_EACH_VEC_ELT(pending, i, p) {
		tree lock = stands_behind(p, fndecl) ? lock_of(fndecl, p->expression) : NULL_TREE;

		if (lock)
			rl_contract_add(fndecl, p->verb, lock);
		else
			facts_drop(u->facts, "contract about a lock that cannot be told", rl_symbol_name(u, fndecl));
	}
	pending.truncate(0);
}
