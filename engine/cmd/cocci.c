// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclint cocci: the semantic patches of cocci/ over a tree, some files, or
 * the files of a patch, with findings in the form of the others.
 *
 * One spatch for each script and file: several files on its command line would
 * be one program to it, and one that it gives up on would take the others
 * along.  A file is given to a script only if it has the words without which
 * that cannot match.  What spatch could not read is told: it may have findings.
 */
#include "cmd/judge.h"
#include "cmd/load.h"
#include "cmd/scripts.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/message.h"
#include "kbuild/kbuild.h"
#include "report/finding.h"
#include "report/merge.h"
#include "system/file.h"
#include "system/interrupt.h"
#include "system/pool.h"

#define TIMEOUT_DEFAULT	"120"

enum { OWN_KERNEL = 1, OWN_WIDE, OWN_SCRIPTS, OWN_SCRIPT, OWN_PATCH, OWN_FINDINGS, OWN_TIMEOUT, OWN_LIST };

static const struct own_option own[] = {
	{ "kernel", true, OWN_KERNEL, "DIR  kernel source tree, or a Debian package of one (default: linux-source-6.1)" },
	{ "wide", false, OWN_WIDE, "also shrinkers, fs, block, kernel and lib" },
	{ "patch", true, OWN_PATCH, "FILE  the C files that this patch changes" },
	{ "script", true, OWN_SCRIPT, "LIST  only these, separated by commas" },
	{ "scripts", true, OWN_SCRIPTS, "DIR  where they are (default: reclint's own)" },
	{ "findings", true, OWN_FINDINGS, "FILE  findings.json of a scan, to fold the same ones into" },
	{ "timeout", true, OWN_TIMEOUT, "N  seconds for a script and a file (default: " TIMEOUT_DEFAULT ")" },
	{ "list", false, OWN_LIST, "print the scripts and the files each would be given, and stop" },
	{ NULL, false, 0, NULL },
};

struct job {
	const struct script *script;
	const char *file;		/* relative to the directory spatch runs in */
};

/* A finding of the plugin, or one of its sites: what makes another one the same. */
struct known {
	const char *rule, *function;
	json_t *finding;
};

struct cocci {
	struct options o;
	struct judge judge;
	struct kbuild k;
	const char *kernel, *patch, *scripts_directory, *findings_file, *timeout;
	char *script_list;
	bool wide, list;
	char *directory;		/* where spatch runs; NULL: here */
	struct scripts scripts;
	ARRAY(char *) files;
	ARRAY(struct job) jobs;
	struct arena arena;
	ARRAY(struct finding) findings;
	ARRAY(const char *) failed;
	json_t *base;			/* of --findings */
	ARRAY(struct known) known;
	uint64_t timeouts, unparsed, folded;
	unsigned int ndone;
	time_t said;
};

static bool set_own(int val, const char *argument, void *data)
{
	struct cocci *c = data;

	switch (val) {
	case OWN_KERNEL:
		c->kernel = argument;
		break;
	case OWN_WIDE:
		c->wide = true;
		break;
	case OWN_PATCH:
		c->patch = argument;
		break;
	case OWN_SCRIPT:
		free(c->script_list);
		c->script_list = xstrdup(argument);
		break;
	case OWN_SCRIPTS:
		c->scripts_directory = argument;
		break;
	case OWN_FINDINGS:
		c->findings_file = argument;
		break;
	case OWN_TIMEOUT:
		c->timeout = argument;
		return parse_count("--timeout", argument) != 0;
	case OWN_LIST:
		c->list = true;
		break;
	}
	return true;
}

/* ---- the files ---------------------------------------------------------------- */

static bool read_patch(struct cocci *c)
{
	char *text = file_read(c->patch, NULL);
	bool any = false;

	if (!text) {
		message("cannot read %s: %s", c->patch, strerror(errno));
		return false;
	}
	for (const char *p = text; p && *p; p = strchr(p, '\n'), p = p ? p + 1 : NULL) {
		const char *name = p + strlen("+++ "), *slash;
		size_t n;

		if (strncmp(p, "+++ ", 4))
			continue;
		any = true;
		n = strcspn(name, "\t\n");
		slash = memchr(name, '/', n);
		/* Deleted files are /dev/null. */
		if (!slash || name[0] == '/' || n < 2 || strncmp(name + n - 2, ".c", 2))
			continue;
		array_push(&c->files, xasprintf("%.*s", (int)(name + n - slash - 1), slash + 1));
	}
	if (!any)
		message("%s: no patch: no line begins with '+++ '", c->patch);
	free(text);
	return any;
}

static bool are_files(char **names, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		if (!is_file(names[i]))
			return false;
	return n > 0;
}

static bool find_files(struct cocci *c, char **targets, unsigned int ntargets)
{
	struct tree_files files;

	if (!c->kernel && !c->patch && are_files(targets, ntargets)) {
		for (unsigned int i = 0; i < ntargets; i++)
			array_push(&c->files, xstrdup(targets[i]));
		return true;
	}
	if (c->patch && ntargets) {
		message("either --patch or targets, not both");
		return false;
	}
	if (!tree_find(&c->k, c->kernel, NULL))
		return false;
	c->directory = xstrdup(c->k.tree);
	if (c->patch)
		return read_patch(c);
	if (!targets_sources(&c->k, (const char *const *)targets, ntargets, c->wide, &files))
		return false;
	for_each_in_array(name, &files.sources)
		array_push(&c->files, xstrdup(*name));
	tree_files_release(&files);
	return true;
}

static void fail(struct cocci *c, const char *what)
{
	for_each_in_array(f, &c->failed)
		if (!strcmp(*f, what))
			return;
	array_push(&c->failed, arena_strdup(&c->arena, what));
}

static void make_jobs(struct cocci *c)
{
	for_each_in_array(f, &c->files) {
		char *path = c->directory ? xasprintf("%s/%s", c->directory, *f) : xstrdup(*f);
		char *text = file_read(path, NULL);

		if (!text) {
			message("cannot read %s: %s", *f, strerror(errno));
			fail(c, *f);
		}
		for_each_in_array(s, &c->scripts.at)
			if (text && script_may_match(s, text))
				array_push(&c->jobs, (struct job){ s, *f });
		free(text);
		free(path);
	}
}

/* ---- running spatch ------------------------------------------------------------- */

/* In the child: its recursion is as deep as functions are long. */
static const char *const *spatch_arguments(unsigned int job, void *data)
{
	struct rlimit stack;

	const struct cocci *c = data;
	const struct job *j = &c->jobs.at[job];
	ARRAY(const char *) argv = { 0 };
	char *options = xstrdup(j->script->options);

	if (getrlimit(RLIMIT_STACK, &stack) == 0) {
		stack.rlim_cur = stack.rlim_max;
		setrlimit(RLIMIT_STACK, &stack);
	}
	array_push(&argv, "spatch");
	array_push(&argv, "-D");
	array_push(&argv, "json");
	array_push(&argv, "--no-show-diff");
	array_push(&argv, "--verbose-parsing");
	array_push(&argv, "--timeout");
	array_push(&argv, c->timeout);
	for (char *w = strtok(options, " \t"); w; w = strtok(NULL, " \t"))
		array_push(&argv, w);
	array_push(&argv, "--cocci-file");
	array_push(&argv, j->script->path);
	array_push(&argv, j->file);
	array_push(&argv, NULL);
	return argv.at;
}

/* Where in the file the text stands, or 0. */
static unsigned int line_of(const char *file_text, const char *text, size_t n)
{
	const char *at = file_text ? memmem(file_text, strlen(file_text), text, n) : NULL;
	unsigned int line = 1;

	if (!at)
		return 0;
	for (const char *p = file_text; p < at; p++)
		line += *p == '\n';
	return line;
}

/*
 * A piece of the file that spatch has skipped:
 *
 *	parse error
 *	 = File "FILE", line N, ...
 *	badcount: 3
 *	bad: int f(void)
 *	bad: {
 *	BAD:!!!!! 	...
 *
 * Only what may be code counts: a function, or an initialiser.
 */
static void take_unparsed(struct cocci *c, const struct job *j, const char *p)
{
	const char *first = NULL;
	size_t length = 0;
	bool is_code = false;
	char *path, *text, *where;

	p = strstr(p, "\nbadcount:");
	for (p = p ? strchr(p + 1, '\n') : NULL; p; p = strchr(p, '\n')) {
		const char *line = ++p;
		size_t n;

		if (!strncmp(line, "bad: ", 5))
			line += 5;
		else if (!strncmp(line, "BAD:!!!!! ", 10))
			line += 10;
		else {
			/* it has found no place to go on from: the rest of the file is gone */
			is_code |= !strncmp(line, "ALREADY AT END", 14);
			break;
		}
		n = strcspn(line, "\n");
		is_code |= *line == '{' || memmem(line, n, "= {", 3);
		if (!first && n && *line != '}')
			first = line, length = n;
	}
	if (!is_code || !first)
		return;
	path = c->directory ? xasprintf("%s/%s", c->directory, j->file) : xstrdup(j->file);
	text = file_read(path, NULL);
	where = xasprintf("%s:%u", j->file, line_of(text, first, length));
	for_each_in_array(f, &c->failed)
		if (!strcmp(*f, where))
			first = NULL;
	/* Another script may have met it before. */
	if (first) {
		message("%s: spatch cannot read this, what is in it was not looked at: %.*s", where, (int)length, first);
		fail(c, where);
		c->unparsed++;
	}
	free(where);
	free(text);
	free(path);
}

/* The script's own fault, or NULL. */
static const char *find_script_error(const char *err)
{
	static const char *const words[] = { "Error: ", "semantic error: ", ": parse error: ", "Fatal error: " };
	const char *at = NULL;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words) && !at; i++)
		at = strstr(err, words[i]);
	while (at && at > err && at[-1] != '\n')
		at--;
	return at;
}

static void take_trouble(struct cocci *c, const struct job *j, int status, const char *err)
{
	const char *macro = "#define", *why;

	for (const char *p = err; (p = strstr(p, "\nparse error")); p++) {
		/* What spatch was reading when it stumbled is said before. */
		const char *q = p;

		while (q > err && q[-1] != '\n')
			q--;
		if (!memmem(q, (size_t)(p - q), macro, strlen(macro)))
			take_unparsed(c, j, p + 1);
	}
	if (status == 0 && !strstr(err, "\nEXN:"))
		return;
	if (strstr(err, "timeout (we abort)")) {
		message("%s: %s did not finish within %s seconds", j->file, j->script->name, c->timeout);
		c->timeouts++;
	} else if ((why = find_script_error(err))) {
		message("%s: the script %s fails: %.*s", j->file, j->script->name, (int)strcspn(why, "\n"), why);
	} else {
		message("%s: spatch ends with status %d in %s", j->file, status, j->script->name);
	}
	fail(c, j->file);
}

/* ---- findings --------------------------------------------------------------------- */

static const char *member(struct cocci *c, json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s ? arena_strdup(&c->arena, s) : NULL;
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* As the engine does it, with the file too: a script sees no further. */
static void name_finding(struct finding *f)
{
	struct site *s = f->sites;
	char *root = xasprintf("%s%c%s%c%s%c%s", f->rule, 0, f->lock ? f->lock : "", 0, f->entry ? f->entry : "", 0,
			       f->file);
	size_t n = strlen(f->rule) + strlen(f->lock ? f->lock : "") + strlen(f->entry ? f->entry : "") +
		   strlen(f->file) + 3;
	char *place = xasprintf("%s %s %s %s %s", f->rule, f->file, s->function ? s->function : "", s->event,
				f->message);

	/* Where neither lock nor entry tells findings apart, the place does. */
	if (f->lock || f->entry)
		hash_content(root, n, f->fingerprint);
	else
		hash_content(place, strlen(place), f->fingerprint);
	hash_content(place, strlen(place), s->fingerprint);
	free(place);
	free(root);
}

static bool parse_confidence(const char *text, enum confidence *conf)
{
	for (int i = CONF_HIGH; i <= CONF_LOW; i++)
		if (same(text, confidence_name((enum confidence)i))) {
			*conf = (enum confidence)i;
			return true;
		}
	return false;
}

/* Does the plugin say the same of the same function? */
static bool fold(struct cocci *c, const struct finding *f, const char *script)
{
	bool folded = false;

	for_each_in_array(k, &c->known) {
		json_t *by;
		bool there = false;

		if (!same(k->rule, f->rule) || !same(k->function, f->function))
			continue;
		folded = true;
		by = json_object_get(k->finding, "also_found_by");
		if (!by) {
			by = json_array();
			json_object_set_new(k->finding, "also_found_by", by);
		}
		for (size_t i = 0; i < json_array_size(by); i++)
			there |= same(json_string_value(json_array_get(by, i)), script);
		if (!there)
			json_array_append_new(by, json_string(script));
	}
	c->folded += folded;
	return folded;
}

/* One line that a script has printed. */
static void take_finding(struct cocci *c, const struct job *j, const char *line, size_t n)
{
	json_t *o = json_loadb(line, n, 0, NULL), *steps = json_object_get(o, "steps"), *step;
	struct finding f = { .origin = "cocci" };
	struct chain chain = { .nsteps = (unsigned int)json_array_size(steps) };
	const struct step *last;
	size_t i;

	f.rule = member(c, o, "rule");
	f.message = member(c, o, "message");
	f.lock = member(c, o, "lock");
	f.entry = member(c, o, "entry");
	if (!f.rule || !is_rule(f.rule) || !f.message || !chain.nsteps ||
	    !parse_confidence(json_string_value(json_object_get(o, "confidence")), &f.confidence)) {
		message("%s: not a finding: %.*s", j->script->name, (int)n, line);
		fail(c, j->file);
		json_decref(o);
		return;
	}
	chain.steps = arena_alloc(&c->arena, chain.nsteps * sizeof(*chain.steps));
	json_array_foreach(steps, i, step)
		chain.steps[i] = (struct step){
			.file = member(c, step, "file"),
			.line = (unsigned int)json_integer_value(json_object_get(step, "line")),
			.column = (unsigned int)json_integer_value(json_object_get(step, "column")),
			.function = member(c, step, "function"),
			.event = member(c, step, "event"),
			.detail = member(c, step, "detail"),
		};
	last = &chain.steps[chain.nsteps - 1];
	f.file = last->file ? last->file : j->file;
	f.line = last->line;
	f.column = last->column;
	f.function = last->function;
	f.nchains = f.nsites = 1;
	f.chains = arena_memdup(&c->arena, &chain, sizeof(chain));
	f.sites = arena_alloc(&c->arena, sizeof(*f.sites));
	f.sites[0] = (struct site){
		.file = f.file, .line = f.line, .column = f.column, .function = f.function,
		.event = last->event ? last->event : "call", .confidence = f.confidence,
		.message = f.message, .chain = chain,
	};
	name_finding(&f);
	if (!fold(c, &f, j->script->name))
		array_push(&c->findings, f);
	json_decref(o);
}

static void show_progress(struct cocci *c, bool last)
{
	time_t now = time(NULL);

	c->ndone++;
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%u/%u\033[K%s", c->ndone, c->jobs.n, last ? "\n" : "");
	else if (last || now - c->said >= 10) {
		fprintf(stderr, "%u/%u runs of spatch\n", c->ndone, c->jobs.n);
		c->said = now;
	}
}

static void take_output(unsigned int job, int status, const char *out, const char *err, void *data)
{
	static const char mark[] = "reclint: {";
	struct cocci *c = data;
	const struct job *j = &c->jobs.at[job];

	for (const char *p = out; p && *p; p = strchr(p, '\n'), p = p ? p + 1 : NULL)
		if (!strncmp(p, mark, strlen(mark)))
			take_finding(c, j, p + strlen(mark) - 1, strcspn(p, "\n") - strlen(mark) + 1);
	take_trouble(c, j, status, err);
	show_progress(c, c->ndone + 1 == c->jobs.n);
}

/* ---- the plugin's findings ------------------------------------------------------------- */

static void know(struct cocci *c, const char *rule, json_t *place, json_t *finding)
{
	const char *function = json_string_value(json_object_get(place, "function"));

	if (rule && function)
		array_push(&c->known, (struct known){ rule, function, finding });
}

static bool read_base(struct cocci *c)
{
	json_error_t error;
	json_t *f, *site;
	size_t i, k;

	if (!c->findings_file)
		return true;
	c->base = json_load_file(c->findings_file, 0, &error);
	if (!json_is_array(json_object_get(c->base, "findings"))) {
		message("%s: not a findings.json%s%s", c->findings_file, c->base ? "" : ": ", c->base ? "" : error.text);
		return false;
	}
	json_array_foreach(json_object_get(c->base, "findings"), i, f) {
		const char *rule = json_string_value(json_object_get(f, "rule"));

		know(c, rule, f, f);
		json_array_foreach(json_object_get(f, "sites"), k, site)
			know(c, rule, site, f);
		json_array_foreach(json_object_get(f, "chains"), k, site)
			if (json_array_size(site))
				know(c, rule, json_array_get(site, json_array_size(site) - 1), f);
	}
	return true;
}

/* ---- the report ---------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One root, one finding: the same lock, taken by the same callback, of one file. */
static void group(struct cocci *c)
{
	uint32_t kept = 0;

	for_each_in_array(f, &c->findings) {
		struct finding *root = NULL;

		for (uint32_t i = 0; i < kept && f->lock && !root; i++) {
			struct finding *r = &c->findings.at[i];

			if (same(r->rule, f->rule) && same(r->file, f->file) && same(r->lock, f->lock) &&
			    same(r->entry, f->entry))
				root = r;
		}
		if (root) {
			struct site *sites = arena_alloc(&c->arena, (root->nsites + 1) * sizeof(*sites));

			memcpy(sites, root->sites, root->nsites * sizeof(*sites));
			sites[root->nsites++] = f->sites[0];
			root->sites = sites;
			if (f->confidence < root->confidence)
				root->confidence = f->confidence;
		} else {
			c->findings.at[kept++] = *f;
		}
	}
	c->findings.n = kept;
}

static int report_all(struct cocci *c)
{
	struct stat_row stats[] = {
		{ "files", c->files.n }, { "scripts", c->scripts.at.n }, { "runs", c->jobs.n },
		{ "timeouts", c->timeouts }, { "unparsed", c->unparsed }, { "folded", c->folded },
	};
	struct result r = {
		.kernel = c->k.version, .findings = c->findings.at, .nfindings = c->findings.n,
		.stats = stats, .nstats = sizeof(stats) / sizeof(*stats),
		.failed = c->failed.at, .nfailed = c->failed.n,
	};
	struct output out;
	bool any = false;
	int errors = judge_result(&c->judge, &r, NULL);

	for (unsigned int i = 0; i < r.nfindings; i++)
		any |= finding_counts(&r.findings[i], c->o.min);
	if (!output_open(&out, c->o.output_file))
		return STATUS_TROUBLE;
	if (c->o.format == REPORT_json && c->base)
		report_json_merged(c->base, &r, c->o.min, out.file);
	else
		report_print(c->o.format, &r, &(struct report_options){ .min = c->o.min }, out.file);
	if (!output_close(&out) || errors || r.nfailed)
		return STATUS_TROUBLE;
	return any ? STATUS_FINDINGS : STATUS_CLEAN;
}

static int list_jobs(struct cocci *c)
{
	for_each_in_array(s, &c->scripts.at)
		for_each_in_array(j, &c->jobs)
			if (j->script == s)
				printf("%s %s\n", s->name, j->file);
	return STATUS_CLEAN;
}

/* Findings name files as they were given, or from the tree on. */
static void find_source(struct cocci *c)
{
	c->judge.is_part = true;
	c->judge.tree = c->directory ? c->k.kernel : NULL;
	if (c->o.source)
		return;
	c->o.source = c->directory ? c->directory : ".";
	c->o.source_too = c->directory ? NULL : "/";
}

static int run(struct cocci *c, char **targets, unsigned int ntargets)
{
	struct pool pool = { .argv = spatch_arguments, .done = take_output, .data = c };

	if (!judge_open(&c->judge, &c->o) || !scripts_find(&c->scripts, c->scripts_directory, c->script_list) || !find_files(c, targets, ntargets) || !read_base(c))
		return STATUS_TROUBLE;
	find_source(c);
	make_jobs(c);				/* from here on it is known what is given to spatch */
	if (c->list)
		return list_jobs(c);
	pool.njobs = c->jobs.n;
	pool.parallel = c->o.jobs;
	pool.directory = c->directory;
	if (!pool_run(&pool))
		return STATUS_TROUBLE;
	/* Jobs end in any order; from here on nothing depends on that. */
	if (c->findings.n)
		qsort(c->findings.at, c->findings.n, sizeof(*c->findings.at), finding_by_place);
	if (c->failed.n)
		qsort(c->failed.at, c->failed.n, sizeof(*c->failed.at), by_text);
	group(c);
	return report_all(c);
}

static void release(struct cocci *c)
{
	for_each_in_array(f, &c->files)
		free(*f);
	scripts_release(&c->scripts);
	array_release(&c->files);
	array_release(&c->jobs);
	array_release(&c->findings);
	array_release(&c->failed);
	array_release(&c->known);
	judge_close(&c->judge);
	json_decref(c->base);
	free(c->script_list);
	free(c->directory);
	arena_release(&c->arena);
	kbuild_release(&c->k);
	options_release(&c->o);
}

int cmd_cocci(int argc, char **argv)
{
	struct cocci c = { .timeout = TIMEOUT_DEFAULT };
	int first, status = STATUS_TROUBLE;

	options_init(&c.o);
	first = options_parse(&c.o, argc, argv,
			      OPTIONS_REPORT | OPTIONS_JUDGE | OPTIONS_FORMAT | OPTIONS_CHECKPATCH | OPTIONS_JOBS,
			      own, set_own, &c);
	kbuild_init(&c.k, c.o.jobs);
	if (first == OPTIONS_HELP) {
		status = STATUS_CLEAN;
	} else if (first != OPTIONS_WRONG) {
		interrupt_catch();
		status = run(&c, argv + first, (unsigned int)(argc - first));
	}
	release(&c);
	return status;
}
