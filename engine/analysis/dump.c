// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/dump.h"

#include <string.h>

#include "analysis/walk.h"
#include "analysis/witness.h"

static const char *const kinds[] = {
#define X(id, name) name,
	EFFECTS(X)
#undef X
};

static void print_guards(const struct solver *s, uint32_t guards, FILE *out)
{
	static const char *const ops[] = { "==", "!=", "!&", "&", "<", ">=", "in" };
	const struct atom_set *set = atom_set_at(&s->exprs, guards);

	for (uint32_t i = 0; i < set->n; i++) {
		const struct atom *a = atom_at(&s->exprs, set->atom[i]);
		char text[256];

		expr_print(&s->exprs, a->expr, text, sizeof(text));
		fprintf(out, "%s%s %s %#llx", i ? ", " : " if ", text, ops[a->op], (long long)a->value);
	}
}

static void print_scopes(const struct solver *s, unsigned int scopes, FILE *out)
{
	for (unsigned int i = 0; i < SCOPE_MAX; i++)
		if (scopes >> i & 1)
			fprintf(out, " in %s", intern_text(&s->model->scopes, i));
}

static void print_what(const struct solver *s, const struct effect *e, FILE *out)
{
	char text[256];

	if (e->kind == EFFECT_ACQUIRE && (e->flags & EF_SYMBOLIC)) {
		expr_print(&s->exprs, e->what, text, sizeof(text));
		fprintf(out, " %s", text);
	} else if (e->kind == EFFECT_ACQUIRE) {
		fprintf(out, "%s '%s'", e->flags & EF_TRY ? " (try)" : "", s->locks.at.at[e->what].name);
	} else if (e->kind == EFFECT_ALLOC) {
		const struct gfp *g = gfp_at(&s->locks, e->what);

		expr_print(&s->exprs, g->expr, text, sizeof(text));
		if (g->is_unknown)
			fprintf(out, " unknown gfp");
		else if (g->expr)
			fprintf(out, " gfp (%s & %#llx) | %#llx", text, (long long)g->mask, (long long)g->bits);
		else
			fprintf(out, " gfp %#llx", (long long)g->bits);
	} else if (e->kind == EFFECT_FAULT || e->kind == EFFECT_VM || e->kind == EFFECT_FIRE) {
		fprintf(out, " %s", intern_text(&s->texts, e->what));
	} else if (e->kind == EFFECT_WAIT) {
		fprintf(out, " %s", wait_kind(s, e->what));
	}
}

static void print_locks(const struct solver *s, const char *title, const struct exit_lock *l, uint32_t n, FILE *out)
{
	for (uint32_t i = 0; i < n; i++) {
		char text[256];

		expr_print(&s->exprs, l[i].object, text, sizeof(text));
		fprintf(out, " %s '%s' at %s", title, s->locks.at.at[l[i].class].name, text);
	}
}

static void print_exit(const struct solver *s, const struct exit *x, FILE *out)
{
	char text[256];

	fprintf(out, "  exit%s%s%s", x->classes & RETURN_ZERO ? " zero" : "", x->classes & RETURN_NEGATIVE ? " negative" : "",
		x->classes & RETURN_OTHER ? " other" : "");
	if (x->value) {
		expr_print(&s->exprs, x->value, text, sizeof(text));
		fprintf(out, " value %s", text);
	}
	if (x->member) {
		expr_print(&s->exprs, x->member, text, sizeof(text));
		fprintf(out, " '%s' is %s", s->program->fields.at[x->field].name, text);
	}
	print_locks(s, "holds", x->held, x->nheld, out);
	print_locks(s, "releases", x->released, x->nreleased, out);
	for (unsigned int i = 0; i < SCOPE_MAX; i++)
		if (x->scopes[i])
			fprintf(out, " %s%+d", intern_text(&s->model->scopes, i), x->scopes[i]);
	print_guards(s, x->guards, out);
	putc('\n', out);
}

static void print_effect(struct solver *s, uint32_t node, const struct effect *e, FILE *out)
{
	struct step at = witness_step(s, node, e->event, "", "");
	uint32_t n;
	const uint32_t *released = class_set_at(&s->locks, e->released, &n);

	fprintf(out, "  %s%s", e->lock == NONE ? "" : "edge ", kinds[e->kind]);
	print_what(s, e, out);
	if (e->lock != NONE)
		fprintf(out, " under '%s'", s->locks.at.at[e->lock].name);
	for (uint32_t i = 0; i < n; i++)
		fprintf(out, " without '%s'", s->locks.at.at[released[i]].name);
	print_scopes(s, e->scopes, out);
	print_guards(s, e->guards, out);
	fprintf(out, " [line %u, %u calls%s%s", at.line, e->depth, e->flags & EF_JOINED ? ", joined" : "",
		e->flags & EF_FINAL ? ", final put" : "");
	if (e->several)
		fprintf(out, ", %u with several targets", e->several);
	fprintf(out, "]\n");
}

void dump_summaries(struct solver *s, const char *function, FILE *out)
{
	for (uint32_t i = 0; i < s->graph->nodes.n; i++) {
		const struct node *n = &s->graph->nodes.at[i];
		const struct function *f = &s->program->functions.at[n->function];
		const struct summary *sum = &s->summaries[i];

		if (function && strcmp(f->name, function))
			continue;
		fprintf(out, "%s (%s:%u)", f->name, f->file, f->line);
		for (uint32_t b = 0; b < n->nbindings; b++)
			fprintf(out, " with parameter %u = %s", n->binding[b].param + 1,
				s->program->entities.at[n->binding[b].entity].name);
		fprintf(out, "%s%s\n", sum->is_joined ? " joined" : "", sum->is_cut ? " cut" : "");
		for (uint32_t k = 0; k < sum->nexits; k++)
			print_exit(s, &sum->exits[k], out);
		for (uint32_t k = 0; k < sum->neffects; k++)
			print_effect(s, i, &sum->effects[k], out);
	}
	for (uint32_t i = 0; !function && i < s->edges.n; i++) {
		fprintf(out, "edge at %s:", function_name_of(s, s->edge_node.at[i]));
		print_effect(s, s->edge_node.at[i], &s->edges.at[i], out);
	}
}
