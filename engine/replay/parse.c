// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A program from its text: docs/replay.md.
 *
 * Two passes over the lines: the first makes objects, variables and bodies, so
 * that the second, which makes the steps, finds each by its name.
 */
#include "replay/program.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "base/map.h"

/* What a name stands for. */
enum name_kind { NAME_OBJECT, NAME_VARIABLE, NAME_BODY };

struct jump {
	uint32_t step, line;
	char *label;
};

struct parser {
	struct replay_program *p;
	const char *path;
	uint32_t line;
	char *at;			/* rest of the line */
	char *why;			/* the first thing wrong */
	struct keymap names;
	ARRAY(struct { enum name_kind kind; uint32_t index; }) meanings;
	uint32_t body;			/* in the second pass; REPLAY_NONE before the first */
	struct keymap labels;		/* of the body, and their steps */
	ARRAY(uint32_t) label_steps;
	ARRAY(struct jump) jumps;
};

__attribute__((format(printf, 2, 3)))
static bool wrong(struct parser *ps, const char *format, ...)
{
	va_list arguments;
	char *text;

	if (ps->why)
		return false;
	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		memory_exhausted();
	va_end(arguments);
	ps->why = xasprintf("%s:%u: %s", ps->path, ps->line, text);
	free(text);
	return false;
}

/* ---- words of a line --------------------------------------------------------------- */

static void skip_blanks(struct parser *ps)
{
	while (*ps->at == ' ' || *ps->at == '\t')
		ps->at++;
}

/* The next word, cut out of the line; "" at the end, a quoted text or a place. */
static char *word(struct parser *ps)
{
	char *start;

	skip_blanks(ps);
	start = ps->at;
	if (*start == '"' || *start == '@' || !*start)
		return "";
	while (*ps->at && *ps->at != ' ' && *ps->at != '\t')
		ps->at++;
	if (*ps->at)
		*ps->at++ = '\0';
	return start;
}

/* If the next word is this one it is taken. */
static bool accept(struct parser *ps, const char *expected)
{
	size_t n = strlen(expected);

	skip_blanks(ps);
	if (strncmp(ps->at, expected, n) || (ps->at[n] && ps->at[n] != ' ' && ps->at[n] != '\t'))
		return false;
	ps->at += n;
	return true;
}

/* A quoted text, unquoted in place, or NULL: there is none. */
static char *quoted(struct parser *ps)
{
	char *start, *to;

	skip_blanks(ps);
	if (*ps->at != '"')
		return NULL;
	start = to = ++ps->at;
	for (; *ps->at && *ps->at != '"'; ps->at++) {
		if (*ps->at == '\\' && ps->at[1])
			ps->at++;
		*to++ = *ps->at;
	}
	if (!*ps->at)
		wrong(ps, "a text without its closing '\"'");
	else
		ps->at++;
	*to = '\0';
	return start;
}

static bool number(struct parser *ps, const char *text, uint32_t limit, uint32_t *value)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (!isdigit((unsigned char)*text) || *end || n > limit)
		return wrong(ps, "'%s' is not a number from 0 to %u", text, limit);
	*value = (uint32_t)n;
	return true;
}

static bool end_of_line(struct parser *ps)
{
	skip_blanks(ps);
	return *ps->at ? wrong(ps, "'%s' is too much", ps->at) : !ps->why;
}

/* ---- names ------------------------------------------------------------------------- */

static void declare(struct parser *ps, const char *name, enum name_kind kind, uint32_t index)
{
	bool is_new;

	keymap_id(&ps->names, name, strlen(name), &is_new);
	if (!is_new)
		wrong(ps, "there is a '%s' already", name);
	*array_add(&ps->meanings) = (__typeof__(*ps->meanings.at)){ kind, index };
}

static bool find(struct parser *ps, const char *name, enum name_kind kind, uint32_t *index)
{
	static const char *const kinds[] = { "object", "variable", "task or routine" };
	uint32_t id = keymap_find(&ps->names, name, strlen(name));

	if (id == KEYMAP_NONE || ps->meanings.at[id].kind != kind)
		return wrong(ps, "'%s' is no %s", name, kinds[kind]);
	*index = ps->meanings.at[id].index;
	return true;
}

struct parameters {
	struct replay_parameter at[REPLAY_VALUES];
	uint32_t n;
};

/* NAME=VALUE... */
static bool parse_parameters(struct parser *ps, struct parameters *found)
{
	for (char *w = word(ps); *w; w = word(ps)) {
		char *equals = strchr(w, '=');
		uint32_t variable, value;

		if (!equals)
			return wrong(ps, "'%s' is not NAME=VALUE", w);
		*equals = '\0';
		if (!find(ps, w, NAME_VARIABLE, &variable) || !number(ps, equals + 1, REPLAY_VALUES - 1, &value))
			return false;
		if (found->n == REPLAY_VALUES)
			return wrong(ps, "more than %u parameters", REPLAY_VALUES);
		found->at[found->n++] = (struct replay_parameter){ variable, (uint8_t)value };
	}
	return true;
}

/* ---- declarations ------------------------------------------------------------------- */

/* The index in a list of words, or n. */
static uint32_t index_of(const char *w, const char *(*keyword)(uint32_t), uint32_t n)
{
	uint32_t i = 0;

	while (i < n && strcmp(keyword(i), w))
		i++;
	return i;
}

static const char *object_word(uint32_t i) { return replay_object_keyword(i); }
static const char *op_word(uint32_t i) { return replay_op_keyword(i); }
static const char *scope_word(uint32_t i) { return replay_scope_keyword(i); }
static const char *gfp_word(uint32_t i) { return replay_gfp_keyword(i); }
static const char *verdict_word(uint32_t i) { return replay_verdict_keyword(i); }

static bool parse_head(struct parser *ps, const char *field)
{
	struct replay_program *p = ps->p;

	skip_blanks(ps);
	if (!strcmp(field, "case:")) {
		p->title = arena_strdup(&p->arena, ps->at);
	} else if (!strcmp(field, "rule:")) {
		p->rule = arena_strdup(&p->arena, ps->at);
	} else if (!strcmp(field, "note:")) {
		replay_note(p, ps->at);
	} else if (!strcmp(field, "goal:")) {
		if (!strcmp(ps->at, "deadlock"))
			p->goal = REPLAY_DEADLOCK;
		else if (!strcmp(ps->at, "sleep"))
			p->goal = REPLAY_SLEEPING;
		else if (strcmp(ps->at, "any"))
			return wrong(ps, "'%s' is no goal: deadlock, sleep or any", ps->at);
	} else {
		uint32_t verdict = index_of(ps->at, verdict_word, 3);

		if (verdict == 3)
			return wrong(ps, "'%s' is no verdict: confirmed, refuted or undecided", ps->at);
		p->has_expectation = true;
		p->expected = verdict;
	}
	ps->at += strlen(ps->at);
	return true;
}

static bool is_head(const char *w)
{
	return !strcmp(w, "case:") || !strcmp(w, "rule:") || !strcmp(w, "note:") || !strcmp(w, "goal:") ||
	       !strcmp(w, "expect:");
}

static bool parse_variable(struct parser *ps, bool is_choice)
{
	const char *name = word(ps), *text;
	uint32_t value;

	if (!number(ps, word(ps), REPLAY_VALUES, &value))
		return false;
	text = quoted(ps);
	declare(ps, name, NAME_VARIABLE, is_choice ? replay_choice(ps->p, name, value, text) :
						     replay_result(ps->p, name, value, text));
	return end_of_line(ps);
}

/* Parameters name variables that may come later: they are left to the second pass. */
static bool declare_body(struct parser *ps, bool is_routine)
{
	const char *name = word(ps), *text;
	enum replay_start start = REPLAY_RUNNING;

	if (!is_routine && accept(ps, "idle"))
		start = REPLAY_IDLE;
	while (*word(ps))
		;
	text = quoted(ps);
	declare(ps, name, NAME_BODY, is_routine ? replay_routine(ps->p, name, text) :
						  replay_task(ps->p, name, start, text));
	return end_of_line(ps);
}

static bool parse_declaration(struct parser *ps)
{
	const char *w = word(ps), *name;
	uint32_t kind = index_of(w, object_word, REPLAY_OBJECT_KINDS);

	if (kind < REPLAY_OBJECT_KINDS) {
		name = word(ps);
		declare(ps, name, NAME_OBJECT, replay_object(ps->p, kind, name, quoted(ps)));
		return end_of_line(ps);
	}
	if (!strcmp(w, "choice") || !strcmp(w, "result"))
		return parse_variable(ps, *w == 'c');
	if (!strcmp(w, "task") || !strcmp(w, "routine"))
		return declare_body(ps, *w == 'r');
	return is_head(w) ? parse_head(ps, w) : true;
}

/* ---- steps -------------------------------------------------------------------------- */

static bool parse_mode(struct parser *ps, struct replay_step *s)
{
	s->mode = accept(ps, "read") ? REPLAY_READ : accept(ps, "recursive") ? REPLAY_RECURSIVE : REPLAY_WRITE;
	if (s->mode == REPLAY_WRITE)
		accept(ps, "write");
	return true;
}

static bool parse_index(struct parser *ps, const char *(*keyword)(uint32_t), uint32_t n, uint32_t *index)
{
	const char *w = word(ps);

	*index = index_of(w, keyword, n);
	return *index < n || wrong(ps, "unknown word '%s'", w);
}

static bool parse_operand(struct parser *ps, struct replay_step *s, char operand, char **label)
{
	uint32_t value;

	switch (operand) {
	case 'o':
		return find(ps, word(ps), NAME_OBJECT, &s->object);
	case 'm':
		return parse_mode(ps, s);
	case 't':
	case 'r':
		return find(ps, word(ps), NAME_BODY, &s->object);
	case 's':
		return parse_index(ps, scope_word, REPLAY_SCOPE_KINDS, &s->object);
	case 'g':
		return parse_index(ps, gfp_word, REPLAY_KERNEL + 1, &s->object);
	case 'v':
		return find(ps, word(ps), NAME_VARIABLE, &s->variable);
	case 'c':
		if (!accept(ps, s->op == REPLAY_SET ? "=" : "=="))
			return wrong(ps, "'%s' is missing", s->op == REPLAY_SET ? "=" : "==");
		if (!number(ps, word(ps), REPLAY_VALUES - 1, &value))
			return false;
		s->value = (uint8_t)value;
		return true;
	case 'V':
		return accept(ps, "->") ? find(ps, word(ps), NAME_VARIABLE, &s->variable) :
					  wrong(ps, "'-> VARIABLE' is missing");
	case 'W':
		s->variable = REPLAY_NONE;
		return !accept(ps, "->") || find(ps, word(ps), NAME_VARIABLE, &s->variable);
	default:
		if (s->op != REPLAY_GOTO && !accept(ps, "goto"))
			return wrong(ps, "'goto LABEL' is missing");
		*label = word(ps);
		return **label || wrong(ps, "a label is missing");
	}
}

/* @ FILE:LINE [FUNCTION] */
static bool parse_place(struct parser *ps, struct replay_place *place)
{
	char *file, *colon;

	skip_blanks(ps);
	if (*ps->at != '@')
		return true;
	ps->at++;
	file = word(ps);
	colon = strrchr(file, ':');
	if (!colon || colon == file)
		return wrong(ps, "after '@' comes FILE:LINE");
	*colon = '\0';
	place->file = file;
	if (!number(ps, colon + 1, UINT32_MAX - 1, &place->line))
		return false;
	place->function = word(ps);
	if (!*place->function)
		place->function = NULL;
	return true;
}

static bool parse_step(struct parser *ps, const char *w)
{
	struct replay_step s = { .op = index_of(w, op_word, REPLAY_OPERATIONS) };
	struct parameters parameters = {0};
	char *label = NULL;
	uint32_t step;

	if (s.op == REPLAY_OPERATIONS)
		return wrong(ps, "unknown word '%s'", w);
	if (ps->body == REPLAY_NONE)
		return wrong(ps, "'%s' outside of a task or routine", w);
	for (const char *operand = replay_op_operands(s.op); *operand; operand++)
		if (!parse_operand(ps, &s, *operand, &label))
			return false;
	if (s.op == REPLAY_CALL && !parse_parameters(ps, &parameters))
		return false;
	if (!parse_place(ps, &s.place))
		return false;
	s.text = quoted(ps);
	step = replay_step(ps->p, ps->body, &s);
	for (uint32_t i = 0; i < parameters.n; i++)
		replay_parameter(ps->p, ps->body, step, parameters.at[i].variable, parameters.at[i].value);
	if (label)
		array_push(&ps->jumps, (struct jump){ step, ps->line, xstrdup(label) });
	return end_of_line(ps);
}

/* ---- bodies -------------------------------------------------------------------------- */

static void parse_label(struct parser *ps, const char *label)
{
	bool is_new;

	keymap_id(&ps->labels, label, strlen(label), &is_new);
	if (!is_new)
		wrong(ps, "there is a label '%s' already", label);
	if (ps->body != REPLAY_NONE)
		array_push(&ps->label_steps, ps->p->bodies.at[ps->body].steps.n);
	else
		wrong(ps, "a label outside of a task or routine");
}

/* All its labels are known now: the jumps are aimed. */
static void end_body(struct parser *ps)
{
	uint32_t line = ps->line;

	for_each_in_array(jump, &ps->jumps) {
		uint32_t id = keymap_find(&ps->labels, jump->label, strlen(jump->label));

		ps->line = jump->line;
		if (id == KEYMAP_NONE)
			wrong(ps, "there is no label '%s' in '%s'", jump->label, ps->p->bodies.at[ps->body].name);
		else
			replay_aim(ps->p, ps->body, jump->step, ps->label_steps.at[id]);
		free(jump->label);
	}
	ps->line = line;
	array_clear(&ps->jumps);
	array_clear(&ps->label_steps);
	keymap_release(&ps->labels);
	keymap_init(&ps->labels);
}

static bool begin_body(struct parser *ps)
{
	struct parameters parameters = {0};

	end_body(ps);
	if (!find(ps, word(ps), NAME_BODY, &ps->body))
		return false;
	accept(ps, "idle");
	if (!accept(ps, "from"))
		return true;
	if (!accept(ps, "reclaim") || !ps->p->bodies.at[ps->body].is_routine)
		return wrong(ps, "only a routine is entered, and only 'from reclaim'");
	replay_enter_from_reclaim(ps->p, ps->body);
	if (!parse_parameters(ps, &parameters))
		return false;
	for (uint32_t i = 0; i < parameters.n; i++)
		replay_parameter(ps->p, ps->body, REPLAY_NONE, parameters.at[i].variable, parameters.at[i].value);
	return true;
}

static bool parse_body_line(struct parser *ps)
{
	char *w = word(ps);
	size_t n = strlen(w);

	if (!strcmp(w, "task") || !strcmp(w, "routine"))
		return begin_body(ps);
	if (is_head(w) || !strcmp(w, "choice") || !strcmp(w, "result") ||
	    index_of(w, object_word, REPLAY_OBJECT_KINDS) < REPLAY_OBJECT_KINDS)
		return true;
	if (n > 1 && w[n - 1] == ':') {
		w[n - 1] = '\0';
		parse_label(ps, w);
		return end_of_line(ps);
	}
	return parse_step(ps, w);
}

/* ---- the whole ------------------------------------------------------------------------- */

static void each_line(struct parser *ps, const char *text, bool (*parse)(struct parser *ps))
{
	char *copy = xstrdup(text), *line = copy;

	for (ps->line = 1; line && !ps->why; ps->line++) {
		char *end = strchr(line, '\n');

		if (end)
			*end = '\0';
		ps->at = line;
		skip_blanks(ps);
		if (*ps->at && *ps->at != '#')
			parse(ps);
		line = end ? end + 1 : NULL;
	}
	free(copy);
}

bool replay_parse(struct replay_program *p, const char *path, const char *text, char **why)
{
	struct parser ps = { .p = p, .path = path, .body = REPLAY_NONE };

	for (uint32_t i = 0; i < REPLAY_OWN_VARIABLES; i++)
		declare(&ps, p->variables.at[i].name, NAME_VARIABLE, i);
	each_line(&ps, text, parse_declaration);
	if (!ps.why)
		each_line(&ps, text, parse_body_line);
	end_body(&ps);
	if (!ps.why && !replay_check(p, &ps.why)) {
		char *line = xasprintf("%s: %s", path, ps.why);

		free(ps.why);
		ps.why = line;
	}
	keymap_release(&ps.names);
	keymap_release(&ps.labels);
	array_release(&ps.meanings);
	array_release(&ps.label_steps);
	array_release(&ps.jumps);
	*why = ps.why;
	return !ps.why;
}
