// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclint check: the kernel's CHECK protocol, make C=1 CHECK="reclint check".
 *
 * kbuild calls CHECK CHECKFLAGS c_flags file.c.  CHECKFLAGS are made for
 * sparse; of them only our own options (CF="--base DIR") mean something.
 * c_flags are gcc's, and begin with the -Wp,-MMD argument, which is left out:
 * it would overwrite the dependency file of the real compilation.  The unit is
 * compiled once more, facts only, and judged with what the base knows about
 * the rest of the kernel.
 *
 * kbuild stops at any status but 0, so that is the status unless --error.
 */
#include "cmd/base.h"
#include "cmd/index.h"
#include "cmd/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"
#include "system/interrupt.h"
#include "system/process.h"

enum { OWN_BASE = 1, OWN_ERROR, OWN_WHOLE };

static const struct own_option own[] = {
	{ "base", true, OWN_BASE, "DIR  facts of the other units (default: of the last scan of the tree)" },
	{ "whole-base", false, OWN_WHOLE, "analyse all of the base, not only what the file has to do with" },
	{ "error", false, OWN_ERROR, "exit with the status of analyze, not always with 0" },
	{ NULL, false, 0, NULL },
};

enum { CHECK_OPTIONS = OPTIONS_ANALYSIS | OPTIONS_REPORT | OPTIONS_FORMAT | OPTIONS_CHECKPATCH | OPTIONS_OUTPUT };

struct check {
	struct options o;
	const char *base_option;
	bool error, whole;
	struct facts *unit;
};

static bool set_own(int val, const char *argument, void *data)
{
	struct check *c = data;

	if (val == OWN_BASE)
		c->base_option = argument;
	else if (val == OWN_WHOLE)
		c->whole = true;
	else
		c->error = true;
	return true;
}

/* ---- the command line -------------------------------------------------------- */

static bool is_dependency_flag(const char *argument)
{
	return !strncmp(argument, "-Wp,-MMD,", 9) || !strncmp(argument, "-Wp,-MD,", 8);
}

/* Where gcc's flags begin; without a dependency flag everything is gcc's that is not ours. */
static int find_compiler_flags(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		if (is_dependency_flag(argv[i]))
			return i;
	for (i = 1; i < argc; i++) {
		int words = option_words(argv[i], CHECK_OPTIONS, own);

		if (!words)
			break;
		i += words - 1;
	}
	return i;
}

/* Our own options among sparse's; argv[0] stays in front. */
static int parse_own(struct check *c, int argc, char **argv)
{
	ARRAY(char *) ours = { 0 };
	int first;

	array_push(&ours, argv[0]);
	for (int i = 1; i < argc; i++) {
		int words = option_words(argv[i], CHECK_OPTIONS, own);

		for (int w = 0; w < words && i + w < argc; w++)
			array_push(&ours, argv[i + w]);
		if (words)
			i += words - 1;
	}
	array_push(&ours, NULL);
	first = options_parse(&c->o, (int)ours.n - 1, ours.at, CHECK_OPTIONS, own, set_own, c);
	array_release(&ours);
	return first;
}

/* ---- the unit ----------------------------------------------------------------- */

/* Of a build that extracts facts by itself. */
static bool is_plugin_flag(const char *argument)
{
	return (!strncmp(argument, "-fplugin=", 9) && has_suffix(argument, "reclint.so")) ||
	       !strncmp(argument, "-fplugin-arg-reclint-", 21);
}

static bool compile(char **flags, int nflags, const char *object)
{
	const char *cc = getenv("CC");
	char *words = xstrdup(cc && *cc ? cc : RECLINT_CC), *plugin = support_file("reclint.so"), *load;
	ARRAY(const char *) argv = { 0 };
	int status = -1;

	if (plugin) {
		load = xasprintf("-fplugin=%s", plugin);
		for (char *w = strtok(words, " \t"); w; w = strtok(NULL, " \t"))
			array_push(&argv, w);
		for (int i = 0; i < nflags; i++)
			if (!is_dependency_flag(flags[i]) && !is_plugin_flag(flags[i]))
				array_push(&argv, flags[i]);
		array_push(&argv, load);
		array_push(&argv, "-fplugin-arg-reclint-facts-only");
		/* Warnings are the real compilation's business. */
		array_push(&argv, "-w");
		array_push(&argv, "-c");
		array_push(&argv, "-o");
		array_push(&argv, object);
		array_push(&argv, NULL);
		status = process_run(&(struct process){ .argv = argv.at });
		array_release(&argv);
		free(load);
	}
	free(words);
	free(plugin);
	if (interrupt_came())
		interrupt_end("interrupted");
	return status == 0;
}

static void take_unit(struct facts *f, const char *path, void *data)
{
	struct check *c = data;

	(void)path;
	if (c->unit)
		facts_free(f);
	else
		c->unit = f;
}

static void say_error(const char *path, const char *text, void *data)
{
	(void)data;
	message("%s: %s", path, text);
}

static bool extract_unit(struct check *c, char **flags, int nflags)
{
	const char *directory = getenv("TMPDIR");
	char *object = xasprintf("%s/reclint-XXXXXX.o", directory ? directory : "/tmp");
	int fd = mkstemps(object, 2);
	struct container_stats stats;

	if (fd < 0) {
		message("cannot write %s: %s", object, strerror(errno));
		free(object);
		return false;
	}
	close(fd);
	interrupt_temporary(object);
	if (compile(flags, nflags, object))
		container_read((const char *const[]){ object }, 1, 1, take_unit, say_error, c, &stats);
	unlink(object);
	interrupt_forget(object);
	free(object);
	return c->unit != NULL;
}

/* ---- with the rest of the kernel ----------------------------------------------- */

static char *find_base(const struct check *c)
{
	const char *tree = getenv("srctree");	/* kbuild exports it */
	char *base;

	if (c->base_option)
		return xstrdup(c->base_option);
	base = tree ? base_of_tree(tree) : NULL;
	return base ? base : xasprintf("%s/base", c->o.output);
}

/* kbuild runs us in its build directory. */
static char *release_in_build(void)
{
	char *release = file_read("include/config/kernel.release", NULL);

	if (release)
		release[strspn(release, "0123456789.")] = '\0';
	return release;
}

/* Once for each base: all of it is analysed. */
static bool make_index(const struct check *c, const char *base, const char *facts, const char *kernel)
{
	struct options o = c->o;
	struct analysis *a;
	bool ok = false;

	message("making an index of %s, once", base);
	analysis_options_init(&o.analysis);
	o.analysis.kernel = kernel;
	a = analysis_new(&o.analysis);
	if (load_model(a, &o) && load_paths(a, &o, &facts, 1, NULL, NULL, NULL) == 0) {
		analysis_run(a);
		ok = index_write(base, a, &o);
	}
	analysis_free(a);
	return ok;
}

/* make -j runs many of us: one makes it, the others wait.  NULL: to be done without. */
static struct index *take_index(const struct check *c, const char *base, const char *facts, const char *kernel)
{
	struct index *x = index_open(base, &c->o);
	char *path = xasprintf("%s/index.lock", base);
	int lock = -1;

	if (!x && access(base, W_OK) == 0)
		lock = lock_take(path, true);
	if (lock >= 0) {
		x = index_open(base, &c->o);
		if (!x && make_index(c, base, facts, kernel))
			x = index_open(base, &c->o);
		close(lock);
	}
	free(path);
	return x;
}

static int analyse(struct check *c)
{
	char *base = find_base(c), *facts = base_facts(base);
	char *source = xstrdup(facts_str(c->unit, c->unit->units[0].source));
	struct base_meta meta;
	struct analysis *a;
	struct index *index = NULL;
	int errors = 0, status = STATUS_TROUBLE;

	if (c->base_option && !facts) {
		message("%s: no base there: run reclint scan", base);
		errors++;
	}
	base_meta_read(&meta, base);
	if (!meta.kernel)
		meta.kernel = release_in_build();
	if (!c->o.analysis.kernel)
		c->o.analysis.kernel = meta.kernel;
	c->o.analysis.only_unit = source;
	if (facts && !c->whole)
		index = take_index(c, base, facts, c->o.analysis.kernel);
	a = analysis_new(&c->o.analysis);
	if (load_model(a, &c->o)) {
		if (index)
			errors += index_load(index, a, c->unit, source);
		else if (facts)
			errors += load_paths(a, &c->o, (const char *const[]){ facts }, 1, source, NULL, NULL);
		analysis_add(a, c->unit, source, false);
		c->unit = NULL;
		analysis_run(a);
		c->o.quiet = true;
		status = report(a, &c->o, errors);
	}
	analysis_free(a);
	index_close(index);
	if (c->unit)
		facts_free(c->unit);
	free(source);
	base_meta_release(&meta);
	free(facts);
	free(base);
	return status;
}

int cmd_check(int argc, char **argv)
{
	struct check c = { .unit = NULL };
	int flags = find_compiler_flags(argc, argv), first, status = STATUS_TROUBLE;

	options_init(&c.o);
	first = parse_own(&c, flags, argv);
	if (first == OPTIONS_HELP) {
		status = STATUS_CLEAN;
	} else if (first == OPTIONS_WRONG) {
		;
	} else if (flags == argc) {
		message("check needs the flags and the file of a compilation; see reclint check --help");
		c.error = true;
	} else {
		interrupt_catch();
		if (extract_unit(&c, argv + flags, argc - flags))
			status = analyse(&c);
		else
			message("%s: not checked", argv[argc - 1]);
	}
	options_release(&c.o);
	return c.error ? status : STATUS_CLEAN;
}
