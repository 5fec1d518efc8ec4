/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line: one file per subcommand, one row each in COMMANDS.
 *
 * A command gets its own argc and argv (argv[0] is its name) and returns the
 * exit status: STATUS_CLEAN, STATUS_FINDINGS, or STATUS_TROUBLE when it could
 * not do all of its work.
 */
#ifndef RECLINT_CMD_CMD_H
#define RECLINT_CMD_CMD_H

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>

#include "analysis/analysis.h"
#include "base/array.h"
#include "report/checkpatch.h"
#include "report/report.h"

enum status { STATUS_CLEAN = 0, STATUS_FINDINGS = 1, STATUS_TROUBLE = 2 };

#define COMMANDS(X)								\
	X(scan,    "[OPTION...] [TARGET...]", "configure, extract, analyse and report on a kernel tree") \
	X(analyze, "[OPTION...] PATH...", "analyse the facts in objects, archives, modules, directories") \
	X(check,   "[OPTION...] FLAGS... FILE.c", "one unit, called by the kernel's make C=1 or C=2") \
	X(triage,  "[OPTION...] [REV..REV|FILE|-]...", "patches of a range, an mbox or a mail: what they add, what they fix") \
	X(facts,   "[OPTION...] PATH...", "print facts as text, or read such text back") \
	X(cocci,   "[OPTION...] [TARGET...]", "run the semantic patches: no compiler, one file at a time") \
	X(locks,   "[OPTION...] [PATH...]", "the locks that notifier callbacks and shrinkers take") \
	X(report,  "[OPTION...] [FILE]", "findings of the last scan, or of a findings.json, in another form") \
	X(history, "[OPTION...] [mark FINDING VERDICT|unmark FINDING|export|import FILE]", "what was found from scan to scan, and verdicts on it") \
	X(rules,   "[OPTION...]", "the rule table")					\
	X(explain, "[OPTION...] FINDING|RULE", "one finding with its chains, or the page of a rule") \
	X(replay,  "[OPTION...] FINDING...", "run what a finding says as a small concurrent program: can it deadlock?")

#define X(name, arguments, summary) int cmd_##name(int argc, char **argv);
COMMANDS(X)
#undef X

/* ---- options that several commands share --------------------------------- */

struct options {
	struct analysis_options analysis;
	ARRAY(const char *) rules;	/* --rules, split */
	char *rules_text;
	enum confidence min;		/* report this level and better */
	enum report_format format;
	const char *config;		/* the kernel's, in a few words, or NULL */
	const char *output_file;	/* -o, or NULL: stdout */
	const char *source;		/* --source: the tree that findings speak of, or NULL */
	const char *source_too;		/* a module outside of that tree, or NULL */
	const char *baseline;		/* --baseline, or NULL */
	const char *history;		/* --history, or NULL: that of the tree, if one is known */
	bool no_history;
	const char *output;		/* --output: the scan's directory */
	const char *model;		/* --model, or NULL: the one that came with reclint */
	unsigned int jobs;
	bool quiet;			/* no closing statistics */
	struct checkpatch_options checkpatch;
	const char *checkpatch_option;	/* the first of OPTIONS_CHECKPATCH that was given, or NULL */
	const char *color;		/* --color */
	bool list_types;		/* --list-types */
};

/* Which groups of shared options a command takes, besides --help. */
enum option_group {
	OPTIONS_ANALYSIS = 1 << 0,	/* --bound --rules --model --jobs --dump --dump-function --kernel-version */
	OPTIONS_REPORT = 1 << 1,	/* --confidence --strict --source */
	OPTIONS_FORMAT = 1 << 2,	/* --format -o */
	OPTIONS_OUTPUT = 1 << 3,	/* --output */
	OPTIONS_JOBS = 1 << 4,		/* --jobs alone */
	OPTIONS_ALWAYS = 1 << 5,	/* --help; need not be given */
	OPTIONS_CHECKPATCH = 1 << 6,	/* those of checkpatch.pl; refused when another --format is given */
	OPTIONS_JUDGE = 1 << 7,		/* --baseline --history --no-history */
};

/* An option of one command only; getopt's val starts at 1. */
struct own_option {
	const char *name;		/* long name; a one-letter name is a short option too */
	bool argument;
	int val;
	const char *help;		/* "DIR  what it does" */
};

void options_init(struct options *o);
void options_release(struct options *o);

/*
 * Parse.  own ends with a NULL name; own_option_fn gets each of them and
 * returns false after a message.  Returns the index of the first operand,
 * OPTIONS_HELP after --help (done, exit 0), or OPTIONS_WRONG after a message.
 * Operands and options may be mixed; argv is sorted accordingly.
 */
enum { OPTIONS_HELP = -1, OPTIONS_WRONG = -2 };
typedef bool own_option_fn(int val, const char *argument, void *data);
int options_parse(struct options *o, int argc, char **argv, unsigned int groups,
		  const struct own_option *own, own_option_fn *fn, void *data);

/*
 * How many words `argument` takes if it is one of these long options: 1, 2 when
 * its own argument is the next word, 0 when it is none.
 */
int option_words(const char *argument, unsigned int groups, const struct own_option *own);

/* Does the finding make the exit status 1?  As finding_counts(), and the form lets it through. */
bool options_count(const struct options *o, const struct finding *f);

/* A number from 1 on, or 0 after a message that names the option. */
unsigned int parse_count(const char *option, const char *text);

/* Does rules.def have it? */
bool is_rule(const char *id);
/* "notifier_lock_alloc" to "notifier-lock-alloc"; caller frees. */
char *rule_id(const char *c_name);

#endif
