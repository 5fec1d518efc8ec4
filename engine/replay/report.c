// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What was found, for people: a line, the schedule with a column for each task,
 * who holds and waits for what, as lockdep would tell it, and what was explored.
 */
#include "replay/run.h"

#include <inttypes.h>
#include <string.h>

#include "replay/held.h"

#define TABLE_WIDTH	118

/* ---- one line ------------------------------------------------------------------------ */

static uint32_t waiting_tasks(const struct replay_result *r)
{
	uint32_t n = 0;

	while (n < r->schedule.n && move_is_end(r, r->schedule.n - n - 1))
		n++;
	return n;
}

static const char *defect_text(const struct replay_result *r)
{
	if (r->defect == REPLAY_IS_SLEEP)
		return "a task sleeps where it may not";
	if (r->is_orphan)
		return "what is waited for, nobody does";
	return waiting_tasks(r) == 1 ? "a task waits for itself" : "tasks wait for each other";
}

void replay_summary(const struct replay_program *p, const struct replay_result *r, FILE *out)
{
	fprintf(out, "%s: ", replay_verdict_keyword(r->verdict));
	if (r->verdict == REPLAY_CONFIRMED)
		fprintf(out, "%s after %u steps", defect_text(r), r->schedule.n - waiting_tasks(r));
	else if (r->verdict == REPLAY_REFUTED)
		fprintf(out, "no schedule %s",
			p->goal == REPLAY_SLEEPING ? "sleeps where it may not" :
			p->goal == REPLAY_DEADLOCK ? "lets tasks wait for ever" : "deadlocks or sleeps where it may not");
	else
		fprintf(out, "nothing found before the bound '%s'", r->bound);
	fputc('\n', out);
}

/* ---- the table -------------------------------------------------------------------------- */

struct table {
	const struct replay_program *p;
	const struct replay_result *r;
	uint32_t columns[REPLAY_TASKS], n;	/* bodies */
	int width;
	FILE *out;
};

static const char *body_text(const struct replay_program *p, uint32_t body)
{
	return p->bodies.at[body].text ? p->bodies.at[body].text : p->bodies.at[body].name;
}

static char *value_text(const struct replay_program *p, const struct replay_step *s, const struct replay_move *m)
{
	if (s->op == REPLAY_ALLOC && m->choice)
		return xasprintf(": reclaim runs %s", body_text(p, m->choice - 1));
	if (m->waits)
		return xstrdup(": waits");
	if (strpbrk(replay_op_operands(s->op), "vVW") && s->op != REPLAY_SET && s->op != REPLAY_FORGET &&
	    s->variable != REPLAY_NONE)
		return xasprintf(": %u", m->choice);
	return xstrdup("");
}

static char *move_text(const struct replay_program *p, const struct replay_move *m, bool is_end)
{
	const struct replay_step *s;
	char *what, *value, *text;

	if (m->step == REPLAY_NONE)
		return xasprintf("%s %s", m->leaves_reclaim ? "back from" : "begins", body_text(p, m->in));
	s = &p->bodies.at[m->in].steps.at[m->step];
	what = step_text(p, s);
	value = is_end && m->waits ? xstrdup("") : value_text(p, s, m);
	text = xasprintf("%s%s%s", is_end ? "*** " : "", what, value);
	free(what);
	free(value);
	return text;
}

static char *place_text(const struct replay_program *p, const struct replay_move *m)
{
	const struct replay_place *place;

	if (m->step == REPLAY_NONE)
		return NULL;
	place = &p->bodies.at[m->in].steps.at[m->step].place;
	return place->file ? xasprintf("  %s:%u", place->file, place->line) : NULL;
}

/* How many bytes of text go on a line of the cell. */
static int piece(const char *text, int width)
{
	int n = (int)strlen(text), at = width;

	if (n <= width)
		return n;
	while (at > width / 2 && text[at] != ' ')
		at--;
	return text[at] == ' ' ? at : width;
}

static void print_row(const struct table *t, uint32_t column, const char *text, int n)
{
	char *line;

	for (uint32_t i = 0; i < column; i++)
		fprintf(t->out, "%-*s | ", t->width, "");
	line = xasprintf("%.*s", n, text);
	if (column + 1 == t->n) {
		fprintf(t->out, "%s\n", line);
	} else {
		fprintf(t->out, "%-*s", t->width, line);
		for (uint32_t i = column + 1; i < t->n; i++)
			fprintf(t->out, i + 1 < t->n ? " | %-*s" : " |", t->width, "");
		fputc('\n', t->out);
	}
	free(line);
}

static void print_cell(const struct table *t, uint32_t column, const char *text)
{
	const char *at = text;

	while (at && *at) {
		int n = piece(at, t->width);

		print_row(t, column, at, n);
		at += n;
		while (*at == ' ')
			at++;
	}
}

static void find_columns(struct table *t)
{
	for (uint32_t body = 0; body < t->p->bodies.n; body++)
		for (uint32_t i = 0; i < t->r->schedule.n; i++)
			if (t->r->schedule.at[i].body == body) {
				t->columns[t->n++] = body;
				break;
			}
	t->width = t->n ? (TABLE_WIDTH - 3 * (int)(t->n - 1)) / (int)t->n : TABLE_WIDTH;
	if (t->width > 56)
		t->width = 56;
}

static void print_header(const struct table *t)
{
	for (uint32_t i = 0; i < t->n; i++) {
		const struct replay_body *b = &t->p->bodies.at[t->columns[i]];
		char *title = b->text ? xasprintf("%s: %s", b->name, b->text) : xstrdup(b->name);

		if (i + 1 < t->n)
			fprintf(t->out, "%-*.*s | ", t->width, t->width, title);
		else
			fprintf(t->out, "%.*s\n", t->width, title);
		free(title);
	}
	for (uint32_t i = 0; i < t->n; i++) {
		for (int k = 0; k < t->width; k++)
			fputc('-', t->out);
		fputs(i + 1 < t->n ? "-+-" : "\n", t->out);
	}
}

static uint32_t column_of(const struct table *t, uint32_t body)
{
	uint32_t i = 0;

	while (t->columns[i] != body)
		i++;
	return i;
}

static void print_table(const struct replay_program *p, const struct replay_result *r, FILE *out)
{
	struct table t = { .p = p, .r = r, .out = out };

	find_columns(&t);
	print_header(&t);
	for (uint32_t i = 0; i < r->schedule.n; i++) {
		const struct replay_move *m = &r->schedule.at[i];
		char *text = move_text(p, m, move_is_end(r, i)), *place = place_text(p, m);
		uint32_t column = column_of(&t, m->body);

		print_cell(&t, column, text);
		print_cell(&t, column, place);
		free(text);
		free(place);
	}
}

/* ---- who holds and waits -------------------------------------------------------------------- */

/* "CPU0 (dev_ioctl())" */
static void print_task(const struct replay_program *p, uint32_t body, FILE *out)
{
	fputs(p->bodies.at[body].name, out);
	if (p->bodies.at[body].text)
		fprintf(out, " (%s)", p->bodies.at[body].text);
}

static void print_place(const struct replay_place *place, FILE *out)
{
	if (place->function)
		fprintf(out, " in %s()", place->function);
	if (place->file)
		fprintf(out, " at %s:%u", place->file, place->line);
	fputc('\n', out);
}

static const char *taken_for(const struct replay_program *p, const struct held *h)
{
	enum replay_object_kind kind = p->objects.at[h->object].kind;

	if (kind == REPLAY_RWSEM || kind == REPLAY_RWLOCK)
		return h->mode == REPLAY_WRITE ? ", for write" : ", for read";
	return "";
}

static void print_held(const struct replay_program *p, const struct held_list *held, uint32_t body, FILE *out)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < held->at.n; i++) {
		const struct held *h = &held->at.at[i];

		if (h->body != body)
			continue;
		if (!n)
			fputs("  and holds:\n", out);
		fprintf(out, "    #%u: '%s' (%s%s)%s", n++, object_text(p, h->object),
			replay_object_keyword(p->objects.at[h->object].kind), taken_for(p, h),
			h->step->place.file ? ", taken" : "");
		print_place(&h->step->place, out);
	}
	if (!n)
		fputs("  and holds nothing\n", out);
}

/* Holders of the lock, then whoever waits before. */
static void print_holders(const struct replay_program *p, const struct replay_result *r, const struct held_list *held,
			  uint32_t object, uint32_t body, FILE *out)
{
	bool any = false;

	for (uint32_t i = 0; i < held->at.n; i++) {
		const struct held *h = &held->at.at[i];

		if (h->object != object)
			continue;
		fprintf(out, "    held%s by %s%s\n", taken_for(p, h), p->bodies.at[h->body].name,
			h->body == body ? " itself" : "");
		any = true;
	}
	for (uint32_t i = r->schedule.n - waiting_tasks(r); i < r->schedule.n; i++) {
		const struct replay_move *m = &r->schedule.at[i];
		const struct replay_step *s = &p->bodies.at[m->in].steps.at[m->step];
		enum replay_object_kind kind = p->objects.at[object].kind;

		if (m->body != body && s->op == REPLAY_LOCK && s->object == object && s->mode == REPLAY_WRITE &&
		    (kind == REPLAY_RWSEM || kind == REPLAY_RWLOCK))
			fprintf(out, "    %s waits for it, for write: readers queue behind\n", p->bodies.at[m->body].name);
	}
	if (!any)
		fputs("    held by nobody who is left\n", out);
}

static void print_signallers(const struct replay_program *p, uint32_t object, FILE *out)
{
	bool any = false;

	for (uint32_t i = 0; i < p->bodies.n; i++)
		for (uint32_t k = 0; k < p->bodies.at[i].steps.n; k++) {
			const struct replay_step *s = &p->bodies.at[i].steps.at[k];

			if ((s->op != REPLAY_SIGNAL && s->op != REPLAY_SIGNAL_ALL) || s->object != object)
				continue;
			fprintf(out, "    signalled by %s", p->bodies.at[i].name);
			print_place(&s->place, out);
			any = true;
		}
	if (!any)
		fputs("    signalled by nobody\n", out);
}

static void print_reason(const struct replay_program *p, const struct replay_result *r, const struct held_list *held,
			 const struct replay_move *m, FILE *out)
{
	const struct replay_step *s = &p->bodies.at[m->in].steps.at[m->step];
	enum replay_object_kind kind;

	if (s->op == REPLAY_JOIN || s->op == REPLAY_CANCEL) {
		fprintf(out, "    until %s is done\n", p->bodies.at[s->object].name);
	} else if (s->op == REPLAY_LOCK || s->op == REPLAY_WW_LOCK) {
		print_holders(p, r, held, s->object, m->body, out);
	} else if (s->op == REPLAY_WAIT) {
		kind = p->objects.at[s->object].kind;
		if (kind == REPLAY_SRCU || kind == REPLAY_SECTION)
			print_holders(p, r, held, s->object, m->body, out);
		else
			print_signallers(p, s->object, out);
	}
}

static void print_waiter(const struct replay_program *p, const struct replay_result *r, const struct held_list *held,
			 const struct replay_move *m, FILE *out)
{
	const struct replay_step *s = &p->bodies.at[m->in].steps.at[m->step];
	char *text = step_text(p, s);

	fputc('\n', out);
	print_task(p, m->body, out);
	fprintf(out, " %s\n    %s", r->defect == REPLAY_IS_SLEEP ? "may sleep:" : "waits for ever:", text);
	print_place(&s->place, out);
	if (r->defect == REPLAY_IS_SLEEP)
		fputs("    inside a section in which nobody may sleep\n", out);
	else
		print_reason(p, r, held, m, out);
	print_held(p, held, m->body, out);
	free(text);
}

static void print_waits(const struct replay_program *p, const struct replay_result *r, FILE *out)
{
	uint32_t first = r->schedule.n - waiting_tasks(r);
	struct held_list held;

	held_after(p, r, first, &held);
	for (uint32_t i = first; i < r->schedule.n; i++)
		print_waiter(p, r, &held, &r->schedule.at[i], out);
	held_release(&held);
}

/* ---- what was explored ---------------------------------------------------------------------------- */

static void print_explored(const struct replay_program *p, const struct replay_result *r, FILE *out)
{
	fprintf(out, "\nexplored: %" PRIu64 " states, %" PRIu64 " transitions", r->states, r->transitions);
	if (r->is_exhaustive)
		fprintf(out, ", %s%" PRIu64 " schedules: all there are up to reordering",
			r->schedules == UINT64_MAX ? "more than " : "", r->schedules);
	else if (r->verdict == REPLAY_CONFIRMED && !r->bound)
		fputs(", shortest schedules first", out);
	fputc('\n', out);
	if (r->bound)
		fprintf(out, "bound reached: '%s'%s\n", r->bound,
			r->walks ? "" : r->cut_states ? ": some loops would go on" : "");
	if (r->walks)
		fprintf(out, "then %" PRIu64 " schedules at random\n", r->walks);
	if (r->cut_calls)
		fprintf(out, "recursive calls left out: %u\n", r->cut_calls);
	for (uint32_t i = 0; i < p->notes.n; i++)
		fprintf(out, "note: %s\n", p->notes.at[i]);
}

void replay_report(const struct replay_program *p, const struct replay_result *r, FILE *out)
{
	replay_summary(p, r, out);
	if (r->defect) {
		if (r->verdict != REPLAY_CONFIRMED)
			fprintf(out, "besides, %s:\n", defect_text(r));
		fputc('\n', out);
		print_table(p, r, out);
		print_waits(p, r, out);
	}
	for (uint32_t i = 0; i < r->excluded_by.n; i++)
		fprintf(out, "it would happen without %s\n", r->excluded_by.at[i]);
	print_explored(p, r, out);
}
