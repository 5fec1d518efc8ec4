// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The engine's table of contents: analysis_run().
 */
#include "analysis/analysis.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/dump.h"
#include "analysis/clobber.h"
#include "analysis/contract.h"
#include "analysis/fresh.h"
#include "analysis/neighbours.h"
#include "analysis/only.h"
#include "analysis/refine.h"
#include "analysis/typestate.h"
#include "analysis/wanted.h"
#include "analysis/walk.h"
#include "base/message.h"
#include "rules/apart.h"

struct beside_function {
	const char *source, *name;
};

struct analysis {
	struct analysis_options options;
	struct program program;
	struct model model;
	struct callgraph graph;
	struct solver solver;
	struct entries entries;
	struct outcomes outcomes;
	struct arena arena;
	bool *chosen;			/* by rule */
	struct apart *apart;
	struct result result;
	struct lock_table locks;
	ARRAY(const char *) failed;
	ARRAY(struct finding) findings;
	ARRAY(struct absent_target) absent;
	ARRAY(struct beside_function) beside;	/* of only_unit */
	bool has_run;
};

void analysis_options_init(struct analysis_options *o)
{
	*o = (struct analysis_options){
		.jobs = 1,
#define X(name, value, text) .bound_##name = value,
		ANALYSIS_BOUNDS(X)
#undef X
	};
}

struct analysis *analysis_new(const struct analysis_options *o)
{
	struct analysis *a = xcalloc(1, sizeof(*a));

	a->options = *o;
	program_init(&a->program);
	model_init(&a->model, o->kernel);
	arena_init(&a->arena);
	return a;
}

void analysis_add(struct analysis *a, struct facts *f, const char *path, bool model)
{
	/* contracts count wherever they stand; a model unit is nothing else */
	model_add(&a->model, f, !model);
	if (model)
		facts_free(f);
	else
		program_add(&a->program, f, path);
}

void analysis_add_failed(struct analysis *a, const char *unit)
{
	array_push(&a->failed, (const char *)arena_strdup(&a->arena, unit));
}

void analysis_add_absent(struct analysis *a, const struct absent_target *t)
{
	array_push(&a->absent, *t);
}

void analysis_add_beside(struct analysis *a, const char *source, const char *function)
{
	array_push(&a->beside, ((struct beside_function){ source, function }));
}

/* ---- the passes ------------------------------------------------------------------------- */

/* Entries that differ in the number of parameters: which one is meant, a definition or the calls say. */
static void choose_variants(struct analysis *a)
{
	struct program *p = &a->program;

	for (uint32_t i = 0; i < p->functions.n && a->model.variants.n; i++) {
		const struct function *f = &p->functions.at[i];
		const struct unit *u = &p->units.at[f->unit];

		for (uint32_t k = 0; k < f->body->nevents; k++) {
			const struct fact_event *event = &u->facts->events[f->body->event_first + k];
			struct entity *e = event->kind == FEV_CALL ? &p->entities.at[u->entity[event->a]] : NULL;

			if (e && e->model && e->model->variant != NONE)
				e->model = model_variant(&a->model, e->model, event->nargs);
		}
	}
}

/* Fields that a call fills, as dma_fence_add_callback() does: the driver itself need not name them. */
static void make_stored_fields(struct analysis *a)
{
	for (uint32_t i = 0; i < a->model.functions.n; i++) {
		const struct model_function *f = &a->model.functions.at[i];

		for (uint32_t k = 0; k < f->nclauses; k++) {
			const char *text = f->clauses[k].verb == MV_stores ? f->clauses[k].arg[2].text : NULL;
			const char *dot = text ? strchr(text, '.') : NULL;
			char tag[128];

			if (!dot || dot - text >= (int)sizeof(tag))
				continue;
			memcpy(tag, text, dot - text);
			tag[dot - text] = 0;
			program_make_field(&a->program, tag, dot + 1);
		}
	}
}

/* What the model says is attached to what it speaks of. */
static void attach_model(struct analysis *a)
{
	struct program *p = &a->program;
	struct model *m = &a->model;

	for (uint32_t i = 0; i < p->types.n; i++) {
		const struct model_type *t = model_find_type(m, p->types.at[i].tag);

		if (!t)
			continue;
		p->types.at[i].is_container = t->is_container;
		p->types.at[i].is_bridge = t->is_bridge;
		p->types.at[i].lock_kind = t->lock_kind;
	}
	make_stored_fields(a);
	for (uint32_t i = 0; i < p->fields.n; i++)
		p->fields.at[i].model = model_find_field(m, p->types.at[p->fields.at[i].type].tag, p->fields.at[i].name);
	for (uint32_t i = 0; i < p->entities.n; i++) {
		struct entity *e = &p->entities.at[i];

		if (e->kind == ENTITY_VARIABLE)
			continue;
		/* a static function of a .c file is its author's own */
		if (e->function != NONE && *e->file && !p->functions.at[e->function].is_header) {
			e->model = model_find_static(m, e->file, e->name);
			continue;
		}
		e->model = model_find_function(m, e->name);
		if (e->model && e->function != NONE)
			e->model = model_variant(m, e->model, p->functions.at[e->function].body->nparams);
	}
	choose_variants(a);
	/* From here on names are for people. */
	for (uint32_t i = 0; i < p->entities.n; i++)
		if (p->entities.at[i].model)
			p->entities.at[i].name = model_spelling(m, p->entities.at[i].name);
}

/* "tag.field", found once; NONE: nobody reads it. */
static uint32_t field_named(const struct program *p, const char *text)
{
	const char *dot = strchr(text, '.');
	char tag[128];

	if (!dot || dot - text >= (int)sizeof(tag))
		return NONE;
	memcpy(tag, text, dot - text);
	tag[dot - text] = 0;
	return program_find_field(p, tag, dot + 1);
}

static void find_model_fields(struct analysis *a)
{
	for (uint32_t i = 0; i < a->model.functions.n; i++) {
		const struct model_function *m = &a->model.functions.at[i];

		for (uint32_t c = 0; c < m->nclauses; c++) {
			struct model_clause *cl = &m->clauses[c];
			unsigned int arg = cl->verb == MV_sets ? 1 : 2;

			if (cl->verb == MV_sets || cl->verb == MV_faults_if_field)
				cl->arg[arg].value = field_named(&a->program, cl->arg[arg].text);
		}
	}
}

static void prepare_solver(struct analysis *a)
{
	struct solver *s = &a->solver;
	const struct analysis_options *o = &a->options;

	s->program = &a->program;
	s->model = &a->model;
	s->graph = &a->graph;
	s->memo = xcalloc(1, sizeof(*s->memo));
	s->states = xcalloc(1, sizeof(*s->states));
	s->writes = xcalloc(a->program.functions.n + 1, sizeof(*s->writes));
	exprs_init(&s->exprs, &a->program);
	locks_init(&s->locks, &a->program, s->model, &s->exprs);
	intern_init(&s->texts);
	keymap_init(&s->acquisition_keys);
	keymap_init(&s->edge_keys);
	keymap_init(&s->wait_keys);
	s->bounds.states = o->bound_states;
	s->bounds.steps = o->bound_steps;
	s->bounds.effects = o->bound_effects;
	s->bounds.guards = o->bound_guards;
	s->bounds.rounds = o->bound_rounds;
	s->bounds.depth = o->bound_depth;
	s->bounds.several = o->bound_several;
	s->bounds.contexts = o->bound_contexts;
	s->bounds.callback_depth = o->bound_callback_depth;
	s->bounds.callers = o->bound_callers;
	s->bounds.shrinker_depth = o->bound_shrinker_depth;
	s->bounds.fault_depth = o->bound_fault_depth;
	s->bounds.order_depth = o->bound_order_depth;
	s->bounds.item_depth = o->bound_item_depth;
	s->bounds.enders = o->bound_enders;
	s->bounds.spin_depth = o->bound_spin_depth;
	s->bounds.atomic_depth = o->bound_atomic_depth;
	s->gfp_direct_reclaim = model_constant(&a->model, "__GFP_DIRECT_RECLAIM");
	s->gfp_io = model_constant(&a->model, "__GFP_IO");
	s->gfp_fs = model_constant(&a->model, "__GFP_FS");
	s->gfp_nolockdep = model_constant(&a->model, "__GFP_NOLOCKDEP");
	s->gfp_nofail = model_constant(&a->model, "__GFP_NOFAIL");
	s->gfp_relevant = s->gfp_direct_reclaim | s->gfp_io | s->gfp_fs | s->gfp_nolockdep | s->gfp_nofail;
	s->class_nonblock = lock_class_pseudo(&s->locks, SCOPE_nonblock, "non_block_start()");
	s->class_fs_reclaim = lock_class_pseudo(&s->locks, SCOPE_fs_reclaim, "fs_reclaim");
	s->class_atomic = lock_class_pseudo(&s->locks, SCOPE_spin, "atomic section");
	s->locks.at.at[s->class_atomic].is_atomic = true;
	s->class_signalling = lock_class_pseudo(&s->locks, SCOPE_signalling, "dma_fence signalling section");
	s->dump = o->dump;
	s->dump_function = o->dump_function;
}

/* Sources and functions by the numbers of their names. */
static void add_beside(struct analysis *a, struct bitset *nodes)
{
	struct program *p = &a->program;
	struct keymap named;

	keymap_init(&named);
	for_each_in_array(b, &a->beside) {
		const uint32_t key[2] = { intern_find(&p->strings, b->source), intern_find(&p->strings, b->name) };

		if (key[0] != INTERN_NONE && key[1] != INTERN_NONE)
			keymap_id(&named, key, sizeof(key), NULL);
	}
	for (uint32_t node = 0; node < a->graph.nodes.n; node++) {
		const struct function *f = &p->functions.at[a->graph.nodes.at[node].function];
		const uint32_t key[2] = { intern_find(&p->strings, p->units.at[f->unit].source),
					  intern_find(&p->strings, f->name) };

		if (keymap_find(&named, key, sizeof(key)) != KEYMAP_NONE)
			bitset_set(nodes, node);
	}
	keymap_release(&named);
}

/* What the one unit has nothing to do with need not be summarised. */
static void narrow(struct analysis *a)
{
	struct neighbours *n = neighbours_new(&a->solver, &a->entries, NULL, 0);
	struct bitset nodes;

	bitset_init(&nodes, a->graph.nodes.n, NULL);
	for (uint32_t u = 0; u < a->program.units.n; u++)
		if (!strcmp(a->program.units.at[u].source, a->options.only_unit))
			neighbours_near(n, u, &nodes);
	add_beside(a, &nodes);
	neighbours_add_inlines(n, &nodes);
	wanted_narrow(&a->solver, &nodes);
	bitset_release(&nodes);
	neighbours_free(n);
}

static bool is_chosen(const struct analysis *a, const struct rule *rule)
{
	if (!a->options.nrules)
		return rule->is_on;
	for (unsigned int i = 0; i < a->options.nrules; i++) {
		const char *want = a->options.rules[i], *id = rule->id;

		/* ids are spelt with '-' outside C */
		while (*want && (*want == *id || (*want == '-' && *id == '_')))
			want++, id++;
		if (!*want && !*id)
			return true;
	}
	return false;
}

bool analysis_has_rule(const struct analysis *a, const char *id)
{
	char *c_name = xstrdup(id);
	bool has = false;

	for (char *p = c_name; *p; p++)
		if (*p == '-')
			*p = '_';
	for (unsigned int i = 0; i < nrules; i++)
		has |= !strcmp(rules[i].id, c_name) && is_chosen(a, &rules[i]);
	free(c_name);
	return has;
}

static void choose_rules(struct analysis *a)
{
	a->chosen = arena_alloc(&a->arena, nrules);
	for (unsigned int i = 0; i < nrules; i++)
		a->chosen[i] = is_chosen(a, &rules[i]);
}

static void run_rules(struct analysis *a)
{
	struct reporter r = { .s = &a->solver, .entries = &a->entries, .outcomes = &a->outcomes, .arena = &a->arena };

	for (unsigned int i = 0; i < nrules; i++) {
		if (!a->chosen[i])
			continue;
		if (rules[i].family != APART)
			rules[i].run(&r);
		if (rules[i].family == APART || rules[i].family == BOTH)
			apart_collect(a->apart, i, &r);
	}
	for (uint32_t i = 0; i < r.findings.n; i++) {
		struct finding *f = &r.findings.at[i];

		if (!a->options.only_unit || only_unit(&a->program, a->options.only_unit, f))
			array_push(&a->findings, *f);
	}
	array_release(&r.findings);
	standing_release(&r);
	if (a->findings.n)
		qsort(a->findings.at, a->findings.n, sizeof(*a->findings.at), finding_by_place);
}

/* ---- what others see ------------------------------------------------------------------------ */

static void add_stat(struct result *r, const char *name, uint64_t value)
{
	r->stats[r->nstats++] = (struct stat_row){ name, value };
}

static uint64_t largest_component(const struct callgraph *g)
{
	uint32_t largest = 0;

	for (uint32_t c = 0; c + 1 < g->component_first.n; c++)
		if (g->component_first.at[c + 1] - g->component_first.at[c] > largest)
			largest = g->component_first.at[c + 1] - g->component_first.at[c];
	return largest;
}

static void collect_stats(struct analysis *a)
{
	struct result *r = &a->result;
	const struct solver *s = &a->solver;
	uint64_t effects = 0, tracked = 0;

	for (uint32_t i = 0; i < a->graph.nodes.n; i++)
		effects += s->summaries[i].neffects;
	for (uint32_t i = 0; i < s->locks.at.n; i++)
		tracked += s->locks.at.at[i].is_tracked;
	r->stats = arena_alloc(&a->arena, 32 * sizeof(*r->stats));
	add_stat(r, "units", a->program.stats.units);
	add_stat(r, "functions", a->program.functions.n);
	add_stat(r, "repeated_inlines", a->program.stats.repeated_functions);
	add_stat(r, "direct_calls", a->graph.stats.direct);
	add_stat(r, "indirect_calls", a->graph.stats.indirect);
	add_stat(r, "indirect_resolved", a->graph.stats.resolved);
	add_stat(r, "indirect_unresolved", a->graph.stats.unresolved);
	add_stat(r, "indirect_too_many", a->graph.stats.too_many);
	add_stat(r, "callees_unknown", a->graph.stats.unknown_callee);
	add_stat(r, "callees_ambiguous", a->graph.stats.ambiguous);
	add_stat(r, "bound_functions", a->graph.stats.bound_nodes);
	add_stat(r, "components", a->graph.component_first.n - 1);
	add_stat(r, "largest_component", largest_component(&a->graph));
	add_stat(r, "callbacks", a->entries.at.n);
	add_stat(r, "tracked_locks", tracked);
	add_stat(r, "summarised", bitset_count(&s->walked));
	add_stat(r, "effects", effects);
	add_stat(r, "edges", s->edges.n);
	add_stat(r, "opaque_values", a->program.stats.opaque_values);
	add_stat(r, "unknown_subclasses", s->unknown_subclasses);
	add_stat(r, "undecided_contracts", s->undecided_contracts);
	add_stat(r, "facts_dropped", a->program.stats.dropped);
	add_stat(r, "model_errors", a->model.errors.n);
}

static void collect_limits(struct analysis *a)
{
	struct result *r = &a->result;
	const struct bounds *b = &a->solver.bounds;
	const struct limit_row rows[] = {
		{ "states", a->options.bound_states, b->states_hit },
		{ "steps", a->options.bound_steps, b->steps_hit },
		{ "effects", a->options.bound_effects, b->effects_hit },
		{ "guards", a->options.bound_guards, b->guards_hit },
		{ "targets", a->options.bound_targets, a->graph.stats.too_many },
		{ "rounds", a->options.bound_rounds, b->rounds_hit },
		{ "depth", a->options.bound_depth, b->depth_hit },
		{ "several", a->options.bound_several, b->several_hit },
		{ "contexts", a->options.bound_contexts, b->contexts_hit },
		{ "callers", a->options.bound_callers, b->callers_hit },
		{ "callback_depth", a->options.bound_callback_depth, b->callback_depth_hit },
		{ "enders", a->options.bound_enders, b->enders_hit },
	};

	r->limits = arena_memdup(&a->arena, rows, sizeof(rows));
	r->nlimits = sizeof(rows) / sizeof(*rows);
}

static bool is_listed_context(const char *context)
{
	static const char *const listed[] = { "reclaim", "mm", "oom", "release", "shrinker" };

	for (unsigned int i = 0; i < sizeof(listed) / sizeof(*listed); i++)
		if (!strcmp(context, listed[i]))
			return true;
	return false;
}

static struct lock_user *find_lock_user(struct lock_row *row, const struct entry *e)
{
	for (unsigned int i = 0; i < row->nusers; i++)
		if (row->users[i].entry == e->name && !strcmp(row->users[i].context, e->context))
			return &row->users[i];
	return NULL;
}

static void add_lock_user(struct analysis *a, struct lock_row *row, const struct act *act, unsigned int max)
{
	struct solver *s = &a->solver;
	const struct entry *e = &a->entries.at.at[act->entry];
	bool blocking = !(act->effect.flags & EF_TRY);
	struct lock_user *u = find_lock_user(row, e);
	struct witness w;

	if (u && (u->blocking > blocking || (u->blocking == blocking && u->depth <= act->effect.depth)))
		return;
	if (!u) {
		if (row->nusers == max)
			return;
		u = &row->users[row->nusers++];
	}
	witness_effect(s, &a->arena, e->node, &act->effect, &w);
	*u = (struct lock_user){ .entry = e->name, .context = e->context, .depth = act->effect.depth, .blocking = blocking };
	u->chain.steps = arena_memdup(&a->arena, w.steps, w.nsteps * sizeof(*w.steps));
	u->chain.nsteps = w.nsteps;
}

static int by_lock(const void *x, const void *y)
{
	return strcmp(((const struct lock_row *)x)->lock, ((const struct lock_row *)y)->lock);
}

static void collect_locks(struct analysis *a)
{
	struct solver *s = &a->solver;
	ARRAY(struct lock_row) rows = { 0 };

	for (uint32_t class = CLASS_UNKNOWN + 1; class < s->locks.at.n; class++) {
		struct lock_row row = { .lock = s->locks.at.at[class].name };
		unsigned int max = 0;

		for (uint32_t i = 0; i < a->entries.acts.n; i++)
			max += a->entries.acts.at[i].effect.kind == EFFECT_ACQUIRE &&
			       a->entries.acts.at[i].effect.what == class;
		if (!max)
			continue;
		row.users = arena_alloc(&a->arena, max * sizeof(*row.users));
		for (uint32_t i = 0; i < a->entries.acts.n; i++) {
			const struct act *act = &a->entries.acts.at[i];

			if (act->effect.kind == EFFECT_ACQUIRE && act->effect.what == class &&
			    !(act->effect.flags & EF_SYMBOLIC) &&
			    is_listed_context(a->entries.at.at[act->entry].context))
				add_lock_user(a, &row, act, max);
		}
		for (uint32_t i = 0; i < s->edges.n; i++)
			row.held_over_reclaim += s->edges.at[i].lock == class && s->edges.at[i].kind == EFFECT_ALLOC &&
				reclaim_level(s, s->edges.at[i].what, s->edges.at[i].scopes |
					      s->entry_scopes[a->graph.nodes.at[s->edges.at[i].holder].plain]) != RECLAIM_NONE;
		if (row.nusers)
			array_push(&rows, row);
	}
	if (rows.n)
		qsort(rows.at, rows.n, sizeof(*rows.at), by_lock);
	a->locks.rows = arena_memdup(&a->arena, rows.at ? (void *)rows.at : "", rows.n * sizeof(*rows.at));
	a->locks.nrows = rows.n;
	array_release(&rows);
}

void analysis_run(struct analysis *a)
{
	BUG_ON(a->has_run, "analysis_run() called twice");
	a->has_run = true;
	model_finish(&a->model);			/* no contracts after this point */
	program_link(&a->program);			/* no units after this point */
	attach_model(a);
	find_model_fields(a);
	program_find_targets(&a->program);
	for_each_in_array(t, &a->absent)
		program_add_absent(&a->program, t);
	if (a->absent.n)
		program_sort_targets(&a->program);
	callgraph_build(&a->graph, &a->program, &a->model, a->options.bound_targets);
	prepare_solver(a);
	clobber_init(&a->solver);
	contracts_name_locks(&a->solver);
	entries_find(&a->entries, &a->solver);
	entries_track_locks(&a->entries, &a->solver);
	typestate_track_locks(&a->solver, (const char *const[]){ "interval_read_retry", "interval_read_begin", NULL });
	contracts_track_locks(&a->solver);
	wanted_find(&a->solver, &a->entries);
	if (a->beside.n)
		narrow(a);
	solve(&a->solver);				/* summaries and edges are final */
	choose_rules(a);
	a->apart = apart_start(&a->solver, &a->entries, a->chosen);
	refine_begin(&a->solver);			/* only specialised nodes after this point */
	entries_walk(&a->entries, &a->solver);
	refine_edges(&a->solver);
	outcomes_collect(&a->outcomes, &a->solver, &a->entries);
	refine_end(&a->solver);
	run_rules(a);
	collect_locks(a);
	collect_stats(a);
	collect_limits(a);
	if (a->options.dump)
		dump_summaries(&a->solver, a->options.dump_function, stderr);
	a->result.kernel = a->options.kernel;
	a->result.findings = a->findings.at;
	a->result.nfindings = a->findings.n;
	a->result.failed = a->failed.at;
	a->result.nfailed = a->failed.n;
	a->result.meaningless = a->model.errors.at;
	a->result.nmeaningless = a->model.errors.n;
}

const struct program *analysis_program(const struct analysis *a)
{
	return &a->program;
}

struct solver *analysis_solver(struct analysis *a)
{
	return &a->solver;
}

const struct entries *analysis_entries(const struct analysis *a)
{
	return &a->entries;
}

const struct function *analysis_function(const struct analysis *a, uint32_t node)
{
	return &a->program.functions.at[a->graph.nodes.at[node].function];
}

void analysis_neighbours(struct analysis *a, neighbours_fn *unit, beside_fn *lock, void *data)
{
	struct neighbours *n = neighbours_new(&a->solver, &a->entries, a->findings.at, a->findings.n);

	for (uint32_t u = 0; u < a->program.units.n; u++) {
		struct bitset units;

		bitset_init(&units, a->program.units.n, NULL);
		neighbours_of(n, u, &units);
		unit(u, &units, data);
		bitset_release(&units);
	}
	for (uint32_t c = CLASS_UNKNOWN + 1; c < a->solver.locks.at.n; c++)
		if (neighbours_has_beside(&a->solver, c))
			lock(a->solver.locks.at.at[lock_class_base(&a->solver.locks, c)].name, neighbours_beside(n, c), data);
	neighbours_free(n);
}

const struct result *analysis_result(struct analysis *a)
{
	BUG_ON(!a->has_run, "analysis_result() before analysis_run()");
	return &a->result;
}

const struct lock_table *analysis_locks(struct analysis *a)
{
	BUG_ON(!a->has_run, "analysis_locks() before analysis_run()");
	return &a->locks;
}

struct lock_orders analysis_orders(struct analysis *a)
{
	struct reporter r = { .s = &a->solver, .entries = &a->entries, .outcomes = &a->outcomes, .arena = &a->arena };

	BUG_ON(!a->has_run, "analysis_orders() before analysis_run()");
	return find_orders(&r);
}

static void release_solver(struct analysis *a)
{
	struct solver *s = &a->solver;

	for (uint32_t i = 0; s->summaries && i < a->graph.nodes.n; i++) {
		free(s->summaries[i].exits);
		free(s->summaries[i].effects);
		free(s->summaries[i].keys);
	}
	free(s->summaries);
	free(s->memo);
	array_release(&s->states->unused);
	arena_release(&s->states->arena);
	free(s->states);
	free(s->writes);
	clobber_release(s);
	fresh_release(s);
	free(s->entry_scopes);
	free(s->levels);
	exprs_release(&s->exprs);
	locks_release(&s->locks);
	intern_release(&s->texts);
	array_release(&s->waits);
	keymap_release(&s->wait_keys);
	bitset_release(&s->in_callback);
	bitset_release(&s->in_entry);
	bitset_release(&s->in_spinning);
	bitset_release(&s->wanted);
	bitset_release(&s->kept);
	bitset_release(&s->candidates);
	bitset_release(&s->walked);
	bitset_release(&s->holders);
	bitset_release(&s->scoped);
	bitset_release(&s->has_unseen_caller);
	array_release(&s->acquisitions);
	array_release(&s->edges);
	array_release(&s->edge_node);
	array_release(&s->call_scopes);
	keymap_release(&s->acquisition_keys);
	keymap_release(&s->edge_keys);
}

void analysis_free(struct analysis *a)
{
	if (!a)
		return;
	if (a->has_run) {
		release_solver(a);
		entries_release(&a->entries);
		outcomes_release(&a->outcomes);
		callgraph_release(&a->graph);
	}
	program_release(&a->program);
	model_release(&a->model);
	apart_free(a->apart);
	array_release(&a->failed);
	array_release(&a->findings);
	array_release(&a->absent);
	array_release(&a->beside);
	arena_release(&a->arena);
	free(a);
}
