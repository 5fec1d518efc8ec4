// SPDX-License-Identifier: GPL-2.0-or-later
#include "replay/program.h"

#include <ctype.h>
#include <string.h>

#include "base/map.h"

/* ---- words --------------------------------------------------------------------- */

const char *replay_object_keyword(enum replay_object_kind kind)
{
	static const char *const words[] = {
#define X(name, keyword) keyword,
		REPLAY_OBJECTS(X)
#undef X
	};

	return words[kind];
}

const char *replay_op_keyword(enum replay_op op)
{
	static const char *const words[] = {
#define X(name, keyword, operands, sleeps) keyword,
		REPLAY_OPS(X)
#undef X
	};

	return words[op];
}

const char *replay_op_operands(enum replay_op op)
{
	static const char *const words[] = {
#define X(name, keyword, operands, sleeps) operands,
		REPLAY_OPS(X)
#undef X
	};

	return words[op];
}

const char *replay_scope_keyword(enum replay_scope scope)
{
	static const char *const words[] = {
#define X(name, keyword) keyword,
		REPLAY_SCOPES(X)
#undef X
	};

	return words[scope];
}

const char *replay_gfp_keyword(enum replay_gfp gfp)
{
	static const char *const words[] = { "nowait", "noio", "nofs", "kernel" };

	return words[gfp];
}

const char *replay_mode_keyword(enum replay_mode mode)
{
	static const char *const words[] = { "write", "read", "recursive" };

	return words[mode];
}

const char *replay_verdict_keyword(enum replay_verdict verdict)
{
	static const char *const words[] = { "undecided", "confirmed", "refuted" };

	return words[verdict];
}

/* ---- building ------------------------------------------------------------------ */

void replay_program_init(struct replay_program *p)
{
	*p = (struct replay_program){0};
	arena_init(&p->arena);
	replay_choice(p, "gfp_fs", 2, "sc->gfp_mask & __GFP_FS");
	replay_choice(p, "gfp_io", 2, "sc->gfp_mask & __GFP_IO");
}

void replay_program_release(struct replay_program *p)
{
	for_each_in_array(body, &p->bodies)
		array_release(&body->steps);
	array_release(&p->objects);
	array_release(&p->variables);
	array_release(&p->bodies);
	array_release(&p->parameters);
	array_release(&p->notes);
	arena_release(&p->arena);
}

static const char *keep(struct replay_program *p, const char *text)
{
	return text ? arena_strdup(&p->arena, text) : NULL;
}

uint32_t replay_object(struct replay_program *p, enum replay_object_kind kind, const char *name,
		       const char *text)
{
	array_push(&p->objects, (struct replay_object){ keep(p, name), keep(p, text), kind });
	return p->objects.n - 1;
}

uint32_t replay_choice(struct replay_program *p, const char *name, uint8_t values, const char *text)
{
	array_push(&p->variables, (struct replay_variable){ keep(p, name), keep(p, text), true, values });
	return p->variables.n - 1;
}

uint32_t replay_result(struct replay_program *p, const char *name, uint8_t first, const char *text)
{
	array_push(&p->variables, (struct replay_variable){ keep(p, name), keep(p, text), false, first });
	return p->variables.n - 1;
}

uint32_t replay_task(struct replay_program *p, const char *name, enum replay_start start, const char *text)
{
	*array_add(&p->bodies) = (struct replay_body){ .name = keep(p, name), .text = keep(p, text), .start = start };
	return p->bodies.n - 1;
}

uint32_t replay_routine(struct replay_program *p, const char *name, const char *text)
{
	*array_add(&p->bodies) = (struct replay_body){ .name = keep(p, name), .text = keep(p, text), .is_routine = true };
	return p->bodies.n - 1;
}

void replay_enter_from_reclaim(struct replay_program *p, uint32_t body)
{
	p->bodies.at[body].from_reclaim = true;
}

void replay_parameter(struct replay_program *p, uint32_t body, uint32_t step, uint32_t variable, uint8_t value)
{
	struct replay_body *b = &p->bodies.at[body];
	uint32_t *first = step == REPLAY_NONE ? &b->parameters : &b->steps.at[step].parameters;
	uint32_t *n = step == REPLAY_NONE ? &b->n_parameters : &b->steps.at[step].n_parameters;

	if (step == REPLAY_NONE)
		b->from_reclaim = true;
	if (!*n)
		*first = p->parameters.n;
	(*n)++;
	array_push(&p->parameters, (struct replay_parameter){ variable, value });
}

uint32_t replay_step(struct replay_program *p, uint32_t body, const struct replay_step *step)
{
	struct replay_body *b = &p->bodies.at[body];
	struct replay_step *s;

	array_push(&b->steps, *step);
	s = &b->steps.at[b->steps.n - 1];
	s->text = keep(p, step->text);
	s->place.file = keep(p, step->place.file);
	s->place.function = keep(p, step->place.function);
	s->parameters = s->n_parameters = 0;
	return b->steps.n - 1;
}

void replay_aim(struct replay_program *p, uint32_t body, uint32_t step, uint32_t target)
{
	p->bodies.at[body].steps.at[step].target = target;
}

void replay_note(struct replay_program *p, const char *text)
{
	array_push(&p->notes, keep(p, text));
}

/* ---- is it a program -------------------------------------------------------------- */

struct check {
	const struct replay_program *p;
	char *why;
};

static bool is_name(const char *name)
{
	if (!isalpha((unsigned char)*name) && *name != '_')
		return false;
	for (; *name; name++)
		if (!isalnum((unsigned char)*name) && !strchr("_.-", *name))
			return false;
	return true;
}

/* Texts stand on one line. */
static bool is_line(const char *text)
{
	return !text || !strpbrk(text, "\n\r");
}

static bool is_word(const char *text)
{
	return !text || (*text && !strpbrk(text, " \t\n\r\"@"));
}

static bool may_have_mode(enum replay_object_kind kind, enum replay_mode mode)
{
	switch (kind) {
	case REPLAY_RWSEM:
		return mode != REPLAY_RECURSIVE;
	case REPLAY_RWLOCK:
	case REPLAY_PSEUDO:
		return true;
	case REPLAY_SRCU:
	case REPLAY_SECTION:
		return mode == REPLAY_READ;
	case REPLAY_COMPLETION:
	case REPLAY_FENCE:
		return false;
	default:
		return mode == REPLAY_WRITE;
	}
}

/* Does this kind of object know that operation? */
static bool may_do(enum replay_object_kind kind, enum replay_op op, enum replay_mode mode)
{
	bool is_event = kind == REPLAY_COMPLETION || kind == REPLAY_FENCE;
	bool is_domain = kind == REPLAY_SRCU || kind == REPLAY_SECTION;

	switch (op) {
	case REPLAY_LOCK:
		return may_have_mode(kind, mode);
	case REPLAY_TRYLOCK:
		return may_have_mode(kind, mode) && !is_domain && kind != REPLAY_PSEUDO;
	case REPLAY_UNLOCK:
		return !is_event;
	case REPLAY_DOWNGRADE:
		return kind == REPLAY_RWSEM;
	case REPLAY_WW_LOCK:
		return kind == REPLAY_WW;
	case REPLAY_WAIT:
		return is_event || is_domain;
	case REPLAY_SIGNAL:
		return is_event;
	case REPLAY_SIGNAL_ALL:
	case REPLAY_RESET:
		return kind == REPLAY_COMPLETION;
	default:
		return true;
	}
}

static bool wrong(struct check *c, const struct replay_body *body, uint32_t step, const char *what)
{
	if (body)
		c->why = xasprintf("'%s', step %u (%s): %s", body->name, step + 1,
				   replay_op_keyword(body->steps.at[step].op), what);
	else
		c->why = xstrdup(what);
	return false;
}

static bool are_parameters(const struct replay_program *p, uint32_t first, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if ((uint64_t)first + i >= p->parameters.n || p->parameters.at[first + i].variable >= p->variables.n ||
		    p->parameters.at[first + i].value >= REPLAY_VALUES)
			return false;
	return true;
}

static bool is_body(const struct replay_program *p, uint32_t body, bool is_routine)
{
	return body < p->bodies.n && p->bodies.at[body].is_routine == is_routine;
}

/* NULL, or what is wrong with one operand. */
static const char *check_operand(const struct replay_program *p, const struct replay_body *body,
				 const struct replay_step *s, char operand)
{
	switch (operand) {
	case 'o':
		if (s->object >= p->objects.n)
			return "no such object";
		return may_do(p->objects.at[s->object].kind, s->op, s->mode) ? NULL : "the object does not know that";
	case 't':
		return is_body(p, s->object, false) ? NULL : "no such task";
	case 'r':
		if (!is_body(p, s->object, true))
			return "no such routine";
		return are_parameters(p, s->parameters, s->n_parameters) ? NULL : "no such parameter";
	case 's':
		return s->object < REPLAY_SCOPE_KINDS ? NULL : "no such scope";
	case 'g':
		return s->object <= REPLAY_KERNEL ? NULL : "no such gfp";
	case 'W':
		if (s->variable == REPLAY_NONE)
			return NULL;
		if (p->objects.at[s->object].kind == REPLAY_SRCU || p->objects.at[s->object].kind == REPLAY_SECTION)
			return "that wait has no timeout";
		/* fallthrough */
	case 'V':
	case 'v':
		if (s->variable >= p->variables.n)
			return "no such variable";
		if (s->op == REPLAY_FORGET && !p->variables.at[s->variable].is_choice)
			return "only a choice can be forgotten";
		if ((s->op == REPLAY_SET || s->op == REPLAY_FORGET) && s->variable < REPLAY_OWN_VARIABLES)
			return "that one is reclaim's to set";
		if (strchr("VW", operand) && p->variables.at[s->variable].is_choice)
			return "a choice can't be a result";
		return NULL;
	case 'c':
		if (s->op == REPLAY_SET && p->variables.at[s->variable].is_choice &&
		    s->value >= p->variables.at[s->variable].value)
			return "the choice has no such value";
		return s->value < REPLAY_VALUES ? NULL : "a value beyond 15";
	case 'j':
		return s->target <= body->steps.n ? NULL : "no such target";
	default:
		return NULL;
	}
}

static bool check_body(struct check *c, const struct replay_body *body)
{
	for (uint32_t n = 0; n < body->steps.n; n++) {
		const struct replay_step *s = &body->steps.at[n];

		if (s->op >= REPLAY_OPERATIONS) {
			c->why = xasprintf("'%s', step %u: no such operation", body->name, n + 1);
			return false;
		}
		for (const char *operand = replay_op_operands(s->op); *operand; operand++) {
			const char *what = check_operand(c->p, body, s, *operand);

			if (what)
				return wrong(c, body, n, what);
		}
		if (!is_line(s->text))
			return wrong(c, body, n, "a text of several lines");
		if (!is_word(s->place.file) || !is_word(s->place.function))
			return wrong(c, body, n, "a place that is not one word");
	}
	if (!are_parameters(c->p, body->parameters, body->n_parameters))
		return wrong(c, NULL, 0, "no such parameter");
	return true;
}

static bool check_name(struct check *c, const char *name, const char *text, struct keymap *names)
{
	bool is_new;

	if (!name || !is_name(name)) {
		c->why = xasprintf("'%s' is no name", name ? name : "");
		return false;
	}
	keymap_id(names, name, strlen(name), &is_new);
	if (!is_new) {
		c->why = xasprintf("two things are called '%s'", name);
		return false;
	}
	return is_line(text) || wrong(c, NULL, 0, "a text of several lines");
}

static bool check_names(struct check *c)
{
	const struct replay_program *p = c->p;
	struct keymap names;
	bool good = true;

	keymap_init(&names);
	for (uint32_t i = 0; good && i < p->objects.n; i++)
		good = check_name(c, p->objects.at[i].name, p->objects.at[i].text, &names);
	for (uint32_t i = 0; good && i < p->variables.n; i++) {
		const struct replay_variable *v = &p->variables.at[i];

		good = check_name(c, v->name, v->text, &names);
		if (good && (v->is_choice ? v->value < 1 || v->value > REPLAY_VALUES : v->value >= REPLAY_VALUES)) {
			c->why = xasprintf("'%s': a variable is 0 to 15", v->name);
			good = false;
		}
	}
	for (uint32_t i = 0; good && i < p->bodies.n; i++)
		good = check_name(c, p->bodies.at[i].name, p->bodies.at[i].text, &names);
	keymap_release(&names);
	return good;
}

bool replay_check(const struct replay_program *p, char **why)
{
	struct check c = { .p = p };
	uint32_t tasks = 0, entries = 0;
	bool good = check_names(&c);

	for (uint32_t i = 0; good && i < p->bodies.n; i++) {
		tasks += !p->bodies.at[i].is_routine;
		entries += p->bodies.at[i].from_reclaim;
		good = check_body(&c, &p->bodies.at[i]);
	}
	if (good && !tasks)
		good = wrong(&c, NULL, 0, "no task");
	if (good && tasks > REPLAY_TASKS)
		good = wrong(&c, NULL, 0, "more than 8 tasks");
	if (good && entries > REPLAY_ENTRIES)
		good = wrong(&c, NULL, 0, "more than 32 routines entered from reclaim");
	*why = c.why;
	return good;
}
