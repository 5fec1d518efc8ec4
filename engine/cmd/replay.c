// SPDX-License-Identifier: GPL-2.0-or-later
/* reclint replay: can what a finding says happen?  Here: of a program written by hand. */
#include "cmd/cmd.h"

#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "replay/run.h"
#include "system/file.h"
#include "system/interrupt.h"

enum {
	OWN_PROGRAM = 1,
	OWN_INTERPRET,
	OWN_PRINT,
	OWN_UNREDUCED,
	OWN_EMIT_C,
	OWN_EMIT_MODULE,
#define X(field, option, value, summary) OWN_BOUND_##field,
	REPLAY_BOUNDS(X)
#undef X
};

struct replay_options {
	const char *program;
	const char *emit_c, *emit_module;
	bool interpret, print;
	struct replay_bounds bounds;
};

static const struct own_option own_options[] = {
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
	case OWN_PRINT:
		o->print = true;
		return true;
	case OWN_EMIT_C:
		o->emit_c = argument;
		return true;
	case OWN_EMIT_MODULE:
		o->emit_module = argument;
		return true;
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
		if (!emit(p, &r, o->emit_c, replay_emit_c) || !emit(p, &r, o->emit_module, replay_emit_module))
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

int cmd_replay(int argc, char **argv)
{
	struct replay_options own = {0};
	struct options o;
	int first, status = STATUS_TROUBLE;

	options_init(&o);
	replay_bounds_init(&own.bounds);
	interrupt_catch();
	first = options_parse(&o, argc, argv, 0, own_options, own_option, &own);
	if (first == OPTIONS_HELP)
		status = STATUS_CLEAN;
	else if (first >= 0 && (first != argc || !own.program))
		message("replay needs --program FILE; see reclint replay --help");
	else if (first >= 0)
		status = replay_file(&own);
	options_release(&o);
	return status;
}
