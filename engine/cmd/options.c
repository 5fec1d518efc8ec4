// SPDX-License-Identifier: GPL-2.0-or-later
/* Parsing of what several commands share, and the --help text made of the same tables. */
#include "cmd/cmd.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"

/* Beside true and false: an argument after '=' only. */
#define OPTIONAL	optional_argument

/* Shared options have values beyond any of a command's own. */
#define SHARED_OPTIONS(X)							\
	X(BOUND, "bound", true, OPTIONS_ANALYSIS, "NAME=N  set a bound of the analysis, see below") \
	X(RULES, "rules", true, OPTIONS_ANALYSIS, "LIST  run these rules only, separated by commas") \
	X(MODEL, "model", true, OPTIONS_ANALYSIS, "FILE  facts of the kernel model (default: reclint's own)") \
	X(KERNEL_VERSION, "kernel-version", true, OPTIONS_ANALYSIS, "X.Y  which kernel's model applies") \
	X(DUMP, "dump", false, OPTIONS_ANALYSIS, "print all summaries on stderr")	\
	X(DUMP_FUNCTION, "dump-function", true, OPTIONS_ANALYSIS, "F  print the summary of one function on stderr") \
	X(JOBS, "jobs", true, OPTIONS_ANALYSIS | OPTIONS_JOBS, "N  work in parallel (default: one per processor)") \
	X(CONFIDENCE, "confidence", true, OPTIONS_REPORT, "LEVEL  report high, medium (default) or low and better") \
	X(STRICT, "strict", false, OPTIONS_REPORT, "the same as --confidence low")	\
	X(SOURCE, "source", true, OPTIONS_REPORT, "DIR  the source tree, to quote it and to read its comments") \
	X(BASELINE, "baseline", true, OPTIONS_JUDGE, "FILE  a findings.json of before: only what is new counts") \
	X(HISTORY, "history", true, OPTIONS_JUDGE, "FILE  verdicts of people (default: of the tree that was scanned)") \
	X(NO_HISTORY, "no-history", false, OPTIONS_JUDGE, "neither read nor write them") \
	X(FORMAT, "format", true, OPTIONS_FORMAT, "F  form of the report, see below (default: text)") \
	X(FILE, "o", true, OPTIONS_FORMAT, "FILE  write there instead of standard output") \
	X(TYPES, "types", true, OPTIONS_CHECKPATCH, "LIST  checkpatch: only these message types") \
	X(IGNORE, "ignore", true, OPTIONS_CHECKPATCH, "LIST  checkpatch: all but these message types") \
	X(SHOW_TYPES, "show-types", false, OPTIONS_CHECKPATCH, "checkpatch: the type of each message") \
	X(LIST_TYPES, "list-types", false, OPTIONS_CHECKPATCH, "checkpatch: the message types, and stop") \
	X(TERSE, "terse", false, OPTIONS_CHECKPATCH, "checkpatch: one line per message") \
	X(EMACS, "emacs", false, OPTIONS_CHECKPATCH, "checkpatch: positions as compilers print them") \
	X(SHOWFILE, "showfile", false, OPTIONS_CHECKPATCH, "checkpatch: the line of the file, not of the patch") \
	X(VERBOSE, "verbose", false, OPTIONS_CHECKPATCH, "checkpatch: the chains, too") \
	X(V, "v", false, OPTIONS_CHECKPATCH, "the same")			\
	X(QUIET, "quiet", false, OPTIONS_CHECKPATCH, "checkpatch: messages and total only") \
	X(Q, "q", false, OPTIONS_CHECKPATCH, "the same")			\
	X(NO_SUMMARY, "no-summary", false, OPTIONS_CHECKPATCH, "checkpatch: no total") \
	X(SUMMARY_FILE, "summary-file", false, OPTIONS_CHECKPATCH, "checkpatch: the file's name before the total") \
	X(MAILBACK, "mailback", false, OPTIONS_CHECKPATCH, "checkpatch: nothing at all without a message") \
	X(COLOR, "color", OPTIONAL, OPTIONS_CHECKPATCH, "[=WHEN]  checkpatch: always, never, or auto (default): on a terminal") \
	X(NO_COLOR, "no-color", false, OPTIONS_CHECKPATCH, "the same as --color=never") \
	X(OUTPUT, "output", true, OPTIONS_OUTPUT, "DIR  the scan's output directory (default: reclint-out)") \
	X(HELP, "help", false, OPTIONS_ALWAYS, "this text")

enum shared_option {
	SHARED_FIRST = 256,
#define X(id, name, argument, groups, help) SHARED_##id,
	SHARED_OPTIONS(X)
#undef X
};

static const struct shared_row {
	int val;
	const char *name;
	int argument;
	unsigned int groups;
	const char *help;
} shared_rows[] = {
#define X(id, name, argument, groups, help) { SHARED_##id, name, argument, groups, help },
	SHARED_OPTIONS(X)
#undef X
};

#define for_each_shared(r) \
	for (const struct shared_row *r = shared_rows; \
	     r < shared_rows + sizeof(shared_rows) / sizeof(*shared_rows); r++)

static const char *const rule_names[] = {
#define RULE(id, family, on, summary) #id,
#include "rules/rules.def"
#undef RULE
};

char *rule_id(const char *c_name)
{
	char *id = xstrdup(c_name);

	for (char *p = id; *p; p++)
		if (*p == '_')
			*p = '-';
	return id;
}

bool is_rule(const char *id)
{
	bool same = false;

	for (size_t i = 0; i < sizeof(rule_names) / sizeof(*rule_names) && !same; i++) {
		char *name = rule_id(rule_names[i]);

		same = !strcmp(name, id);
		free(name);
	}
	return same;
}

void options_init(struct options *o)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	memset(o, 0, sizeof(*o));
	analysis_options_init(&o->analysis);
	o->min = CONF_MEDIUM;
	o->output = "reclint-out";
	o->jobs = processors > 0 ? (unsigned int)processors : 1;
	o->analysis.jobs = o->jobs;
}

void options_release(struct options *o)
{
	array_release(&o->rules);
	free(o->rules_text);
	checkpatch_options_release(&o->checkpatch);
}

bool options_count(const struct options *o, const struct finding *f)
{
	return finding_counts(f, o->min) &&
	       (o->format != REPORT_checkpatch || checkpatch_shows(&o->checkpatch, finding_confidence(f), f->rule));
}

unsigned int parse_count(const char *option, const char *text)
{
	char *end;
	unsigned long n;

	errno = 0;
	n = strtoul(text, &end, 10);
	if (errno || *end || end == text || text[0] == '-' || n == 0 || n > 1000000) {
		message("%s: '%s' is not a number from 1 to 1000000", option, text);
		return 0;
	}
	return (unsigned int)n;
}

static bool set_bound(struct options *o, const char *text)
{
	static const struct { const char *name; size_t at; } bounds[] = {
#define X(name, value, text) { #name, offsetof(struct analysis_options, bound_##name) },
		ANALYSIS_BOUNDS(X)
#undef X
	};
	const char *equals = strchr(text, '=');
	unsigned int n;

	if (!equals) {
		message("--bound: '%s' is not NAME=N", text);
		return false;
	}
	for (size_t i = 0; i < sizeof(bounds) / sizeof(*bounds); i++) {
		if (strlen(bounds[i].name) != (size_t)(equals - text) ||
		    strncmp(bounds[i].name, text, (size_t)(equals - text)))
			continue;
		n = parse_count("--bound", equals + 1);
		*(unsigned int *)((char *)&o->analysis + bounds[i].at) = n;
		return n != 0;
	}
	message("--bound: there is no bound '%.*s'; see --help", (int)(equals - text), text);
	return false;
}

static bool set_rules(struct options *o, const char *text)
{
	free(o->rules_text);
	array_clear(&o->rules);
	o->rules_text = xstrdup(text);
	for (char *p = strtok(o->rules_text, ","); p; p = strtok(NULL, ",")) {
		if (!is_rule(p)) {
			message("--rules: there is no rule '%s'; see reclint rules", p);
			return false;
		}
		array_push(&o->rules, p);
	}
	o->analysis.rules = o->rules.at;
	o->analysis.nrules = o->rules.n;
	return true;
}

static bool set_confidence(struct options *o, const char *text)
{
	for (int c = CONF_HIGH; c <= CONF_LOW; c++) {
		if (!strcmp(text, confidence_name((enum confidence)c))) {
			o->min = (enum confidence)c;
			return true;
		}
	}
	message("--confidence: '%s' is not high, medium or low", text);
	return false;
}

static bool set_format(struct options *o, const char *text)
{
	o->format = report_format_find(text);
	if (o->format != REPORT_FORMATS_END)
		return true;
	message("--format: there is no '%s'; see --help", text);
	return false;
}

static bool set_color(struct options *o, const char *when)
{
	o->color = when ? when : "auto";
	if (!strcasecmp(o->color, "always") || !strcasecmp(o->color, "never") || !strcasecmp(o->color, "auto"))
		return true;
	message("--color: '%s' is not always, never or auto", when);
	return false;
}

static bool set_checkpatch(struct options *o, int val, const char *argument)
{
	struct checkpatch_options *c = &o->checkpatch;

	for_each_shared(r)
		if (r->val == val && !o->checkpatch_option)
			o->checkpatch_option = r->name;
	switch (val) {
	case SHARED_TYPES:
	case SHARED_IGNORE:
		checkpatch_add_types(c, val == SHARED_IGNORE, argument);
		return true;
	case SHARED_SHOW_TYPES:
		c->show_types = true;
		return true;
	case SHARED_LIST_TYPES:
		o->list_types = true;
		return true;
	case SHARED_TERSE:
		c->terse = true;
		return true;
	case SHARED_EMACS:
		c->emacs = true;
		return true;
	case SHARED_SHOWFILE:
		c->showfile = true;
		return true;
	case SHARED_VERBOSE:
	case SHARED_V:
		c->verbose = true;
		return true;
	case SHARED_QUIET:
	case SHARED_Q:
		c->quiet++;
		return true;
	case SHARED_NO_SUMMARY:
		c->no_summary = true;
		return true;
	case SHARED_SUMMARY_FILE:
		c->summary_file = true;
		return true;
	case SHARED_MAILBACK:
		c->mailback = true;
		return true;
	case SHARED_COLOR:
		return set_color(o, argument);
	case SHARED_NO_COLOR:
		return set_color(o, "never");
	}
	BUG("shared option %d has a row and no code", val);
}

/* With all options known.  False: done, or a message; *end says which. */
static bool settle_checkpatch(struct options *o, unsigned int groups, int *end)
{
	struct checkpatch_options *c = &o->checkpatch;
	char *ids[sizeof(rule_names) / sizeof(*rule_names)];
	const size_t n = sizeof(ids) / sizeof(*ids);

	c->strict = o->min == CONF_LOW;
	c->color = o->color && !strcasecmp(o->color, "always");
	if (!o->color || !strcasecmp(o->color, "auto"))
		c->color = !o->output_file && isatty(STDOUT_FILENO);
	*end = OPTIONS_WRONG;
	if (o->list_types) {
		for (size_t i = 0; i < n; i++)
			ids[i] = rule_id(rule_names[i]);
		checkpatch_list_types((const char *const *)ids, n, c->color, stdout);
		for (size_t i = 0; i < n; i++)
			free(ids[i]);
		*end = OPTIONS_HELP;
	} else if (o->checkpatch_option && (groups & OPTIONS_FORMAT) && o->format != REPORT_checkpatch) {
		message("-%s%s goes with --format checkpatch only", o->checkpatch_option[1] ? "-" : "", o->checkpatch_option);
	} else if (c->verbose && c->terse) {
		message("--verbose and --terse exclude each other");
	} else {
		return true;
	}
	return false;
}

/* "6.1", "6.1.192", "6.12-rc1" */
static bool set_kernel(struct options *o, const char *text)
{
	o->analysis.kernel = text;
	if (*text >= '0' && *text <= '9')
		return true;
	message("--kernel-version: '%s' is not X.Y", text);
	return false;
}

/* A variable that is not set: OUTPUT would be the root of all files. */
static bool is_empty(int val)
{
	for_each_shared(r)
		if (r->val == val)
			message("option '-%s%s' has an empty argument", r->name[1] ? "-" : "", r->name);
	return false;
}

static bool set_shared(struct options *o, int val, const char *argument)
{
	if (val >= SHARED_TYPES && val <= SHARED_NO_COLOR)
		return set_checkpatch(o, val, argument);
	if (argument && !*argument)
		return is_empty(val);
	switch (val) {
	case SHARED_BOUND:
		return set_bound(o, argument);
	case SHARED_RULES:
		return set_rules(o, argument);
	case SHARED_MODEL:
		o->model = argument;
		return true;
	case SHARED_KERNEL_VERSION:
		return set_kernel(o, argument);
	case SHARED_DUMP_FUNCTION:
		o->analysis.dump_function = argument;
		/* fall through */
	case SHARED_DUMP:
		o->analysis.dump = true;
		return true;
	case SHARED_JOBS:
		o->jobs = o->analysis.jobs = parse_count("--jobs", argument);
		return o->jobs != 0;
	case SHARED_CONFIDENCE:
		return set_confidence(o, argument);
	case SHARED_STRICT:
		o->min = CONF_LOW;
		return true;
	case SHARED_SOURCE:
		o->source = argument;
		return true;
	case SHARED_BASELINE:
		o->baseline = argument;
		return true;
	case SHARED_HISTORY:
		o->history = argument;
		return true;
	case SHARED_NO_HISTORY:
		o->no_history = true;
		return true;
	case SHARED_FORMAT:
		return set_format(o, argument);
	case SHARED_FILE:
		o->output_file = argument;
		return output_possible(argument);
	case SHARED_OUTPUT:
		o->output = argument;
		return true;
	}
	BUG("shared option %d has a row and no code", val);
}

int option_words(const char *argument, unsigned int groups, const struct own_option *own)
{
	size_t n;

	if (strncmp(argument, "--", 2))
		return 0;
	argument += 2;
	groups |= OPTIONS_ALWAYS;
	n = strcspn(argument, "=");
	for (; own && own->name; own++)
		if (strlen(own->name) == n && !strncmp(own->name, argument, n))
			return own->argument && !argument[n] ? 2 : 1;
	for_each_shared(r)
		if ((r->groups & groups) && strlen(r->name) == n && !strncmp(r->name, argument, n))
			return r->argument == required_argument && !argument[n] ? 2 : 1;
	return 0;
}

/* The help text of an option with an argument starts with the argument's name. */
static void help_line(const char *name, int argument, const char *help)
{
	const char *gap = argument ? strstr(help, "  ") : NULL;
	char left[64];

	snprintf(left, sizeof(left), "%s%s%s%.*s", name[1] ? "--" : "-", name,
		 gap && *help != '[' ? " " : "",
		 gap ? (int)(gap - help) : 0, help);
	printf("  %-24s %s\n", left, gap ? gap + 2 : help);
}

static void help(const char *command, unsigned int groups, const struct own_option *own)
{
#define X(name, arguments, summary)						\
	if (!strcmp(command, #name))						\
		printf("usage: reclint %s %s\n\n%s\n\n", command, arguments, summary);
	COMMANDS(X)
#undef X
	for (; own && own->name; own++)
		help_line(own->name, own->argument, own->help);
	for_each_shared(r)
		if (r->groups & groups)
			help_line(r->name, r->argument, r->help);
	if (groups & OPTIONS_FORMAT) {
		puts("\nforms:");
#define X(name, option, summary) printf("  %-14s %s\n", option, summary);
		REPORT_FORMATS(X)
#undef X
	}
	if (groups & OPTIONS_ANALYSIS) {
		puts("\nbounds:");
#define X(name, value, text) printf("  %-14s %6d  %s\n", #name, value, text);
		ANALYSIS_BOUNDS(X)
#undef X
	}
}

static void add_option(struct option *longs, unsigned int *n, char *shorts, const char *name,
		       int argument, int val)
{
	longs[*n] = (struct option){ name, argument, NULL, val };
	++*n;
	if (!name[1])
		strcat(strcat(shorts, name), argument ? ":" : "");
}

/* Short options are one-letter rows of the tables: back to the row's value. */
static int row_value(const struct option *longs, int c)
{
	if (c <= ' ' || c >= SHARED_FIRST || c == '?' || c == ':')
		return c;
	for (; longs->name; longs++)
		if (longs->name[0] == c && !longs->name[1])
			return longs->val;
	return c;
}

int options_parse(struct options *o, int argc, char **argv, unsigned int groups,
		  const struct own_option *own, own_option_fn *fn, void *data)
{
	struct option longs[64] = { { NULL, 0, NULL, 0 } };
	char shorts[64] = ":";
	unsigned int n = 0;
	int c;

	groups |= OPTIONS_ALWAYS;
	for (const struct own_option *p = own; p && p->name; p++)
		add_option(longs, &n, shorts, p->name, p->argument, p->val);
	for_each_shared(r)
		if (r->groups & groups)
			add_option(longs, &n, shorts, r->name, r->argument, r->val);
	BUG_ON(n >= sizeof(longs) / sizeof(*longs), "more than %u options", n);

	for (optind = 0; ; ) {		/* 0: GNU's way to start over */
		c = getopt_long(argc, argv, shorts, longs, NULL);
		if (c == -1)
			break;
		c = row_value(longs, c);
		if (c == SHARED_HELP) {
			help(argv[0], groups, own);
			return OPTIONS_HELP;
		}
		if (c == '?' || c == ':') {
			message(c == ':' ? "option '%s' needs an argument" :
				"unknown option '%s'; see reclint %s --help", argv[optind - 1], argv[0]);
			return OPTIONS_WRONG;
		}
		if (c > SHARED_FIRST ? !set_shared(o, c, optarg) : !fn(c, optarg, data))
			return OPTIONS_WRONG;
	}
	if ((groups & OPTIONS_CHECKPATCH) && !settle_checkpatch(o, groups, &c))
		return c;
	return optind;
}
