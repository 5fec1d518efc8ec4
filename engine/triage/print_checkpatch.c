// SPDX-License-Identifier: GPL-2.0-or-later
/* checkpatch.pl's form: each patch is an input, only what it adds is a message. */
#include "triage/print.h"

#include <string.h>

#include "report/checkpatch.h"

struct printer {
	const struct triage *t;
	const struct triage_patch *patch;
	struct arena arena;
	ARRAY(struct checkpatch_message) messages;
};

static const char *text_of(struct printer *p, const struct change_item *item)
{
	const struct site *s = item->site;
	const char *message = s->message ? s->message : item->finding->message, *text;
	char *cause;

	if (item->is_false_fix)
		return arena_printf(&p->arena, "not fixed by %s%s: %s",
				    p->patch->comparison.claim == CLAIM_GFP ? "the " : "this patch, which speaks of ",
				    p->patch->comparison.claimed, item->why);
	cause = triage_cause(&p->patch->comparison, item);
	text = cause ? arena_printf(&p->arena, "%s (%s)", message, cause) : message;
	free(cause);
	return text;
}

/* The line of the patch, or of the tree with the sign that it would have there. */
static const char *code_of(struct printer *p, const struct change_item *item, const struct patch_position *at)
{
	const struct touched_file *f = find_touched(&p->patch->comparison, item->site->file, false);

	if (at && at->is_exact && !item->is_elsewhere)
		return at->file->file->hunks.at[at->hunk].lines.at[at->line];
	if (f && item->site->line <= f->map.after.n && item->site->line) {
		const char *line = f->map.after.line[item->site->line];

		return arena_printf(&p->arena, " %.*s", (int)strcspn(line, "\n"), line);
	}
	return NULL;
}

static void add_message(struct printer *p, const struct change_item *item, const struct finding *f)
{
	const struct patch *patch = p->patch->patch;
	struct patch_position at;
	bool placed = triage_position(&p->patch->comparison, item, &at);

	array_push(&p->messages, (struct checkpatch_message){
		.level = item->site->confidence, .rule = item->finding->rule, .text = text_of(p, item),
		.file = item->site->file, .line = item->site->line,
		.patch_line = placed ? triage_patch_line(patch, &at) : patch->diff_line,
		.code = code_of(p, item, placed ? &at : NULL), .finding = f,
	});
}

static int by_line(const void *a, const void *b)
{
	const struct checkpatch_message *x = a, *y = b;
	int order = x->patch_line < y->patch_line ? -1 : x->patch_line > y->patch_line;

	if (!order)
		order = strcmp(x->file, y->file);
	if (!order)
		order = x->line < y->line ? -1 : x->line > y->line;
	return order ? order : strcmp(x->text, y->text);
}

static unsigned int lines_of(const struct patch *p)
{
	unsigned int n = 0;

	for_each_in_array(f, &p->files)
		for_each_in_array(h, &f->hunks)
			n += h->lines.n;
	return n;
}

static bool print_patch(struct printer *p, FILE *out)
{
	const struct comparison *c = &p->patch->comparison;
	struct checkpatch_input in = { .file = p->patch->patch->input, .heading = p->t->patches.n > 1, .lines = lines_of(p->patch->patch) };

	array_clear(&p->messages);
	for (unsigned int i = 0, next; i < c->items.n; i = next) {
		struct finding *f = arena_alloc(&p->arena, sizeof(*f));

		next = triage_group(c, i, &p->arena, f);
		for (unsigned int k = i; k < next; k++)
			if (c->items.at[k].change == CHANGE_NEW || c->items.at[k].is_false_fix)
				add_message(p, &c->items.at[k], f);
	}
	if (p->messages.n)
		qsort(p->messages.at, p->messages.n, sizeof(*p->messages.at), by_line);
	in.name = p->t->patches.n > 1 ? p->patch->patch->name : !strcmp(in.file, "-") ? "Your patch" : in.file;
	in.messages = p->messages.at;
	in.nmessages = p->messages.n;
	return checkpatch_input(&in, p->t->checkpatch, out);
}

void triage_print_checkpatch(const struct triage *t, FILE *out)
{
	struct printer p = { .t = t, .arena = { NULL } };
	ARRAY(const char *) notes = { 0 };
	bool clean = true;

	for_each_in_array(patch, &t->patches) {
		p.patch = patch;
		clean &= print_patch(&p, out);
		if (triage_is_beside(patch))
			array_push(&notes, "Nothing that was scanned depends on what the patch changes.");
		for_each_in_array(u, &patch->unbuilt)
			array_push(&notes, (const char *)arena_printf(&p.arena, "Not looked at: %s: this configuration does not build it.", *u));
		for_each_in_array(u, &patch->failed)
			array_push(&notes, (const char *)arena_printf(&p.arena, "Not looked at: %s: it does not compile.", *u));
	}
	checkpatch_end(t->checkpatch, notes.at, notes.n, clean, out);
	array_release(&notes);
	array_release(&p.messages);
	arena_release(&p.arena);
}
