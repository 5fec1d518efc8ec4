// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Calls of functions that have a summary.
 *
 * A call forks the state when its ways to return differ in locks or scopes, or
 * when the result tells something about the arguments.  Everything else is
 * remembered symbolically and decided when somebody asks.
 */
#include "analysis/clobber.h"
#include "analysis/refine.h"
#include "analysis/slice.h"
#include "analysis/watch.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* A driver's effect that came through a generic layer is not that of another driver of the family. */
static bool is_foreign(const struct walk *w, uint32_t origin)
{
	const struct origin *o;

	if (origin == NONE || w->fn->image == NONE)
		return false;
	o = &w->s->graph->origins.at[origin];
	return o->image != w->fn->image && callgraph_fills(w->s->graph, w->fn->image, o->type);
}

/* What becomes of a callee's atom in this state. */
static struct lifted_atom lift_atom(struct walk *w, const struct state *st, const struct arguments *args, uint32_t atom)
{
	struct exprs *x = &w->s->exprs;
	struct lift_memo *memo = w->s->memo;
	struct lifted_atom *slot = &memo->lifted_atoms[(memo->atoms + atom) % LIFTED_ATOM_SLOTS];
	struct lifted_atom l = { .context = memo->atoms, .from = atom };
	struct atom a = *atom_at(x, atom);

	if (memo->values && slot->context == memo->atoms && slot->from == atom)
		return *slot;
	l.to = atom_normal(x, walk_substitute(w, st, args, a.expr), a.op, a.value, &l.truth);
	if (l.to != NONE)
		l.truth = state_decide(w->s, st, l.to);
	else
		l.decides = l.truth == IS_TRUE;
	if (memo->values)
		*slot = l;
	return l;
}

bool walk_lift_guards(struct walk *w, const struct state *st, const struct arguments *args, uint32_t guards,
			uint32_t *atoms, uint32_t *natoms, bool *decides)
{
	struct atom_set set = *atom_set_at(&w->s->exprs, guards);

	*natoms = 0;
	for (uint32_t i = 0; i < set.n; i++) {
		struct lifted_atom l = lift_atom(w, st, args, set.atom[i]);

		if (l.decides)
			*decides = true;
		if (l.truth == IS_FALSE)
			return false;
		/* also one that this path implies: other paths to the same event may not */
		if (l.to != NONE)
			atoms[(*natoms)++] = l.to;
	}
	return true;
}

/* From here on walk_substitute() and lift_effect() remember, for this call in this state. */
static void remember_for(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args)
{
	const uint64_t key[] = {
		(uint64_t)w->node << 32 | number, args->map,
		hash_bytes(st->values, st->nvalues * sizeof(*st->values)),
	};
	struct lift_memo *memo = w->s->memo;
	uint64_t h = hash_bytes(key, sizeof(key));

	memo->values = h ? h : 1;
	memo->atoms = hash_mix(hash_bytes(st->atoms, st->natoms * sizeof(*st->atoms)), h);
}

static struct lifted *lift_effect(struct walk *w, const struct state *st, const struct arguments *args, uint32_t guards)
{
	struct lift_memo *memo = w->s->memo;
	struct lifted *l = &memo->lifted[(memo->atoms + guards) % LIFTED_SLOTS];

	if (l->context == memo->atoms && l->guards == guards)
		return l;
	l->context = memo->atoms;
	l->guards = guards;
	l->decides = false;
	l->is_possible = walk_lift_guards(w, st, args, guards, l->atoms, &l->natoms, &l->decides);
	l->collected = NONE;
	return l;
}

/*
 * Effects already told without guards, by callee effect: in the same scopes,
 * with the same locks released, another state has nothing to add.
 */
struct seen {
	uint32_t callee, scopes, released, n, nheld;
	struct held_lock held[STATE_LOCKS];
	bool *told;
	struct seen *next;
};

static bool *told_effects(struct walk *w, const struct state *st, uint32_t number, uint32_t callee, uint32_t n)
{
	uint32_t classes[STATE_LOCKS], k = 0, released, scopes = state_scopes(st);
	struct seen *seen;

	if (!w->seen)
		return NULL;
	for (uint32_t i = 0; i < st->nreleased; i++)
		classes[k++] = st->released[i].class;
	released = k ? class_set_id(&w->s->locks, classes, k) : 0;
	for (seen = w->seen[number]; seen; seen = seen->next)
		if (seen->callee == callee && seen->scopes == scopes && seen->released == released &&
		    seen->n == n && seen->nheld == st->nheld &&
		    !memcmp(seen->held, st->held, st->nheld * sizeof(*st->held)))
			return seen->told;
	seen = arena_alloc(w->arena, sizeof(*seen));
	*seen = (struct seen){ .callee = callee, .scopes = scopes, .released = released, .n = n, .nheld = st->nheld,
			       .told = arena_alloc(w->arena, n), .next = w->seen[number] };
	memcpy(seen->held, st->held, st->nheld * sizeof(*st->held));
	w->seen[number] = seen;
	return seen->told;
}

static void callee_effect(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args,
			  uint32_t callee_id, uint32_t index, bool several, bool *told)
{
	struct solver *s = w->s;
	const struct callee *callee = &s->graph->callees.at[callee_id];
	struct effect in = s->summaries[callee->node].effects[index];
	struct emission em = {
		.kind = in.kind, .what = in.what, .object = in.object, .event = number, .callee = callee_id,
		.next = index, .inner = &in, .is_several = several, .is_final = callee->is_final,
		.origin = callee->origin != NONE ? callee->origin : in.origin, .lock = in.lock,
	};

	bool decides;

	if (is_foreign(w, in.origin) || is_foreign(w, callee->origin))
		return;
	em.lifted = lift_effect(w, st, args, in.guards);
	if (!em.lifted->is_possible)
		return;
	decides = em.lifted->decides;
	if (in.lock == CLASS_SYMBOLIC) {
		em.object = walk_substitute(w, st, args, in.object);
		em.lock = lock_class_of(&s->locks, em.object);
		if (!walk_follows(s, em.lock))
			return;
	}
	if (in.kind == EFFECT_ACQUIRE) {
		em.object = EXPR_UNKNOWN;
		if (in.flags & EF_SYMBOLIC) {
			em.object = walk_substitute(w, st, args, in.what);
			uint32_t class = lock_class_of(&s->locks, em.object);

			if (class != CLASS_SYMBOLIC && !lock_is_told_of(&s->locks, class))
				return;
			em.what = class;
			if (class == CLASS_SYMBOLIC) {
				em.flags |= EF_SYMBOLIC;
				em.what = em.object;
			}
		}
	} else if (in.kind == EFFECT_ALLOC) {
		struct gfp g = *gfp_at(&s->locks, in.what);

		if (g.expr != EXPR_UNKNOWN && !g.is_unknown) {
			struct gfp outer = walk_gfp(w, st, walk_substitute(w, st, args, g.expr));

			if (!outer.is_unknown) {
				outer.mask &= g.mask;
				outer.bits = (outer.bits & g.mask) | g.bits;
			}
			em.what = gfp_id(&s->locks, &outer);
			decides |= outer.expr == EXPR_UNKNOWN;
		}
	} else if (in.kind == EFFECT_WAIT && s->waits.at[in.what].class == CLASS_SYMBOLIC) {
		const struct wait wait = s->waits.at[in.what];

		em.what = wait_id(s, intern_text(&s->texts, wait.kind), walk_substitute(w, st, args, wait.object));
	} else if (in.kind == EFFECT_FAULT && (state_scopes(st) & (1 << SCOPE_nofault))) {
		return;
	}
	if (decides)
		em.flags |= EF_DECIDES;
	if (walk_emit(w, st, &em) && told && in.lock == NONE)
		told[index] = true;
}

static void callee_effects(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args,
			   uint32_t callee_id, bool several)
{
	const struct summary *sum = &w->s->summaries[w->s->graph->callees.at[callee_id].node];
	bool *told, all;

	all = w->level != LEVEL_NONE || w->sink || walk_holds(w, st);
	if (!sum->neffects || (!all && !sum->is_waiting))
		return;
	told = told_effects(w, st, number, callee_id, sum->neffects);
	remember_for(w, st, number, args);
	for (uint32_t i = 0; i < sum->neffects; i++)
		if ((all || sum->effects[i].lock != NONE) && (!told || !told[i]))
			callee_effect(w, st, number, args, callee_id, i, several, told);
	w->s->memo->values = 0;
}

/* A result of these classes compares so; false: with all of them, nothing is said. */
static bool comparison_of(uint8_t classes, enum atom_op *op, int64_t *value)
{
	*value = 0;
	switch (classes) {
	case RETURN_ZERO:			*op = ATOM_EQ; return true;
	case RETURN_NEGATIVE:			*op = ATOM_LT; return true;
	case RETURN_OTHER:			*op = ATOM_GE; *value = 1; return true;
	case RETURN_ZERO | RETURN_OTHER:	*op = ATOM_GE; return true;
	case RETURN_ZERO | RETURN_NEGATIVE:	*op = ATOM_LT; *value = 1; return true;
	case RETURN_NEGATIVE | RETURN_OTHER:	*op = ATOM_NE; return true;
	default:				return false;
	}
}

/* What the exit says about the result; false: what is known of the value contradicts it. */
static bool result_of_exit(struct walk *w, struct state *st, uint32_t number, const struct arguments *args,
			   const struct exit *x)
{
	uint32_t result = walk_leaf(w, FN_RESULT, number), atom;
	uint32_t value = x->value == EXPR_UNKNOWN ? EXPR_UNKNOWN : walk_substitute(w, st, args, x->value);
	enum atom_op op;
	enum truth t;
	int64_t c;

	if (value != EXPR_UNKNOWN)
		state_set_value(st, result, value);
	if (x->member != EXPR_UNKNOWN)
		state_set_value(st, expr_make(&w->s->exprs, FN_FIELD, result, x->field, 0),
				walk_substitute(w, st, args, x->member));
	if (!comparison_of(x->classes, &op, &c))
		return true;
	atom = atom_normal(&w->s->exprs, value != EXPR_UNKNOWN ? value : result, op, c, &t);
	return atom == NONE ? t != IS_FALSE : state_assume(w->s, st, atom);
}

static void net_of_exit(struct walk *w, struct state *st, uint32_t number, const struct arguments *args,
			uint32_t callee, const struct exit *x)
{
	struct solver *s = w->s;
	bool was_atomic = walk_is_atomic(w, st);

	for (uint32_t i = 0; i < x->nreleased; i++) {
		uint32_t object = walk_substitute(w, st, args, x->released[i].object);
		uint32_t class = x->released[i].class;

		if (class == CLASS_SYMBOLIC)
			class = lock_class_of(&s->locks, object);
		watch_lock(w, st, class);
		state_release(s, st, class, object, w->in_loop);
	}
	for (uint32_t i = 0; i < x->nheld; i++) {
		uint32_t object = walk_substitute(w, st, args, x->held[i].object);
		uint32_t class = x->held[i].class;

		if (class == CLASS_SYMBOLIC)
			class = lock_class_of(&s->locks, object);
		watch_lock(w, st, class);
		state_acquire(s, st, class, object, walk_acquisition(w, number, callee, x->held[i].acquisition),
			      x->held[i].shared);
	}
	watch_exit(w, st, number, x);
	for (int i = 0; i < SCOPE_MAX; i++) {
		int n = st->scopes[i] + x->scopes[i];

		st->scopes[i] = (int8_t)(n > 8 ? 8 : n < -8 ? -8 : n);
	}
	st->scopes[SCOPE_task] = st->scopes[SCOPE_task] > 0;
	st->is_joined |= x->is_mixed;
	if (!was_atomic && state_is_in(st, s->atomic_scopes))
		st->opened = walk_acquisition(w, number, callee, x->opened);
}

static bool is_used(const struct fact_event *e)
{
	return e->flags & FEF_USED;
}

/*
 * Must the exits be told apart here?  If locks or scopes differ; if the result
 * decides something; if it is one of a few constants that may be passed on.
 */
static bool tells_something(struct walk *w, const struct summary *sum, uint32_t number, const struct fact_event *e)
{
	int64_t c;

	for (uint32_t i = 1; i < sum->nexits; i++)
		if (sum->exits[i].nheld || sum->exits[i].nreleased || sum->exits[0].nheld || sum->exits[0].nreleased ||
		    memcmp(sum->exits[i].scopes, sum->exits[0].scopes, sizeof(sum->exits[0].scopes)))
			return true;
	if (!is_used(e))
		return false;
	if (bitset_test(&w->slice->deciding, w->fn->body->nvars + number))
		return true;
	for (uint32_t i = 0; i < sum->nexits; i++)
		if (!expr_is_const(&w->s->exprs, sum->exits[i].value, &c))
			return false;
	return true;
}

/* Does this way out close all that the other one does, and more? */
static bool closes_more(const struct solver *s, const struct exit *x, const struct exit *than)
{
	bool more = false;

	for (int i = 0; i < SCOPE_MAX; i++) {
		if (!(s->atomic_scopes >> i & 1))
			continue;
		if (x->scopes[i] > than->scopes[i])
			return false;
		more |= x->scopes[i] < than->scopes[i] && x->scopes[i] < 0;
	}
	return more;
}

/*
 * unlock_if_locked(x): what it looks at says whether a section is open, which
 * is not known here.  It is, where nothing can be told from the result.
 */
static bool is_idle_close(struct walk *w, const struct summary *sum, uint32_t number, uint32_t i)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, number);

	if (!w->s->atomic_scopes || (e->flags & FEF_USED))
		return false;
	for (uint32_t k = 0; k < sum->nexits; k++)
		if (closes_more(w->s, &sum->exits[k], &sum->exits[i]))
			return true;
	return false;
}

static void apply_exits(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args,
			uint32_t callee, const struct summary *sum, struct state_list *out)
{
	bool fork = tells_something(w, sum, number, args->event);

	for (uint32_t i = 0; i < sum->nexits; i++) {
		const struct exit x = sum->exits[i];
		uint32_t atoms[GUARDS_MAX], natoms;
		struct state next;
		bool possible = true, decides;

		if (is_idle_close(w, sum, number, i) || !walk_lift_guards(w, st, args, x.guards, atoms, &natoms, &decides))
			continue;
		state_copy(&next, st);
		for (uint32_t k = 0; k < natoms && sum->nexits > 1 && fork && possible; k++)
			possible = state_assume(w->s, &next, atoms[k]);
		if (!possible)
			continue;
		net_of_exit(w, &next, number, args, callee, &x);
		if ((fork || sum->nexits == 1) && !result_of_exit(w, &next, number, args, &x))
			continue;
		state_list_add(out, &next);
		if (!fork)
			return;
	}
}

/* One function is called: its effects, then its ways out. */
static void call_one(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args,
		     uint32_t callee_id, struct state_list *out)
{
	uint32_t node = w->s->graph->callees.at[callee_id].node, first = out->n;
	const struct summary *sum;

	if (node == NONE) {
		state_list_add(out, st);
		return;
	}
	callee_id = refine_callee(w, st, args, callee_id);
	sum = &w->s->summaries[w->s->graph->callees.at[callee_id].node];
	callee_effects(w, st, number, args, callee_id, false);
	apply_exits(w, st, number, args, callee_id, sum, out);
	if (args->map == ARGS_SAME)
		for (uint32_t i = first; i < out->n; i++)
			clobber_state(w, &out->at[i], number, args, node);
}

/* Several targets: every effect, but a net effect only if all agree. */
static void call_several(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args,
			 const struct call *call, struct state_list *out)
{
	const struct exit *agreed = NULL;
	uint32_t agreed_callee = NONE;
	bool agree = true;
	struct state next;

	for (uint32_t i = call->callee; i < call->callee + call->ncallees; i++) {
		uint32_t c = refine_callee(w, st, args, i);
		const struct callee callee = w->s->graph->callees.at[c];
		const struct summary *sum;

		if (callee.node == NONE) {
			agree = false;
			continue;
		}
		sum = &w->s->summaries[callee.node];
		callee_effects(w, st, number, args, c, true);
		for (uint32_t i = 0; i < sum->nexits; i++) {
			if (agreed && !exit_same_net(agreed, &sum->exits[i]))
				agree = false;
			agreed = &sum->exits[i];
			agreed_callee = c;
		}
	}
	state_copy(&next, st);
	if (agreed && agree)
		net_of_exit(w, &next, number, args, agreed_callee, agreed);
	state_list_add(out, &next);
}

/* The parameter that the node is the address in, or in whose object; NONE: none. */
static uint32_t param_under(const struct program *p, const struct function *f, uint32_t node)
{
	const struct fact_node *n = function_node(p, f, node);

	while (n->op == FN_FIELD || n->op == FN_INDEX || n->op == FN_OFFSET)
		n = function_node(p, f, n->a);
	return n->op == FN_PARAM ? n->a : NONE;
}

/* Parameters that the function may write through, or hands on to somebody who may: bit set. */
static uint32_t find_writes(const struct program *p, const struct function *f)
{
	uint32_t set = 0, n;

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(p, f, i);

		if (e->kind == FEV_CALL || e->kind == FEV_ICALL) {
			for (uint32_t a = 0; a < e->nargs; a++)
				if ((n = param_under(p, f, function_arg(p, f, e, a))) < 31)
					set |= 1u << n;
			continue;
		}
		if (e->kind != FEV_SET && (n = param_under(p, f, e->a)) < 31)
			set |= 1u << n;
		if ((n = param_under(p, f, e->b)) < 31)
			set |= 1u << n;
	}
	return set;
}

static bool may_write(struct solver *s, uint32_t node, uint32_t param)
{
	uint32_t function = s->graph->nodes.at[node].function;

	if (!s->writes[function])
		s->writes[function] = find_writes(s->program, &s->program->functions.at[function]) | 1u << 31;
	return param >= 31 || (s->writes[function] >> param & 1);
}

/* callee: the node that is called with the same arguments, or NONE. */
static void forget_arguments(struct walk *w, struct state *st, const struct fact_event *e, uint32_t callee)
{
	for (uint32_t i = 0; i < e->nargs; i++) {
		uint32_t a = walk_eval(w, st, function_arg(w->s->program, w->fn, e, i));

		/* a plain variable handed over by address: written, as a rule */
		if (expr_at(&w->s->exprs, a)->op != FN_LOCAL)
			continue;
		if (callee != NONE && !may_write(w->s, callee, i))
			continue;
		if (w->facts->locals[w->fn->body->local_first + expr_at(&w->s->exprs, a)->a].type != FACT_NONE)
			continue;
		state_forget_value(st, a);
		walk_forget_memory(w, st, a);
	}
}

/* The body (unless the model stands for it), then functions it calls for us: all of them, one after the other. */
static void call_all(struct walk *w, struct state *st, uint32_t number, const struct fact_event *e, struct state_list *out)
{
	const struct call c = w->s->graph->nodes.at[w->node].calls[number];
	const struct callee first = w->s->graph->callees.at[c.callee];
	struct arguments args = { e, first.args };
	struct state_list mid = { 0 };

	if (first.model) {
		struct model_call mc = { .event = e, .number = number, .model = first.model, .callee = c.callee, .args = args };

		walk_primitive(w, st, &mc, &mid);
	} else {
		state_list_add(&mid, st);
		if (first.node == NONE)
			forget_arguments(w, &mid.at[0], e, NONE);
	}
	for (uint32_t k = c.callee; k < c.callee + c.ncallees; k++) {
		struct state_list next = { 0 };

		args.map = w->s->graph->callees.at[k].args;
		for (uint32_t i = 0; i < mid.n; i++)
			call_one(w, &mid.at[i], number, &args, k, &next);
		free(mid.at);
		mid = next;
	}
	for (uint32_t i = 0; i < mid.n; i++)
		state_list_add(out, &mid.at[i]);
	free(mid.at);
}

void walk_call(struct walk *w, struct state *st, uint32_t number, const struct fact_event *e, struct state_list *out)
{
	const struct call c = w->s->graph->nodes.at[w->node].calls[number];
	struct arguments args = { e, ARGS_SAME };
	struct callee first;
	uint32_t before = out->n;

	walk_forget(w, st, walk_leaf(w, FN_RESULT, number));
	if (!c.ncallees) {
		forget_arguments(w, st, e, NONE);
		state_list_add(out, st);
		return;
	}
	if (c.flags & CALL_SEVERAL) {
		call_several(w, st, number, &args, &c, out);
		return;
	}
	first = w->s->graph->callees.at[c.callee];
	args.map = first.args;
	if (first.model && first.model->has_no_effect) {
		state_list_add(out, st);
		return;
	}
	if (first.model && first.node == NONE)
		forget_arguments(w, st, e, NONE);
	if (c.ncallees > 1 || (first.model ? first.node != NONE : first.node == NONE)) {
		call_all(w, st, number, e, out);
	} else if (first.model) {
		struct model_call mc = { .event = e, .number = number, .model = first.model, .callee = c.callee, .args = args };

		walk_primitive(w, st, &mc, out);
	} else {
		call_one(w, st, number, &args, c.callee, out);
	}
	for (uint32_t i = before; first.node != NONE && i < out->n; i++)
		forget_arguments(w, &out->at[i], e, first.args == ARGS_SAME ? first.node : NONE);
}
