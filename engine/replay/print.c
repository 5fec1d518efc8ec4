// SPDX-License-Identifier: GPL-2.0-or-later
/* A program as text: docs/replay.md.  What is printed, parse.c reads back as the same program. */
#include "replay/program.h"

#include <string.h>

static void print_quoted(const char *text, FILE *out)
{
	if (!text)
		return;
	fputs(" \"", out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void print_parameters(const struct replay_program *p, uint32_t first, uint32_t n, FILE *out)
{
	for (uint32_t i = first; i < first + n; i++)
		fprintf(out, " %s=%u", p->variables.at[p->parameters.at[i].variable].name, p->parameters.at[i].value);
}

static void print_operand(const struct replay_program *p, const struct replay_step *s, char operand, FILE *out)
{
	switch (operand) {
	case 'o':
		fprintf(out, " %s", p->objects.at[s->object].name);
		break;
	case 'm':
		if (s->mode != REPLAY_WRITE)
			fprintf(out, " %s", replay_mode_keyword(s->mode));
		break;
	case 't':
		fprintf(out, " %s", p->bodies.at[s->object].name);
		break;
	case 'r':
		fprintf(out, " %s", p->bodies.at[s->object].name);
		print_parameters(p, s->parameters, s->n_parameters, out);
		break;
	case 's':
		fprintf(out, " %s", replay_scope_keyword(s->object));
		break;
	case 'g':
		fprintf(out, " %s", replay_gfp_keyword(s->object));
		break;
	case 'v':
		fprintf(out, " %s", p->variables.at[s->variable].name);
		break;
	case 'c':
		fprintf(out, " %s %u", s->op == REPLAY_SET ? "=" : "==", s->value);
		break;
	case 'V':
	case 'W':
		if (s->variable != REPLAY_NONE)
			fprintf(out, " -> %s", p->variables.at[s->variable].name);
		break;
	case 'j':
		fprintf(out, "%s l%u", s->op == REPLAY_GOTO ? "" : " goto", s->target + 1);
		break;
	}
}

static void print_place(const struct replay_place *place, FILE *out)
{
	if (!place->file)
		return;
	fprintf(out, " @ %s:%u", place->file, place->line);
	if (place->function)
		fprintf(out, " %s", place->function);
}

static bool is_target(const struct replay_body *body, uint32_t step)
{
	for (uint32_t i = 0; i < body->steps.n; i++)
		if (strchr(replay_op_operands(body->steps.at[i].op), 'j') && body->steps.at[i].target == step)
			return true;
	return false;
}

static void print_body(const struct replay_program *p, const struct replay_body *body, FILE *out)
{
	fprintf(out, "\n%s %s", body->is_routine ? "routine" : "task", body->name);
	if (!body->is_routine && body->start == REPLAY_IDLE)
		fputs(" idle", out);
	if (body->from_reclaim) {
		fputs(" from reclaim", out);
		print_parameters(p, body->parameters, body->n_parameters, out);
	}
	print_quoted(body->text, out);
	fputc('\n', out);
	for (uint32_t i = 0; i <= body->steps.n; i++) {
		const struct replay_step *s = &body->steps.at[i];

		if (is_target(body, i))
			fprintf(out, "l%u:\n", i + 1);
		if (i == body->steps.n)
			break;
		fprintf(out, "\t%s", replay_op_keyword(s->op));
		for (const char *operand = replay_op_operands(s->op); *operand; operand++)
			print_operand(p, s, *operand, out);
		print_place(&s->place, out);
		print_quoted(s->text, out);
		fputc('\n', out);
	}
}

static void print_head(const struct replay_program *p, FILE *out)
{
	static const char *const goals[] = { "any", "deadlock", "sleep" };

	if (p->title)
		fprintf(out, "case: %s\n", p->title);
	if (p->rule)
		fprintf(out, "rule: %s\n", p->rule);
	if (p->goal != REPLAY_ANY)
		fprintf(out, "goal: %s\n", goals[p->goal]);
	if (p->has_expectation)
		fprintf(out, "expect: %s\n", replay_verdict_keyword(p->expected));
	for (uint32_t i = 0; i < p->notes.n; i++)
		fprintf(out, "note: %s\n", p->notes.at[i]);
}

void replay_print(const struct replay_program *p, FILE *out)
{
	print_head(p, out);
	fputc('\n', out);
	for (uint32_t i = 0; i < p->objects.n; i++) {
		fprintf(out, "%s %s", replay_object_keyword(p->objects.at[i].kind), p->objects.at[i].name);
		print_quoted(p->objects.at[i].text, out);
		fputc('\n', out);
	}
	for (uint32_t i = REPLAY_OWN_VARIABLES; i < p->variables.n; i++) {
		const struct replay_variable *v = &p->variables.at[i];

		fprintf(out, "%s %s %u", v->is_choice ? "choice" : "result", v->name, v->value);
		print_quoted(v->text, out);
		fputc('\n', out);
	}
	for (uint32_t i = 0; i < p->bodies.n; i++)
		print_body(p, &p->bodies.at[i], out);
}
