// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which program it is, for who keeps verdicts: all that decides what may happen
 * and what people read, but no lines and no title, so that edits elsewhere in a
 * file leave it the same.
 */
#include "replay/program.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

static void put_text(FILE *out, const char *text)
{
	fprintf(out, "%s\n", text ? text : "");
}

static void put_step(FILE *out, const struct replay_program *p, const struct replay_step *s)
{
	fprintf(out, "%d %u %d %u %u %u:", s->op, s->object, s->mode, s->variable, s->value, s->target);
	for (uint32_t i = 0; i < s->n_parameters; i++)
		fprintf(out, " %u=%u", p->parameters.at[s->parameters + i].variable, p->parameters.at[s->parameters + i].value);
	put_text(out, s->text);
	put_text(out, s->place.function);
}

static void put_body(FILE *out, const struct replay_program *p, const struct replay_body *b)
{
	fprintf(out, "body %d %d %d", b->is_routine, b->start, b->from_reclaim);
	for (uint32_t i = 0; i < b->n_parameters; i++)
		fprintf(out, " %u=%u", p->parameters.at[b->parameters + i].variable, p->parameters.at[b->parameters + i].value);
	put_text(out, b->text);
	for_each_in_array(s, &b->steps)
		put_step(out, p, s);
}

void replay_hash(const struct replay_program *p, uint64_t hash[2])
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		memory_exhausted();
	fprintf(out, "%d %d %d %s\n", REPLAY_SEMANTICS, p->goal, p->is_partial, p->rule ? p->rule : "");
	for_each_in_array(o, &p->objects) {
		fprintf(out, "object %d ", o->kind);
		put_text(out, o->text);
	}
	for_each_in_array(v, &p->variables) {
		fprintf(out, "variable %d %u ", v->is_choice, v->value);
		put_text(out, v->text);
	}
	for_each_in_array(b, &p->bodies)
		put_body(out, p, b);
	for_each_in_array(n, &p->notes)
		put_text(out, *n);
	fclose(out);
	hash_content(text, size, hash);
	free(text);
}
