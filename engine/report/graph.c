// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/graph.h"

#include <string.h>

#include "report/escape.h"
#include "report/report.h"

void graph_release(struct graph *g)
{
	intern_release(&g->nodes);
	array_release(&g->edges);
	map_release(&g->known);
	arena_release(&g->arena);
}

void graph_add(struct graph *g, const char *from, const char *to, enum graph_arrow arrow, const char *label,
	       const char *tooltip)
{
	uint32_t a = intern_id(&g->nodes, from), b = intern_id(&g->nodes, to);
	uint64_t key = (uint64_t)a << 32 | b;
	uint32_t *known = map_find(&g->known, key);
	struct graph_edge *e;

	if (known) {
		e = &g->edges.at[*known];
		/* One who waits is enough. */
		if (arrow == GRAPH_SHOWN && e->arrow == GRAPH_TRIED)
			e->arrow = arrow;
		e->more += strcmp(e->label, label) != 0;
		return;
	}
	map_insert(&g->known, key, g->edges.n);
	array_push(&g->edges, (struct graph_edge){
		.from = a, .to = b, .arrow = arrow, .label = arena_strdup(&g->arena, label),
		.tooltip = tooltip ? arena_strdup(&g->arena, tooltip) : NULL,
	});
}

static const char *base_name(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

void graph_add_place(struct graph *g, const char *from, const char *to, const char *function, const char *file, unsigned int line,
		     const char *detail)
{
	char *label, *tooltip;

	file = file ? file : "?";
	label = xasprintf("%s\n%s:%u", function ? function : "?", base_name(file), line);
	tooltip = xasprintf(detail ? "%s:%u: %s" : "%s:%u", file, line, detail);
	graph_add(g, from, to, GRAPH_SHOWN, label, tooltip);
	free(label);
	free(tooltip);
}

void graph_add_own(struct graph *g, const char *from, const char *to, const char *detail)
{
	char *label = xstrdup(detail ? detail : ""), *place = strrchr(label, '(');

	/* the place below the reason: one line would be wider than the circle */
	if (place && place > label && place[-1] == ' ')
		place[-1] = '\n';
	graph_add(g, from, to, GRAPH_OWN, label, NULL);
	free(label);
}

/* Who (the function the chain begins in) does it, and where it ends. */
static void add_chain(struct graph *g, const struct dependency *d, const struct chain *c)
{
	const struct step *last = &c->steps[c->nsteps - 1];

	graph_add_place(g, d->held, d->taken, c->steps[0].function, last->file, last->line,
			last->detail ? last->detail : last->event);
}

void graph_add_cycle(struct graph *g, const struct finding *f)
{
	for (unsigned int i = 0; i < f->ncycle; i++) {
		const struct dependency *d = &f->cycle[i];

		if (d->chain < f->nchains && f->chains[d->chain].nsteps)
			add_chain(g, d, &f->chains[d->chain]);
		else
			graph_add_own(g, d->held, d->taken, d->detail);
	}
}

void graph_add_locks(struct graph *g, const struct lock_table *t)
{
	for (unsigned int i = 0; i < t->nrows; i++) {
		const struct lock_row *row = &t->rows[i];

		for (unsigned int k = 0; k < row->nusers; k++) {
			const struct lock_user *u = &row->users[k];

			graph_add(g, u->entry, row->lock, u->blocking ? GRAPH_SHOWN : GRAPH_TRIED, u->context, NULL);
		}
	}
}

/* ---- graphviz ------------------------------------------------------------------- */

/* What the kernel tells lockdep about without there being a lock: docs/findings.md. */
static const char *class_of(const char *name)
{
	static const char *const pseudo[] = { "fs_reclaim", "mmu_notifier_invalidate_range_start", "dma_fence_map" };

	if (name[0] == '(')
		return "item";
	if (strstr(name, " = "))
		return "callback";
	for (size_t i = 0; i < sizeof(pseudo) / sizeof(*pseudo); i++)
		if (!strcmp(name, pseudo[i]))
			return "pseudo";
	return "lock";
}

static void print_name(const struct graph *g, uint32_t id, FILE *out)
{
	putc('"', out);
	escape_dot(intern_text(&g->nodes, id), out);
	putc('"', out);
}

static void print_node(const struct graph *g, uint32_t id, FILE *out)
{
	const char *name = intern_text(&g->nodes, id), *class = class_of(name);

	putc('\t', out);
	print_name(g, id, out);
	fprintf(out, " [class=%s", class);
	if (!strcmp(class, "pseudo") || !strcmp(class, "item"))
		fputs(", style=\"rounded,filled\", fillcolor=\"#f4e3c1\"", out);
	else if (!strcmp(class, "callback"))
		fputs(", shape=ellipse, style=solid", out);
	fputs("];\n", out);
}

/* A space on either side of each line, because arrows pass close by. */
static void print_label(const char *label, FILE *out)
{
	for (const char *end; ; label = end + 1) {
		char *line;

		end = strchrnul(label, '\n');
		line = xasprintf(" %.*s ", (int)(end - label), label);
		escape_dot(line, out);
		free(line);
		if (!*end)
			return;
		fputs("\\n", out);
	}
}

static void print_edge(const struct graph *g, const struct graph_edge *e, FILE *out)
{
	static const struct { const char *class, *look; } arrows[] = {
		[GRAPH_SHOWN] = { "shown", "" },
		[GRAPH_OWN] = { "own", ", style=dashed, color=\"#666666\", fontcolor=\"#666666\"" },
		[GRAPH_TRIED] = { "tried", ", style=dotted" },
	};

	putc('\t', out);
	print_name(g, e->from, out);
	fputs(" -> ", out);
	print_name(g, e->to, out);
	fprintf(out, " [class=%s, label=\"", arrows[e->arrow].class);
	print_label(e->label, out);
	if (e->more)
		fprintf(out, "\\n and %u more ", e->more);
	putc('"', out);
	if (e->tooltip) {
		fputs(", tooltip=\"", out);
		escape_dot(e->tooltip, out);
		fputs("\", labeltooltip=\"", out);
		escape_dot(e->tooltip, out);
		putc('"', out);
	}
	fprintf(out, "%s];\n", arrows[e->arrow].look);
}

void graph_print(const struct graph *g, const char *name, bool is_wide, FILE *out)
{
	fprintf(out, "digraph \"%s\" {\n", name);
	if (is_wide)
		fputs("\trankdir=LR;\n\tnodesep=0.1;\n", out);
	fputs("\tbgcolor=transparent;\n"
	      "\tranksep=0.4;\n"
	      "\tnode [shape=box, style=filled, fillcolor=\"#e3ecf7\", fontname=\"monospace\", fontsize=10, height=0.3];\n"
	      "\tedge [fontname=\"monospace\", fontsize=9];\n", out);
	for (uint32_t i = 0; i < intern_count(&g->nodes); i++)
		print_node(g, i, out);
	for (uint32_t i = 0; i < g->edges.n; i++)
		print_edge(g, &g->edges.at[i], out);
	fputs("}\n", out);
}

void report_dot(const struct result *r, const struct report_options *o, FILE *out)
{
	struct graph g = { 0 };

	for (unsigned int i = 0; i < r->nfindings; i++)
		if (finding_counts(&r->findings[i], o->min))
			graph_add_cycle(&g, &r->findings[i]);
	graph_print(&g, "lock graph of the findings", true, out);
	graph_release(&g);
}

void report_locks_dot(const struct lock_table *t, FILE *out)
{
	struct graph g = { 0 };

	graph_add_locks(&g, t);
	graph_print(&g, "locks of callbacks", true, out);
	graph_release(&g);
}
