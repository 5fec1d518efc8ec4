// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Contracts of the kernel's context analysis, __must_hold(&d->lock) and its kin.
 *
 * They name the lock by an expression over the parameters, and stand behind the
 * parameters of prototypes and definitions alike, where C allows no attribute to
 * a definition.  So annotations/reclint-context.h makes them pragmas: those of the
 * preprocessor may stand anywhere.
 *
 *	#pragma reclint must_hold &d->lock, &d->other
 *	#pragma reclint cond_acquires true, &d->lock
 *
 * What was read waits for the end of the declaration, or of the body, becomes an
 * attribute of the function there, and goes the way of all contracts.  What stands before the function's name belongs to something else
 * (a function pointer), and is dropped.
 *
 * __acquire() and __release() are statements about locks that the compiler cannot
 * see being taken.  Of those about something that is declared the function gets
 * the contract "unseen": its body says less than its author knows.
 */
#include "gcc-api.h"
#include "reclint.h"

struct pending {
	char verb[32], text[200];
	expanded_location at;
};

/* What the pragma's verb is called in contracts, and what follows there beside the lock. */
static const struct pragma {
	const char *name, *verb, *mode;
	bool has_condition;
} pragmas[] = {
	{ "must_hold", "must_hold", NULL, false },
	{ "must_hold_shared", "must_hold_shared", NULL, false },
	{ "must_hold_either", "must_hold_either", NULL, false },
	{ "must_not_hold", "must_not_hold", NULL, false },
	{ "acquires", "claims_acquires", "write", false },
	{ "acquires_shared", "claims_acquires", "read", false },
	{ "acquires_either", "claims_acquires", "", false },
	{ "cond_acquires", "claims_acquires_if", "write", true },
	{ "cond_acquires_shared", "claims_acquires_if", "read", true },
	{ "cond_acquires_either", "claims_acquires_if", "", true },
	{ "releases", "claims_releases", "write", false },
	{ "releases_shared", "claims_releases", "read", false },
	{ "releases_either", "claims_releases", "", false },
	{ "cond_releases", "claims_releases", "write", true },
	{ "cond_releases_either", "claims_releases", "", true },
	{ "unseen", "unseen", NULL, false },
	{ "unchecked", "unchecked", NULL, false },
};

static vec<struct pending> pending;

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

/* RCU, bitlock: names that stand for no object. */
static bool is_declared(const char *s)
{
	char name[100];

	while (*s == '&' || *s == '(' || *s == '*')
		s++;
	word(s, name, sizeof(name));
	return *name && lookup_name(get_identifier(name));
}

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
		if (strlen(p.text) + strlen(text) < sizeof(p.text))
			strcat(p.text, text);
	}
	if (strcmp(p.verb, "unseen") || is_declared(p.text))
		pending.safe_push(p);
}

void rl_pragmas(void *, void *)
{
	cpp_register_pragma(parse_in, NULL, "reclint", read_pragma, false);
}

/* ---- which lock ---------------------------------------------------------------------- */

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

/* A lock's name as contracts have it: "struct a.b struct c.lock", from the last pointer on. */
struct lock_name {
	char text[256], tag[100], path[100];
};

static void end_member(struct lock_name *n)
{
	size_t used = strlen(n->text);

	if (*n->tag && *n->path)
		snprintf(n->text + used, sizeof(n->text) - used, "%sstruct %s.%s", used ? " " : "", n->tag, n->path);
	n->path[0] = 0;
}

static bool add_member(struct lock_name *n, tree type, const char *name)
{
	if (rl_type_name(type)) {
		end_member(n);
		snprintf(n->tag, sizeof(n->tag), "%s", rl_type_name(type));
	}
	if (strlen(n->path) + strlen(name) + 2 > sizeof(n->path))
		return false;
	if (*n->path)
		strcat(n->path, ".");
	strcat(n->path, name);
	return true;
}

/*
 * "->a.b" from a value of that type: the class's name, by the structs that have
 * one.  Where none has, what the type lies in: a member of a named struct.  "*"
 * before it: what the field points to.
 */
static bool class_of(tree type, const char *s, const struct rl_member *in, char *class_name, size_t size)
{
	struct lock_name n;
	char name[100];

	memset(&n, 0, sizeof(n));
	if (in) {
		snprintf(n.tag, sizeof(n.tag), "%s", in->tag);
		snprintf(n.path, sizeof(n.path), "%s", in->path);
	}
	while (*s) {
		tree field;

		s += *s == '-' ? 2 : 1;
		s = word(s, name, sizeof(name));
		if (POINTER_TYPE_P(type))
			memset(&n, 0, sizeof(n));
		while (POINTER_TYPE_P(type) || TREE_CODE(type) == ARRAY_TYPE)
			type = TREE_TYPE(type);
		if (!RECORD_OR_UNION_TYPE_P(type))
			return false;
		field = find_field(type, name);
		if (!field || (*s && *s != '.' && *s != '-') || !add_member(&n, type, name))
			return false;
		type = TREE_TYPE(field);
	}
	end_member(&n);
	snprintf(class_name, size, "%s%s", POINTER_TYPE_P(type) ? "*" : "", n.text);
	return *n.text;
}

bool rl_lacks_field(const char *text)
{
	char name[100], class_name[256];
	tree type;

	if (strncmp(text, "struct ", 7) || strchr(text + 7, ' '))
		return false;
	text = word(text + 7, name, sizeof(name));
	type = *name ? identifier_global_tag(get_identifier(name)) : NULL_TREE;
	return *text == '.' && type && RECORD_OR_UNION_TYPE_P(type) && COMPLETE_TYPE_P(type) &&
	       !class_of(type, text, NULL, class_name, sizeof(class_name));
}

/* A static one has its file behind it: others may have the name, too. */
static void name_variable(tree var, char *class_name, size_t size)
{
	const char *name = IDENTIFIER_POINTER(DECL_NAME(var));

	if (TREE_PUBLIC(var) || DECL_EXTERNAL(var))
		snprintf(class_name, size, "%s", name);
	else
		snprintf(class_name, size, "%s@%s", name, rl_path(expand_location(DECL_SOURCE_LOCATION(var)).file));
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
		if (!class_of(TREE_TYPE(p), s, NULL, class_name, sizeof(class_name)))
			return NULL_TREE;
		return build_string_literal(strlen(class_name) + 1, class_name);
	}
	global = lookup_name(get_identifier(name));
	if (!global || !VAR_P(global))
		return NULL_TREE;
	if (!*s) {
		name_variable(global, class_name, sizeof(class_name));
		return build_string_literal(strlen(class_name) + 1, class_name);
	}
	if (!class_of(TREE_TYPE(global), s, NULL, class_name, sizeof(class_name)))
		return NULL_TREE;
	return build_string_literal(strlen(class_name) + 1, class_name);
}

static bool stands_behind(const struct pending *p, tree fndecl)
{
	expanded_location at = expand_location(DECL_SOURCE_LOCATION(fndecl));

	return p->at.file && at.file && !strcmp(p->at.file, at.file) && p->at.line >= at.line;
}

bool rl_guard_class(const struct rl_member *in, const char *text, char *class_name, size_t size)
{
	static const struct rl_member top = { NULL_TREE, NULL_TREE, "", "" };
	char path[200], name[100];
	tree global;

	if (strchr(text, ' ')) {
		snprintf(class_name, size, "%s", text);
		return true;
	}
	while (*text == '&' || *text == '(')
		text++;
	if (strpbrk(text, "()[]*,"))
		return false;
	snprintf(path, sizeof(path), ".%s", text);
	if (in && (class_of(in->type, path, in, class_name, size) || class_of(in->outer, path, &top, class_name, size)))
		return true;
	text = word(text, name, sizeof(name));
	global = *name ? lookup_name(get_identifier(name)) : NULL_TREE;
	if (!global || !VAR_P(global))
		return false;
	if (!*text)
		name_variable(global, class_name, size);
	return !*text || class_of(TREE_TYPE(global), text, NULL, class_name, size);
}

/* ---- what it becomes ------------------------------------------------------------------- */

static tree text_argument(const char *text, tree rest)
{
	return text ? tree_cons(NULL_TREE, build_string_literal(strlen(text) + 1, text), rest) : rest;
}

/* The next of a list of expressions; NULL: no more. */
static char *next_expression(char **at)
{
	char *s = *at, *start = s;
	int depth = 0;

	if (!s || !*s)
		return NULL;
	for (; *s && (*s != ',' || depth); s++)
		depth += (*s == '(' || *s == '[') - (*s == ')' || *s == ']');
	*at = *s ? s + 1 : NULL;
	*s = 0;
	return start;
}

/* true, nonzero, nonnull; false, 0, NULL: as contracts say it.  Before 7.x there is only the lock. */
static const char *condition_of(const char *text)
{
	static const char *const zero[] = { "0", "false", "NULL", "((void*)0)" };

	for (const char *z : zero)
		if (!strcmp(text, z))
			return "zero";
	return "nonzero";
}

/* What is released on a condition is released, and then taken again on the opposite one. */
static void add_contract(tree fndecl, const struct pragma *pragma, tree lock, const char *condition)
{
	tree args = tree_cons(NULL_TREE, lock, text_argument(pragma->mode, NULL_TREE));

	if (!condition || strcmp(pragma->verb, "claims_releases")) {
		rl_contract_add(fndecl, pragma->verb, text_argument(condition, args));
		return;
	}
	rl_contract_add(fndecl, pragma->verb, args);
	condition = strcmp(condition, "zero") ? "zero" : "nonzero";
	rl_contract_add(fndecl, "claims_acquires_if", text_argument(condition, copy_list(args)));
}

static void add_contracts(struct rl_unit *u, tree fndecl, struct pending *p, const struct pragma *pragma)
{
	const char *condition = NULL;
	char *rest = p->text, *expression = next_expression(&rest);

	if (!expression && strncmp(pragma->verb, "un", 2))
		return;		/* __acquires(): nothing is said */
	if (!expression || !strcmp(pragma->verb, "unseen")) {
		rl_contract_add(fndecl, pragma->verb, NULL_TREE);
		return;
	}
	if (pragma->has_condition) {
		condition = rest ? condition_of(expression) : "nonzero";
		if (rest)
			expression = next_expression(&rest);
	}
	for (; expression; expression = next_expression(&rest)) {
		tree lock = lock_of(fndecl, expression);

		if (lock)
			add_contract(fndecl, pragma, lock, condition);
		else
			facts_drop(u->facts, "contract about a lock that cannot be told", rl_symbol_name(u, fndecl));
	}
}

static const struct pragma *find_pragma(const char *name)
{
	for (const struct pragma &p : pragmas)
		if (!strcmp(p.name, name))
			return &p;
	return NULL;
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
		const struct pragma *pragma = find_pragma(p->verb);

		/* what has no lock may stand before the name, too */
		if (pragma && (!*p->text || stands_behind(p, fndecl)))
			add_contracts(u, fndecl, p, pragma);
		else
			facts_drop(u->facts, "contract about a lock that cannot be told", rl_symbol_name(u, fndecl));
	}
	pending.truncate(0);
}
