// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclint check: the kernel's CHECK protocol, make C=1 CHECK="reclint check".
 *
 * kbuild calls CHECK CHECKFLAGS c_flags file.c.  CHECKFLAGS are made for
 * sparse; of them only our own options (CF="--base DIR") mean something here,
 * and sparse is called as kbuild would have called it, without these.  c_flags
 * are gcc's, and begin with the -Wp,-MMD argument, which is left out for gcc: it
 * would overwrite the dependency file of the real compilation.  The unit is
 * compiled once more, facts only, and judged with what the base knows about
 * the rest of the kernel.
 *
 * kbuild stops at any status but 0, so that is the status unless --error.
 */
#include "cmd/base.h"
#include "cmd/index.h"
#include "cmd/judge.h"
#include "cmd/load.h"
#include "cmd/told.h"
#include "cmd/unit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"
#include "system/interrupt.h"
#include "system/process.h"

enum { OWN_BASE = 1, OWN_ERROR, OWN_WHOLE, OWN_SPARSE, OWN_NO_SPARSE };

static const struct own_option own[] = {
	{ "base", true, OWN_BASE, "DIR  facts of the other units (default: of the last scan of the tree)" },
	{ "whole-base", false, OWN_WHOLE, "analyse all of the base, not only what the file has to do with" },
	{ "sparse", true, OWN_SPARSE, "PROGRAM  run this on the file as well (default: sparse, if it is installed)" },
	{ "no-sparse", false, OWN_NO_SPARSE, "do not" },
	{ "error", false, OWN_ERROR, "exit with the status of analyze, not always with 0" },
	{ NULL, false, 0, NULL },
};

enum {
	CHECK_OPTIONS = OPTIONS_ANALYSIS | OPTIONS_REPORT | OPTIONS_JUDGE | OPTIONS_FORMAT | OPTIONS_CHECKPATCH |
			OPTIONS_OUTPUT
};

struct check {
	struct options o;
	const char *base_option;
	const char *sparse;		/* NULL: not wanted */
	bool error, whole;
	struct facts *unit;
};

static bool set_own(int val, const char *argument, void *data)
{
	struct check *c = data;

	switch (val) {
	case OWN_BASE:
		c->base_option = argument;
		break;
	case OWN_WHOLE:
		c->whole = true;
		break;
	case OWN_SPARSE:
		c->sparse = argument;
		break;
	case OWN_NO_SPARSE:
		c->sparse = NULL;
		break;
	case OWN_ERROR:
		c->error = true;
		break;
	}
	return true;
}

/* ---- the command line -------------------------------------------------------- */

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

/* ---- sparse --------------------------------------------------------------------- */

/* What kbuild would have given it, with our header to be found by #include <reclint.h>. */
static void sparse_arguments(const struct check *c, int argc, char **argv, int flags, const char *headers,
			     const char ***arguments)
{
	const char **to = *arguments = xcalloc((size_t)argc + 4, sizeof(*to));

	*to++ = c->sparse;
	for (int i = 1; i < argc; i++) {
		int words = i < flags ? option_words(argv[i], CHECK_OPTIONS, own) : 0;

		if (words)
			i += words - 1;
		else
			*to++ = argv[i];
	}
	if (headers) {
		*to++ = "-idirafter";
		*to++ = headers;
	}
}

static bool is_program(const char *name)
{
	const char *path = getenv("PATH");
	bool found = strchr(name, '/') && access(name, X_OK) == 0;

	while (path && !strchr(name, '/') && !found) {
		size_t n = strcspn(path, ":");
		char *file = xasprintf("%.*s/%s", (int)n, n ? path : ".", name);

		if (n || *path)
			found = access(file, X_OK) == 0;
		free(file);
		path = path[n] ? path + n + 1 : NULL;
	}
	return found;
}

/* Its exit status. */
static int run_sparse(const struct check *c, int argc, char **argv, int flags, const char *headers)
{
	const char **arguments;
	int status;

	if (!c->sparse)
		return 0;
	if (!is_program(c->sparse)) {
		if (told_once("sparse"))
			message("%s is not installed: what is told is reclint's alone (--no-sparse: not to be told so)",
				c->sparse);
		return 0;
	}
	sparse_arguments(c, argc, argv, flags, headers, &arguments);
	status = process_run(&(struct process){ .argv = arguments });
	free(arguments);
	if (interrupt_came())
		interrupt_end("interrupted");
	return status;
}

/* ---- with the rest of the kernel ----------------------------------------------- */

/* Of the base, or NULL: nothing but the unit is known.  *base is the caller's, and NULL like this. */
static char *find_facts(const struct check *c, char **base)
{
	const char *tree = getenv("srctree");	/* kbuild exports it */
	char *facts = NULL;

	if (c->base_option)
		*base = xstrdup(c->base_option);
	else
		*base = tree ? base_of_tree(tree) : NULL;
	if (*base)
		facts = base_facts(*base);
	if (!facts && !c->base_option) {
		free(*base);
		*base = xasprintf("%s/base", c->o.output);
		facts = base_facts(*base);
	}
	if (!facts) {
		free(*base);
		*base = NULL;
	}
	return facts;
}

/* kbuild says so, and runs us in its build directory. */
static char *release_of_build(void)
{
	const char *exported = getenv("KERNELRELEASE");
	char *release = exported && *exported ? xstrdup(exported) : file_read("include/config/kernel.release", NULL);

	if (release)
		release[strspn(release, "0123456789.")] = '\0';
	return release;
}

static bool is_same_version(const char *a, const char *b)
{
	unsigned int x[2] = { 0 }, y[2] = { 0 };

	return sscanf(a, "%u.%u", &x[0], &x[1]) != 2 || sscanf(b, "%u.%u", &y[0], &y[1]) != 2 ||
	       (x[0] == y[0] && x[1] == y[1]);
}

/*
 * The base that may be used, told once in a run if there is none.  Facts of
 * another version speak of functions that are not these.
 */
static bool is_usable(const struct check *c, const char *base, const struct base_meta *meta, const char *release)
{
	const char *tree = getenv("srctree");
	char *absolute = tree ? path_absolute(tree) : NULL;
	bool usable = false;

	if (!base && c->base_option) {
		if (told_once("base"))
			message("%s: no base there, seen from the build directory: run reclint scan", c->base_option);
	} else if (!base) {
		if (told_once("base"))
			message("no base of %s: each file is judged by itself; run reclint scan, or name one with --base",
				absolute ? absolute : "this tree");
	} else if (meta->damaged) {
		if (told_once("base"))
			base_meta_is_good(meta);
	} else if (meta->kernel && release && !is_same_version(meta->kernel, release)) {
		if (told_once("base"))
			message("%s is a base of %s and not used, this is %s: each file is judged by itself; run reclint scan",
				base, meta->kernel, release);
	} else {
		usable = true;
	}
	free(absolute);
	return usable;
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

/* Where the comments are: kbuild says, and by hand one is mostly in the tree. */
static void find_source(struct check *c, const char *unit)
{
	if (!c->o.source)
		c->o.source = getenv("srctree");
	if (!c->o.source && is_file(unit))
		c->o.source = ".";
	c->o.source_too = getenv("KBUILD_EXTMOD");
}

/* ---- telling ---------------------------------------------------------------------- */

/*
 * A place in a header belongs to every unit that includes it: the first one
 * tells.  What is not reported is not noted either.
 */
static void keep_new(struct result *r, const char *source, enum confidence min, struct told *told)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < r->nfindings; i++) {
		const struct finding *f = &r->findings[i];
		char *thing;
		bool tell = true;

		if (finding_counts(f, min) && strcmp(f->file, source)) {
			thing = xasprintf("%016" PRIx64 "%016" PRIx64 " %s:%u", f->fingerprint[0], f->fingerprint[1],
					  f->file, f->line);
			tell = told_first(told, thing);
			free(thing);
		}
		if (tell)
			r->findings[n++] = *f;
	}
	r->nfindings = n;
}

/* A file of the tree, named from the build directory. */
static void name_from_build(const char *tree, const char **file)
{
	if (*file && (*file)[0] != '/' && strncmp(*file, "../", 3))
		*file = xasprintf("%s/%s", tree, *file);
}

/* From where the compiler names files of the tree; NULL: from there. */
static const char *tree_from_build(void)
{
	const char *tree = getenv("srctree");

	return tree && strcmp(tree, ".") ? tree : NULL;
}

/* As the compiler names them, so that an editor finds them.  The strings stay until we end. */
static void name_all(struct result *r)
{
	const char *tree = tree_from_build();

	if (!tree)
		return;
	for (unsigned int i = 0; i < r->nfindings; i++) {
		struct finding *f = &r->findings[i];

		name_from_build(tree, &f->file);
		for (unsigned int c = 0; c < f->nchains; c++)
			for (unsigned int s = 0; s < f->chains[c].nsteps; s++)
				name_from_build(tree, &f->chains[c].steps[s].file);
		for (unsigned int s = 0; s < f->nsites; s++)
			name_from_build(tree, &f->sites[s].file);
	}
}

/* One check at a time, so that the lines of two do not mix. */
static int tell(struct check *c, struct judge *j, struct analysis *a, const char *source, int errors)
{
	struct result r = result_of(a, &c->o);
	struct told told;
	int status;

	c->o.quiet = true;
	told_open(&told);
	if (c->o.format == REPORT_text)
		j->directory = tree_from_build();
	j->tree = getenv("srctree");
	errors += judge_result(j, &r, a);
	keep_new(&r, source, c->o.min, &told);
	if (c->o.format == REPORT_text)
		name_all(&r);
	status = report_result(&r, &c->o, errors);
	told_close(&told);
	return status;
}

/* facts: of the base, or NULL. */
static int analyse(struct check *c, const char *base, const char *facts, const char *kernel)
{
	char *source = xstrdup(facts_str(c->unit, c->unit->units[0].source));
	struct index *index = facts && !c->whole ? take_index(c, base, facts, kernel) : NULL;
	int errors = c->base_option && !facts, status = STATUS_TROUBLE;
	struct judge judge;
	struct analysis *a;

	c->o.analysis.only_unit = source;
	c->o.analysis.kernel = kernel;
	a = analysis_new(&c->o.analysis);
	find_source(c, source);
	if (judge_open(&judge, &c->o) && load_model(a, &c->o)) {
		if (index)
			errors += index_load(index, a, c->unit, source);
		else if (facts)
			errors += load_paths(a, &c->o, (const char *const[]){ facts }, 1, source, NULL, NULL);
		analysis_add(a, c->unit, source, false);
		c->unit = NULL;
		analysis_run(a);
		status = tell(c, &judge, a, source, errors);
	}
	judge_close(&judge);
	analysis_free(a);
	index_close(index);
	free(source);
	return status;
}

static int analyse_with_base(struct check *c)
{
	char *base, *facts = find_facts(c, &base), *release = release_of_build();
	struct base_meta meta = { .kernel = NULL };
	const char *kernel = c->o.analysis.kernel;
	int status;

	if (base)
		base_meta_read(&meta, base);
	if (!is_usable(c, base, &meta, release)) {
		free(facts);
		facts = NULL;
	} else if (!kernel) {
		kernel = meta.kernel;
	}
	status = analyse(c, base, facts, kernel ? kernel : release);
	base_meta_release(&meta);
	free(release);
	free(facts);
	free(base);
	return status;
}

static int check(struct check *c, int argc, char **argv, int flags)
{
	char *header = support_file("reclint.h"), *slash = header ? strrchr(header, '/') : NULL;
	int status = STATUS_TROUBLE, sparse;

	if (slash)
		*slash = '\0';
	interrupt_catch();
	sparse = run_sparse(c, argc, argv, flags, header);
	c->unit = unit_compile(argv + flags, argc - flags, header);
	if (c->unit)
		status = analyse_with_base(c);
	if (c->unit)
		facts_free(c->unit);
	free(header);
	return status == STATUS_CLEAN && sparse ? STATUS_FINDINGS : status;
}

int cmd_check(int argc, char **argv)
{
	struct check c = { .sparse = "sparse" };
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
		status = check(&c, argc, argv, flags);
	}
	options_release(&c.o);
	return c.error ? status : STATUS_CLEAN;
}
