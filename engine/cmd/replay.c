// SPDX-License-Identifier: GPL-2.0-or-later
/* reclint replay: can what a finding says happen?  Or a program that was written by hand. */
#include "cmd/base.h"
#include "cmd/load.h"
#include "cmd/replayed.h"

#include <string.h>

#include "base/bitset.h"
#include "base/memory.h"
#include "base/message.h"
#include "replay/run.h"
#include "scenario/scenario.h"
#include "system/file.h"
#include "system/interrupt.h"

enum {
	OWN_PROGRAM = 1,
	OWN_INTERPRET,
	OWN_PRINT,
	OWN_UNREDUCED,
	OWN_EMIT_C,
	OWN_EMIT_MODULE,
	OWN_ALL,
	OWN_FACTS,
	OWN_HISTORY,
	OWN_NO_HISTORY,
#define X(field, option, value, summary) OWN_BOUND_##field,
	REPLAY_BOUNDS(X)
#undef X
};

struct replay_options {
	const char *program;
	const char *emit_c, *emit_module;
	const char *facts, *history;
	bool all, interpret, print, no_history;
	struct replay_bounds bounds;
};

static const struct own_option own_options[] = {
	{ "all", false, OWN_ALL, "every finding, a line each" },
	{ "facts", true, OWN_FACTS, "PATH  facts that the findings are made of (default: of the last scan)" },
	{ "history", true, OWN_HISTORY, "FILE  keep verdicts there (default: in that of the tree that was scanned)" },
	{ "no-history", false, OWN_NO_HISTORY, "keep them in OUTPUT/findings.json only" },
	{ "program", true, OWN_PROGRAM, "FILE  run the program in FILE (docs/replay.md) instead of a finding" },
	{ "interpret", false, OWN_INTERPRET, "run the reference interpreter instead of machine code" },
	{ "print", false, OWN_PRINT, "print the program instead of running it" },
	{ "unreduced", false, OWN_UNREDUCED, "every interleaving, no partial-order reduction" },
	{ "emit-c", true, OWN_EMIT_C, "FILE  write the schedule as a stand-alone C program" },
	{ "emit-module", true, OWN_EMIT_MODULE, "FILE  write it as a kernel module that lockdep judges" },
#define X(field, option, value, summary) { option, true, OWN_BOUND_##field, "N  " summary " (default " #value ")" },
	REPLAY_BOUNDS(X)
#undef X
	{0}
};

static bool own_option(int val, const char *argument, void *data)
{
	struct replay_options *o = data;
	switch (val) {
	case OWN_PROGRAM:
		o->program = argument;
		return true;
	case OWN_INTERPRET:
		o->interpret = true;
		return true;
	case OWN_ALL:
		o->all = true;
		return true;
	case OWN_FACTS:
		o->facts = argument;
		return true;
	case OWN_HISTORY:
		o->history = argument;
		return true;
	case OWN_NO_HISTORY:
		o->no_history = true;
		return true;
	case OWN_PRINT:
		o->print = true;
		return true;
	case OWN_EMIT_C:
		o->emit_c = argument;
		return output_possible(argument);
	case OWN_EMIT_MODULE:
		o->emit_module = argument;
		return output_possible(argument);
	case OWN_UNREDUCED:
		o->bounds.unreduced = true;
		return true;
#define X(field, option, value, summary)				\
	case OWN_BOUND_##field:						\
		o->bounds.field = parse_count("--" option, argument);	\
		return o->bounds.field;
	REPLAY_BOUNDS(X)
#undef X
	default:
		return false;
	}
}

static bool load_program(const char *path, struct replay_program *p)
{
	char *text = file_read(path, NULL), *why = NULL;
	bool good = text && replay_parse(p, path, text, &why);

	if (!text)
		message("cannot read %s: %m", path);
	else if (!good)
		message("%s", why);
	free(text);
	free(why);
	return good;
}

typedef bool emit_fn(const struct replay_program *p, const struct replay_result *r, FILE *out, char **why);

static bool emit(const struct replay_program *p, const struct replay_result *r, const char *path, emit_fn *fn)
{
	struct output out;
	char *why = NULL;

	if (!path)
		return true;
	if (!output_open(&out, path))
		return false;
	if (fn(p, r, out.file, &why))
		return output_close(&out);
	output_abandon(&out);
	message("%s is not written: %s", path, why);
	free(why);
	return false;
}

static bool write_witness(const struct replay_options *o, const struct replay_program *p, const struct replay_result *r)
{
	return emit(p, r, o->emit_c, replay_emit_c) && emit(p, r, o->emit_module, replay_emit_module);
}

static int run_program(const struct replay_options *o, const struct replay_program *p)
{
	static const int statuses[] = { STATUS_TROUBLE, STATUS_FINDINGS, STATUS_CLEAN };
	struct replay_result r;
	int status = STATUS_TROUBLE;
	char *why = NULL;

	replay_result_init(&r);
	if (!replay_run(p, &o->bounds, o->interpret ? REPLAY_INTERPRETED : REPLAY_COMPILED, &r, &why)) {
		message("%s: %s", o->program, why);
		free(why);
	} else {
		replay_report(p, &r, stdout);
		status = statuses[r.verdict];
		if (!write_witness(o, p, &r))
			status = STATUS_TROUBLE;
	}
	replay_result_release(&r);
	return status;
}

static int replay_file(const struct replay_options *o)
{
	struct replay_program p;
	int status = STATUS_TROUBLE;

	replay_program_init(&p);
	if (load_program(o->program, &p)) {
		if (o->print)
			replay_print(&p, stdout);
		status = o->print ? STATUS_CLEAN : run_program(o, &p);
	}
	replay_program_release(&p);
	return status;
}

/* ---- findings ------------------------------------------------------------------- */

static bool has_prefix(const uint64_t fingerprint[2], const char *prefix)
{
	char hex[33];

	fingerprint_to_hex(fingerprint, hex);
	return !strncmp(hex, prefix, strlen(prefix));
}

static enum replay_engine engine_of(const struct replay_options *o)
{
	return o->interpret ? REPLAY_INTERPRETED : REPLAY_EITHER;
}

static int print_programs(struct analysis *a, const struct finding *f)
{
	struct replay_program p;
	char *why = NULL;
	bool ok;

	replay_program_init(&p);
	ok = scenario_build(a, f, &p, &why);
	if (ok)
		replay_print(&p, stdout);
	else
		message("%s:%u: %s is not replayed: %s", f->file, f->line, f->rule, why);
	free(why);
	replay_program_release(&p);
	return ok ? STATUS_CLEAN : STATUS_TROUBLE;
}

static void tell_line(const struct finding *f, const struct replayed *r)
{
	printf("%s:%u: %s: ", f->file, f->line, f->rule);
	if (r->site)
		printf("at %s:%u: ", r->site->file, r->site->line);
	if (r->is_replayed)
		replay_summary(&r->program, &r->result, stdout);
	else
		printf("not replayed: %s\n", r->why);
}

static void tell_all(const struct finding *f, const struct replayed *r)
{
	if (!r->is_replayed) {
		message("%s:%u: %s is not replayed: %s", f->file, f->line, f->rule, r->why);
		return;
	}
	if (r->site)
		printf("at %s:%u:\n", r->site->file, r->site->line);
	replay_report(&r->program, &r->result, stdout);
	if (r->verdict == REPLAY_REFUTED && r->nplaces > 1)
		printf("the same at all %u places\n", r->nplaces);
}

enum { COUNT_NONE = 3, COUNTS };	/* after enum replay_verdict: not replayed */

struct session {
	const struct replay_options *own;
	struct analysis *a;
	unsigned int count[COUNTS];
	ARRAY(struct history_replay) verdicts;
};

static void keep(struct session *s, const struct finding *f, const struct replayed *r)
{
	struct history_replay *v = array_add(&s->verdicts);

	fingerprint_to_hex(f->fingerprint, v->fingerprint);
	v->verdict = r->is_replayed && replayed_programs(f, v->program, s->a) ? replay_verdict_keyword(r->verdict) : NULL;
}

/* One finding: its program, and what becomes of it. */
static int replay_finding(struct session *s, const struct finding *f)
{
	static const int statuses[] = { STATUS_TROUBLE, STATUS_FINDINGS, STATUS_CLEAN };
	const struct replay_options *o = s->own;
	struct replayed r;
	int status = STATUS_TROUBLE;

	if (o->print)
		return print_programs(s->a, f);
	replayed_run(s->a, f, &o->bounds, engine_of(o), &r);
	(o->all ? tell_line : tell_all)(f, &r);
	s->count[r.is_replayed ? (int)r.verdict : COUNT_NONE]++;
	keep(s, f, &r);
	if (r.is_replayed)
		status = statuses[r.verdict];
	if (o->all && status == STATUS_TROUBLE)
		status = STATUS_CLEAN;
	if (r.is_replayed && !o->all && !write_witness(o, &r.program, &r.result))
		status = STATUS_TROUBLE;
	replayed_release(&r);
	return status;
}

/* Each name must be that of one finding. */
static bool mark_asked(const struct result *r, char **ids, int nids, struct bitset *asked)
{
	for (int k = 0; k < nids; k++) {
		unsigned int n = 0;

		for (unsigned int i = 0; i < r->nfindings; i++)
			if (has_prefix(r->findings[i].fingerprint, ids[k])) {
				bitset_set(asked, i);
				n++;
			}
		if (n != 1) {
			message(n ? "%u findings begin with '%s': give more of it" : "%u findings begin with '%s': see reclint report",
				n, ids[k]);
			return false;
		}
	}
	return true;
}

static void tell_counts(const struct session *s)
{
	static const char *const words[COUNTS] = { "undecided", "confirmed", "refuted", "not replayed" };
	static const int order[COUNTS] = { REPLAY_CONFIRMED, REPLAY_REFUTED, REPLAY_UNDECIDED, COUNT_NONE };
	unsigned int n = 0;

	for (int i = 0; i < COUNTS; i++)
		n += s->count[i];
	printf("%u finding%s:", n, n == 1 ? "" : "s");
	for (int i = 0; i < COUNTS; i++)
		printf("%s %u %s", i ? "," : "", s->count[order[i]], words[order[i]]);
	putchar('\n');
}

/* Of the worst: trouble, then a finding that is confirmed. */
static int replay_asked(struct session *s, const struct options *o, const struct result *r, const struct bitset *asked)
{
	int status = STATUS_CLEAN, worst = STATUS_CLEAN;

	for (unsigned int i = 0; i < r->nfindings; i++) {
		if (!bitset_test(asked, i) && !(s->own->all && finding_confidence(&r->findings[i]) <= o->min))
			continue;
		status = replay_finding(s, &r->findings[i]);
		if (status == STATUS_TROUBLE || worst == STATUS_CLEAN)
			worst = status;
		fflush(stdout);
	}
	return worst;
}

static int replay_findings(const struct replay_options *own, struct options *o, struct analysis *a, const char *tree,
			   char **ids, int nids)
{
	const struct result r = result_of(a, o);
	struct session s = { .own = own, .a = a };
	struct bitset asked;
	int status = STATUS_TROUBLE;

	bitset_init(&asked, r.nfindings, NULL);
	if (mark_asked(&r, ids, nids, &asked)) {
		status = replay_asked(&s, o, &r, &asked);
		if (own->all && !own->print)
			tell_counts(&s);
		/* Other facts are not those of the scan that reports are about. */
		if (!own->facts && s.verdicts.n && !replayed_store(o, tree, s.verdicts.at, s.verdicts.n))
			status = STATUS_TROUBLE;
	}
	array_release(&s.verdicts);
	bitset_release(&asked);
	return status;
}

static int load_and_replay(const struct replay_options *own, struct options *o, char **ids, int nids)
{
	char *base = xasprintf("%s/base", o->output), *facts = own->facts ? xstrdup(own->facts) : base_facts(base);
	struct base_meta meta;
	struct analysis *a;
	int status = STATUS_TROUBLE;
	bool is_wrong;

	if (!facts)
		message("%s: no scan left its facts there: run reclint scan, or name them with --facts", base);
	base_meta_beside(&meta, facts ? facts : base);
	if (!o->analysis.kernel)
		o->analysis.kernel = meta.kernel;
	a = analysis_new(&o->analysis);
	if (facts && base_meta_is_good(&meta) && load_model(a, o) && load_paths(a, o, (const char *const[]){ facts }, 1, NULL, NULL, NULL) == 0) {
		analysis_run(a);
		is_wrong = tell_meaningless(analysis_result(a));
		status = replay_findings(own, o, a, meta.tree, ids, nids);
		if (is_wrong)
			status = STATUS_TROUBLE;
	}
	analysis_free(a);
	base_meta_release(&meta);
	free(facts);
	free(base);
	return status;
}

int cmd_replay(int argc, char **argv)
{
	struct replay_options own = {0};
	struct options o;
	int first, status = STATUS_TROUBLE;

	options_init(&o);
	replay_bounds_init(&own.bounds);
	interrupt_catch();
	first = options_parse(&o, argc, argv, OPTIONS_ANALYSIS | OPTIONS_REPORT | OPTIONS_OUTPUT, own_options, own_option, &own);
	o.history = own.history;
	o.no_history = own.no_history;
	if (first == OPTIONS_HELP)
		status = STATUS_CLEAN;
	else if (first >= 0 && own.program && first == argc)
		status = replay_file(&own);
	else if (first >= 0 && own.program)
		message("replay runs a program or findings, not both");
	else if (first >= 0 && (first < argc || own.all))
		status = load_and_replay(&own, &o, argv + first, argc - first);
	else if (first >= 0)
		message("replay needs a FINDING, --all or --program FILE; see reclint replay --help");
	options_release(&o);
	return status;
}
