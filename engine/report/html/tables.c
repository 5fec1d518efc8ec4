// SPDX-License-Identifier: GPL-2.0-or-later
/* What a report knows besides findings: locks, statistics, the rules' pages. */
#include "report/html/html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/escape.h"

/* ---- locks ------------------------------------------------------------------------------ */

static void print_user(const struct html *h, const struct lock_user *u)
{
	const char *last = NULL;

	fputs("<td><code>", h->out);
	escape_html(u->entry, h->out);
	fputs("</code><br><span class=\"way\">", h->out);
	for (unsigned int i = 0; i < u->chain.nsteps; i++) {
		const char *function = u->chain.steps[i].function;

		if (!function || (last && !strcmp(last, function)))
			continue;
		if (last)
			fputs(" &rarr; ", h->out);
		escape_html(function, h->out);
		last = function;
	}
	fputs("</span></td><td>", h->out);
	escape_html(u->context, h->out);
	fprintf(h->out, "</td><td>%s</td><td class=\"n\">%u</td></tr>\n", u->blocking ? "waits" : "tries", u->depth);
}

void html_locks(const struct html *h)
{
	const struct lock_table *t = h->r->locks;

	if (!t)
		return;
	fprintf(h->out, "<section id=\"locks\">\n<h2>Locks that callbacks take <span class=\"n\">%u</span></h2>\n", t->nrows);
	fputs("<p>Each lock that an mmu-notifier callback or a shrinker takes: in which context, whether it waits for it, how many "
	      "calls deep, and at how many places the lock is held over something that may enter reclaim.</p>\n"
	      "<div class=\"scroll\" tabindex=\"0\"><table class=\"locks\">\n<thead><tr><th>lock</th><th>held over reclaim</th>"
	      "<th>callback</th><th>context</th><th></th><th>depth</th></tr></thead>\n", h->out);
	for (unsigned int i = 0; i < t->nrows; i++) {
		const struct lock_row *row = &t->rows[i];

		fprintf(h->out, "<tbody><tr><td rowspan=\"%u\"><code>", row->nusers ? row->nusers : 1);
		escape_html(row->lock, h->out);
		fprintf(h->out, "</code></td><td class=\"n\" rowspan=\"%u\">", row->nusers ? row->nusers : 1);
		if (row->held_over_reclaim)
			fprintf(h->out, "%u", row->held_over_reclaim);
		fputs(row->nusers ? "</td>" : "</td></tr>\n", h->out);
		for (unsigned int k = 0; k < row->nusers; k++) {
			if (k)
				fputs("<tr>", h->out);
			print_user(h, &row->users[k]);
		}
		fputs("</tbody>\n", h->out);
	}
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
			html_markdown(page, h->out);
		else
			fputs("<p>There is no page about it.</p>\n", h->out);
		fputs("</div></details>\n", h->out);
		free(page);
	}
	fputs("</section>\n", h->out);
}
