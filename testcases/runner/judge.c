// SPDX-License-Identifier: GPL-2.0-or-later
#include "judge.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "pages.h"

/* One place where something is reported: the finding's own, or one of its sites. */
struct report {
	const char *rule, *file, *function, *message;
	unsigned int line;
	bool expected;
};

struct place {
	const char *file, *event, *detail;
	unsigned int line;
};

struct judgement {
	struct test_case *c;
	const struct pages *pages;
	struct report *reports;
	unsigned int nreports;
	struct place *steps;
	unsigned int nsteps;
	char *text;
};

static void complain(struct judgement *j, char *line)
{
	char *next = format("%s# %s\n", j->text ? j->text : "", line);

	free(j->text);
	free(line);
	j->text = next;
}

static const char *member(json_t *o, const char *name, const char *otherwise)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s ? s : otherwise;
}

/* ---- reading --------------------------------------------------------------- */

static void add_report(struct judgement *j, json_t *place, json_t *finding)
{
	struct report r = {
		.rule = member(finding, "rule", ""),
		.file = member(place, "file", ""),
		.function = member(place, "function", "?"),
		.message = member(place, "message", member(finding, "message", "")),
		.line = json_integer_value(json_object_get(place, "line")),
	};

	for (unsigned int i = 0; i < j->nreports; i++) {
		struct report *o = &j->reports[i];

		if (o->line == r.line && !strcmp(o->rule, r.rule) && !strcmp(o->file, r.file) &&
		    !strcmp(o->message, r.message))
			return;
	}
	j->reports = xrealloc(j->reports, (j->nreports + 1) * sizeof(r));
	j->reports[j->nreports++] = r;
}

static void add_chain(struct judgement *j, json_t *chain)
{
	json_t *step;
	size_t i;

	json_array_foreach(chain, i, step) {
		struct place p = {
			.file = member(step, "file", ""),
			.event = member(step, "event", ""),
			.detail = member(step, "detail", ""),
			.line = json_integer_value(json_object_get(step, "line")),
		};

		j->steps = xrealloc(j->steps, (j->nsteps + 1) * sizeof(p));
		j->steps[j->nsteps++] = p;
	}
}

static void add_finding(struct judgement *j, json_t *f)
{
	bool low = j->c->confidence && !strcmp(j->c->confidence, "low");
	json_t *o;
	size_t i;

	/* What an allow comment suppresses is not reported. */
	if (json_is_object(json_object_get(f, "suppressed")))
		return;
	add_report(j, f, f);
	json_array_foreach(json_object_get(f, "sites"), i, o) {
		if (json_is_object(json_object_get(o, "suppressed")))
			continue;
		/* Weaker places ride along with a finding that has a better one. */
		if (low || strcmp(member(o, "confidence", ""), "low"))
			add_report(j, o, f);
		add_chain(j, json_object_get(o, "chain"));
	}
	json_array_foreach(json_object_get(f, "chains"), i, o)
		add_chain(j, o);
}

/* ---- comparing ------------------------------------------------------------- */

/* Paths in findings are relative to the tree; ours to testcases/. */
static bool same_file(const char *reported, const char *ours)
{
	size_t r = strlen(reported), o = strlen(ours);

	return r >= o && !strcmp(reported + r - o, ours) && (r == o || reported[r - o - 1] == '/');
}

static bool rule_admitted(const struct directive *d, const char *rule)
{
	size_t n = strlen(rule);

	if (!d->rules)
		return true;
	for (const char *p = d->rules; (p = strstr(p, rule)); p += n)
		if ((p == d->rules || p[-1] == '|') && (p[n] == '\0' || p[n] == '|'))
			return true;
	return false;
}

static bool at(const struct test_case *c, const struct directive *d, const char *file, unsigned int line)
{
	return d->line == line && same_file(file, c->paths[d->file]);
}

static void match_directive(struct judgement *j, struct directive *d)
{
	for (unsigned int i = 0; i < j->nreports; i++) {
		struct report *r = &j->reports[i];

		if (d->kind == DIR_MESSAGE || !at(j->c, d, r->file, r->line) || !rule_admitted(d, r->rule) ||
		    regexec(&d->regex, r->message, 0, NULL, 0))
			continue;
		d->matched = true;
		if (d->kind == DIR_WARNING)
			r->expected = true;
	}
	for (unsigned int i = 0; i < j->nsteps && d->kind == DIR_MESSAGE; i++) {
		struct place *p = &j->steps[i];

		if (at(j->c, d, p->file, p->line) &&
		    (!regexec(&d->regex, p->detail, 0, NULL, 0) || !regexec(&d->regex, p->event, 0, NULL, 0)))
			d->matched = true;
	}
}

static void complain_about_directive(struct judgement *j, const struct directive *d)
{
	static const char *const words[] = { "dg-warning", "dg-message", "dg-bogus" };

	if (d->matched == (d->kind != DIR_BOGUS))
		return;
	complain(j, format("%s:%u: %s: %s \"%s\"%s%s", j->c->files[d->file], d->line,
			   d->kind == DIR_BOGUS ? "reported after all" : "not reported",
			   words[d->kind], d->text, d->rules ? " " : "", d->rules ? d->rules : ""));
}

static void complain_about_report(struct judgement *j, const struct report *r)
{
	if (!r->expected)
		complain(j, format("%s:%u: not expected: %s [%s] in '%s'", r->file, r->line, r->message,
				   r->rule, r->function));
	if (!pages_document(j->pages, r->rule, r->message))
		complain(j, format("docs/rules/%s.md has no such message: %s", r->rule, r->message));
}

char *judge(struct test_case *c, const char *json, bool quiet, const struct pages *pages)
{
	struct judgement j = { .c = c, .pages = pages };
	json_error_t error;
	json_t *root = json_load_file(json, 0, &error), *f;
	size_t i;

	if (!root)
		return format("# findings are not JSON: %s, line %d\n", error.text, error.line);
	if (!json_is_array(json_object_get(root, "findings")))
		complain(&j, format("findings.json has no array \"findings\""));
	json_array_foreach(json_object_get(root, "findings"), i, f)
		add_finding(&j, f);
	for (unsigned int d = 0; d < c->ndirectives; d++)
		c->directives[d].matched = false;
	for (unsigned int d = 0; d < c->ndirectives && !quiet; d++) {
		match_directive(&j, &c->directives[d]);
		complain_about_directive(&j, &c->directives[d]);
	}
	for (unsigned int r = 0; r < j.nreports; r++)
		complain_about_report(&j, &j.reports[r]);
	json_decref(root);
	free(j.reports);
	free(j.steps);
	return j.text;
}
