// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The plugin: facts about each unit, in the object that GCC makes anyway.
 *
 *	gcc -fplugin=reclint.so [-fplugin-arg-reclint-facts-only]
 *	    [-fplugin-arg-reclint-image=NAME] [-fplugin-arg-reclint-id=HASH]
 *
 * facts-only	stop before optimisation; the object then holds nothing else
 * image	what the code is linked into, where the command line cannot tell
 * id		ignored: makes the command line change when the plugin does
 *
 * It knows what functions do and no rule about what they should.  It must not
 * break or change a build: what it cannot express it leaves out and counts,
 * and whenever the compiler is not about to write an object, it does nothing.
 *
 * To debug: `reclint facts x.o` beside -fdump-tree-ssa; gcc -wrapper gdb,--args.
 */
#include "gcc-api.h"
#include "reclint.h"

__attribute__((visibility("default"))) int plugin_is_GPL_compatible;

static struct rl_unit unit;

/* ---- what is compiled, and into what ---------------------------------------------- */

/* Value of macro `name` if the command line defines it: "" without one. */
static const char *defined(const char *name)
{
	size_t len = strlen(name);
	const char *found = NULL;

	for (unsigned int i = 0; i < save_decoded_options_count; i++) {
		const struct cl_decoded_option *o = &save_decoded_options[i];

		if (o->opt_index != OPT_D && o->opt_index != OPT_U)
			continue;
		if (strncmp(o->arg, name, len) || (o->arg[len] && o->arg[len] != '='))
			continue;
		found = o->opt_index == OPT_U ? NULL : o->arg + len + (o->arg[len] == '=');
	}
	return found;
}

static uint32_t image_of(struct rl_unit *u)
{
	const char *name = defined("KBUILD_MODNAME");
	char buf[256];

	if (u->image)
		return facts_string(u->facts, u->image);
	if (!defined("__KERNEL__"))
		return facts_string(u->facts, "");
	if (!defined("MODULE") || !name)
		return facts_string(u->facts, "vmlinux");
	name += *name == '"';
	snprintf(buf, sizeof(buf), "%.*s", (int)strcspn(name, "\""), name);
	return facts_string(u->facts, buf);
}

static void start_unit(void *, void *user_data)
{
	struct rl_unit *u = (struct rl_unit *)user_data;
	struct fact_unit r;
	char compiler[64];

	memset(&r, 0, sizeof(r));
	snprintf(compiler, sizeof(compiler), "gcc %s", rl_built_for()->basever);
	r.source = facts_string(u->facts, rl_path(main_input_filename));
	r.image = image_of(u);
	r.compiler = facts_string(u->facts, compiler);
	/* Who says the image says so because -D did not get here. */
	r.flags = defined("MODULE") || (u->image && strcmp(u->image, "vmlinux")) ? FU_MODULE : 0;
	facts_unit(u->facts, &r);
}

/*
 * Text output (-S) is read by somebody: kbuild makes headers from asm-offsets.s
 * and device tables from *.s.  cc1 cannot tell from its own options, its output
 * is always text; the driver says so here.
 */
static bool is_object_made(void)
{
	const char *options = getenv("COLLECT_GCC_OPTIONS");

	if (flag_syntax_only)
		return false;
	if (strncmp(lang_hooks.name, "GNU C", 5) || lang_hooks.name[5] == '+')
		return false;
	return !options || !strstr(options, "'-S'");
}

/* ---- the pass ------------------------------------------------------------------------ */

static int by_order(const void *a, const void *b)
{
	const struct symtab_node *x = *(const struct symtab_node *const *)a;
	const struct symtab_node *y = *(const struct symtab_node *const *)b;

	return (x->order > y->order) - (x->order < y->order);
}

/* Static and in a header: of no use unless something here calls it. */
static bool is_inline(struct rl_unit *u, tree decl)
{
	uint32_t file;

	if (TREE_PUBLIC(decl))
		return false;
	file = rl_file(u, expand_location(DECL_SOURCE_LOCATION(decl)).file);
	return file != u->facts->units[0].source;
}

static bool has_facts(struct rl_unit *u, struct cgraph_node *node)
{
	return node->has_gimple_body_p() && !node->inlined_to && !node->clone_of &&
	       !DECL_EXTERNAL(node->decl) && !rl_is_trace(u, node->decl);
}

static void mark(struct rl_unit *u, hash_set<struct symtab_node *> *marked,
		 vec<struct symtab_node *> *work, struct symtab_node *node)
{
	struct cgraph_node *fn = dyn_cast<cgraph_node *>(node);

	if (fn ? has_facts(u, fn) : !DECL_EXTERNAL(node->decl))
		if (!marked->add(node))
			work->safe_push(node);
}

/*
 * GCC has kept what is reachable; what only tracepoints reach is not worth it,
 * and getters are never called in facts.
 * Everything outside headers is a root, and so is what variables refer to.
 */
static void mark_reachable(struct rl_unit *u, hash_set<struct symtab_node *> *marked)
{
	auto_vec<struct symtab_node *> work;
	struct symtab_node *node;

	FOR_EACH_SYMBOL(node)
		if (node->definition && (is_a<varpool_node *>(node) || !is_inline(u, node->decl)))
			mark(u, marked, &work, node);
	while (work.length()) {
		struct cgraph_node *fn;
		struct ipa_ref *ref = NULL;

		node = work.pop();
		for (unsigned int i = 0; node->iterate_reference(i, ref); i++)
			mark(u, marked, &work, ref->referred);
		fn = dyn_cast<cgraph_node *>(node);
		for (struct cgraph_edge *e = fn ? fn->callees : NULL; e; e = e->next_callee)
			if (!rl_getter(u, e->callee->decl))
				mark(u, marked, &work, e->callee);
	}
}

static void functions(struct rl_unit *u)
{
	hash_set<struct symtab_node *> marked;
	auto_vec<struct cgraph_node *> nodes;
	struct cgraph_node *node;
	unsigned int i;

	mark_reachable(u, &marked);
	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node) {
		if (rl_is_trace(u, node->decl))
			facts_drop(u->facts, "tracepoint", rl_symbol_name(u, node->decl));
		else if (marked.contains(node))
			nodes.safe_push(node);
	}
	nodes.qsort(by_order);
	FOR_EACH_VEC_ELT(nodes, i, node)
		rl_function(u, node);
}

/* Leaves the compiler nothing to do, and lets it end as after any compilation. */
static void drop_bodies(void)
{
	struct cgraph_node *node, *next;
	struct varpool_node *var, *next_var;

	for (node = symtab->first_function(); node; node = next) {
		next = symtab->next_function(node);
		node->remove();
	}
	for (var = symtab->first_variable(); var; var = next_var) {
		next_var = symtab->next_variable(var);
		var->remove();
	}
	symtab->clear_asm_symbols();
}

static const struct pass_data pass_data_reclint = {
	SIMPLE_IPA_PASS, "reclint", OPTGROUP_NONE, TV_NONE, PROP_ssa, 0, 0, 0, 0,
};

class pass_reclint : public simple_ipa_opt_pass {
public:
	pass_reclint(gcc::context *ctx) : simple_ipa_opt_pass(pass_data_reclint, ctx) {}
	unsigned int execute(function *) final override;
};

/* The unit: what each step adds to its facts. */
unsigned int pass_reclint::execute(function *)
{
	struct rl_unit *u = &unit;

	functions(u);		/* and the symbols, types and fields they mention */
	rl_inits(u);
	rl_aliases(u);
	/* Contracts have been there since parsing: the unit is complete. */
	if (u->facts_only)
		drop_bodies();
	return 0;
}

static void finish_unit(void *, void *user_data)
{
	if (!seen_error())
		rl_emit((struct rl_unit *)user_data);
}

/* ---- entry ------------------------------------------------------------------------------ */

static bool arguments(struct rl_unit *u, const struct plugin_name_args *info)
{
	for (int i = 0; i < info->argc; i++) {
		const char *key = info->argv[i].key;
		const char *value = info->argv[i].value;

		if (!strcmp(key, "facts-only") && !value) {
			u->facts_only = true;
		} else if (!strcmp(key, "image") && value) {
			u->image = value;
		} else if (strcmp(key, "id") || !value) {
			error("plugin %qs: unknown argument %qs (known: %qs, %qs, %qs)", "reclint",
			      key, "facts-only", "image=NAME", "id=HASH");
			return false;
		}
	}
	return true;
}

__attribute__((visibility("default")))
int plugin_init(struct plugin_name_args *info, struct plugin_gcc_version *version)
{
	struct register_pass_info pass;

	if (!plugin_default_version_check(version, rl_built_for())) {
		error("plugin %qs: built for gcc %s, this is gcc %s: build reclint again with it",
		      "reclint", rl_built_for()->basever, version->basever);
		return 1;
	}
	if (!arguments(&unit, info))
		return 1;
	/* Also where nothing is written: code may ask __has_attribute(reclint). */
	register_callback(info->base_name, PLUGIN_ATTRIBUTES, rl_contract_attributes, NULL);
	register_callback(info->base_name, PLUGIN_PRAGMAS, rl_pragmas, NULL);
	if (!is_object_made())
		return 0;
	unit.facts = facts_new();
	unit.files = new hash_map<nofree_ptr_hash<const char>, uint32_t>;
	unit.symbols = new hash_map<tree, uint32_t>;
	unit.types = new hash_map<tree, uint32_t>;
	unit.fields = new hash_map<tree, struct rl_field *>;
	unit.getters = new hash_map<tree, tree>;
	unit.traces = new hash_map<tree, bool>;
	register_callback(info->base_name, PLUGIN_START_UNIT, start_unit, &unit);
	register_callback(info->base_name, PLUGIN_FINISH_TYPE, rl_type_finished, &unit);
	register_callback(info->base_name, PLUGIN_FINISH_DECL, rl_contract_decl, &unit);
	register_callback(info->base_name, PLUGIN_FINISH_PARSE_FUNCTION, rl_contract_decl, &unit);
	/* run before the former two: GCC calls the last one first */
	register_callback(info->base_name, PLUGIN_FINISH_DECL, rl_pragmas_end, &unit);
	register_callback(info->base_name, PLUGIN_FINISH_PARSE_FUNCTION, rl_pragmas_end, &unit);
	register_callback(info->base_name, PLUGIN_PRE_GENERICIZE, rl_assert_parsed, &unit);
	register_callback(info->base_name, PLUGIN_GGC_MARKING, rl_type_mark, NULL);
	register_callback(info->base_name, PLUGIN_GGC_MARKING, rl_assert_mark, &unit);
	/*
	 * After build_ssa_passes: every function that something reaches is in SSA
	 * form, and nothing is inlined yet, so spin_lock() is still a call.
	 */
	pass.pass = new pass_reclint(g);
	pass.reference_pass_name = "build_ssa_passes";
	pass.ref_pass_instance_number = 1;
	pass.pos_op = PASS_POS_INSERT_AFTER;
	register_callback(info->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &pass);
	register_callback(info->base_name, PLUGIN_FINISH_UNIT, finish_unit, &unit);
	return 0;
}
