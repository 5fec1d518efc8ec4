// SPDX-License-Identifier: GPL-2.0-or-later
#include "replay/held.h"

#include <string.h>

const char *object_text(const struct replay_program *p, uint32_t object)
{
	const struct replay_object *o = &p->objects.at[object];

	return o->text ? o->text : o->name;
}

/* The last moves are what everybody waits for: one for each task, none of which goes on. */
bool move_is_end(const struct replay_result *r, uint32_t move)
{
	for (uint32_t i = move; i < r->schedule.n; i++) {
		if (!r->schedule.at[i].waits)
			return false;
		for (uint32_t k = move; k < i; k++)
			if (r->schedule.at[k].body == r->schedule.at[i].body)
				return false;
	}
	return true;
}

static void drop(struct held_list *list, uint32_t body, uint32_t object)
{
	for (uint32_t i = list->at.n; i--; ) {
		struct held *h = &list->at.at[i];

		if (h->body != body || h->object != object)
			continue;
		memmove(h, h + 1, (list->at.n - i - 1) * sizeof(*h));
		list->at.n--;
		return;
	}
}

static void weaken(struct held_list *list, uint32_t body, uint32_t object)
{
	for_each_in_array(h, &list->at)
		if (h->body == body && h->object == object)
			h->mode = REPLAY_READ;
}

static bool takes(const struct replay_step *s, const struct replay_move *move)
{
	return s->op == REPLAY_LOCK || (s->op == REPLAY_TRYLOCK && move->choice == 1) ||
	       (s->op == REPLAY_WW_LOCK && move->choice == 0);
}

void held_after(const struct replay_program *p, const struct replay_result *r, uint32_t n, struct held_list *list)
{
	*list = (struct held_list){0};
	for (uint32_t i = 0; i < n; i++) {
		const struct replay_move *move = &r->schedule.at[i];
		const struct replay_step *s;

		if (move->waits || move->step == REPLAY_NONE)
			continue;
		s = &p->bodies.at[move->in].steps.at[move->step];
		if (takes(s, move))
			array_push(&list->at, (struct held){ move->body, s->object, s->mode, s, move->in });
		else if (s->op == REPLAY_UNLOCK)
			drop(list, move->body, s->object);
		else if (s->op == REPLAY_DOWNGRADE)
			weaken(list, move->body, s->object);
	}
}

void held_release(struct held_list *list)
{
	array_release(&list->at);
}

static const char *operand_text(const struct replay_program *p, const struct replay_step *s)
{
	switch (*replay_op_operands(s->op)) {
	case 'o':
		return object_text(p, s->object);
	case 't':
	case 'r':
		return p->bodies.at[s->object].text ? p->bodies.at[s->object].text : p->bodies.at[s->object].name;
	case 's':
		return replay_scope_keyword(s->object);
	case 'g':
		return replay_gfp_keyword(s->object);
	case 'v':
		return p->variables.at[s->variable].text ? p->variables.at[s->variable].text :
							   p->variables.at[s->variable].name;
	default:
		return NULL;
	}
}

char *step_text(const struct replay_program *p, const struct replay_step *s)
{
	const char *operand = operand_text(p, s);
	const char *mode = strchr(replay_op_operands(s->op), 'm') && s->mode != REPLAY_WRITE ?
				   replay_mode_keyword(s->mode) : NULL;

	if (s->text)
		return xstrdup(s->text);
	return xasprintf("%s%s%s%s%s", replay_op_keyword(s->op), operand ? " " : "", operand ? operand : "",
			 mode ? " for " : "", mode ? mode : "");
}
