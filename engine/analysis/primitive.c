// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Calls of modelled functions: the contracts of annotations/model, clause by
 * clause in the order in which they are written.
 */
#include "analysis/watch.h"

#include <string.h>

static bool parse_op(const char *text, enum atom_op *op)
{
	static const struct { const char *text; enum atom_op op; } ops[] = {
		{ "==", ATOM_EQ }, { "!=", ATOM_NE }, { "&", ATOM_SOME }, { "!&", ATOM_ZERO },
		{ "<", ATOM_LT }, { ">=", ATOM_GE },
	};

	for (unsigned int i = 0; i < sizeof(ops) / sizeof(*ops); i++) {
		if (!strcmp(text, ops[i].text)) {
			*op = ops[i].op;
			return true;
		}
	}
	return false;
}

static uint32_t model_argument(struct walk *w, const struct state *st, const struct model_call *c, int64_t param)
{
	return param >= 1 ? walk_argument(w, st, &c->args, (uint32_t)param - 1) : EXPR_UNKNOWN;
}

static uint32_t model_lock(struct walk *w, const struct state *st, const struct model_call *c,
			   const struct model_clause *cl, unsigned int arg, uint32_t *object)
{
	if (cl->arg[arg].text) {
		*object = EXPR_UNKNOWN;
		return lock_class_named(&w->s->locks, cl->arg[arg].text);
	}
	*object = model_argument(w, st, c, cl->arg[arg].value);
	return lock_class_of(&w->s->locks, *object);
}

/* The lock as this call takes it. */
static uint32_t model_taken(struct walk *w, const struct state *st, const struct model_call *c,
			    const struct model_clause *cl, unsigned int arg, const struct held_lock *dropped,
			    uint32_t *object)
{
	struct locks *l = &w->s->locks;
	uint32_t class = model_lock(w, st, c, cl, arg, object);

	/* dropped and taken again by one function: as what it was */
	if (dropped->class == class ? class == CLASS_SYMBOLIC && lock_address_plain(l, dropped->object) == *object :
	    lock_class_base(l, dropped->class) == class) {
		*object = dropped->object;
		return dropped->class;
	}
	if (!c->subclass || cl->arg[arg].text || cl->arg[arg].value != c->model->subclassed)
		return class;
	if (class == CLASS_SYMBOLIC)
		*object = lock_address_sub(l, *object, c->subclass);
	return lock_class_sub(l, class, c->subclass);
}

/* A section opens or closes here: one that nobody may sleep in remembers where. */
static void step_scope(struct walk *w, struct state *st, const struct model_call *c, uint32_t scope, int step)
{
	bool was_atomic = walk_is_atomic(w, st);

	walk_step_scope(st, scope, step);
	/* one counter, which preempt_count() returns */
	if (w->s->preempt_scopes >> scope & 1)
		walk_step_scope(st, SCOPE_spin, step);
	if (!was_atomic && state_is_in(st, w->s->atomic_scopes))
		st->opened = walk_acquisition(w, c->number, NONE, NONE);
}

/*
 * While it is asked who sleeps in an atomic section, locks that spin are
 * counted, and others do not matter.  A loop that takes more than it drops, or
 * the other way round, deals with all locks of a set, or goes from one to the
 * next: as if it was one.
 */
static void take_lock(struct walk *w, struct state *st, const struct model_call *c, uint32_t class, uint32_t object,
		      const char *kind, const char *mode)
{
	watch_lock(w, st, class);
	if (!w->s->atomic_scopes)
		state_acquire(w->s, st, class, object, walk_acquisition(w, c->number, NONE, NONE), strcmp(mode, "write"));
	else if (model_lock_spins(w->s->model, kind) && !(w->is_uneven && w->in_loop && st->scopes[SCOPE_spin] > 0))
		step_scope(w, st, c, SCOPE_spin, 1);
}

static struct held_lock drop_lock(struct walk *w, struct state *st, const struct model_call *c, uint32_t class,
				  uint32_t object, const char *kind)
{
	watch_lock(w, st, class);
	if (!w->s->atomic_scopes)
		return state_release(w->s, st, class, object, w->in_loop);
	if (model_lock_spins(w->s->model, kind) && !(w->is_uneven && w->in_loop && st->scopes[SCOPE_spin] < 0))
		step_scope(w, st, c, SCOPE_spin, -1);
	return (struct held_lock){ .class = CLASS_UNKNOWN };
}

/*
 * A call that drops the lock, and takes it again before it returns, sleeps in
 * between: with interrupts on again, too, though its contract does not say so.
 */
static bool has_dropped(const struct walk *w, const struct model_call *c, uint32_t i)
{
	while (w->s->atomic_scopes && i-- > 0)
		if (c->model->clauses[i].verb == MV_releases &&
		    model_lock_spins(w->s->model, c->model->clauses[i].arg[1].text))
			return true;
	return false;
}

static struct emission here(const struct model_call *c, enum effect_kind kind)
{
	return (struct emission){ .kind = kind, .event = c->number, .callee = NONE, .next = NONE, .origin = NONE };
}

static void emit_acquire(struct walk *w, const struct state *st, const struct model_call *c, uint32_t class,
			 uint32_t object, const char *kind, const char *mode, bool is_try)
{
	struct emission em = here(c, EFFECT_ACQUIRE);
	const char *role;

	em.flags = (is_try ? EF_TRY : 0) | (strcmp(mode, "write") ? EF_SHARED : 0);
	em.what = class;
	em.object = object;
	if (class == CLASS_SYMBOLIC) {
		em.flags |= EF_SYMBOLIC;
		em.what = object;
	} else if (class > CLASS_UNKNOWN && !model_lock_sleeps(w->s->model, kind)) {
		w->s->locks.at.at[class].is_atomic = true;
	} else if (class > CLASS_UNKNOWN) {
		w->s->locks.at.at[class].is_ownerless |= !strcmp(kind, "semaphore");
		w->s->locks.at.at[class].is_domain |= model_lock_is_domain(w->s->model, kind);
	}
	if (class == CLASS_SYMBOLIC || lock_is_told_of(&w->s->locks, class))
		walk_emit(w, st, &em);
	role = class > CLASS_UNKNOWN ? w->s->locks.at.at[class].role : NULL;
	if (!is_try && role) {
		/* mmap_lock is what faults take: the same edges as a fault */
		em = here(c, strcmp(role, "mmap_lock") ? EFFECT_VM : EFFECT_FAULT);
		em.what = intern_id(&w->s->texts, role);
		if (em.kind == EFFECT_FAULT || lock_is_vm(role))
			walk_emit(w, st, &em);
	}
	if (!is_try && model_lock_sleeps(w->s->model, kind)) {
		em = here(c, EFFECT_SLEEP);
		walk_emit(w, st, &em);
	}
}

/* Atoms about the call's result for a return class in words. */
static uint32_t result_atom(struct walk *w, uint32_t number, const char *class, bool is_so)
{
	const struct result_word *word = result_word(class);
	uint32_t a;

	if (!word)
		return NONE;
	a = atom_id(&w->s->exprs, walk_leaf(w, FN_RESULT, number), word->op, 0);
	return is_so ? a : atom_negate(&w->s->exprs, a);
}

/* Emit under the condition "expression op value" if it can be so. */
static void emit_if_expr(struct walk *w, const struct state *st, struct emission *em, uint32_t expr,
			 const char *op_text, int64_t value)
{
	enum truth decided;
	enum atom_op op;
	uint32_t atom;

	if (!parse_op(op_text, &op))
		return;
	atom = atom_normal(&w->s->exprs, expr, op, value, &decided);
	if (atom != NONE)
		decided = state_decide(w->s, st, atom);
	if (decided == IS_FALSE)
		return;
	if (decided == UNDECIDED && atom != NONE)
		em->atoms[em->natoms++] = atom;
	walk_emit(w, st, em);
}

static void emit_if(struct walk *w, const struct state *st, const struct model_call *c, struct emission *em,
		    int64_t param, const char *op_text, int64_t value)
{
	emit_if_expr(w, st, em, model_argument(w, st, c, param), op_text, value);
}

#define UNNAMED_FIELD	(1 << 24)

/* The address of a field of what the parameter points to; a field that nobody names lies where no other does. */
static uint32_t model_field_address(struct walk *w, const struct state *st, const struct model_call *c, int64_t param,
				    int64_t field)
{
	uint32_t base = model_argument(w, st, c, param);

	if (base == EXPR_UNKNOWN)
		return base;
	if (field == NONE)
		return expr_make(&w->s->exprs, FN_OFFSET, base, UNNAMED_FIELD, 0);
	return expr_make(&w->s->exprs, FN_FIELD, base, (uint32_t)field, 0);
}

static void model_alloc(struct walk *w, const struct state *st, const struct model_call *c,
			const struct model_clause *cl)
{
	struct emission em = here(c, EFFECT_ALLOC);
	struct solver *s = w->s;
	struct gfp g;

	if (cl->verb == MV_allocates_with) {
		g = (struct gfp){ .bits = cl->arg[0].value & s->gfp_relevant };
	} else {
		g = walk_gfp(w, st, model_argument(w, st, c, cl->arg[0].value));
		if (cl->verb == MV_allocates_masked && !g.is_unknown) {
			g.mask &= cl->arg[1].value;
			g.bits = ((g.bits & cl->arg[1].value) | cl->arg[2].value) & s->gfp_relevant;
		}
	}
	em.what = gfp_id(&s->locks, &g);
	if (cl->verb == MV_allocates_if)
		emit_if(w, st, c, &em, cl->arg[1].value, cl->arg[2].text, cl->arg[3].value);
	else
		walk_emit(w, st, &em);
}

/*
 * To enter a wait queue is not to wait yet: locks that are dropped on all ways
 * from there to schedule() are not held over the wait (wait_event_cmd(), and
 * loops of prepare_to_wait(), unlock, schedule(), lock).
 */
struct sleep_search {
	struct bitset seen;		/* blocks */
	uint32_t released;		/* class set: on all ways so far */
	bool has_slept;
};

/* What the call releases is added to the set; true: it sleeps. */
static bool sleeps_or_releases(struct walk *w, uint32_t event, uint32_t *released)
{
	struct solver *s = w->s;
	const struct call *call = &s->graph->nodes.at[w->node].calls[event];
	const struct callee *callee = call->ncallees == 1 ? &s->graph->callees.at[call->callee] : NULL;
	uint32_t classes[EXITS_MAX * EXIT_LOCKS], n = 0;

	if (!callee)
		return false;
	for (uint32_t k = 0; callee->model && k < callee->model->nclauses; k++) {
		const struct model_clause *cl = &callee->model->clauses[k];

		if (cl->verb == MV_sleeps)
			return true;
		if (cl->verb == MV_releases && n < EXIT_LOCKS)
			classes[n++] = walk_clause_class(w, NULL, function_event(s->program, w->fn, event), cl, 0);
	}
	if (!callee->model && callee->node != NONE) {
		const struct summary *sum = &s->summaries[callee->node];

		for (uint32_t x = 0; x < sum->nexits && x < EXITS_MAX; x++)
			for (uint32_t k = 0; k < sum->exits[x].nreleased; k++)
				classes[n++] = sum->exits[x].released[k].class;
	}
	if (n)
		*released = class_set_union(&s->locks, *released, class_set_id(&s->locks, classes, n));
	return false;
}

static void search_sleep(struct walk *w, struct sleep_search *x, uint32_t block, uint32_t from, uint32_t released)
{
	const struct fact_block *b = &w->facts->blocks[w->fn->body->block_first + block];

	for (uint32_t i = from; i < b->nevents; i++) {
		if (!sleeps_or_releases(w, b->event + i, &released))
			continue;
		x->released = x->has_slept ? class_set_common(&w->s->locks, x->released, released) : released;
		x->has_slept = true;
		return;
	}
	for (uint32_t i = 0; i < b->nedges; i++) {
		uint32_t to = w->facts->edges[w->fn->body->edge_first + b->edge + i].target;

		if (bitset_set(&x->seen, to))
			search_sleep(w, x, to, 0, released);
	}
}

static uint32_t released_before_sleep(struct walk *w, uint32_t number)
{
	struct sleep_search x = { .released = 0 };

	bitset_init(&x.seen, w->fn->body->nblocks, NULL);
	for (uint32_t b = 0; b < w->fn->body->nblocks; b++) {
		const struct fact_block *block = &w->facts->blocks[w->fn->body->block_first + b];

		if (number >= block->event && number < block->event + block->nevents)
			search_sleep(w, &x, b, number - block->event + 1, 0);
	}
	bitset_release(&x.seen);
	return x.released;
}

static void model_wait(struct walk *w, const struct state *st, const struct model_call *c,
		       const struct model_clause *cl)
{
	struct emission em = here(c, EFFECT_WAIT);

	em.what = wait_id(w->s, cl->arg[1].text, cl->arg[0].text ? EXPR_UNKNOWN :
			  model_argument(w, st, c, cl->arg[0].value));
	em.object = EXPR_UNKNOWN;
	if (!strcmp(cl->arg[1].text, "waitqueue"))
		em.released = released_before_sleep(w, c->number);
	if (cl->verb == MV_waits)
		walk_emit(w, st, &em);
	else
		emit_if(w, st, c, &em, cl->arg[2].value, cl->arg[3].text, cl->arg[4].value);
}

/*
 * What tells one opening from another: the cookie that it returns and its end is given, or the object.
 * A mask is neither; an end that is given 0 knows that there is nothing to end.
 */
static uint32_t scope_key(struct walk *w, const struct state *st, const struct model_call *c, int step)
{
	uint32_t key = model_argument(w, st, c, 1);
	int64_t value;

	if (step > 0 && (c->event->flags & FEF_USED))
		return walk_leaf(w, FN_RESULT, c->number);
	return expr_is_const(&w->s->exprs, key, &value) && (value || step > 0) ? EXPR_UNKNOWN : key;
}

static void enter_scope(struct walk *w, struct state *st, const struct model_call *c, const char *name, int step)
{
	uint32_t scope = model_scope(w->s->model, name);

	if (step > 0)
		watch_open(w, st, scope, c->number, scope_key(w, st, c, step));
	else
		watch_close(w, st, scope, c->number, scope_key(w, st, c, step));
	step_scope(w, st, c, scope, step);
}

/* Is "parameter op value" so?  *atom, if it depends on what is not known here, else NONE. */
static enum truth ask_argument(struct walk *w, const struct state *st, const struct arguments *args, int64_t param,
			       const char *op_text, int64_t value, uint32_t *atom)
{
	enum truth decided;
	enum atom_op op;

	*atom = NONE;
	if (param < 1 || !parse_op(op_text, &op))
		return UNDECIDED;
	*atom = atom_normal(&w->s->exprs, walk_argument(w, st, args, (uint32_t)param - 1), op, value, &decided);
	return *atom == NONE ? decided : state_decide(w->s, st, *atom);
}

bool walk_argument_is(struct walk *w, const struct state *st, const struct arguments *args, int64_t param,
		      const char *op_text, int64_t value)
{
	uint32_t atom;

	return ask_argument(w, st, args, param, op_text, value, &atom) == IS_TRUE;
}

/* The result is none of the class: false if the path has already taken it for one. */
static bool rule_out(struct walk *w, struct state *st, const struct model_call *c, const char *class)
{
	uint32_t atom = result_atom(w, c->number, class, false);

	return atom == NONE || state_assume(w->s, st, atom);
}

/* Likewise if parameter op value; where that is open, a path with such a result says that it is not so. */
static bool rule_out_if(struct walk *w, struct state *st, const struct model_call *c, const struct model_clause *cl)
{
	uint32_t argument, result = result_atom(w, c->number, cl->arg[0].text, true);
	enum truth so = ask_argument(w, st, &c->args, cl->arg[1].value, cl->arg[2].text, cl->arg[3].value, &argument);

	if (so == IS_TRUE)
		return rule_out(w, st, c, cl->arg[0].text);
	if (so == IS_FALSE || argument == NONE || result == NONE || state_decide(w->s, st, result) != IS_TRUE)
		return true;
	return state_assume(w->s, st, atom_negate(&w->s->exprs, argument));
}

static bool is_argument_so(struct walk *w, const struct state *st, const struct model_call *c, int64_t param,
			   const char *op_text, int64_t value)
{
	return walk_argument_is(w, st, &c->args, param, op_text, value);
}

/* Only where the argument says so for certain: fs_reclaim_acquire(GFP_NOWAIT) opens nothing. */
static void enter_scope_when(struct walk *w, struct state *st, const struct model_call *c,
			     const struct model_clause *cl, int step)
{
	if (is_argument_so(w, st, c, cl->arg[1].value, cl->arg[2].text, cl->arg[3].value))
		enter_scope(w, st, c, cl->arg[0].text, step);
}

static void model_steps(struct walk *w, const struct state *from, const struct model_call *c, uint32_t i,
			struct held_lock dropped, struct state_list *out);

/*
 * Does the end of a scope take any flag away?  Not if it is given 0, which is
 * what a cookie in memory may be where the program stores 0: the scope has gone
 * over to another object.
 */
static enum truth takes_flags(struct walk *w, const struct state *st, const struct model_call *c,
			      const struct model_clause *cl)
{
	struct exprs *ex = &w->s->exprs;
	uint32_t flags = model_argument(w, st, c, cl->arg[1].value), atom;
	const struct expr *e = expr_at(ex, flags), *address;
	enum truth t;
	int64_t value;

	if (expr_is_const(ex, flags, &value))
		return value ? IS_TRUE : IS_FALSE;
	if (flags == EXPR_UNKNOWN || e->op != FN_LOAD)
		return IS_TRUE;
	address = expr_at(ex, e->a);
	if (address->op != FN_FIELD || !w->s->program->fields.at[address->b].is_cleared)
		return IS_TRUE;
	atom = atom_normal(ex, flags, ATOM_NE, 0, &t);
	return atom == NONE ? t : state_decide(w->s, st, atom);
}

/* Here, or in a callee that matters to somebody in an atomic section. */
static bool is_asked_in_atomic(const struct walk *w, const struct state *st)
{
	return w->s->atomic_scopes && (w->level != LEVEL_NONE || walk_is_atomic(w, st)) &&
	       !state_has_left(st, w->s->atomic_scopes);
}

#define PREEMPT_BITS	0xff	/* of preempt_count(): a lock that spins sets no others */

static void set_result(struct walk *w, struct state *st, const struct model_call *c, int32_t value)
{
	state_set_value(st, walk_leaf(w, FN_RESULT, c->number), expr_const(&w->s->exprs, value));
}

static void answer_in_task(struct walk *w, struct state *st, const struct model_call *c, enum model_verb verb)
{
	set_result(w, st, c, verb == MV_tests_irqs ? 0 : PREEMPT_BITS);
	st->scopes[SCOPE_task] = 1;
}

/*
 * Who asks where it is, in a section, is told so: with all the bits there are, if it may
 * be in an interrupt.  What it does if it is in a task, with interrupts on, under a lock
 * that spins, happens on another way; true: that one is in task.
 */
static bool answer_context(struct walk *w, struct state *st, const struct model_call *c, enum model_verb verb,
			   struct state *task)
{
	unsigned int own = w->s->interrupt_scopes | (verb == MV_tests_irqs ? w->s->irq_scopes : 0);
	bool is_known = w->is_atomic || state_is_in(st, own);

	if (!is_known && state_is_in(st, 1u << SCOPE_task)) {
		answer_in_task(w, st, c, verb);
		return false;
	}
	if (!is_known) {
		state_copy(task, st);
		answer_in_task(w, task, c, verb);
	}
	set_result(w, st, c, INT32_MAX);
	return !is_known;
}

static bool is_lock_kept(const struct walk *w, uint32_t class, const char *kind)
{
	return w->s->atomic_scopes ? model_lock_spins(w->s->model, kind) : walk_follows(w->s, class);
}

/* A lock that is held exactly if the result says so: two ways from here. */
static void conditional_acquire(struct walk *w, const struct state *from, const struct model_call *c, uint32_t i,
				struct held_lock dropped, struct state_list *out)
{
	const struct model_clause *cl = &c->model->clauses[i];
	struct state st;
	uint32_t object, class = model_taken(w, from, c, cl, 1, &dropped, &object);
	uint32_t yes = result_atom(w, c->number, cl->arg[0].text, true);

	emit_acquire(w, from, c, class, object, cl->arg[2].text, cl->arg[3].text, cl->verb == MV_try_acquires);
	state_copy(&st, from);
	watch_lock(w, &st, class);
	if (!is_lock_kept(w, class, cl->arg[2].text) || yes == NONE) {
		if (yes == NONE)	/* "always" */
			take_lock(w, &st, c, class, object, cl->arg[2].text, cl->arg[3].text);
		model_steps(w, &st, c, i + 1, dropped, out);
		return;
	}
	if (state_assume(w->s, &st, yes)) {
		take_lock(w, &st, c, class, object, cl->arg[2].text, cl->arg[3].text);
		model_steps(w, &st, c, i + 1, dropped, out);
	}
	state_copy(&st, from);
	if (state_assume(w->s, &st, atom_negate(&w->s->exprs, yes)))
		model_steps(w, &st, c, i + 1, dropped, out);
}

/* What an author says about locks is no news where callers see the body: it would be taken twice. */
static bool is_seen(const struct walk *w, const struct model_call *c, const struct model_clause *cl)
{
	if (!c->model->is_authors || w->s->graph->callees.at[c->callee].node == NONE)
		return false;
	switch (cl->verb) {
	case MV_acquires:
	case MV_acquires_if:
	case MV_try_acquires:
	case MV_releases:
	case MV_claims_acquires:
	case MV_claims_acquires_if:
	case MV_claims_releases:
		return true;
	default:
		return false;
	}
}

#define UNSEEN_KIND	"lockdep"	/* of a lock that only a claim speaks of */

/* The same for a claim about a function whose body is not here. */
static void claimed_acquire(struct walk *w, const struct state *from, const struct model_call *c, uint32_t i,
			    struct held_lock dropped, struct state_list *out)
{
	const struct model_clause *cl = &c->model->clauses[i];
	uint32_t object, class = model_taken(w, from, c, cl, 1, &dropped, &object);
	uint32_t yes = result_atom(w, c->number, cl->arg[0].text, true);
	struct state st;

	state_copy(&st, from);
	if (yes == NONE || !walk_follows(w->s, class)) {
		model_steps(w, &st, c, i + 1, dropped, out);
		return;
	}
	if (state_assume(w->s, &st, yes)) {
		take_lock(w, &st, c, class, object, UNSEEN_KIND, cl->arg[2].text);
		model_steps(w, &st, c, i + 1, dropped, out);
	}
	state_copy(&st, from);
	if (state_assume(w->s, &st, atom_negate(&w->s->exprs, yes)))
		model_steps(w, &st, c, i + 1, dropped, out);
}

/* From clause i on; dropped: a lock that an earlier one has released, or none. */
static void model_steps(struct walk *w, const struct state *from, const struct model_call *c, uint32_t i,
			struct held_lock dropped, struct state_list *out)
{
	struct state st, task;

	state_copy(&st, from);
	for (; i < c->model->nclauses; i++) {
		const struct model_clause *cl = &c->model->clauses[i];
		uint32_t object, class, atom;
		struct emission em;
		enum truth t;

		if (is_seen(w, c, cl) || (cl->verb != MV_acquires && cl->verb != MV_leaves && has_dropped(w, c, i)))
			continue;
		switch (cl->verb) {
		case MV_acquires:
			class = model_taken(w, &st, c, cl, 0, &dropped, &object);
			emit_acquire(w, &st, c, class, object, cl->arg[1].text, cl->arg[2].text, false);
			take_lock(w, &st, c, class, object, cl->arg[1].text, cl->arg[2].text);
			break;
		case MV_acquires_if:
		case MV_try_acquires:
			conditional_acquire(w, &st, c, i, dropped, out);
			return;
		case MV_releases:
			class = model_lock(w, &st, c, cl, 0, &object);
			dropped = drop_lock(w, &st, c, class, object, cl->arg[1].text);
			break;
		case MV_must_hold:
			/* an author's contract is no word of the caller's: contract-call asks whether it is kept */
			if (!w->is_uncalled || w->s->atomic_scopes || c->model->is_authors || w->watch)
				break;
			class = model_lock(w, &st, c, cl, 0, &object);
			state_assert_held(w->s, &st, class, object, walk_acquisition(w, c->number, NONE, NONE));
			break;
		case MV_claims_acquires:
			class = model_taken(w, &st, c, cl, 0, &dropped, &object);
			take_lock(w, &st, c, class, object, UNSEEN_KIND, cl->arg[1].text);
			break;
		case MV_claims_acquires_if:
			claimed_acquire(w, &st, c, i, dropped, out);
			return;
		case MV_claims_releases:
			class = model_lock(w, &st, c, cl, 0, &object);
			dropped = drop_lock(w, &st, c, class, object, UNSEEN_KIND);
			break;
		case MV_allocates:
		case MV_allocates_masked:
		case MV_allocates_if:
		case MV_allocates_with:
			model_alloc(w, &st, c, cl);
			break;
		case MV_faults:
			if (state_scopes(&st) & (1 << SCOPE_nofault))
				break;
			em = here(c, EFFECT_FAULT);
			em.what = intern_id(&w->s->texts, cl->arg[0].text);
			walk_emit(w, &st, &em);
			break;
		case MV_faults_if:
			if (state_scopes(&st) & (1 << SCOPE_nofault))
				break;
			em = here(c, EFFECT_FAULT);
			em.what = intern_id(&w->s->texts, cl->arg[0].text);
			emit_if(w, &st, c, &em, cl->arg[1].value, cl->arg[2].text, cl->arg[3].value);
			break;
		case MV_faults_if_field:
			if (state_scopes(&st) & (1 << SCOPE_nofault))
				break;
			em = here(c, EFFECT_FAULT);
			em.what = intern_id(&w->s->texts, cl->arg[0].text);
			object = model_field_address(w, &st, c, cl->arg[1].value, cl->arg[2].value);
			emit_if_expr(w, &st, &em, object == EXPR_UNKNOWN ? EXPR_UNKNOWN : walk_load(w, &st, object),
				     cl->arg[3].text, cl->arg[4].value);
			break;
		case MV_sets:
			object = model_field_address(w, &st, c, cl->arg[0].value, cl->arg[1].value);
			if (object != EXPR_UNKNOWN)
				state_set_value(&st, object, expr_const(&w->s->exprs, cl->arg[2].value));
			break;
		case MV_sleeps:
			em = here(c, EFFECT_SLEEP);
			walk_emit(w, &st, &em);
			break;
		case MV_sleeps_in_task:
			em = here(c, EFFECT_SLEEP);
			em.what = SLEEP_IN_TASK;
			walk_emit(w, &st, &em);
			break;
		case MV_sleeps_if:
			em = here(c, EFFECT_SLEEP);
			emit_if(w, &st, c, &em, cl->arg[0].value, cl->arg[1].text, cl->arg[2].value);
			break;
		case MV_fires_notifiers:
			em = here(c, EFFECT_FIRE);
			em.what = intern_id(&w->s->texts, cl->arg[0].text);
			walk_emit(w, &st, &em);
			break;
		case MV_waits:
		case MV_waits_if:
			model_wait(w, &st, c, cl);
			break;
		case MV_enters:
			enter_scope(w, &st, c, cl->arg[0].text, 1);
			break;
		case MV_leaves:
			enter_scope(w, &st, c, cl->arg[0].text, -1);
			break;
		case MV_enters_if:
			atom = result_atom(w, c->number, cl->arg[0].text, true);
			if (atom != NONE && state_decide(w->s, &st, atom) == IS_TRUE)
				enter_scope(w, &st, c, cl->arg[1].text, 1);
			break;
		case MV_enters_when:
			enter_scope_when(w, &st, c, cl, 1);
			break;
		case MV_leaves_when:
			enter_scope_when(w, &st, c, cl, -1);
			break;
		case MV_leaves_flags:
			t = takes_flags(w, &st, c, cl);
			if (t == UNDECIDED)
				model_steps(w, &st, c, i + 1, dropped, out);
			if (t != IS_FALSE)
				enter_scope(w, &st, c, cl->arg[0].text, -1);
			break;
		case MV_tests_context:
		case MV_tests_irqs:
			if (is_asked_in_atomic(w, &st) && answer_context(w, &st, c, cl->verb, &task))
				model_steps(w, &task, c, i + 1, dropped, out);
			break;
		case MV_returns:
			state_set_value(&st, walk_leaf(w, FN_RESULT, c->number), model_argument(w, &st, c, cl->arg[0].value));
			break;
		case MV_never_returns_if:
			if (!rule_out_if(w, &st, c, cl))
				return;
			break;
		case MV_never_returns:
			if (!rule_out(w, &st, c, cl->arg[0].text))
				return;
			break;
		default:
			break;
		}
	}
	state_list_add(out, &st);
}

/* Does anybody ask as which subclass this lock is taken? */
static bool is_subclass_asked(struct walk *w, const struct state *st, const struct model_call *c)
{
	uint32_t class = lock_class_of(&w->s->locks, model_argument(w, st, c, c->model->subclassed));

	return class == CLASS_SYMBOLIC || (lock_is_told_of(&w->s->locks, class) && !w->s->locks.at.at[class].is_kernels);
}

/*
 * A subclass that callers decide about is told apart by a guard: 0, 1, and what
 * is left for the plain class.  So is one that nobody knows.
 */
static void model_subclasses(struct walk *w, const struct state *from, struct model_call c, struct state_list *out)
{
	static const struct held_lock none = { .class = CLASS_UNKNOWN };
	uint32_t value = model_argument(w, from, &c, c.model->subclass);
	bool is_open = !(expr_at(&w->s->exprs, value)->flags & (XF_LOCAL | XF_LOAD));
	struct state st, rest;

	if (!c.model->subclass || expr_is_const(&w->s->exprs, value, &c.subclass) || !is_subclass_asked(w, from, &c)) {
		model_steps(w, from, &c, 0, none, out);
		return;
	}
	state_copy(&rest, from);
	for (c.subclass = 0; c.subclass <= 1; c.subclass++) {
		enum truth truth;
		uint32_t atom = atom_normal(&w->s->exprs, value, ATOM_EQ, c.subclass, &truth);

		if (atom != NONE)
			truth = state_decide(w->s, &rest, atom);
		if (truth == IS_FALSE || (truth == UNDECIDED && (atom == NONE || !is_open)))
			continue;
		state_copy(&st, &rest);
		if (truth == IS_TRUE || state_assume(w->s, &st, atom))
			model_steps(w, &st, &c, 0, none, out);
		if (truth == IS_TRUE || !state_assume(w->s, &rest, atom_negate(&w->s->exprs, atom)))
			return;
	}
	c.subclass = 0;
	w->s->unknown_subclasses++;
	model_steps(w, &rest, &c, 0, none, out);
}

void walk_primitive(struct walk *w, const struct state *st, const struct model_call *c, struct state_list *out)
{
	if (c->model->is_final_put) {
		struct emission em = here(c, EFFECT_PUT);

		em.what = w->s->graph->callees.at[c->callee].entity;
		walk_emit(w, st, &em);
	}
	model_subclasses(w, st, *c, out);
}
