// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The checkpatch form.  Its shape is that of scripts/checkpatch.pl 0.32, which
 * has not changed in years and which scripts read by regular expressions:
 *
 *	ERROR: message
 *	#21: FILE: drivers/x.c:40:
 *	+	code
 *
 *	total: 1 errors, 0 warnings, 7 lines checked
 *
 *	NAME has style problems, please review.
 *
 *	NOTE: ...
 *
 * The number is a line of the patch; without a patch (-f there) it is a line of
 * the file, and then each file is an input with its own total.
 */
#include "report/checkpatch.h"
#include "report/report.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "report/source.h"

/* ---- types -------------------------------------------------------------------- */

static char *type_of(const char *rule, size_t n)
{
	char *type = xmalloc(n + 1);

	for (size_t i = 0; i < n; i++)
		type[i] = rule[i] == '-' ? '_' : (char)toupper((unsigned char)rule[i]);
	type[n] = '\0';
	return type;
}

static bool has_type(char *const *types, unsigned int n, const char *type)
{
	for (unsigned int i = 0; i < n; i++)
		if (!strcmp(types[i], type))
			return true;
	return false;
}

void checkpatch_add_types(struct checkpatch_options *o, bool ignore, const char *list)
{
	for (const char *p = list, *end; *p; p = end + !!*end) {
		size_t n;
		char *type;

		end = strchrnul(p, ',');
		while (p < end && isspace((unsigned char)*p))
			p++;
		for (n = (size_t)(end - p); n && isspace((unsigned char)p[n - 1]); )
			n--;
		if (!n)
			continue;
		type = type_of(p, n);
		if (ignore ? has_type(o->ignore.at, o->ignore.n, type) : has_type(o->types.at, o->types.n, type))
			free(type);
		else if (ignore)
			array_push(&o->ignore, type);
		else
			array_push(&o->types, type);
	}
}

void checkpatch_options_release(struct checkpatch_options *o)
{
	for_each_in_array(t, &o->types)
		free(*t);
	for_each_in_array(t, &o->ignore)
		free(*t);
	array_release(&o->types);
	array_release(&o->ignore);
}

bool checkpatch_shows(const struct checkpatch_options *o, enum confidence level, const char *rule)
{
	char *type = type_of(rule, strlen(rule));
	bool shows = o->types.n ? has_type(o->types.at, o->types.n, type) :
				  !has_type(o->ignore.at, o->ignore.n, type);

	free(type);
	return shows && (level != CONF_LOW || o->strict);
}

/* ---- colours -------------------------------------------------------------------- */

#define RED	"\033[31m"
#define GREEN	"\033[32m"
#define YELLOW	"\033[33m"
#define BLUE	"\033[34m"
#define RESET	"\033[0m"

static const struct {
	const char *name, *color;
} levels[] = {
	[CONF_HIGH] = { "ERROR", RED }, [CONF_MEDIUM] = { "WARNING", YELLOW }, [CONF_LOW] = { "CHECK", GREEN },
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void checkpatch_list_types(const char *const *rules, unsigned int n, bool color, FILE *out)
{
	char **types = xmalloc(n * sizeof(*types));

	for (unsigned int i = 0; i < n; i++)
		types[i] = type_of(rules[i], strlen(rules[i]));
	qsort(types, n, sizeof(*types), by_text);
	fputs("#\tMessage type\n\n", out);
	/* Which level a message has depends on the finding, so none of ours has a colour. */
	if (color)
		fputs(" ( Color coding: " RED "ERROR" RESET " | " YELLOW "WARNING" RESET " | " GREEN "CHECK" RESET
		      " | Multiple levels / Undetermined )\n\n", out);
	for (unsigned int i = 0; i < n; i++) {
		fprintf(out, "%u\t%s\n", i + 1, types[i]);
		free(types[i]);
	}
	free(types);
}

/* ---- one message ------------------------------------------------------------------ */

static void print_chain(const struct chain *c, unsigned int *number, FILE *out)
{
	for (unsigned int i = 0; i < c->nsteps; i++) {
		const struct step *s = &c->steps[i];

		fprintf(out, "  (%u) %s:%u: %s", ++*number, s->file ? s->file : "<unknown>", s->line,
			s->detail ? s->detail : s->event);
		if (s->function)
			fprintf(out, ", in '%s'", s->function);
		putc('\n', out);
	}
}

static void print_judgement(const struct finding *f, FILE *out)
{
	const struct verdict *v = f->verdict;

	if (v && v->judged)
		fprintf(out, "  judged %s%s%s\n", v->judged, v->note ? ": " : "", v->note ? v->note : "");
	if (v && v->replay)
		fprintf(out, "  replay: %s%s\n", v->replay,
			finding_confidence(f) != f->confidence ? ", so its confidence is low" : "");
	if (f->baseline)
		fprintf(out, "  baseline: %s\n", f->baseline);
	if (f->suppressed)
		fprintf(out, "  suppressed (%s)%s%s\n", f->suppressed->kind, f->suppressed->reason ? ": " : "",
			f->suppressed->reason ? f->suppressed->reason : "");
}

/* In the place of checkpatch's page about the type: why this very one. */
static void print_verbose(const struct finding *f, FILE *out)
{
	unsigned int number = 0, hidden = 0;

	for (unsigned int i = 0; i < f->nchains; i++)
		print_chain(&f->chains[i], &number, out);
	for (unsigned int i = 0; i < f->nsites; i++) {
		const struct site *s = &f->sites[i];
		const char *file = s->file ? s->file : "<unknown>", *text = s->message ? s->message : f->message;

		hidden += !site_counts(s);
		if (site_counts(s) && (s->line != f->line || strcmp(file, f->file)))
			fprintf(out, "  also %s:%u: %s\n", file, s->line, text);
	}
	if (hidden)
		fprintf(out, "  %u more place%s suppressed or in the baseline\n", hidden, hidden == 1 ? " is" : "s are");
	for (unsigned int i = 0; i < f->nlimits; i++)
		fprintf(out, "  limit: %s\n", f->limits[i]);
	for (unsigned int i = 0; i < f->nfixes; i++)
		fprintf(out, "  fix: %s\n", f->fixes[i]);
	print_judgement(f, out);
	fprintf(out, "  see 'reclint explain %012" PRIx64 "'\n\n", f->fingerprint[0] >> 16);
}

static void print_message(const struct checkpatch_input *in, const struct checkpatch_message *m,
			  const struct checkpatch_options *o, FILE *out)
{
	char *type = type_of(m->rule, strlen(m->rule));
	unsigned int place = m->patch_line ? m->patch_line : m->line;

	if (o->color)
		fputs(levels[m->level].color, out);
	if (o->showfile)
		fprintf(out, "%s:%u: ", m->file, m->line);
	else if (o->emacs || o->terse)
		fprintf(out, "%s:%u: ", m->patch_line ? in->file : m->file, place);
	fprintf(out, "%s:", levels[m->level].name);
	if (o->show_types)
		fprintf(out, "%s%s:", o->color ? BLUE : "", type);
	fprintf(out, "%s %s\n", o->color ? RESET : "", m->text);
	free(type);
	if (o->terse)
		return;
	if (!o->showfile)
		fprintf(out, "#%u: FILE: %s:%u:\n", place, m->file, m->line);
	if (m->code)
		fprintf(out, "%s\n", m->code);
	putc('\n', out);
	if (o->verbose && m->finding)
		print_verbose(m->finding, out);
}

/* ---- an input ------------------------------------------------------------------------ */

/* How quiet: --terse is worth one -q. */
static unsigned int quietness(const struct checkpatch_options *o)
{
	return o->quiet + o->terse;
}

static void print_heading(const char *name, FILE *out)
{
	for (unsigned int i = 0; i < 3; i++) {
		if (i == 1)
			fputs(name, out);
		else
			for (size_t n = strlen(name); n; n--)
				putc('-', out);
		putc('\n', out);
	}
}

bool checkpatch_input(const struct checkpatch_input *in, const struct checkpatch_options *o, FILE *out)
{
	const char *name = in->name ? in->name : in->file;
	unsigned int count[] = { [CONF_HIGH] = 0, [CONF_MEDIUM] = 0, [CONF_LOW] = 0 }, quiet = quietness(o);
	bool clean;

	for (unsigned int i = 0; i < in->nmessages; i++)
		count[in->messages[i].level] += checkpatch_shows(o, in->messages[i].level, in->messages[i].rule);
	clean = !count[CONF_HIGH] && !count[CONF_MEDIUM] && !count[CONF_LOW];
	if (in->heading && !quiet)
		print_heading(name, out);
	if (clean && o->mailback)
		return true;
	for (unsigned int i = 0; i < in->nmessages; i++)
		if (checkpatch_shows(o, in->messages[i].level, in->messages[i].rule))
			print_message(in, &in->messages[i], o, out);
	if (!o->no_summary && !(clean && quiet == 1)) {
		if (o->summary_file)
			fprintf(out, "%s ", in->file);
		fprintf(out, "total: %u errors, %u warnings, ", count[CONF_HIGH], count[CONF_MEDIUM]);
		if (o->strict)
			fprintf(out, "%u checks, ", count[CONF_LOW]);
		fprintf(out, "%u lines checked\n", in->lines);
	}
	if (!quiet)
		fprintf(out, "\n%s has %s\n", name, clean ? "no obvious style problems and is ready for submission." :
							 "style problems, please review.");
	return clean;
}

static void print_types(const char *what, char *const *types, unsigned int n, FILE *out)
{
	char **sorted;

	if (!n)
		return;
	sorted = xmalloc(n * sizeof(*sorted));
	memcpy(sorted, types, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), by_text);
	fprintf(out, "\nNOTE: %s message types:", what);
	for (unsigned int i = 0; i < n; i++)
		fprintf(out, " %s", sorted[i]);
	putc('\n', out);
	free(sorted);
}

void checkpatch_end(const struct checkpatch_options *o, const char *const *notes, unsigned int nnotes,
		    bool clean, FILE *out)
{
	if (quietness(o) || (clean && o->mailback))
		return;
	print_types("Used", o->types.at, o->types.n, out);
	print_types("Ignored", o->ignore.at, o->ignore.n, out);
	for (unsigned int i = 0; i < nnotes; i++)
		fprintf(out, "\nNOTE: %s\n", notes[i]);
	if (!clean && !o->verbose)
		fputs("\nNOTE: The chains behind a message are shown with --verbose; how to fix,\n"
		      "      or to silence what is no defect, with 'reclint explain RULE'.\n", out);
}

/* ---- a result: each file is an input ---------------------------------------------------- */

struct notes {
	ARRAY(const char *) list;
	struct arena arena;
};

static void note_left_out(struct notes *notes, const struct result *r, enum confidence min)
{
	struct left_out n = report_left_out(r, min);

	if (n.unsure || n.suppressed || n.known)
		array_push(&notes->list, arena_printf(&notes->arena, "Not shown: %u of lower confidence, %u suppressed, "
						      "%u in the baseline.", n.unsure, n.suppressed, n.known));
	if (r->nabsent)
		array_push(&notes->list, arena_printf(&notes->arena, "Gone since the baseline: %u.", r->nabsent));
}

static void note_limits(struct notes *n, const struct result *r)
{
	const char *hit = NULL;

	for (unsigned int i = 0; i < r->nlimits; i++)
		if (r->limits[i].hits)
			hit = arena_printf(&n->arena, "%s%s %s=%" PRIu64 " %" PRIu64 " times", hit ? hit : "Bounds hit:",
					   hit ? "," : "", r->limits[i].name, r->limits[i].value, r->limits[i].hits);
	if (hit)
		array_push(&n->list, hit);
	for (unsigned int i = 0; i < r->nfailed; i++)
		array_push(&n->list, arena_printf(&n->arena, "Not analysed: %s", r->failed[i]));
}

static struct checkpatch_message message_of(const struct finding *f, struct source *source, struct arena *arena)
{
	const char *code = source ? source_line(source, f->file, f->line) : NULL;

	return (struct checkpatch_message){
		.level = finding_confidence(f), .rule = f->rule, .text = f->message, .file = f->file, .line = f->line,
		.code = code ? arena_printf(arena, "+%s", code) : NULL, .finding = f,
	};
}

void report_checkpatch(const struct result *r, const struct report_options *o, FILE *out)
{
	struct checkpatch_options co = o->checkpatch ? *o->checkpatch : (struct checkpatch_options){ 0 };
	ARRAY(struct checkpatch_message) messages = { 0 };
	struct notes notes = { .arena = { NULL } };
	unsigned int end, inputs = 0;
	bool clean = true;

	co.strict = o->min == CONF_LOW;
	/* Where many are called, one for each file, the clean ones say nothing. */
	if (o->findings_only && !co.quiet)
		co.quiet = 1;
	for (unsigned int i = 0; i < r->nfindings; i++) {
		const struct finding *f = &r->findings[i];

		if (finding_counts(f, o->min) && checkpatch_shows(&co, finding_confidence(f), f->rule))
			array_push(&messages, message_of(f, o->source, &notes.arena));
	}
	for (unsigned int i = 1; i < messages.n; i++)
		inputs += strcmp(messages.at[i].file, messages.at[i - 1].file) != 0;
	for (unsigned int i = 0; i < messages.n; i = end) {
		struct checkpatch_input in = {
			.file = messages.at[i].file, .heading = inputs > 0, .messages = &messages.at[i],
			.lines = o->source ? source_lines(o->source, messages.at[i].file) : 0,
		};

		for (end = i + 1; end < messages.n && !strcmp(messages.at[end].file, in.file); )
			end++;
		in.nmessages = end - i;
		clean &= checkpatch_input(&in, &co, out);
	}
	if (!messages.n)
		checkpatch_input(&(struct checkpatch_input){ .file = "-", .name = "Your code" }, &co, out);
	note_left_out(&notes, r, o->min);
	note_limits(&notes, r);
	checkpatch_end(&co, notes.list.at, notes.list.n, clean, out);
	array_release(&messages);
	array_release(&notes.list);
	arena_release(&notes.arena);
}
