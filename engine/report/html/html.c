// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/html/html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/version.h"
#include "report/escape.h"
#include "report/graph.h"

#define WHOLE_ARROWS 300		/* 450 take dot five seconds, and nobody sees through them */

/* ---- what will be needed, before anything is printed ------------------------------ */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect_rules(struct html *h)
{
	for (unsigned int i = 0; i < h->r->nfindings; i++)
		if (is_shown(h, &h->r->findings[i]))
			intern_id(&h->rules, h->r->findings[i].rule);
	for (uint32_t i = 0; i < intern_count(&h->rules); i++)
		array_push(&h->rule_names, intern_text(&h->rules, i));
	if (h->rule_names.n)
		qsort(h->rule_names.at, h->rule_names.n, sizeof(*h->rule_names.at), by_text);
}

static void collect_lines(struct html *h)
{
	for (unsigned int i = 0; i < h->r->nfindings; i++) {
		const struct finding *f = &h->r->findings[i];

		for (unsigned int c = 0; is_shown(h, f) && c < f->nchains; c++)
			for (unsigned int s = 0; s < f->chains[c].nsteps; s++)
				excerpts_want(&h->excerpts, f->chains[c].steps[s].file, f->chains[c].steps[s].line);
	}
	excerpts_close(&h->excerpts);
}

static void collect_pictures(struct html *h)
{
	struct graph all = { 0 };

	h->picture_of = xmalloc((h->r->nfindings + 1) * sizeof(*h->picture_of));
	h->whole = NO_PICTURE;
	for (unsigned int i = 0; i < h->r->nfindings; i++) {
		const struct finding *f = &h->r->findings[i];
		struct graph g = { 0 };

		h->picture_of[i] = NO_PICTURE;
		if (!is_shown(h, f) || !f->ncycle)
			continue;
		graph_add_cycle(&g, f);
		h->picture_of[i] = pictures_add(&h->pictures, &g, false);
		graph_release(&g);
		if (finding_counts(f, h->o->min))
			graph_add_cycle(&all, f);
	}
	if (all.edges.n > WHOLE_ARROWS)
		h->too_many = all.edges.n;
	else if (all.edges.n)
		h->whole = pictures_add(&h->pictures, &all, true);
	graph_release(&all);
	pictures_draw(&h->pictures);
}

/* ---- the head ------------------------------------------------------------------------- */

static void print_head(struct html *h)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      /* Nothing is loaded from anywhere, even if something in here should ask for it. */
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
	      "script-src 'unsafe-inline'; img-src data:\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n"
	      "<meta name=\"generator\" content=\"reclint " RECLINT_VERSION "\">\n"
	      "<link rel=\"icon\" href=\"data:,\">\n<title>reclint", h->out);
	if (h->r->kernel)
		fputs(": Linux ", h->out);
	escape_html(h->r->kernel, h->out);
	fprintf(h->out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", report_css);
}

static void print_navigation(struct html *h)
{
	fputs("<nav aria-label=\"Parts of the report\"><a href=\"#findings\">Findings</a>", h->out);
	if (h->r->locks)
		fputs(" <a href=\"#locks\">Locks</a>", h->out);
	fputs(" <a href=\"#statistics\">Statistics</a>", h->out);
	if (h->rule_names.n)
		fputs(" <a href=\"#rules\">Rules</a>", h->out);
	if (h->excerpts.quoted.n)
		fputs(" <a href=\"#source\">Source</a>", h->out);
	fputs("</nav>\n", h->out);
}

/* ---- the summary ------------------------------------------------------------------------ */

struct count {
	unsigned int level[CONF_LOW + 1], counted, suppressed, known, unsure;
};

static struct count count(const struct html *h, const char *rule)
{
	struct count n = { 0 };

	for (unsigned int i = 0; i < h->r->nfindings; i++) {
		const struct finding *f = &h->r->findings[i];

		if (rule && strcmp(rule, f->rule))
			continue;
		if (!is_shown(h, f)) {
			n.unsure++;
		} else if (f->suppressed) {
			n.suppressed++;
		} else if (is_known(f)) {
			n.known++;
		} else {
			n.level[finding_confidence(f)]++;
			n.counted++;
		}
	}
	return n;
}

static void print_tiles(struct html *h)
{
	struct count n = count(h, NULL);

	fprintf(h->out, "<ul class=\"tiles\">\n<li><b>%u</b> finding%s</li>\n", n.counted, n.counted == 1 ? "" : "s");
	for (int c = CONF_HIGH; c <= (int)h->o->min; c++)
		fprintf(h->out, "<li class=\"%s\"><b>%u</b> %s</li>\n", confidence_name((enum confidence)c), n.level[c],
			confidence_name((enum confidence)c));
	if (n.suppressed)
		fprintf(h->out, "<li class=\"quiet\"><b>%u</b> suppressed</li>\n", n.suppressed);
	if (n.known)
		fprintf(h->out, "<li class=\"quiet\"><b>%u</b> in the baseline</li>\n", n.known);
	if (h->r->nabsent)
		fprintf(h->out, "<li class=\"quiet\"><b>%u</b> of the baseline gone</li>\n", h->r->nabsent);
	if (n.unsure)
		fprintf(h->out, "<li class=\"quiet\"><b>%u</b> of lower confidence not shown</li>\n", n.unsure);
	fputs("</ul>\n", h->out);
}

/* What the baseline has and is gone. */
static void print_absent(struct html *h)
{
	if (!h->r->nabsent)
		return;
	fprintf(h->out, "<details class=\"gone\"><summary>%u of the baseline gone</summary>\n<ul>\n", h->r->nabsent);
	for (unsigned int i = 0; i < h->r->nabsent; i++) {
		const struct finding *f = &h->r->absent[i];

		fputs("<li>", h->out);
		html_prose(f->message, h->out);
		fputs(" <span class=\"where\"><span class=\"place\">", h->out);
		excerpts_print_place(&h->excerpts, f->file, f->line, h->out);
		fputs("</span> <span class=\"rule\">", h->out);
		escape_html(f->rule, h->out);
		fputs("</span></span></li>\n", h->out);
	}
	fputs("</ul></details>\n", h->out);
}

static void print_notes(struct html *h)
{
	if (h->r->nfailed) {
		fprintf(h->out, "<details class=\"warning\" open><summary>%u not analysed</summary>\n<ul>\n", h->r->nfailed);
		for (unsigned int i = 0; i < h->r->nfailed; i++) {
			fputs("<li><code>", h->out);
			escape_html(h->r->failed[i], h->out);
			fputs("</code></li>\n", h->out);
		}
		fputs("</ul></details>\n", h->out);
	}
	if (!h->o->source)
		fputs("<p class=\"note\">No code is quoted: the source tree was not named (<code>--source DIR</code>).</p>\n", h->out);
	if (h->too_many)
		fprintf(h->out, "<p class=\"note\">All circles together have %u arrows, too many for a picture; <code>reclint report "
			"--format dot</code> prints them.</p>\n", h->too_many);
	if (h->pictures.why) {
		fputs("<p class=\"note\">Circles are lists, not pictures: ", h->out);
		escape_html(h->pictures.why, h->out);
		fputs(".</p>\n", h->out);
	}
}

static void print_rule_row(struct html *h, const char *rule, bool has_others)
{
	struct count n = count(h, rule);

	fputs("<tr><th scope=\"row\"><a href=\"#rule-", h->out);
	escape_html(rule, h->out);
	fputs("\">", h->out);
	escape_html(rule, h->out);
	fputs("</a></th>", h->out);
	for (int c = CONF_HIGH; c <= (int)h->o->min; c++) {
		fputs("<td class=\"n\">", h->out);
		if (n.level[c]) {
			fputs("<a href=\"#rule=", h->out);
			escape_html(rule, h->out);
			fprintf(h->out, "&amp;level=%s\">%u</a>", confidence_name((enum confidence)c), n.level[c]);
		}
		fputs("</td>", h->out);
	}
	if (has_others)
		fprintf(h->out, "<td class=\"n\">%u</td>", n.suppressed + n.known);
	fputs("</tr>\n", h->out);
}

static void print_rule_table(struct html *h)
{
	struct count n = count(h, NULL);
	bool has_others = n.suppressed || n.known;

	if (!h->rule_names.n)
		return;
	fputs("<div class=\"scroll\" tabindex=\"0\"><table class=\"by-rule\">\n<thead><tr><th scope=\"col\">rule</th>", h->out);
	for (int c = CONF_HIGH; c <= (int)h->o->min; c++)
		fprintf(h->out, "<th scope=\"col\">%s</th>", confidence_name((enum confidence)c));
	if (has_others)
		fputs("<th scope=\"col\">not counted</th>", h->out);
	fputs("</tr></thead>\n<tbody>\n", h->out);
	for_each_in_array(rule, &h->rule_names)
		print_rule_row(h, *rule, has_others);
	fputs("</tbody></table></div>\n", h->out);
}

static void print_summary(struct html *h)
{
	fputs("<header>\n<h1>reclint</h1>\n<p class=\"kernel\">", h->out);
	if (h->r->kernel)
		fputs("Linux ", h->out);
	escape_html(h->r->kernel ? h->r->kernel : "kernel of unknown version", h->out);
	if (h->r->config) {
		fputs(", ", h->out);
		escape_html(h->r->config, h->out);
	}
	fputs("</p>\n", h->out);
	print_navigation(h);
	fputs("</header>\n<main>\n<section id=\"summary\" aria-label=\"Summary\">\n", h->out);
	print_tiles(h);
	print_notes(h);
	print_rule_table(h);
	print_absent(h);
	if (h->whole != NO_PICTURE && h->pictures.drawn.n) {
		fputs("<details class=\"whole\"><summary>Lock graph of all findings</summary>\n", h->out);
		pictures_print(&h->pictures, h->whole, "lock graph of all findings: their circles joined", h->out);
		fputs("</details>\n", h->out);
	}
	fputs("</section>\n", h->out);
}

/* ---- the filter: of use with JavaScript only, which shows it --------------------------- */

static void print_choice(struct html *h, const char *value)
{
	fputs("<option>", h->out);
	escape_html(value, h->out);
	fputs("</option>", h->out);
}

static void print_directories(struct html *h)
{
	struct intern known = { 0 };
	ARRAY(const char *) names = { 0 };

	for (unsigned int i = 0; i < h->r->nfindings; i++) {
		const char *file = h->r->findings[i].file, *slash = strrchr(file, '/');
		char *directory = slash ? xasprintf("%.*s", (int)(slash - file), file) : NULL;

		if (directory && is_shown(h, &h->r->findings[i]))
			intern_id(&known, directory);
		free(directory);
	}
	for (uint32_t i = 0; i < intern_count(&known); i++)
		array_push(&names, intern_text(&known, i));
	if (names.n)
		qsort(names.at, names.n, sizeof(*names.at), by_text);
	for_each_in_array(name, &names)
		print_choice(h, *name);
	array_release(&names);
	intern_release(&known);
}

static void print_filter(struct html *h)
{
	fputs("<form id=\"filter\" hidden>\n"
	      "<label class=\"grow\">Text <input type=\"search\" name=\"q\" autocomplete=\"off\" spellcheck=\"false\"></label>\n"
	      "<label>Rule <select name=\"rule\"><option value=\"\">all</option>", h->out);
	for_each_in_array(rule, &h->rule_names)
		print_choice(h, *rule);
	fputs("</select></label>\n<label>Confidence <select name=\"level\"><option value=\"\">all</option>", h->out);
	for (int c = CONF_HIGH; c <= (int)h->o->min; c++)
		print_choice(h, confidence_name((enum confidence)c));
	fputs("</select></label>\n<label>Directory <select name=\"dir\"><option value=\"\">all</option>", h->out);
	print_directories(h);
	fputs("</select></label>\n"
	      "<label>Status <select name=\"status\"><option value=\"\">what counts</option><option value=\"all\">all</option>"
	      "<option>new</option><option value=\"known\">in the baseline</option><option>suppressed</option>"
	      "<option>judged</option><option>replayed</option></select></label>\n"
	      "<label>Sort by <select name=\"sort\"><option value=\"\">place</option><option>rule</option>"
	      "<option>confidence</option></select></label>\n"
	      "<span class=\"row\"><button type=\"reset\">Reset</button> <button type=\"button\" id=\"unfold\">Open all</button>\n"
	      "<output id=\"shown\" aria-live=\"polite\"></output></span>\n</form>\n", h->out);
}

/* ---- the page ------------------------------------------------------------------------------ */

static void print_findings(struct html *h)
{
	bool any = false;

	fputs("<section id=\"findings\">\n<h2>Findings</h2>\n", h->out);
	for (unsigned int i = 0; i < h->r->nfindings; i++)
		any |= is_shown(h, &h->r->findings[i]);
	if (!any) {
		fputs("<p>Nothing was found.</p>\n</section>\n", h->out);
		return;
	}
	print_filter(h);
	fputs("<div id=\"list\">\n", h->out);
	for (unsigned int i = 0; i < h->r->nfindings; i++)
		if (is_shown(h, &h->r->findings[i]))
			html_finding(h, i);
	fputs("</div>\n</section>\n", h->out);
}

static void print_source(struct html *h)
{
	if (!h->excerpts.quoted.n)
		return;
	fputs("<section id=\"source\">\n<h2>Source</h2>\n<p>The lines that the steps above stand at, and those around them.</p>\n", h->out);
	excerpts_print(&h->excerpts, h->out);
	fputs("</section>\n", h->out);
}

void report_html(const struct result *r, const struct report_options *o, FILE *out)
{
	struct html h = { .out = out, .r = r, .o = o };

	excerpts_init(&h.excerpts, o->source);
	collect_rules(&h);
	collect_lines(&h);
	collect_pictures(&h);
	/* from here on it is known what there will be to link to */
	print_head(&h);
	print_summary(&h);
	print_findings(&h);
	html_locks(&h);
	html_statistics(&h);
	html_rules(&h);
	print_source(&h);
	fprintf(out, "</main>\n<script>\n%s</script>\n</body>\n</html>\n", report_js);
	excerpts_release(&h.excerpts);
	pictures_release(&h.pictures);
	intern_release(&h.rules);
	array_release(&h.rule_names);
	free(h.picture_of);
}
