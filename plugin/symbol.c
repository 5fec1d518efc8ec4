// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Symbols: what functions and variables are called.
 *
 * Globals are known by the linker's name.  Statics carry their file.  A static
 * inside a function is "function.name"; several of one name there (lock class
 * keys of macros: `__key`) are numbered by the order in which facts mention
 * them, which depends on nothing but the function itself.
 *
 * Tracepoints are recognised here, too: trace_foo() and __traceiter_foo()
 * refer to a variable of type struct tracepoint, and nothing else does so.
 */
#include "gcc-api.h"
#include "reclint.h"

bool rl_is_symbol(const_tree decl)
{
	if (TREE_CODE(decl) == FUNCTION_DECL)
		return true;
	return VAR_P(decl) && (TREE_STATIC(decl) || DECL_EXTERNAL(decl)) &&
	       !DECL_HARD_REGISTER(decl);
}

static const char *linker_name(tree decl)
{
	const char *s;

	if (!DECL_ASSEMBLER_NAME_SET_P(decl))
		return DECL_NAME(decl) ? IDENTIFIER_POINTER(DECL_NAME(decl)) : "";
	s = IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(decl));
	return *s == '*' ? s + 1 : s;
}

/* Number of this one among equals in the list, from 1; appends it if new. */
static unsigned int ordinal(vec<tree> *list, tree decl)
{
	unsigned int i, n = 1;
	tree other;

	FOR_EACH_VEC_ELT(*list, i, other) {
		if (other == decl)
			return n;
		if (DECL_NAME(other) == DECL_NAME(decl) &&
		    DECL_CONTEXT(other) == DECL_CONTEXT(decl))
			n++;
	}
	list->safe_push(decl);
	return n;
}

/* GCC's own constants are "C.0.1234": the number is not ours to repeat. */
static bool is_nameless(const_tree decl)
{
	return !DECL_NAME(decl) ||
	       (VAR_P(decl) && DECL_ARTIFICIAL(decl) && !TREE_PUBLIC(decl) &&
		strchr(IDENTIFIER_POINTER(DECL_NAME(decl)), '.'));
}

const char *rl_symbol_name(struct rl_unit *u, tree decl)
{
	static char buf[1024];
	tree fn = DECL_CONTEXT(decl);
	unsigned int n;
	int len = 0;

	if (TREE_PUBLIC(decl) || DECL_EXTERNAL(decl))
		return linker_name(decl);
	if (fn && TREE_CODE(fn) == FUNCTION_DECL && DECL_NAME(fn))
		len = snprintf(buf, sizeof(buf) / 2, "%s.",
			       IDENTIFIER_POINTER(DECL_NAME(fn)));
	if (len >= (int)sizeof(buf) / 2)
		len = sizeof(buf) / 2 - 1;
	if (is_nameless(decl)) {
		unsigned int i;
		tree other;

		FOR_EACH_VEC_ELT(u->nameless, i, other)
			if (other == decl)
				break;
		if (i == u->nameless.length())
			u->nameless.safe_push(decl);
		snprintf(buf + len, sizeof(buf) - len, "@%u", i + 1);
		return buf;
	}
	if (!len)
		return IDENTIFIER_POINTER(DECL_NAME(decl));
	n = TREE_CODE(decl) == FUNCTION_DECL ? 1 : ordinal(&u->locals, decl);
	if (n > 1)
		snprintf(buf + len, sizeof(buf) - len, "%s.%u",
			 IDENTIFIER_POINTER(DECL_NAME(decl)), n);
	else
		snprintf(buf + len, sizeof(buf) - len, "%s",
			 IDENTIFIER_POINTER(DECL_NAME(decl)));
	return buf;
}

static bool is_defined(tree decl)
{
	if (DECL_EXTERNAL(decl))
		return false;
	if (TREE_CODE(decl) == FUNCTION_DECL)
		return gimple_has_body_p(decl);
	return true;
}

uint32_t rl_symbol(struct rl_unit *u, tree decl)
{
	uint32_t *known = u->symbols->get(decl);
	struct fact_symbol s;
	const char *name;
	uint32_t fact;
	bool local;

	if (known)
		return *known;
	memset(&s, 0, sizeof(s));
	s.type = FACT_NONE;
	/* A declaration may be `static` only once the definition is seen; a
	 * builtin or an extern inline is public. */
	local = !TREE_PUBLIC(decl) && !DECL_EXTERNAL(decl);
	name = rl_symbol_name(u, decl);
	s.name = facts_string(u->facts, name);
	if (local) {
		s.file = rl_file(u, expand_location(DECL_SOURCE_LOCATION(decl)).file);
		s.flags |= FS_STATIC;
		if (s.file != u->facts->units[0].source)
			s.flags |= FS_HEADER;
	} else {
		s.file = facts_string(u->facts, "");
	}
	if (DECL_WEAK(decl))
		s.flags |= FS_WEAK;
	if (is_defined(decl))
		s.flags |= FS_DEFINED;
	if (rl_has_contract(decl))
		s.flags |= FS_MODEL;
	if (TREE_CODE(decl) == FUNCTION_DECL) {
		s.flags |= FS_FUNCTION;
		if (TREE_THIS_VOLATILE(decl))
			s.flags |= FS_NORETURN;
	} else {
		s.flags |= FS_VARIABLE;
		s.type = rl_type(u, TREE_TYPE(decl));
	}
	fact = facts_symbol(u->facts, &s);
	u->symbols->put(decl, fact);
	return fact;
}

uint32_t rl_symbol_of_macro(struct rl_unit *u, const char *macro)
{
	struct fact_symbol s;

	memset(&s, 0, sizeof(s));
	s.name = facts_string(u->facts, macro);
	s.file = facts_string(u->facts, "");
	s.flags = FS_FUNCTION;
	s.type = FACT_NONE;
	return facts_symbol(u->facts, &s);
}

bool rl_is_trace(struct rl_unit *u, tree fndecl)
{
	bool *known = u->traces->get(fndecl);
	struct cgraph_node *node;
	struct ipa_ref *ref = NULL;
	bool trace = false;

	if (known)
		return *known;
	node = cgraph_node::get(fndecl);
	for (unsigned int i = 0; node && !trace && node->iterate_reference(i, ref); i++) {
		tree var = ref->referred->decl;
		const char *tag;

		if (!VAR_P(var) || TREE_CODE(TREE_TYPE(var)) != RECORD_TYPE)
			continue;
		tag = rl_type_name(TREE_TYPE(var));
		trace = tag && !strcmp(tag, "tracepoint");
	}
	u->traces->put(fndecl, trace);
	return trace;
}
