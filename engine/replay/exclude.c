// SPDX-License-Identifier: GPL-2.0-or-later
#include "replay/exclude.h"

#include <string.h>

#include "replay/explore.h"
#include "replay/held.h"

#define TRIAL_STATES	10000		/* one trial's bound */
#define MAX_TRIALS	200
#define MAX_EXCLUSIONS	8

struct trials {
	const struct replay_program *p;
	struct replay_bounds bounds;
	double deadline;
	struct replay_result *r;
	uint32_t n;			/* made so far */
};

/* ---- a program to change ------------------------------------------------------------- */

#define copy_array(to, from)								\
	do {										\
		memset(to, 0, sizeof(*(to)));						\
		array_reserve(to, (from)->n);						\
		if ((from)->n)								\
			memcpy((to)->at, (from)->at, (from)->n * sizeof(*(from)->at));	\
		(to)->n = (from)->n;							\
	} while (0)

/* The texts stay the original's. */
static void copy_program(struct replay_program *to, const struct replay_program *from)
{
	*to = *from;
	arena_init(&to->arena);
	copy_array(&to->objects, &from->objects);
	copy_array(&to->variables, &from->variables);
	copy_array(&to->bodies, &from->bodies);
	copy_array(&to->parameters, &from->parameters);
	copy_array(&to->notes, &from->notes);
	for (uint32_t i = 0; i < from->bodies.n; i++)
		copy_array(&to->bodies.at[i].steps, &from->bodies.at[i].steps);
}

/* A step behind another one; what jumped behind that jumps behind both. */
static struct replay_step *insert_step(struct replay_body *body, uint32_t behind)
{
	array_add(&body->steps);
	memmove(body->steps.at + behind + 2, body->steps.at + behind + 1,
		(body->steps.n - behind - 2) * sizeof(*body->steps.at));
	for_each_in_array(s, &body->steps)
		if (strchr(replay_op_operands(s->op), 'j') && s->target > behind)
			s->target++;
	body->steps.at[behind + 1] = (struct replay_step){0};
	return &body->steps.at[behind + 1];
}

/* ---- a trial ---------------------------------------------------------------------------- */

static bool is_confirmed(struct trials *t, const struct replay_program *p)
{
	struct machine m;
	struct exploration e = { .m = &m, .bounds = &t->bounds, .next = interpret_next, .engine = &m,
				 .deadline = t->deadline };
	char *why = NULL;
	bool confirmed = false;

	t->n++;
	if (replay_check(p, &why) && machine_init(&m, p, t->bounds.rounds, &why)) {
		exploration_run(&e);
		confirmed = e.is_goal;
		exploration_release(&e);
		machine_release(&m);
	}
	free(why);
	return confirmed;
}

static bool is_over(const struct trials *t)
{
	return t->r->excluded_by.n == MAX_EXCLUSIONS || t->n == MAX_TRIALS || monotonic_seconds() > t->deadline;
}

/* Takes the text. */
static void judge(struct trials *t, struct replay_program *p, char *text)
{
	if (is_confirmed(t, p))
		array_push(&t->r->excluded_by, text);
	else
		free(text);
	replay_program_release(p);
}

static char *at_place(const struct replay_step *s, char *text)
{
	char *whole = s->place.file ? xasprintf("%s at %s:%u", text, s->place.file, s->place.line) : xstrdup(text);

	free(text);
	return whole;
}

static const char *variable_text(const struct replay_program *p, uint32_t variable)
{
	const struct replay_variable *v = &p->variables.at[variable];

	return v->text ? v->text : v->name;
}

/* ---- what is changed -------------------------------------------------------------------------- */

static char *free_test(struct replay_program *p, struct replay_step *s)
{
	uint8_t value = s->value;
	uint32_t tested = s->variable;

	s->variable = replay_choice(p, "either_way", 2, NULL);
	s->value = 1;
	return xasprintf("the test '%s' %s %u", variable_text(p, tested), s->op == REPLAY_IF ? "==" : "!=", value);
}

static char *make_wait(struct replay_program *p, uint32_t body, uint32_t step)
{
	struct replay_body *b = &p->bodies.at[body];
	struct replay_step *s = &b->steps.at[step], set = { .op = REPLAY_SET, .variable = s->variable, .value = 1 };
	char *text = xasprintf("'%s' being only tried", object_text(p, s->object));

	s->op = REPLAY_LOCK;
	*insert_step(b, step) = set;
	return text;
}

static char *change_step(struct replay_program *p, uint32_t body, uint32_t step)
{
	struct replay_step *s = &p->bodies.at[body].steps.at[step];

	switch (s->op) {
	case REPLAY_IF:
	case REPLAY_UNLESS:
		return free_test(p, s);
	case REPLAY_TRYLOCK:
		return make_wait(p, body, step);
	case REPLAY_WAIT:
		if (s->variable == REPLAY_NONE)
			return NULL;
		s->variable = REPLAY_NONE;
		return xasprintf("the timeout of the wait for '%s'", object_text(p, s->object));
	case REPLAY_ALLOC:
		if (s->object == REPLAY_KERNEL)
			return NULL;
		s->object = REPLAY_KERNEL;
		return xstrdup("the gfp flags of the allocation");
	default:
		return NULL;
	}
}

static void try_step(struct trials *t, uint32_t body, uint32_t step)
{
	const struct replay_step *s = &t->p->bodies.at[body].steps.at[step];
	struct replay_program changed;
	char *text;

	copy_program(&changed, t->p);
	text = change_step(&changed, body, step);
	if (text)
		judge(t, &changed, at_place(s, text));
	else
		replay_program_release(&changed);
}

/* All of a body's sections of one kind. */
static void try_scope(struct trials *t, uint32_t body, enum replay_scope scope)
{
	struct replay_program changed;
	const struct replay_step *first = NULL;

	copy_program(&changed, t->p);
	for (uint32_t i = 0; i < changed.bodies.at[body].steps.n; i++) {
		struct replay_step *s = &changed.bodies.at[body].steps.at[i];

		if ((s->op != REPLAY_ENTER && s->op != REPLAY_LEAVE) || s->object != scope)
			continue;
		first = first ? first : &t->p->bodies.at[body].steps.at[i];
		s->op = REPLAY_NOTE;
	}
	if (first)
		judge(t, &changed, at_place(first, xasprintf("the scope '%s' in '%s'", replay_scope_keyword(scope),
							     t->p->bodies.at[body].name)));
	else
		replay_program_release(&changed);
}

static void try_object(struct trials *t, uint32_t object)
{
	struct replay_program changed;

	copy_program(&changed, t->p);
	changed.objects.at[object].kind = REPLAY_PSEUDO;
	judge(t, &changed, xasprintf("'%s' keeping the others out", object_text(t->p, object)));
}

static bool is_lock(enum replay_object_kind kind)
{
	return kind == REPLAY_MUTEX || kind == REPLAY_RWSEM || kind == REPLAY_RWLOCK || kind == REPLAY_SPIN ||
	       kind == REPLAY_WW;
}

void find_exclusions(const struct replay_program *p, const struct replay_bounds *b, double deadline,
		     struct replay_result *r)
{
	struct trials t = { .p = p, .bounds = *b, .deadline = deadline, .r = r };

	t.bounds.states = TRIAL_STATES;
	t.bounds.walks = 0;
	for (uint32_t body = 0; body < p->bodies.n; body++) {
		for (uint32_t step = 0; step < p->bodies.at[body].steps.n && !is_over(&t); step++)
			try_step(&t, body, step);
		for (int scope = REPLAY_SCOPE_NOFS; scope <= REPLAY_SCOPE_NORECLAIM && !is_over(&t); scope++)
			try_scope(&t, body, scope);
	}
	for (uint32_t i = 0; i < p->objects.n && !is_over(&t); i++)
		if (is_lock(p->objects.at[i].kind))
			try_object(&t, i);
}
