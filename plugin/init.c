// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Static initialisers: which function or table stands in which field of which
 * variable.  This is what resolves indirect calls.
 *
 * Only variables that refer to something are walked (GCC keeps the list), so a
 * table of numbers costs nothing.  Numbers and strings are not recorded.
 */
#include "gcc-api.h"
#include "reclint.h"

struct walk {
	struct rl_unit *unit;
	uint32_t symbol;
	uint32_t index;
};

/* Where we are: the innermost named struct, the path in it, the field outside. */
struct where {
	tree named;
	char path[256];
	HOST_WIDE_INT offset;
	struct rl_field *field, *outer;
};

/* The function or variable whose address this is (of a part of it, too). */
static tree target_of(tree value)
{
	for (;;) {
		switch (TREE_CODE(value)) {
		CASE_CONVERT:
		case VIEW_CONVERT_EXPR:
		case NON_LVALUE_EXPR:
		case POINTER_PLUS_EXPR:
		case PLUS_EXPR:
			value = TREE_OPERAND(value, 0);
			continue;
		case ADDR_EXPR:
			value = get_base_address(TREE_OPERAND(value, 0));
			return value && DECL_P(value) && rl_is_symbol(value) ? value : NULL_TREE;
		default:
			return NULL_TREE;
		}
	}
}

static void record(struct walk *w, const struct where *at, tree target)
{
	struct fact_init r;

	memset(&r, 0, sizeof(r));
	r.symbol = w->symbol;
	r.field = at->field ? rl_field_fact(w->unit, at->field) : FACT_NONE;
	r.outer = at->outer ? rl_field_fact(w->unit, at->outer) : FACT_NONE;
	r.index = w->index;
	r.target = rl_symbol(w->unit, target);
	facts_init(w->unit->facts, &r);
}

static void walk_value(struct walk *w, const struct where *at, tree value);

static void walk_member(struct walk *w, const struct where *at, tree decl, tree value)
{
	struct where in = *at;
	size_t len = strlen(in.path);

	if (DECL_NAME(decl))
		snprintf(in.path + len, sizeof(in.path) - len, "%s%s", len ? "." : "",
			 IDENTIFIER_POINTER(DECL_NAME(decl)));
	in.offset += rl_field_offset(decl);
	in.field = rl_type_name(DECL_CONTEXT(decl))
		? rl_field_decl(w->unit, decl)
		: rl_field(w->unit, in.named, in.path, in.offset, TREE_TYPE(decl));
	walk_value(w, &in, value);
}

static void walk_struct(struct walk *w, const struct where *at, tree ctor)
{
	tree type = TYPE_MAIN_VARIANT(TREE_TYPE(ctor));
	struct where in = *at;
	unsigned int i;
	tree index, value;

	if (rl_type_name(type) || !in.named) {
		in.outer = at->field;
		in.field = NULL;
		in.named = type;
		in.path[0] = '\0';
		in.offset = 0;
	}
	FOR_EACH_CONSTRUCTOR_ELT(CONSTRUCTOR_ELTS(ctor), i, index, value)
		if (index && TREE_CODE(index) == FIELD_DECL)
			walk_member(w, &in, index, value);
}

static void walk_array(struct walk *w, const struct where *at, tree ctor)
{
	uint32_t saved = w->index;
	uint32_t next = 0;
	unsigned int i;
	tree index, value;

	FOR_EACH_CONSTRUCTOR_ELT(CONSTRUCTOR_ELTS(ctor), i, index, value) {
		if (index && TREE_CODE(index) == RANGE_EXPR)
			index = TREE_OPERAND(index, 0);
		if (index && TREE_CODE(index) == INTEGER_CST)
			next = (uint32_t)TREE_INT_CST_LOW(index);
		w->index = next++;
		walk_value(w, at, value);
	}
	w->index = saved;
}

static void walk_value(struct walk *w, const struct where *at, tree value)
{
	tree target;

	if (TREE_CODE(value) == CONSTRUCTOR) {
		tree type = TREE_TYPE(value);

		if (RECORD_OR_UNION_TYPE_P(type))
			walk_struct(w, at, value);
		else if (TREE_CODE(type) == ARRAY_TYPE)
			walk_array(w, at, value);
		return;
	}
	target = target_of(value);
	if (target)
		record(w, at, target);
}

static int by_order(const void *a, const void *b)
{
	const struct symtab_node *x = *(const struct symtab_node *const *)a;
	const struct symtab_node *y = *(const struct symtab_node *const *)b;

	return (x->order > y->order) - (x->order < y->order);
}

/* For the linker and for tools: no code reads what lies in these sections. */
static bool is_discarded(struct varpool_node *node)
{
	const char *section = node->get_section();

	return section && (!strncmp(section, ".discard", 8) || !strcmp(section, ".printk_index"));
}

void rl_inits(struct rl_unit *u)
{
	auto_vec<struct varpool_node *> nodes;
	struct varpool_node *node;
	unsigned int i;

	FOR_EACH_VARIABLE(node)
		if (!node->alias && node->num_references() && !is_discarded(node))
			nodes.safe_push(node);
	nodes.qsort(by_order);
	FOR_EACH_VEC_ELT(nodes, i, node) {
		tree init = DECL_INITIAL(node->decl);
		struct where at;
		struct walk w;

		if (!init || init == error_mark_node || DECL_EXTERNAL(node->decl))
			continue;
		memset(&at, 0, sizeof(at));
		w.unit = u;
		w.symbol = rl_symbol(u, node->decl);
		w.index = 0;
		walk_value(&w, &at, init);
	}
}

void rl_aliases(struct rl_unit *u)
{
	auto_vec<struct symtab_node *> nodes;
	struct symtab_node *node;
	unsigned int i;

	FOR_EACH_SYMBOL(node)
		if (node->alias && node->analyzed && !node->weakref)
			nodes.safe_push(node);
	nodes.qsort(by_order);
	FOR_EACH_VEC_ELT(nodes, i, node) {
		struct symtab_node *target = node->get_alias_target();
		struct fact_alias r;

		if (!target)
			continue;
		r.symbol = rl_symbol(u, node->decl);
		r.target = rl_symbol(u, target->decl);
		facts_alias(u->facts, &r);
	}
}
