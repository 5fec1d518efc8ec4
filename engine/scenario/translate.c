// SPDX-License-Identifier: GPL-2.0-or-later
/* A frame's control flow, as far as it matters, as steps of a routine. */
#include "scenario/internal.h"

#include <string.h>

struct jump {
	uint32_t step, block;		/* or enum frame_next */
};

struct translation {
	struct scenario *sc;
	struct frame *f;
	uint32_t body;
	const struct chain_end *end;
	uint32_t *start;		/* by block: step, NONE: not yet */
	uint32_t *order;		/* by block: those that it leads to have higher numbers, but for second attempts */
	ARRAY(struct jump) jumps;
	ARRAY(uint32_t) todo;
};

struct replay_place frame_place(const struct frame *f, uint32_t event)
{
	const struct fact_event *e = frame_event(f, event);

	return (struct replay_place){ facts_str(f->w.facts, e->file), f->w.fn->name, e->line };
}

static struct replay_place place_of(const struct translation *t, uint32_t event)
{
	return frame_place(t->f, event);
}

static uint32_t add(struct translation *t, struct replay_step s)
{
	return replay_step(t->sc->program, t->body, &s);
}

static struct replay_step step(enum replay_op op, uint32_t object)
{
	return (struct replay_step){ .op = op, .object = object, .variable = REPLAY_NONE };
}

/* ---- variables ------------------------------------------------------------------------- */

static uint32_t variable_of(struct scenario *sc, uint32_t term)
{
	struct valuation *v = valuation_of(sc, term);
	char name[24], text[160];

	if (v->variable != REPLAY_NONE)
		return v->variable;
	snprintf(name, sizeof(name), "v%u", term);
	term_print(sc, term, text, sizeof(text));
	v->variable = replay_choice(sc->program, name, (uint8_t)(v->cuts.n + 1), text);
	return v->variable;
}

static void jump_to(struct translation *t, uint32_t at, uint32_t block)
{
	array_push(&t->jumps, (struct jump){ at, block });
}

/* If the term is in this class, go there. */
static void jump_if(struct translation *t, uint32_t term, unsigned int class, uint32_t block, uint32_t line)
{
	struct replay_step s = step(REPLAY_IF, REPLAY_NONE);

	s.variable = variable_of(t->sc, term);
	s.value = (uint8_t)class;
	s.place = (struct replay_place){ t->f->w.fn->file, t->f->w.fn->name, line };
	jump_to(t, add(t, s), block);
}

static void set_class(struct translation *t, uint32_t to, unsigned int class)
{
	struct replay_step s = step(REPLAY_SET, REPLAY_NONE);

	s.variable = variable_of(t->sc, to);
	s.value = (uint8_t)class;
	add(t, s);
}

static void forget(struct translation *t, uint32_t term)
{
	struct replay_step s = step(REPLAY_FORGET, REPLAY_NONE);

	s.variable = variable_of(t->sc, term);
	add(t, s);
}

/* to = from; what from is asked cuts it at least as finely. */
static void copy(struct translation *t, uint32_t to, uint32_t from)
{
	struct scenario *sc = t->sc;
	uint32_t n, last = 0;
	ARRAY(uint32_t) ends = { 0 };
	int64_t value;

	if (!from) {
		forget(t, to);
		return;
	}
	if (term_is_const(sc, from, &value)) {
		set_class(t, to, valuation_class(valuation_of(sc, to), value));
		return;
	}
	variable_of(sc, from);
	variable_of(sc, to);
	n = valuation_of(sc, from)->cuts.n + 1;
	for (uint32_t k = 0; k < n; k++) {
		struct replay_step s = step(REPLAY_UNLESS, REPLAY_NONE);

		s.variable = valuation_of(sc, from)->variable;
		s.value = (uint8_t)k;
		if (k + 1 < n)
			last = add(t, s);
		set_class(t, to, valuation_class(valuation_of(sc, to), valuation_sample(valuation_of(sc, from), k)));
		if (k + 1 < n) {
			array_push(&ends, add(t, step(REPLAY_GOTO, REPLAY_NONE)));
			replay_aim(sc->program, t->body, last, sc->program->bodies.at[t->body].steps.n);
		}
	}
	for_each_in_array(e, &ends)
		replay_aim(sc->program, t->body, *e, sc->program->bodies.at[t->body].steps.n);
	array_release(&ends);
}

/* ---- modelled calls ------------------------------------------------------------------------ */

static bool result_test(struct translation *t, uint32_t event, const char *class, struct test *test)
{
	const struct result_word *word = result_word(class);

	if (word)
		*test = (struct test){ term_leaf(t->sc, t->f, FN_RESULT, event), word->op, 0 };
	return word;
}

/* Of a clause that takes or drops a lock; CLASS_UNKNOWN: nobody can tell, or asks. */
static uint32_t lock_of(struct scenario *sc, struct frame *f, const struct model_function *m,
			const struct model_clause *cl, unsigned int arg, const struct arguments *args, uint32_t *term)
{
	static const struct state none;
	uint32_t class = frame_class(sc, f, m, cl, arg, args);

	*term = cl->arg[arg].text || cl->arg[arg].value < 1 ? 0 :
		term_of_expr(sc, f, walk_argument(&f->w, &none, args, (uint32_t)cl->arg[arg].value - 1));
	return scenario_asks_about(sc, class, cl->verb == MV_must_hold ? NULL : cl->arg[arg + 1].text) ? class : CLASS_UNKNOWN;
}

static uint32_t object_of(struct translation *t, const struct model_function *m, const struct model_clause *cl,
			  unsigned int arg, const struct arguments *args)
{
	const char *kind = cl->verb == MV_must_hold ? "mutex" : cl->arg[arg + 1].text;
	uint32_t term, class = lock_of(t->sc, t->f, m, cl, arg, args, &term);

	return class <= CLASS_UNKNOWN ? REPLAY_NONE : scenario_object(t->sc, t->f->chain, class, term, kind);
}

void frame_note_locks(struct scenario *sc, struct frame *f, uint32_t event)
{
	struct arguments args;
	const struct model_function *m = frame_model(f, event, &args);
	uint32_t term, class;
	unsigned int arg;

	for (uint32_t i = 0; m && i < m->nclauses; i++) {
		if (!model_takes_lock(&m->clauses[i], &arg))
			continue;
		class = lock_of(sc, f, m, &m->clauses[i], arg, &args, &term);
		if (class > CLASS_UNKNOWN)
			scenario_object(sc, f->chain, class, term, m->clauses[i].arg[arg + 1].text);
	}
}

static enum replay_mode mode_of(const char *text)
{
	return !strcmp(text, "write") ? REPLAY_WRITE : !strcmp(text, "recursive") ? REPLAY_RECURSIVE : REPLAY_READ;
}

static void lock_step(struct translation *t, enum replay_op op, uint32_t event, uint32_t object, const char *mode)
{
	struct replay_step s = step(op, object);
	enum replay_object_kind kind = t->sc->program->objects.at[object].kind;

	s.place = place_of(t, event);
	/* a domain: whoever takes it for writing waits for the readers, and holds nothing then */
	if (kind == REPLAY_SRCU && op == REPLAY_LOCK && !strcmp(mode, "write"))
		s.op = REPLAY_WAIT;
	s.mode = kind == REPLAY_SRCU ? REPLAY_READ : kind == REPLAY_RWSEM || kind == REPLAY_RWLOCK ? mode_of(mode) : REPLAY_WRITE;
	add(t, s);
}

/* A signal may come instead: the result says so, and is free. */
static void lock_or_fail(struct translation *t, uint32_t event, const struct model_clause *cl, uint32_t object,
			 const struct test *yes)
{
	struct replay_step s = step(REPLAY_IF, REPLAY_NONE);
	ARRAY(uint32_t) skips = { 0 };
	struct valuation *v;

	test_ask(t->sc, yes);
	s.variable = variable_of(t->sc, yes->term);
	v = valuation_of(t->sc, yes->term);
	for (unsigned int k = 0; k <= v->cuts.n; k++) {
		if (test_holds(yes, valuation_sample(v, k)))
			continue;
		s.value = (uint8_t)k;
		array_push(&skips, add(t, s));
	}
	lock_step(t, REPLAY_LOCK, event, object, cl->arg[3].text);
	for_each_in_array(skip, &skips)
		replay_aim(t->sc->program, t->body, *skip, t->sc->program->bodies.at[t->body].steps.n);
	array_release(&skips);
}

/* It depends on the result whether it is held. */
static void conditional_lock(struct translation *t, uint32_t event, const struct model_clause *cl, uint32_t object, bool is_try)
{
	struct test yes;
	uint32_t var, skip;
	struct valuation *v;
	struct replay_step s;
	char name[40];

	if (!result_test(t, event, cl->arg[0].text, &yes)) {	/* always */
		lock_step(t, REPLAY_LOCK, event, object, is_try ? "read" : cl->arg[3].text);
		return;
	}
	if (!is_try) {
		lock_or_fail(t, event, cl, object, &yes);
		return;
	}
	snprintf(name, sizeof(name), "try%u", t->sc->program->variables.n);
	var = replay_result(t->sc->program, name, 0, NULL);
	s = step(REPLAY_TRYLOCK, object);
	s.place = place_of(t, event);
	s.mode = t->sc->program->objects.at[object].kind == REPLAY_RWSEM ||
		 t->sc->program->objects.at[object].kind == REPLAY_RWLOCK ? mode_of(cl->arg[3].text) : REPLAY_WRITE;
	s.variable = var;
	add(t, s);
	v = valuation_of(t->sc, yes.term);
	if (!v->is_set)
		return;		/* nobody asks */
	for (int got = 0; got < 2; got++) {
		struct replay_step cond = step(REPLAY_UNLESS, REPLAY_NONE);
		unsigned int class = 0;

		while (class < v->cuts.n && test_holds(&yes, valuation_sample(v, class)) != (got == 1))
			class++;
		cond.variable = var;
		cond.value = (uint8_t)got;
		skip = add(t, cond);
		set_class(t, yes.term, class);
		v = valuation_of(t->sc, yes.term);
		replay_aim(t->sc->program, t->body, skip, t->sc->program->bodies.at[t->body].steps.n);
	}
}

static void scope_step(struct translation *t, uint32_t event, const char *name, enum replay_op op)
{
	struct replay_step s = step(op, REPLAY_NONE);
	bool is_atomic;
	uint32_t scope;

	for (uint32_t k = 0; k < REPLAY_SCOPE_KINDS; k++)
		if (!strcmp(name, replay_scope_keyword((enum replay_scope)k)))
			s.object = k;
	scope = model_scope(t->sc->s->model, name);
	is_atomic = scope < SCOPE_MAX && t->sc->s->model->scope_is_atomic[scope];
	if (s.object == REPLAY_NONE && is_atomic)
		s.object = REPLAY_SCOPE_ATOMIC;
	s.place = place_of(t, event);
	if (s.object != REPLAY_NONE)
		add(t, s);
}

static void scope_clause(struct translation *t, uint32_t event, const struct model_clause *cl, const struct arguments *args)
{
	static const struct state none;

	switch (cl->verb) {
	case MV_enters:
		scope_step(t, event, cl->arg[0].text, REPLAY_ENTER);
		break;
	case MV_leaves:
	case MV_leaves_flags:
		scope_step(t, event, cl->arg[0].text, REPLAY_LEAVE);
		break;
	case MV_enters_when:
	case MV_leaves_when:
		if (walk_argument_is(&t->f->w, &none, (struct arguments *)args, cl->arg[1].value, cl->arg[2].text, cl->arg[3].value))
			scope_step(t, event, cl->arg[0].text, cl->verb == MV_enters_when ? REPLAY_ENTER : REPLAY_LEAVE);
		break;
	default:
		break;
	}
}

/* synchronize_srcu(): it waits for the readers of a domain, which is said as taking and dropping it. */
static bool has_waited(const struct scenario *sc, const struct model_function *m, uint32_t release)
{
	for (uint32_t i = 0; i < release; i++)
		if (m->clauses[i].verb == MV_acquires && model_lock_is_domain(sc->s->model, m->clauses[i].arg[1].text))
			return true;
	return false;
}

static void model_steps(struct translation *t, uint32_t event)
{
	struct arguments args = { NULL, 0 };
	const struct model_function *m = frame_model(t->f, event, &args);
	uint32_t object, class, term;
	unsigned int arg;

	for (uint32_t i = 0; m && i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];

		if (model_takes_lock(cl, &arg)) {
			object = object_of(t, m, cl, arg, &args);
			if (object == REPLAY_NONE)
				continue;
			if (arg)
				conditional_lock(t, event, cl, object, cl->verb == MV_try_acquires);
			else
				lock_step(t, REPLAY_LOCK, event, object, cl->arg[2].text);
		} else if (cl->verb == MV_releases) {
			class = lock_of(t->sc, t->f, m, cl, 0, &args, &term);
			if (class <= CLASS_UNKNOWN || has_waited(t->sc, m, i))
				continue;
			object = scenario_object_dropped(t->sc, t->f->chain, class, term, cl->arg[1].text);
			lock_step(t, REPLAY_UNLOCK, event, object, "write");
		} else if (frame_is_assertion(t->sc, t->f, event, cl)) {
			object = object_of(t, m, cl, 0, &args);
			if (object != REPLAY_NONE)
				lock_step(t, REPLAY_LOCK, event, object, "write");
		} else {
			scope_clause(t, event, cl, &args);
		}
	}
}

/* ---- control flow ------------------------------------------------------------------------------ */

static uint32_t way(const struct translation *t, const struct fact_block *b, uint32_t i)
{
	return t->f->next[frame_successor(t->f, b, i)];
}

static void go(struct translation *t, uint32_t block)
{
	jump_to(t, add(t, step(REPLAY_GOTO, REPLAY_NONE)), block);
}

/* By classes of the term: each to the way that its values take. */
static void branch_on(struct translation *t, const struct fact_block *b, uint32_t term,
		      uint32_t (*target)(struct translation *, const struct fact_block *, int64_t))
{
	struct valuation *v;
	uint32_t last = NEXT_DEAD;
	unsigned int n;

	variable_of(t->sc, term);
	v = valuation_of(t->sc, term);
	n = v->cuts.n + 1;
	for (unsigned int k = 0; k < n; k++) {
		uint32_t to = target(t, b, valuation_sample(v, k));

		if (to != NEXT_DEAD)
			last = to;
	}
	for (unsigned int k = 0; k < n; k++) {
		uint32_t to = target(t, b, valuation_sample(v, k));

		if (to != last && to != NEXT_DEAD)
			jump_if(t, term, k, to, b->line);
	}
	/* a value that the kernel does not survive is taken for another */
	go(t, last == NEXT_DEAD ? NEXT_END : last);
}

static uint32_t two_way_target(struct translation *t, const struct fact_block *b, int64_t value)
{
	struct test test = test_of_node(t->sc, t->f, b->value);

	return way(t, b, test_holds(&test, value) ? 0 : 1);
}

static uint32_t switch_target(struct translation *t, const struct fact_block *b, int64_t value)
{
	uint32_t other = NEXT_DEAD;

	for (uint32_t i = 0; i < b->nedges; i++) {
		const struct fact_edge *e = frame_edge(t->f, b, i);

		if (e->flags & FE_DEFAULT)
			other = way(t, b, i);
		else if (value >= e->lo && value <= e->hi)
			return way(t, b, i);
	}
	return other;
}

/* Nobody knows anything about the value: a choice of this branch alone. */
static void branch_freely(struct translation *t, const struct fact_block *b)
{
	struct replay_step s = step(REPLAY_IF, REPLAY_NONE);
	char name[40];
	uint32_t n = b->nedges < REPLAY_VALUES ? b->nedges : REPLAY_VALUES, last = NEXT_END;

	snprintf(name, sizeof(name), "any%u", t->sc->program->variables.n);
	s.variable = replay_choice(t->sc->program, name, (uint8_t)n, "a value that is not known");
	s.place = (struct replay_place){ t->f->w.fn->file, t->f->w.fn->name, b->line };
	for (uint32_t i = 0; i < b->nedges; i++) {
		uint32_t to = way(t, b, i);

		if (to == NEXT_DEAD)
			continue;
		last = to;
		s.value = (uint8_t)(i < n ? i : n - 1);
		jump_to(t, add(t, s), to);
	}
	go(t, last);
}

/* A question that nobody else asks: it is answered so that the chain goes on. */
static bool leave_off(struct translation *t, const struct fact_block *b)
{
	uint32_t only = NEXT_OFF;

	for (uint32_t i = 0; i < b->nedges; i++) {
		uint32_t to = way(t, b, i);

		if (to == NEXT_OFF || to == NEXT_DEAD || to == only)
			continue;
		if (only != NEXT_OFF)
			return false;
		only = to;
	}
	go(t, only);
	return true;
}

static void leave_block(struct translation *t, const struct fact_block *b)
{
	uint32_t only = NEXT_DEAD, term;
	bool several = false;
	struct test test;

	if (!b->nedges) {
		if (t->f->returns && t->f->parent && b->value != NONE)
			copy(t, term_leaf(t->sc, t->f->parent, FN_RESULT, t->f->event), term_of_node(t->sc, t->f, b->value));
		add(t, step(REPLAY_RETURN, REPLAY_NONE));
		return;
	}
	for (uint32_t i = 0; i < b->nedges; i++) {
		uint32_t to = way(t, b, i);

		several |= to != NEXT_DEAD && only != NEXT_DEAD && to != only;
		only = to != NEXT_DEAD ? to : only;
	}
	if (!several) {
		go(t, only == NEXT_DEAD ? NEXT_END : only);
		return;
	}
	if (frame_is_two_way(t->f, b)) {
		test = test_of_node(t->sc, t->f, b->value);
		term = test.term;
	} else {
		term = b->value == NONE ? 0 : term_of_node(t->sc, t->f, b->value);
	}
	if (term && !valuation_of(t->sc, term)->is_set && valuation_of(t->sc, term)->uses < 2 && leave_off(t, b))
		return;
	if (term) {
		int64_t value;

		if (term_is_const(t->sc, term, &value))
			go(t, (frame_is_two_way(t->f, b) ? two_way_target : switch_target)(t, b, value));
		else
			branch_on(t, b, term, frame_is_two_way(t->f, b) ? two_way_target : switch_target);
	} else {
		branch_freely(t, b);
	}
}

static void translate_event(struct translation *t, uint32_t event)
{
	struct scenario *sc = t->sc;
	const struct fact_event *e = frame_event(t->f, event);
	struct replay_step s;
	struct term load;
	uint32_t scope = 0;
	int step_of = e->kind == FEV_STORE ? frame_scope_store(sc, t->f, event, &scope) : 0;

	switch ((enum frame_event)t->f->kind[event]) {
	case EVENT_MODEL:
		model_steps(t, event);
		break;
	case EVENT_CALL:
		s = step(REPLAY_CALL, frame_translate(sc, t->f->callee[event], t->end));
		s.place = place_of(t, event);
		s.text = arena_printf(&sc->arena, "calls '%s'", t->f->callee[event]->w.fn->name);
		add(t, s);
		break;
	case EVENT_END:
		if (!t->end->act(sc, t->f, event, t->end->data))
			model_steps(t, event);
		t->end->after(sc, t->f, event, t->end->data);
		break;
	case EVENT_SET:
		copy(t, term_leaf(sc, t->f, FN_VAR, e->a), term_of_node(sc, t->f, e->b));
		break;
	case EVENT_STORE:
		memset(&load, 0, sizeof(load));
		load.op = FN_LOAD;
		load.frame = NONE;
		load.a = term_of_node(sc, t->f, e->a);
		copy(t, keymap_find(&sc->terms, &load, sizeof(load)), term_of_node(sc, t->f, e->b));
		break;
	case EVENT_SCOPE:
		scope_step(t, event, model_scope_name(sc->s->model, scope), step_of > 0 ? REPLAY_ENTER : REPLAY_LEAVE);
		break;
	case EVENT_CLOBBER:
		for (uint32_t term = 1; term < sc->valuations.n; term++)
			if (sc->valuations.at[term].is_set && sc->valuations.at[term].cuts.n &&
			    frame_clobbers(sc, t->f, event, term))
				forget(t, term);
		break;
	case EVENT_AGAIN:
		forget(t, term_leaf(sc, t->f, FN_RESULT, event));
		break;
	case EVENT_NOTHING:
		break;
	}
}

static void translate_block(struct translation *t, uint32_t n)
{
	const struct fact_block *b = frame_block(t->f, n);

	t->start[n] = t->sc->program->bodies.at[t->body].steps.n;
	for (uint32_t i = 0; i < b->nevents; i++) {
		translate_event(t, b->event + i);
		if (frame_goes_on_at(t->sc, t->f, b->event + i)) {
			/* the task got through: what it does then is another story */
			add(t, step(REPLAY_PARK, REPLAY_NONE));
			return;
		}
	}
	leave_block(t, b);
}

/* From the end on: a block comes before all that it leads to. */
static void find_order(struct translation *t, uint32_t n, uint32_t *last)
{
	const struct fact_block *b = frame_block(t->f, n);

	t->order[n] = 0;	/* on the way */
	for (uint32_t i = 0; i < b->nedges; i++)
		if (way(t, b, i) < NEXT_OPEN && t->order[way(t, b, i)] == NONE)
			find_order(t, way(t, b, i), last);
	t->order[n] = (*last)--;
}

/*
 * The first of those that are to be translated.  Only what really goes back jumps backwards then:
 * the program counts that.
 */
static uint32_t take_first(struct translation *t)
{
	uint32_t first = 0, block;

	for (uint32_t i = 1; i < t->todo.n; i++)
		if (t->order[t->todo.at[i]] < t->order[t->todo.at[first]])
			first = i;
	block = t->todo.at[first];
	t->todo.at[first] = t->todo.at[--t->todo.n];
	return block;
}

uint32_t frame_translate(struct scenario *sc, struct frame *f, const struct chain_end *end)
{
	struct translation t = { .sc = sc, .f = f, .end = end };
	uint32_t steps, off = 0, last = f->w.fn->body->nblocks;
	char name[40];

	if (f->body != REPLAY_NONE)
		return f->body;
	snprintf(name, sizeof(name), "f%u", f->number);
	t.body = f->body = replay_routine(sc->program, name, f->w.fn->name);
	t.start = arena_alloc(&sc->arena, f->w.fn->body->nblocks * sizeof(*t.start));
	t.order = arena_alloc(&sc->arena, f->w.fn->body->nblocks * sizeof(*t.order));
	for (uint32_t b = 0; b < f->w.fn->body->nblocks; b++)
		t.start[b] = t.order[b] = NONE;
	if (f->next[0] < NEXT_OPEN) {
		find_order(&t, f->next[0], &last);
		array_push(&t.todo, f->next[0]);
	}
	while (t.todo.n) {
		uint32_t b = take_first(&t), before = t.jumps.n;

		if (t.start[b] != NONE)
			continue;
		translate_block(&t, b);
		for (uint32_t i = t.jumps.n; i-- > before; )
			if (t.jumps.at[i].block < NEXT_OPEN && t.start[t.jumps.at[i].block] == NONE)
				array_push(&t.todo, t.jumps.at[i].block);
	}
	if (f->at != NONE) {
		add(&t, step(REPLAY_RETURN, REPLAY_NONE));
		off = add(&t, step(REPLAY_PARK, REPLAY_NONE));
	}
	steps = sc->program->bodies.at[t.body].steps.n;
	for_each_in_array(j, &t.jumps)
		replay_aim(sc->program, t.body, j->step, j->block < NEXT_OPEN ? t.start[j->block] :
			   j->block == NEXT_OFF ? off : steps);
	array_release(&t.jumps);
	array_release(&t.todo);
	return t.body;
}
