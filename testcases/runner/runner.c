// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The test runner: `testcases/run [-j N] [--compile-only] [CASE...]`.
 *
 * Each case runs in a process of its own, N at a time, and writes its lines
 * into a temporary file; they are printed in the order of the cases, whoever
 * finished first.  Lines beginning with "ok", "not ok" and "skipped" are
 * counted, whether a C case or a shell script wrote them.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "case.h"
#include "judge.h"
#include "kbuild.h"
#include "pages.h"
#include "sites.h"

struct context {
	char *root, *testcases;		/* the checkout, and testcases/ in it */
	char *reclint, *plugin;
	bool is_asked;			/* a kernel was named: without it cases fail */
	struct kbuild *kbuild;		/* NULL: no_kbuild says why */
	char *no_kbuild;
	struct pages *pages;
	bool compile_only, only_rules;
	unsigned int jobs;
	char **names;			/* cases to run */
	unsigned int nnames;
};

/* ---- which cases ------------------------------------------------------------ */

static bool ends_with(const char *s, const char *tail)
{
	size_t n = strlen(s), t = strlen(tail);

	return n >= t && !strcmp(s + n - t, tail);
}

static void add_name(struct context *x, char *name)
{
	x->names = xrealloc(x->names, (x->nnames + 1) * sizeof(*x->names));
	x->names[x->nnames++] = name;
}

static bool is_directory(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The cases of one group directory: its C files, scripts, and directories. */
static void add_group(struct context *x, const char *group)
{
	char *path = format("%s/%s", x->testcases, group);
	unsigned int first = x->nnames;
	struct dirent *e;
	DIR *dir = opendir(path);

	while (dir && (e = readdir(dir))) {
		char *sub = format("%s/%s", path, e->d_name);

		if (e->d_name[0] != '.' && (ends_with(e->d_name, ".c") || ends_with(e->d_name, ".sh") ||
					    is_directory(sub)))
			add_name(x, format("%s/%s", group, e->d_name));
		free(sub);
	}
	if (dir)
		closedir(dir);
	free(path);
	qsort(x->names + first, x->nnames - first, sizeof(*x->names), by_name);
}

/* Directories that hold no cases. */
static bool is_group(const char *name)
{
	static const char *const others[] = { "runner" };

	for (unsigned int i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (!strcmp(name, others[i]))
			return false;
	return name[0] != '.';
}

static void add_all(struct context *x)
{
	struct dirent *e;
	DIR *dir = opendir(x->testcases);
	char *groups[64];
	unsigned int n = 0;

	while (dir && (e = readdir(dir)) && n < 64) {
		char *path = format("%s/%s", x->testcases, e->d_name);

		if (is_directory(path) && is_group(e->d_name))
			groups[n++] = format("%s", e->d_name);
		free(path);
	}
	if (dir)
		closedir(dir);
	qsort(groups, n, sizeof(*groups), by_name);
	for (unsigned int i = 0; i < n; i++) {
		add_group(x, groups[i]);
		free(groups[i]);
	}
}

/* A case as named on the command line: with or without the leading testcases/, or a whole group. */
static void add_argument(struct context *x, const char *arg)
{
	const char *p = strstr(arg, "testcases/");
	char *name = format("%s", p ? p + strlen("testcases/") : arg), *path;
	size_t n = strlen(name);

	while (n && name[n - 1] == '/')
		name[--n] = '\0';
	path = format("%s/%s", x->testcases, name);
	if (is_directory(path) && !strchr(name, '/')) {
		add_group(x, name);
		free(name);
	} else {
		add_name(x, name);
	}
	free(path);
}

/* ---- one case ---------------------------------------------------------------- */

static void print_file(const char *path, const char *prefix, unsigned int lines)
{
	char *text = read_file(path), *p = text;

	for (; p && *p && lines; lines--) {
		size_t n = strcspn(p, "\n");

		printf("%s%.*s\n", prefix, (int)n, p);
		p += n + !!p[n];
	}
	free(text);
}

static void remove_dir(const char *dir)
{
	char *command = format("rm -rf '%s'", dir);

	if (system(command))
		fprintf(stderr, "run: cannot remove %s\n", dir);
	free(command);
}

#define ORDINARY_FLAGS	"-fsyntax-only -Wall -Wno-unused-but-set-variable -Wno-missing-prototypes -Wno-missing-declarations"

static char *plugin_flags(const struct context *x)
{
	if (x->compile_only)
		return format(ORDINARY_FLAGS);
	return format("-fmacro-prefix-map='%s'/= -fplugin='%s' -fplugin-arg-reclint-facts-only",
		      x->testcases, x->plugin);
}

/* Module name of a case: its last component in C spelling. */
static char *module_name(const struct test_case *c)
{
	const char *slash = strrchr(c->name, '/');
	char *name = format("%s", slash ? slash + 1 : c->name);

	if (ends_with(name, ".c"))
		name[strlen(name) - 2] = '\0';
	for (char *p = name; *p; p++)
		if (*p == '-' || *p == '.')
			*p = '_';
	return name;
}

/* The flags for one file; in the facts it has the name that its head gives it. */
static char *file_flags(const struct context *x, const struct test_case *c, unsigned int file, const char *variant)
{
	char *flags = plugin_flags(x), *all;

	/* GCC asks the last map first */
	all = format("%s -fmacro-prefix-map='%s/%s'='%s' %s", flags, x->testcases, c->files[file], c->paths[file],
		     variant);
	free(flags);
	return all;
}

/* Compile all files of the case into dir.  0 on success; else what went wrong is printed. */
static int compile_case(const struct context *x, const struct test_case *c, const char *dir,
			const char *variant)
{
	char *name = module_name(c), *log = format("%s/log", dir);
	int ret = 0;

	for (unsigned int i = 0; i < c->nfiles && !ret; i++) {
		char *in = format("%s/%s", x->testcases, c->files[i]);
		char *out = format("%s/%u.o", dir, i);
		char *flags = file_flags(x, c, i, variant);
		char *text;

		ret = kbuild_compile(x->kbuild, in, out, name, flags, log);
		text = read_file(log);
		if (!ret && x->compile_only && text && *text)
			ret = -1;
		free(text);
		if (ret) {
			printf("not ok %s: '%s' does not compile%s\n", c->name, c->files[i],
			       ret < 0 ? " without warnings" : "");
			print_file(log, "#   ", 20);
		}
		free(in);
		free(out);
		free(flags);
	}
	free(name);
	free(log);
	return ret;
}

/* NULL when all is well, else the differences; *hard: not a matter of findings. */
static char *analyze_case(const struct context *x, struct test_case *c, const char *dir, bool quiet, bool *hard)
{
	char *json = format("%s/findings.json", dir), *log = format("%s/analyze.log", dir);
	char *rules = c->rules ? format("--rules '%s'", c->rules) : format("%s", "");
	/* Allow comments are read from the source; only their cases need it. */
	char *source = c->needs && strstr(c->needs, "--source") ? format("--source '%s'", x->testcases) : format("%s", "");
	char *command, *wrong;
	int status;

	command = format("'%s' analyze --kernel-version '%s' --format json -o '%s' --confidence %s %s %s '%s'/*.o >'%s' 2>&1",
			 x->reclint, x->kbuild->release, json, c->confidence ? c->confidence : "medium", rules, source,
			 dir, log);
	status = system(command);
	free(command);
	*hard = !WIFEXITED(status) || WEXITSTATUS(status) > 1;
	if (*hard) {
		char *text = read_file(log);

		wrong = format("# 'reclint analyze' ends with %s %d\n# %s\n",
			       WIFEXITED(status) ? "status" : "signal",
			       WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), text ? text : "");
		free(text);
	} else {
		wrong = judge(c, json, quiet, x->pages);
	}
	free(rules);
	free(source);
	free(json);
	free(log);
	return wrong;
}

/* ---- semantic patches ----------------------------------------------------------- */

static int run(char *command)
{
	int status = system(command);

	free(command);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* What went wrong, with the first lines of the file that says why. */
static char *explain(const char *what, const char *path)
{
	char *text = read_file(path), *all;

	all = format("# %s\n%.2000s%s", what, text ? text : "", text && *text ? "\n" : "");
	free(text);
	return all;
}

static char *report_by_spatch(const struct context *x, struct test_case *c, const char *dir, const char *in)
{
	char *json = format("%s/findings.json", dir), *log = format("%s/log", dir), *wrong;
	int status = run(format("'%s' cocci --scripts '%s/cocci' --script %s --format json -o '%s' --confidence %s '%s' >'%s' 2>&1",
				x->reclint, x->root, c->cocci, json, c->confidence ? c->confidence : "medium", in, log));

	wrong = status > 1 ? explain("'reclint cocci' could not do its work", log) : judge(c, json, false, x->pages);
	free(json);
	free(log);
	return wrong;
}

static bool has_patch_mode(const struct context *x, const struct test_case *c)
{
	return !run(format("grep -qx 'virtual patch' '%s/cocci/%s.cocci'", x->root, c->cocci));
}

/* The file NAME.patched beside the case is what patch mode makes of it, and compiles. */
static char *patch_by_spatch(const struct context *x, struct test_case *c, const char *dir, const char *in)
{
	char *expected = format("%.*s.patched", (int)strlen(in) - 2, in);
	char *out = format("%s/patched.c", dir), *log = format("%s/log", dir), *wrong = NULL;
	char *script = format("%s/cocci/%s.cocci", x->root, c->cocci);

	if (run(format("cp '%s' '%s' && spatch -D patch --very-quiet --no-show-diff --in-place "
		       "$(sed -n 's|^// Options:||p' '%s') --cocci-file '%s' '%s' >'%s' 2>&1", in, out, script, script, out, log)))
		wrong = explain("spatch fails in patch mode", log);
	else if (access(expected, R_OK) && run(format("cmp -s '%s' '%s'", in, out)))
		wrong = format("# patch mode changes it, and there is no %s\n", expected);
	else if (!access(expected, R_OK) && run(format("diff -u '%s' '%s' >'%s'", expected, out, log)))
		wrong = explain("patch mode makes something else of it", log);
	else if (kbuild_compile(x->kbuild, out, "/dev/null", "patched", ORDINARY_FLAGS " -Werror", log))
		wrong = explain("what patch mode makes of it does not compile without warnings", log);
	free(script);
	free(log);
	free(out);
	free(expected);
	return wrong;
}

/* Cases of the plugin may be a semantic patch's as well; those in cocci/ are not the plugin's. */
static bool is_for_spatch_alone(const struct test_case *c)
{
	return c->cocci && !strncmp(c->name, "cocci/", 6);
}

/* A case of a semantic patch, as an ordinary module, by report and by patch. */
static void run_cocci_case(const struct context *x, struct test_case *c)
{
	char dir[] = "/tmp/reclint-case.XXXXXX";
	char *in = format("%s/%s", x->testcases, c->files[0]), *log, *wrong = NULL;
	const char *by = is_for_spatch_alone(c) ? "" : " (by spatch)";

	if (run(format("command -v spatch >/dev/null 2>&1"))) {
		printf("skipped: %s%s: needs spatch\n", c->name, by);
		free(in);
		return;
	}
	if (!mkdtemp(dir)) {
		printf("not ok %s%s: cannot make a directory in /tmp\n", c->name, by);
		free(in);
		return;
	}
	log = format("%s/log", dir);
	if (kbuild_compile(x->kbuild, in, "/dev/null", "case", ORDINARY_FLAGS " -Werror", log))
		wrong = explain("does not compile without warnings", log);
	if (!wrong && !x->compile_only)
		wrong = report_by_spatch(x, c, dir, in);
	if (!wrong && !x->compile_only && has_patch_mode(x, c))
		wrong = patch_by_spatch(x, c, dir, in);
	if (!wrong && c->known_to_fail)
		printf("not ok %s%s: marked known-to-fail, but passes: take the mark out\n", c->name, by);
	else if (!wrong)
		printf("ok %s%s\n", c->name, by);
	else if (c->known_to_fail)
		printf("skipped: %s%s: known to fail: %s\n", c->name, by, c->known_to_fail);
	else
		printf("not ok %s%s: %s\n%s", c->name, by, c->title, wrong);
	remove_dir(dir);
	free(wrong);
	free(log);
	free(in);
}

/* ---- the plugin -------------------------------------------------------------------- */

static char *run_variant(const struct context *x, struct test_case *c, const char *variant, bool *hard)
{
	char dir[] = "/tmp/reclint-case.XXXXXX";
	char *wrong = NULL;

	*hard = true;
	if (!mkdtemp(dir))
		return format("# cannot make a directory in /tmp: %s\n", strerror(errno));
	if (compile_case(x, c, dir, variant))
		wrong = format("%s", "");	/* said already */
	else if (!x->compile_only)
		wrong = analyze_case(x, c, dir, *variant, hard);
	remove_dir(dir);
	return wrong;
}

static void run_c_case(const struct context *x, struct test_case *c)
{
	char *wrong;
	bool hard;

	wrong = run_variant(x, c, "", &hard);
	if (!wrong && c->variant)
		wrong = run_variant(x, c, "-DFIXED", &hard);
	if (wrong && !*wrong)
		;
	else if (!wrong && c->known_to_fail && !x->compile_only)
		printf("not ok %s: marked known-to-fail, but passes: take the mark out\n", c->name);
	else if (!wrong)
		printf("ok %s\n", c->name);
	else if (c->known_to_fail && !hard)
		printf("skipped: %s: known to fail: %s\n", c->name, c->known_to_fail);
	else
		printf("not ok %s: %s\n%s", c->name, c->title, wrong);
	free(wrong);
}

/* Scripts print their own lines; see docs/testing.md for what they find in the environment. */
static void run_script(const struct context *x, const struct test_case *c)
{
	char *path = format("%s/%s", x->testcases, c->name);
	char dir[] = "/tmp/reclint-script.XXXXXX";
	char *data;
	char *command;
	int status;

	if (!mkdtemp(dir)) {
		printf("not ok %s: cannot make a directory in /tmp\n", c->name);
		return;
	}
	setenv("RECLINT", x->reclint, 1);
	setenv("RECLINT_PLUGIN", x->plugin, 1);
	setenv("RECLINT_ROOT", x->root, 1);
	setenv("RECLINT_BUILD", x->kbuild ? x->kbuild->build : "", 1);
	setenv("CASE", c->name, 1);
	setenv("TMP", dir, 1);
	/* Scans record what they find: not in the user's history. */
	data = format("%s.data", dir);
	setenv("XDG_DATA_HOME", data, 1);
	command = format("cd '%s' && sh '%s' 2>&1", dir, path);
	fflush(stdout);
	status = system(command);
	if (status)
		printf("not ok %s: the script ends with status %d\n", c->name,
		       WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	remove_dir(dir);
	remove_dir(data);
	free(data);
	free(command);
	free(path);
}

/* Does `reclint analyze` know this option? */
static bool has_option(const struct context *x, const char *option)
{
	char *command = format("'%s' analyze --help 2>/dev/null | grep -qe '%s'", x->reclint, option);
	int status = system(command);

	free(command);
	return !status;
}

/* "kernel", "root", options of analyze, and names of programs. NULL: all there. */
static char *lacks(const struct context *x, const struct test_case *c)
{
	char *words = format("%s", c->needs ? c->needs : ""), *save = NULL, *why = NULL;

	if (!x->kbuild && (!c->script || strstr(words, "kernel")))
		why = format("%s", x->no_kbuild);
	for (char *w = strtok_r(words, " ,", &save); w && !why; w = strtok_r(NULL, " ,", &save)) {
		char *command = format("command -v '%s' >/dev/null 2>&1", w);

		if (!strcmp(w, "root")) {
			if (geteuid())
				why = format("needs root");
		} else if (w[0] == '-') {
			if (!has_option(x, w))
				why = format("needs 'reclint analyze %s'", w);
		} else if (strcmp(w, "kernel") && system(command)) {
			why = format("needs %s", w);
		}
		free(command);
	}
	free(words);
	return why;
}

/* A rule that some expectation of the case wants and that is not in the table; NULL: none. */
static char *lacks_rule(const struct context *x, const struct test_case *c)
{
	for (unsigned int i = 0; i < c->ndirectives; i++) {
		char *rules, *save = NULL, *r;

		if (c->directives[i].kind != DIR_WARNING)
			continue;
		rules = format("%s", c->directives[i].rules);
		for (r = strtok_r(rules, "|", &save); r; r = strtok_r(NULL, "|", &save))
			if (pages_have_rule(x->pages, r))
				break;
		free(rules);
		if (!r)
			return format("no rule '%s' yet", c->directives[i].rules);
	}
	return NULL;
}

static void run_case(struct context *x, const char *name)
{
	struct test_case *c;
	char *why;

	c = case_read(x->testcases, name, &why);
	if (!c) {
		printf("not ok %s: %s\n", name, why);
		return;
	}
	/* a process of its own: nobody else sees it */
	if (c->kernel && (!x->kbuild || !kbuild_is_of_version(x->kbuild, c->kernel)))
		x->kbuild = kbuild_open(c->kernel, &x->no_kbuild);
	why = lacks(x, c);
	if (!why && x->compile_only && c->script)
		why = format("compiling only");
	if (!why && !x->compile_only)
		why = lacks_rule(x, c);
	/* who asks for a kernel does not ask for silence when there is none */
	if (why)
		printf("%s %s: %s\n", x->is_asked && !x->kbuild && !c->kernel && !strcmp(why, x->no_kbuild) ? "not ok" :
		       "skipped:", name, why);
	else if (c->script)
		run_script(x, c);
	else if (!is_for_spatch_alone(c))
		run_c_case(x, c);
	if (!why && c->cocci)
		run_cocci_case(x, c);
	free(why);
	case_free(c);
}

/* ---- all cases ---------------------------------------------------------------- */

struct job {
	pid_t pid;	/* 0: not started, -1: finished */
	FILE *out;
};

struct totals {
	unsigned int passed, failed, skipped;
};

static void start_job(struct context *x, struct job *job, const char *name)
{
	job->out = tmpfile();
	if (!job->out) {
		fprintf(stderr, "run: no temporary file: %s\n", strerror(errno));
		exit(2);
	}
	job->pid = fork();
	if (job->pid < 0) {
		fprintf(stderr, "run: cannot start a process: %s\n", strerror(errno));
		exit(2);
	}
	if (!job->pid) {
		dup2(fileno(job->out), STDOUT_FILENO);
		run_case(x, name);
		fflush(stdout);
		_exit(0);
	}
}

static void print_job(struct job *job, struct totals *t)
{
	char *line = NULL;
	size_t size = 0;

	rewind(job->out);
	while (getline(&line, &size, job->out) > 0) {
		fputs(line, stdout);
		t->passed += !strncmp(line, "ok ", 3);
		t->failed += !strncmp(line, "not ok ", 7);
		t->skipped += !strncmp(line, "skipped: ", 9);
	}
	fflush(stdout);
	free(line);
	fclose(job->out);
}

static void run_all(struct context *x, struct totals *t)
{
	struct job *jobs = calloc(x->nnames, sizeof(*jobs));
	unsigned int started = 0, printed = 0, running = 0;
	int status;

	while (printed < x->nnames) {
		while (started < x->nnames && running < x->jobs) {
			start_job(x, &jobs[started], x->names[started]);
			started++;
			running++;
		}
		pid_t pid = wait(&status);

		for (unsigned int i = printed; i < started; i++) {
			if (jobs[i].pid != pid)
				continue;
			jobs[i].pid = -1;
			running--;
			if (status)
				fprintf(jobs[i].out, "not ok %s: the runner ended with %#x\n", x->names[i], status);
		}
		while (printed < started && jobs[printed].pid == -1)
			print_job(&jobs[printed++], t);
	}
	free(jobs);
}

/* ---- every rule has what it needs ------------------------------------------------ */

/* Is there such a line in the files of the rule's cases? */
static bool has_line(const struct context *x, const char *rule, const char *regex)
{
	char *command = format("grep -rqsE '%s' '%s/%s'", regex, x->testcases, rule);
	int status = system(command);

	free(command);
	return !status;
}

static void check_rules(const struct context *x, struct totals *t)
{
	for (unsigned int i = 0; i < x->pages->npages; i++) {
		const struct page *p = &x->pages->pages[i];
		const char *missing = p->missing;

		if (!missing && (!has_line(x, p->rule, "\\bbad_[a-z0-9_]*\\(") || !has_line(x, p->rule, "dg-warning")))
			missing = "bad_ case";
		if (!missing && !has_line(x, p->rule, "\\bgood_[a-z0-9_]*\\("))
			missing = "good_ case";
		if (missing)
			printf("not ok rule %s has no %s\n", p->rule, missing);
		else
			printf("ok rule %s has its page and cases\n", p->rule);
		t->failed += !!missing;
		t->passed += !missing;
	}
}

/* ---- command line ------------------------------------------------------------------ */

/* --compile IN OUT [FLAGS]: for scripts and people; facts of one file as a module of the test kernel. */
static int compile_one(struct context *x, char **argv)
{
	char *in = argv[0] ? realpath(argv[0], NULL) : NULL, *flags, *all, *out;
	char cwd[4096];
	int ret;

	if (!in || !argv[1] || !getcwd(cwd, sizeof(cwd))) {
		fprintf(stderr, "run: --compile needs a file that exists, and an output file\n");
		return 2;
	}
	if (!x->kbuild) {
		fprintf(stderr, "run: %s\n", x->no_kbuild);
		return 2;
	}
	out = argv[1][0] == '/' ? format("%s", argv[1]) : format("%s/%s", cwd, argv[1]);
	flags = plugin_flags(x);
	all = format("%s %s", flags, argv[2] ? argv[2] : "");
	ret = kbuild_compile(x->kbuild, in, out, "single", all, NULL);
	free(in);
	free(out);
	free(flags);
	free(all);
	return ret;
}

/* --where: the build directory of the kernel that cases are compiled for. */
static int say_where(const struct context *x)
{
	if (!x->kbuild) {
		fprintf(stderr, "run: %s\n", x->no_kbuild);
		return 2;
	}
	puts(x->kbuild->build);
	return 0;
}

static int usage(FILE *out, int status)
{
	fputs("usage: testcases/run [-j N] [--compile-only] [CASE...]\n"
	      "       testcases/run --rules\n"
	      "       testcases/run --compile FILE.c FILE.o ['FLAGS'] | --sites FINDINGS.json | --where\n"
	      "CASE: a file or directory below testcases/, or a group such as notifier-lock-alloc\n", out);
	return status;
}

int main(int argc, char **argv)
{
	const char *root = getenv("RECLINT_ROOT");
	struct context x = { .jobs = 2 };
	struct totals t = { 0 };
	int i;

	x.root = realpath(root ? root : ".", NULL);
	if (!x.root)
		return usage(stderr, 2);
	x.testcases = format("%s/testcases", x.root);
	x.reclint = format("%s/build/reclint", x.root);
	x.plugin = format("%s/build/reclint.so", x.root);
	x.kbuild = kbuild_open(NULL, &x.no_kbuild);
	x.is_asked = getenv("RECLINT_TEST_KERNEL") || getenv("RECLINT_TEST_BUILD");
	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "--compile"))
			return compile_one(&x, argv + i + 1);
		if (!strcmp(argv[i], "--sites") && i + 1 < argc)
			return print_sites(argv[i + 1]);
		if (!strcmp(argv[i], "--where"))
			return say_where(&x);
		if (!strcmp(argv[i], "--compile-only"))
			x.compile_only = true;
		else if (!strcmp(argv[i], "--rules"))
			x.only_rules = true;
		else if (!strcmp(argv[i], "-j") && i + 1 < argc)
			x.jobs = atoi(argv[++i]);
		else if (!strncmp(argv[i], "-j", 2) && argv[i][2])
			x.jobs = atoi(argv[i] + 2);
		else
			return usage(strcmp(argv[i], "--help") ? stderr : stdout, strcmp(argv[i], "--help") ? 2 : 0);
	}
	if (x.jobs < 1)
		x.jobs = 1;
	x.pages = pages_read(x.root);
	if (i == argc) {
		check_rules(&x, &t);
		if (!x.only_rules)
			add_all(&x);
	}
	for (; i < argc; i++)
		add_argument(&x, argv[i]);
	run_all(&x, &t);
	printf("%u passed, %u failed, %u skipped\n", t.passed, t.failed, t.skipped);
	return t.failed ? 1 : 0;
}
