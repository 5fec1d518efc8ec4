// SPDX-License-Identifier: GPL-2.0-or-later
#include "cmd/judge.h"
#include "cmd/replayed.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "history/history.h"
#include "link/program.h"
#include "report/allow.h"
#include "report/baseline.h"
#include "report/scope.h"
#include "report/source.h"
#include "system/file.h"

bool judge_open(struct judge *j, const struct options *o)
{
	memset(j, 0, sizeof(*j));
	j->o = o;
	if (o->source && !is_directory(o->source)) {
		message("%s: not a directory: give the source tree", o->source);
		return false;
	}
	if (!o->baseline)
		return true;
	j->baseline = baseline_read(o->baseline);
	return j->baseline != NULL;
}

void judge_close(struct judge *j)
{
	baseline_free(j->baseline);
	arena_release(&j->arena);
}

/* ---- what was looked at ----------------------------------------------------------- */

static bool has_rule(const char *id, void *data)
{
	return analysis_has_rule(data, id);
}

static void scope_of(const struct judge *j, struct scope *s, struct analysis *a)
{
	const char *only_unit = j->o->analysis.only_unit;
	const struct program *p;

	memset(s, 0, sizeof(*s));
	s->is_all = !a;
	s->is_part = only_unit || j->is_part;
	if (only_unit)
		intern_id(&s->files, only_unit);
	if (!a)
		return;
	s->has_rule = has_rule;
	s->data = a;
	p = analysis_program(a);
	for (uint32_t i = 0; i < p->units.n && !only_unit; i++)
		intern_id(&s->files, p->units.at[i].source);
	for (uint32_t i = 0; i < p->functions.n && !only_unit; i++)
		intern_id(&s->files, p->functions.at[i].file);
}

/* The wrong tree would suppress nothing, and say that all is gone. */
static bool is_tree_of(const struct scope *s, const struct source *source)
{
	for (uint32_t i = 0; i < intern_count(&s->files); i++)
		if (source_has(source, intern_text(&s->files, i)))
			return true;
	return !intern_count(&s->files);
}

/* ---- the judgement ------------------------------------------------------------------ */

/* The analysis keeps its own: sites are marked, and a chain may be told instead of another. */
static void take_findings(struct judge *j, struct result *r)
{
	r->findings = arena_memdup(&j->arena, r->findings, r->nfindings * sizeof(*r->findings));
	for (unsigned int i = 0; i < r->nfindings; i++) {
		struct finding *f = &r->findings[i];

		f->sites = arena_memdup(&j->arena, f->sites, f->nsites * sizeof(*f->sites));
		f->chains = arena_memdup(&j->arena, f->chains, f->nchains * sizeof(*f->chains));
	}
}

static void add_stats(struct judge *j, struct result *r, const struct allow_stats *s)
{
	struct stat_row *rows = arena_alloc(&j->arena, (r->nstats + 3) * sizeof(*rows));

	if (r->nstats)
		memcpy(rows, r->stats, r->nstats * sizeof(*rows));
	r->stats = rows;
	rows[r->nstats++] = (struct stat_row){ "allow_comments", s->comments };
	rows[r->nstats++] = (struct stat_row){ "allow_unused", s->unused };
	rows[r->nstats++] = (struct stat_row){ "allow_invalid", s->invalid };
}

static int read_comments(struct judge *j, struct result *r, struct scope *scope, struct analysis *a)
{
	struct allow_stats stats;

	/* kbuild compiles files of its own making, too: check does not wonder. */
	if (!scope->is_part && !is_tree_of(scope, scope->tree)) {
		message("%s: none of the files that were analysed is in it: give the source tree they are from",
			j->o->source);
		return 1;
	}
	allow_apply(&j->arena, r, scope->tree, a ? scope : NULL, is_rule,
		    &(struct allow_warnings){ .out = stderr, .directory = j->directory }, &stats);
	if (a)
		add_stats(j, r, &stats);
	return 0;
}

char *judge_history(const struct options *o, const char *tree)
{
	char *absolute, *path;

	if (o->no_history)
		return NULL;
	if (o->history)
		return xstrdup(o->history);
	absolute = tree ? path_absolute(tree) : NULL;
	path = absolute ? history_path(absolute) : NULL;
	free(absolute);
	return path;
}

/* Most trees have none; one that was asked for must be there, and a scan makes it. */
static bool is_asked(const struct judge *j, const char *path)
{
	if (!path && j->records && !j->o->no_history)
		message("no place for the history: set HOME or XDG_DATA_HOME, name one with --history, or use --no-history");
	return path && (j->records || j->o->history || access(path, F_OK) == 0);
}

static bool ask_history(struct judge *j, const char *path, struct result *r, const struct scope *scope, struct analysis *a)
{
	const struct history_programs programs = { replayed_programs, a };
	struct history *h = history_open(path, j->records ? HISTORY_CREATE : HISTORY_READ);
	bool ok = h && history_apply(h, &j->arena, r, a ? &programs : NULL);
	const time_t t = time(NULL);
	struct tm utc;
	char now[32];

	strftime(now, sizeof(now), "%FT%TZ", gmtime_r(&t, &utc));
	if (ok && j->records)
		ok = history_record(h, r, scope, now);
	history_close(h);
	return ok;
}

static void settle(struct result *r)
{
	for (unsigned int i = 0; i < r->nfindings; i++)
		finding_settle(&r->findings[i]);
	if (r->nfindings)
		qsort(r->findings, r->nfindings, sizeof(*r->findings), finding_by_place);
}

static bool has_any(const struct result *r, enum confidence min)
{
	for (unsigned int i = 0; i < r->nfindings; i++)
		if (finding_counts(&r->findings[i], min))
			return true;
	return false;
}

int judge_result(struct judge *j, struct result *r, struct analysis *a)
{
	char *history = judge_history(j->o, j->tree);
	const bool has_history = is_asked(j, history);
	struct scope scope;
	int errors = 0;

	take_findings(j, r);
	scope_of(j, &scope, a);
	if (j->o->source)
		scope.tree = source_open(j->o->source);
	if (scope.tree && j->o->source_too)
		source_admit(scope.tree, j->o->source_too);
	if (scope.tree)
		errors += read_comments(j, r, &scope, a);
	if (j->baseline)
		baseline_apply(j->baseline, &j->arena, r, &scope, j->o->min);
	if (has_history)
		errors += !ask_history(j, history, r, &scope, a);
	else if (j->records && !j->o->no_history)
		errors++;
	/* What was judged when it was written stays as it is. */
	if (scope.tree || j->baseline || has_history)
		settle(r);
	if (a && !j->o->source && has_any(r, j->o->min))
		message("comments that allow a finding were not read: name the source tree with --source");
	free(history);
	source_close(scope.tree);
	scope_release(&scope);
	return errors;
}
