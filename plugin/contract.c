// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Contracts: attribute reclint("verb", ...) on declarations.
 *
 * Declarations without a use never reach the call graph, so they are read when
 * the parser is done with them (PLUGIN_FINISH_DECL, PLUGIN_FINISH_TYPE, and
 * PLUGIN_FINISH_PARSE_FUNCTION for definitions).  A second declaration carries
 * the attributes of the first as well: a contract equal to one that stands
 * already is not repeated.
 *
 * Nearly all units have no contracts: until the compiler has handed us one
 * attribute, nothing is looked at.
 */
#include "gcc-api.h"
#include "reclint.h"

static bool any_seen;

static tree attribute_seen(tree *, tree, tree, int, bool *)
{
	any_seen = true;
	return NULL_TREE;
}

static struct attribute_spec reclint_attribute = {
	"reclint", 1, -1, false, false, false, false, attribute_seen, NULL
};

void rl_contract_attributes(void *, void *)
{
	register_attribute(&reclint_attribute);
}

bool rl_any_contracts(void)
{
	return any_seen;
}

bool rl_has_contract(const_tree decl)
{
	return any_seen && lookup_attribute("reclint", DECL_ATTRIBUTES(decl));
}

void rl_contract_add(tree decl, const char *verb, tree arguments)
{
	tree args = tree_cons(NULL_TREE, build_string_literal(strlen(verb) + 1, verb), arguments);

	any_seen = true;
	DECL_ATTRIBUTES(decl) = tree_cons(get_identifier("reclint"), args, DECL_ATTRIBUTES(decl));
}

/* ---- one attribute ------------------------------------------------------------ */

static const char *text_of(tree arg)
{
	STRIP_NOPS(arg);
	if (TREE_CODE(arg) == ADDR_EXPR)
		arg = TREE_OPERAND(arg, 0);
	if (TREE_CODE(arg) == ARRAY_REF)
		arg = TREE_OPERAND(arg, 0);
	if (TREE_CODE(arg) == STRING_CST)
		return TREE_STRING_POINTER(arg);
	if (TREE_CODE(arg) == IDENTIFIER_NODE)
		return IDENTIFIER_POINTER(arg);
	return NULL;
}

bool rl_contract_has(const_tree decl, const char *verb)
{
	tree a = any_seen && DECL_P(decl) ? lookup_attribute("reclint", DECL_ATTRIBUTES(decl)) : NULL_TREE;

	for (; a; a = lookup_attribute("reclint", TREE_CHAIN(a))) {
		const char *text = text_of(TREE_VALUE(TREE_VALUE(a)));

		if (text && !strcmp(text, verb))
			return true;
	}
	return false;
}

static bool number_of(tree arg, int64_t *value)
{
	if (TREE_CODE(arg) == CONST_DECL)
		arg = DECL_INITIAL(arg);
	arg = fold(arg);
	STRIP_NOPS(arg);
	if (TREE_CODE(arg) != INTEGER_CST)
		return false;
	*value = (int64_t)TREE_INT_CST_LOW(arg);
	return true;
}

static bool same_clauses(const struct facts *f, const struct fact_contract *have,
			 const struct fact_clause *clauses, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		const struct fact_clause *c = &f->clauses[have->clause_first + i];

		if (c->text != clauses[i].text || c->value != clauses[i].value)
			return false;
	}
	return true;
}

static bool is_repeated(const struct facts *f, const struct fact_contract *c,
			const struct fact_clause *clauses)
{
	for (uint32_t i = 0; i < f->n_contracts; i++) {
		const struct fact_contract *have = &f->contracts[i];

		if (have->name == c->name && have->verb == c->verb && have->on == c->on &&
		    have->field == c->field && have->nclauses == c->nclauses &&
		    same_clauses(f, have, clauses, c->nclauses))
			return true;
	}
	return false;
}

void rl_contract_once(struct facts *f, const struct fact_contract *c, const struct fact_clause *clauses)
{
	if (!is_repeated(f, c, clauses))
		facts_contract(f, c, clauses);
}

static bool names_guard(const char *verb)
{
	static const char *const verbs[] = { "guarded_by", "write_guarded_by", "pt_guarded_by" };

	for (const char *v : verbs)
		if (!strcmp(v, verb))
			return true;
	return false;
}

/* A name or a path of fields, and nothing that only a compiler can evaluate. */
static bool is_plain(const char *text)
{
	return strcmp(text, "RCU") && !strpbrk(text, "&()[]*, ");
}

/* What names nothing, for the engine to tell of. */
static const char *unknown(char *buf, size_t size, const char *text)
{
	snprintf(buf, size, "?%.250s", text);
	return buf;
}

/* in: where the field stands that it is on, NULL: it is on something else */
static void add_attribute(struct rl_unit *u, struct fact_contract *c, tree args, const struct rl_member *in)
{
	auto_vec<struct fact_clause, 8> clauses;
	const char *verb = args ? text_of(TREE_VALUE(args)) : NULL;
	char guard[256], nothing[256];

	if (!verb) {
		facts_drop(u->facts, "contract without a verb", facts_str(u->facts, c->name));
		return;
	}
	c->verb = facts_string(u->facts, verb);
	for (tree a = TREE_CHAIN(args); a; a = TREE_CHAIN(a)) {
		const char *text = text_of(TREE_VALUE(a));
		struct fact_clause clause;

		memset(&clause, 0, sizeof(clause));
		clause.text = FACT_NONE;
		if (text && a == TREE_CHAIN(args) && names_guard(verb)) {
			if (rl_guard_class(in, text, guard, sizeof(guard))) {
				text = guard;
			} else if (is_plain(text)) {
				text = unknown(nothing, sizeof(nothing), text);
			} else {
				facts_drop(u->facts, "contract about a lock that cannot be told", facts_str(u->facts, c->name));
				return;
			}
		}
		if (text && rl_lacks_field(text))
			text = unknown(nothing, sizeof(nothing), text);
		if (text) {
			clause.text = facts_string(u->facts, text);
		} else if (!number_of(TREE_VALUE(a), &clause.value)) {
			facts_drop(u->facts, "contract argument is no constant",
				   facts_str(u->facts, c->name));
			return;
		}
		clauses.safe_push(clause);
	}
	c->nclauses = clauses.length();
	rl_contract_once(u->facts, c, clauses.address());
}

/* GCC keeps the last attribute first; contracts keep the order of the source. */
static void add_attributes(struct rl_unit *u, unsigned int on, const char *name, const char *field,
			   location_t loc, unsigned int nparams, tree attributes, const struct rl_member *in)
{
	auto_vec<tree, 8> found;
	struct rl_place p;

	for (tree a = lookup_attribute("reclint", attributes); a;
	     a = lookup_attribute("reclint", TREE_CHAIN(a)))
		found.safe_push(TREE_VALUE(a));
	if (!found.length())
		return;
	p = rl_place(u, loc);
	for (unsigned int i = found.length(); i-- > 0;) {
		struct fact_contract c;

		memset(&c, 0, sizeof(c));
		c.on = on;
		c.name = facts_string(u->facts, name);
		c.field = facts_string(u->facts, field);
		c.file = p.file;
		c.line = p.line;
		c.nparams = nparams;
		add_attribute(u, &c, found[i], in);
	}
}

/* ---- types and their fields ---------------------------------------------------- */

static void add_fields(struct rl_unit *u, tree type, tree outer, const char *tag, const char *path)
{
	const struct rl_member in = { type, outer, tag, path };

	for (tree d = TYPE_FIELDS(type); d; d = DECL_CHAIN(d)) {
		char name[512];
		tree inner = TREE_TYPE(d);

		if (TREE_CODE(d) != FIELD_DECL)
			continue;
		snprintf(name, sizeof(name), "%s%s%s", path, *path && DECL_NAME(d) ? "." : "",
			 DECL_NAME(d) ? IDENTIFIER_POINTER(DECL_NAME(d)) : "");
		while (TREE_CODE(inner) == ARRAY_TYPE)
			inner = TREE_TYPE(inner);
		add_attributes(u, FCO_FIELD, tag, name, DECL_SOURCE_LOCATION(d), 0, DECL_ATTRIBUTES(d), &in);
		if (RECORD_OR_UNION_TYPE_P(inner) && !rl_type_name(inner))
			add_fields(u, inner, outer, tag, name);
	}
}

static location_t type_location(tree type)
{
	if (TYPE_STUB_DECL(type))
		return DECL_SOURCE_LOCATION(TYPE_STUB_DECL(type));
	return TYPE_FIELDS(type) ? DECL_SOURCE_LOCATION(TYPE_FIELDS(type)) : UNKNOWN_LOCATION;
}

void rl_contract_type(struct rl_unit *u, tree type)
{
	const char *tag;

	if (!any_seen)
		return;
	tag = rl_type_name(type);
	if (!tag)
		return;		/* a member's, or the typedef is still to come */
	add_attributes(u, FCO_TYPE, tag, "", type_location(type), 0, TYPE_ATTRIBUTES(type), NULL);
	add_fields(u, type, type, tag, "");
}

/* ---- declarations ----------------------------------------------------------------- */

unsigned int rl_contract_params(const_tree fndecl)
{
	unsigned int n = 0;

	for (tree a = TYPE_ARG_TYPES(TREE_TYPE(fndecl)); a && a != void_list_node; a = TREE_CHAIN(a))
		n++;
	return n;
}

void rl_contract_decl(void *gcc_data, void *user_data)
{
	struct rl_unit *u = (struct rl_unit *)user_data;
	tree decl = (tree)gcc_data;
	unsigned int on = FCO_VARIABLE;
	unsigned int nparams = 0;

	if (!any_seen || !decl || decl == error_mark_node || !DECL_P(decl) || !DECL_NAME(decl))
		return;
	switch (TREE_CODE(decl)) {
	case FUNCTION_DECL:
		on = FCO_FUNCTION;
		nparams = rl_contract_params(decl);
		break;
	case TYPE_DECL: {
		tree type = TREE_TYPE(decl);

		on = FCO_TYPE;
		if (RECORD_OR_UNION_TYPE_P(type) && !TYPE_NAME(TYPE_MAIN_VARIANT(type)))
			rl_contract_type(u, TYPE_MAIN_VARIANT(type));
		break;
	}
	case VAR_DECL:
		break;
	default:
		return;
	}
	add_attributes(u, on, IDENTIFIER_POINTER(DECL_NAME(decl)), "", DECL_SOURCE_LOCATION(decl),
		       nparams, DECL_ATTRIBUTES(decl), NULL);
}
