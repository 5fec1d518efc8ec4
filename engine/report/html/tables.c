// SPDX-License-Identifier: GPL-2.0-or-later
/* What a report knows besides findings: locks, statistics, the rules' pages. */
#include "report/html/html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/escape.h"

/* ---- locks ------------------------------------------------------------------------------ */

/* Do they differ in the context only? */
static bool is_same_way(const struct lock_user *a, const struct lock_user *b)
{
	if (strcmp(a->entry, b->entry) || a->blocking != b->blocking || a->depth != b->depth || a->chain.nsteps != b->chain.nsteps)
		return false;
	for (unsigned int i = 0; i < a->chain.nsteps; i++) {
		const char *x = a->chain.steps[i].function, *y = b->chain.steps[i].function;

		if (x != y && (!x || !y || strcmp(x, y)))
			return false;
	}
	return true;
}

/* How many of the row's users from this one on are one line. */
static unsigned int same_users(const struct lock_row *row, unsigned int first)
{
	unsigned int n = 1;

	while (first + n < row->nusers && is_same_way(&row->users[first], &row->users[first + n]))
		n++;
	return n;
}

static void print_users(const struct html *h, const struct lock_user *u, unsigned int n)
{
	fputs("<td><code>", h->out);
	escape_html(u->entry, h->out);
	fputs("</code><br>", h->out);
	html_way(&u->chain, h->out);
	fputs("</td><td>", h->out);
	for (unsigned int i = 0; i < n; i++) {
		fputs(i ? ", " : "", h->out);
		escape_html(u[i].context, h->out);
	}
	fprintf(h->out, "</td><td>%s</td><td class=\"n\">%u</td></tr>\n", u->blocking ? "waits" : "tries", u->depth);
}

static void print_lock(const struct html *h, const struct lock_row *row)
{
	unsigned int lines = 0;

	for (unsigned int i = 0; i < row->nusers; i += same_users(row, i))
		lines++;
	fprintf(h->out, "<tbody><tr><td rowspan=\"%u\"><code>", lines ? lines : 1);
	escape_html(row->lock, h->out);
	fprintf(h->out, "</code></td><td class=\"n\" rowspan=\"%u\">", lines ? lines : 1);
	if (row->held_over_reclaim)
		fprintf(h->out, "%u", row->held_over_reclaim);
	fputs(lines ? "</td>" : "</td></tr>", h->out);
	for (unsigned int i = 0, n; i < row->nusers; i += n) {
		n = same_users(row, i);
		fputs(i ? "<tr>" : "", h->out);
		print_users(h, &row->users[i], n);
	}
	fputs("</tbody>\n", h->out);
}

void html_locks(const struct html *h)
{
	const struct lock_table *t = h->r->locks;

	if (!t)
		return;
	fprintf(h->out, "<section id=\"locks\">\n<h2>Locks that callbacks take <span class=\"n\">%u</span></h2>\n", t->nrows);
	fputs("<p>Each lock that an mmu-notifier callback or a shrinker takes: at how many places it is held over something that may "
	      "enter reclaim, in which contexts the callback takes it, by which way, whether it waits for it, and how many calls "
	      "deep.</p>\n<div class=\"scroll\" tabindex=\"0\"><table class=\"locks\">\n<thead><tr><th>lock</th>"
	      "<th>over reclaim</th><th>callback</th><th>contexts</th><th>how</th><th>depth</th></tr></thead>\n", h->out);
	for (unsigned int i = 0; i < t->nrows; i++)
		print_lock(h, &t->rows[i]);
	fputs("</table></div>\n</section>\n", h->out);
}

/* ---- statistics ---------------------------------------------------------------------------- */

static void print_numbers(const struct html *h, const struct result *r)
{
	fputs("<table class=\"numbers\">\n<thead><tr><th>what was looked at</th><th></th></tr></thead>\n<tbody>\n", h->out);
	for (unsigned int i = 0; i < r->nstats; i++) {
		fputs("<tr><td>", h->out);
		for (const char *p = r->stats[i].name; *p; p++)
			escape_html_n(*p == '_' ? " " : p, 1, h->out);
		fprintf(h->out, "</td><td class=\"n\">%" PRIu64 "</td></tr>\n", r->stats[i].value);
	}
	fputs("</tbody></table>\n", h->out);
}

static void print_bounds(const struct html *h, const struct result *r)
{
	if (!r->nlimits)
		return;
	fputs("<table class=\"numbers\">\n<thead><tr><th>bound</th><th>set to</th><th>hit</th></tr></thead>\n<tbody>\n", h->out);
	for (unsigned int i = 0; i < r->nlimits; i++) {
		fprintf(h->out, "<tr%s><td><code>", r->limits[i].hits ? " class=\"hit\"" : "");
		escape_html(r->limits[i].name, h->out);
		fprintf(h->out, "</code></td><td class=\"n\">%" PRIu64 "</td><td class=\"n\">%" PRIu64 "</td></tr>\n", r->limits[i].value,
			r->limits[i].hits);
	}
	fputs("</tbody></table>\n", h->out);
}

void html_statistics(const struct html *h)
{
	fputs("<section id=\"statistics\">\n<h2>Statistics and limits</h2>\n"
	      "<p>Each bound of the analysis that was hit is a place where it gave up, and may have missed something; "
	      "<code>--bound NAME=N</code> sets it.</p>\n<div class=\"side scroll\" tabindex=\"0\">\n", h->out);
	print_numbers(h, h->r);
	print_bounds(h, h->r);
	if (h->r->cocci)
		print_numbers(h, h->r->cocci);
	fputs("</div>\n</section>\n", h->out);
}

/* ---- rules --------------------------------------------------------------------------------------- */

void html_rules(const struct html *h)
{
	if (!h->rule_names.n)
		return;
	fputs("<section id=\"rules\">\n<h2>Rules</h2>\n", h->out);
	for (uint32_t i = 0; i < h->rule_names.n; i++) {
		const char *rule = h->rule_names.at[i];
		char *page = h->o->page ? h->o->page(rule) : NULL;

		fputs("<details class=\"page\" id=\"rule-", h->out);
		escape_html(rule, h->out);
		fputs("\"><summary>", h->out);
		escape_html(rule, h->out);
		fputs("</summary>\n<div class=\"body\">\n", h->out);
		if (page)
			html_markdown(page, &h->rules, h->out);
		else
			fputs("<p>There is no page about it.</p>\n", h->out);
		fputs("</div></details>\n", h->out);
		free(page);
	}
	fputs("</section>\n", h->out);
}
