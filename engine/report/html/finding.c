// SPDX-License-Identifier: GPL-2.0-or-later
/* One finding: a line that opens. */
#include "report/html/html.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report/escape.h"
#include "report/json.h"
#include "report/source.h"
#include "report/splat.h"

static void text(struct html *h, const char *s)
{
	escape_html(s, h->out);
}

static void code(struct html *h, const char *s)
{
	fputs("<code>", h->out);
	text(h, s);
	fputs("</code>", h->out);
}

/* ---- the line ----------------------------------------------------------------------- */

bool is_known(const struct finding *f)
{
	return f->baseline && !strcmp(f->baseline, "unchanged");
}

/* What the status filter asks for, in words that stand beside the finding, too. */
static void print_states(struct html *h, const struct finding *f)
{
	fputs(finding_counts(f, h->o->min) ? "counts" : "", h->out);
	if (f->baseline)
		fputs(is_known(f) ? " known" : " new", h->out);
	if (f->suppressed)
		fputs(" suppressed", h->out);
	if (f->verdict && f->verdict->judged)
		fputs(" judged", h->out);
	if (f->verdict && f->verdict->replay)
		fputs(" replayed", h->out);
}

static void print_tag(struct html *h, const char *class, const char *label, const char *detail)
{
	fprintf(h->out, " <span class=\"tag %s\">", class);
	text(h, label);
	if (detail) {
		fputs(": ", h->out);
		text(h, detail);
	}
	fputs("</span>", h->out);
}

static void print_tags(struct html *h, const struct finding *f)
{
	if (f->baseline)
		print_tag(h, is_known(f) ? "quiet" : "new", is_known(f) ? "in the baseline" : "new", NULL);
	if (f->suppressed)
		print_tag(h, "quiet", "suppressed", f->suppressed->kind);
	if (f->verdict && f->verdict->judged)
		print_tag(h, "judged", "judged", f->verdict->judged);
	if (f->verdict && f->verdict->replay)
		print_tag(h, "judged", "replay", f->verdict->replay);
	if (f->nsites > 1)
		fprintf(h->out, " <span class=\"tag\">%u places</span>", f->nsites);
}

static void print_directory(struct html *h, const char *file)
{
	const char *slash = strrchr(file, '/');

	escape_html_n(file, slash ? (size_t)(slash - file) : 0, h->out);
}

static void print_summary(struct html *h, const struct finding *f)
{
	const char *level = confidence_name(finding_confidence(f));

	fprintf(h->out, "<summary><span class=\"level %s\">%s</span> <span class=\"what\"><h3>", level, level);
	html_prose(f->message, h->out);
	fputs("</h3> <span class=\"where\"><span class=\"place\">", h->out);
	text(h, f->file);
	if (f->line)
		fprintf(h->out, ":%u", f->line);
	fputs("</span> <span class=\"rule\">", h->out);
	text(h, f->rule);
	fputs("</span>", h->out);
	print_tags(h, f);
	fputs("</span></span></summary>\n", h->out);
}

/* ---- what it is about --------------------------------------------------------------- */

static void print_term(struct html *h, const char *term, const char *value)
{
	if (!value)
		return;
	fprintf(h->out, "<dt>%s</dt><dd>", term);
	code(h, value);
	fputs("</dd>\n", h->out);
}

static void print_judgements(struct html *h, const struct finding *f)
{
	if (f->suppressed) {
		fputs("<dt>suppressed</dt><dd>", h->out);
		text(h, f->suppressed->kind);
		text(h, f->suppressed->reason ? ": " : NULL);
		text(h, f->suppressed->reason);
		fputs("</dd>\n", h->out);
	}
	if (f->verdict && (f->verdict->judged || f->verdict->note)) {
		fputs("<dt>judged</dt><dd>", h->out);
		text(h, f->verdict->judged);
		text(h, f->verdict->judged && f->verdict->note ? ": " : NULL);
		text(h, f->verdict->note);
		fputs("</dd>\n", h->out);
	}
	if (f->verdict && f->verdict->replay) {
		fputs("<dt>replay</dt><dd>", h->out);
		text(h, f->verdict->replay);
		if (finding_confidence(f) != f->confidence) {
			text(h, ", so its confidence is no longer ");
			text(h, confidence_name(f->confidence));
		}
		fputs("</dd>\n", h->out);
	}
}

static void print_terms(struct html *h, const struct finding *f)
{
	fputs("<dl>\n<dt>rule</dt><dd><a href=\"#rule-", h->out);
	text(h, f->rule);
	fputs("\">", h->out);
	text(h, f->rule);
	fputs("</a></dd>\n", h->out);
	print_term(h, "function", f->function);
	print_term(h, "lock", f->lock);
	print_term(h, "callback", f->entry);
	print_judgements(h, f);
	if (strcmp(f->origin, "engine"))
		print_term(h, "found by", f->origin);
	for (unsigned int i = 0; i < f->nalso; i++)
		print_term(h, "also found by", f->also_found_by[i]);
	fprintf(h->out, "<dt>more</dt><dd><code class=\"command\">reclint explain %012" PRIx64 "</code> ", f->fingerprint[0] >> 16);
	fputs("<button type=\"button\" class=\"copy\" hidden>Copy</button> ", h->out);
	fprintf(h->out, "<a href=\"#%016" PRIx64 "%016" PRIx64 "\">Link to this finding</a></dd>\n</dl>\n", f->fingerprint[0],
		f->fingerprint[1]);
}

/* ---- the circle ------------------------------------------------------------------------ */

/* For who cannot see the picture, or has none. */
static void print_circle(struct html *h, const struct finding *f)
{
	fputs("<ol class=\"circle\">\n", h->out);
	for (unsigned int i = 0; i < f->ncycle; i++) {
		const struct dependency *d = &f->cycle[i];

		fputs("<li>", h->out);
		code(h, d->held);
		fputs(" &rarr; ", h->out);
		code(h, d->taken);
		if (d->chain < f->nchains)
			fprintf(h->out, " <span class=\"by\">chain %u</span>", d->chain + 1);
		else if (d->detail) {
			fputs(" <span class=\"by\">", h->out);
			text(h, d->detail);
			fputs("</span>", h->out);
		}
		fputs("</li>\n", h->out);
	}
	fputs("</ol>\n", h->out);
}

static void print_graph(struct html *h, const struct finding *f, uint32_t picture)
{
	char *label = NULL;
	size_t size;
	FILE *out;

	if (!f->ncycle)
		return;
	out = open_memstream(&label, &size);
	if (!out)
		memory_exhausted();
	fprintf(out, "lock graph: %s", f->cycle[0].held);
	for (unsigned int i = 0; i < f->ncycle; i++)
		fprintf(out, " -> %s", f->cycle[i].taken);
	if (fclose(out) != 0)
		memory_exhausted();
	if (!pictures_print(&h->pictures, picture, label, h->out))
		print_circle(h, f);
	free(label);
}

/* ---- the chains ---------------------------------------------------------------------------- */

static void print_step(struct html *h, const struct step *s)
{
	fputs("<li><span class=\"event ", h->out);
	text(h, s->event);
	fputs("\">", h->out);
	text(h, s->event);
	fputs("</span> <span class=\"detail\">", h->out);
	html_prose(s->detail, h->out);
	fputs("</span><div class=\"at\">", h->out);
	excerpts_print_place(&h->excerpts, s->file, s->line, h->out);
	if (s->function) {
		fputs(" in ", h->out);
		code(h, s->function);
	}
	fputs("</div></li>\n", h->out);
}

static void print_chain_title(struct html *h, const struct finding *f, unsigned int chain)
{
	fputs("<h4>", h->out);
	if (f->nchains > 1)
		fprintf(h->out, "Chain %u: ", chain + 1);
	for (unsigned int i = 0; i < f->ncycle; i++) {
		if (f->cycle[i].chain != chain)
			continue;
		fputs("holds ", h->out);
		code(h, f->cycle[i].held);
		fputs(", waits for ", h->out);
		code(h, f->cycle[i].taken);
		fputs("</h4>\n", h->out);
		return;
	}
	fputs(f->nchains > 1 ? "steps</h4>\n" : "Steps</h4>\n", h->out);
}

/* Numbered through, as the text form does it. */
static void print_chains(struct html *h, const struct finding *f)
{
	unsigned int number = 1;

	fputs("<div class=\"chains\">\n", h->out);
	for (unsigned int i = 0; i < f->nchains; i++) {
		const struct chain *c = &f->chains[i];

		fputs("<section>\n", h->out);
		print_chain_title(h, f, i);
		fprintf(h->out, "<ol class=\"chain\" start=\"%u\">\n", number);
		for (unsigned int k = 0; k < c->nsteps; k++)
			print_step(h, &c->steps[k]);
		fputs("</ol>\n</section>\n", h->out);
		number += c->nsteps;
	}
	fputs("</div>\n", h->out);
}

/* ---- what else is known ----------------------------------------------------------------------- */

static void print_list(struct html *h, const char *title, const char *const *list, unsigned int n)
{
	if (!n)
		return;
	fprintf(h->out, "<h4>%s</h4>\n<ul>\n", title);
	for (unsigned int i = 0; i < n; i++) {
		fputs("<li>", h->out);
		html_prose(list[i], h->out);
		fputs("</li>\n", h->out);
	}
	fputs("</ul>\n", h->out);
}

static void print_guards(struct html *h, const struct finding *f)
{
	if (!f->nguards)
		return;
	fprintf(h->out, "<details><summary>Conditions on the way, and why they rule nothing out <span class=\"n\">%u</span></summary>\n",
		f->nguards);
	fputs("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th>chain</th><th>function</th><th>condition</th><th>status</th>"
	      "<th>why</th></tr></thead>\n<tbody>\n", h->out);
	for (unsigned int i = 0; i < f->nguards; i++) {
		const struct guard *g = &f->guards[i];

		fprintf(h->out, "<tr><td class=\"n\">%u</td><td>", g->chain + 1);
		code(h, g->function);
		fputs("</td><td>", h->out);
		code(h, g->condition);
		fputs("</td><td>", h->out);
		text(h, g->status);
		fputs("</td><td>", h->out);
		html_prose(g->why, h->out);
		fputs("</td></tr>\n", h->out);
	}
	fputs("</tbody></table></div></details>\n", h->out);
}

static void print_site(struct html *h, const struct site *s)
{
	const char *line = h->excerpts.source && s->file ? source_line(h->excerpts.source, s->file, s->line) : NULL;
	const char *what = s->chain.nsteps ? s->chain.steps[s->chain.nsteps - 1].detail : NULL;

	fputs(site_counts(s) ? "<tr><td>" : "<tr class=\"quiet\"><td>", h->out);
	excerpts_print_place(&h->excerpts, s->file, s->line, h->out);
	if (line) {
		fputs("<br><code class=\"line\">", h->out);
		escape_html(line + strspn(line, " \t"), h->out);
		fputs("</code>", h->out);
	}
	fputs("</td><td>", h->out);
	html_prose(what ? what : s->message, h->out);
	fputs("<br>", h->out);
	html_way(&s->chain, h->out);
	fprintf(h->out, "</td><td>%s", confidence_name(s->confidence));
	if (s->baseline)
		fprintf(h->out, ", %s", strcmp(s->baseline, "unchanged") ? "new" : "in the baseline");
	if (s->suppressed) {
		fputs(", suppressed: ", h->out);
		text(h, s->suppressed->reason ? s->suppressed->reason : s->suppressed->kind);
	}
	fputs("</td></tr>\n", h->out);
}

static void print_sites(struct html *h, const struct finding *f)
{
	if (f->nsites < 2)
		return;
	fprintf(h->out, "<details><summary>All places <span class=\"n\">%u</span></summary>\n", f->nsites);
	fputs("<div class=\"scroll\" tabindex=\"0\"><table class=\"sites\">\n<thead><tr><th>place</th><th>what, and by which way</th>"
	      "<th>confidence</th></tr></thead>\n<tbody>\n", h->out);
	for (unsigned int i = 0; i < f->nsites; i++)
		print_site(h, &f->sites[i]);
	fputs("</tbody></table></div></details>\n", h->out);
}

static void print_splat(struct html *h, const struct finding *f)
{
	json_t *object;
	char *splat = NULL;
	size_t size;
	FILE *out;

	/* Without a symptom the splat would be the chains again. */
	if (!f->symptom)
		return;
	object = finding_to_json(f);
	out = open_memstream(&splat, &size);
	if (!out)
		memory_exhausted();
	splat_print(object, h->r->kernel, out);
	if (fclose(out) != 0)
		memory_exhausted();
	fputs("<details><summary>As the kernel would report it</summary>\n<pre tabindex=\"0\">", h->out);
	escape_html(splat, h->out);
	fputs("</pre></details>\n", h->out);
	free(splat);
	json_decref(object);
}

/* Two of one name would be one for links: only the first has it. */
static bool is_named(const struct html *h, uint32_t number)
{
	const struct finding *f = &h->r->findings[number];

	for (uint32_t i = 0; i < number; i++)
		if (is_shown(h, &h->r->findings[i]) &&
		    !memcmp(h->r->findings[i].fingerprint, f->fingerprint, sizeof(f->fingerprint)))
			return false;
	return true;
}

void html_finding(struct html *h, uint32_t number)
{
	const struct finding *f = &h->r->findings[number];

	fputs("<details class=\"finding\"", h->out);
	if (is_named(h, number))
		fprintf(h->out, " id=\"%016" PRIx64 "%016" PRIx64 "\"", f->fingerprint[0], f->fingerprint[1]);
	fputs(" data-rule=\"", h->out);
	text(h, f->rule);
	fprintf(h->out, "\" data-level=\"%s\" data-dir=\"", confidence_name(finding_confidence(f)));
	print_directory(h, f->file);
	fputs("\" data-status=\"", h->out);
	print_states(h, f);
	fputs("\">\n", h->out);
	print_summary(h, f);
	fputs("<div class=\"body\">\n", h->out);
	print_terms(h, f);
	print_graph(h, f, h->picture_of[number]);
	print_chains(h, f);
	print_list(h, "What would fix it, best first", f->fixes, f->nfixes);
	print_list(h, "Limits of the analysis that touched it", f->limits, f->nlimits);
	print_guards(h, f);
	print_sites(h, f);
	print_splat(h, f);
	fputs("</div>\n</details>\n", h->out);
}
