// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclint triage: what the patches of a series add, and what they fix.
 *
 * triage() reads as the table of contents; the parts are in engine/triage/.
 * The user's tree is only read.
 */
#include "cmd/judge.h"
#include "cmd/base.h"
#include "cmd/load.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "kbuild/kbuild.h"
#include "system/file.h"
#include "system/interrupt.h"
#include "triage/link.h"
#include "triage/maintainers.h"
#include "triage/print.h"

enum { OWN_KERNEL = 1, OWN_BASE, OWN_FACTS, OWN_FORMAT, OWN_FILE, OWN_MAINTAINERS, OWN_NO_MAINTAINERS };

static const struct own_option own[] = {
	{ "kernel", true, OWN_KERNEL, "DIR  kernel source tree, or a Debian package of one (default: here, if it is one, else linux-source-6.1)" },
	{ "base", true, OWN_BASE, "REV  commit that the patches are for (default: HEAD, or the range's)" },
	{ "base-facts", true, OWN_FACTS, "DIR  OUTPUT/base of a scan (default: of the last scan of the tree)" },
	{ "format", true, OWN_FORMAT, "F  text (default), markdown, json, mail, checkpatch or b4" },
	{ "o", true, OWN_FILE, "FILE  write there instead of standard output" },
	{ "maintainers", false, OWN_MAINTAINERS, "name those of the files (default in markdown and mail)" },
	{ "no-maintainers", false, OWN_NO_MAINTAINERS, "do not" },
	{ NULL, false, 0, NULL },
};

struct command {
	struct options o;
	struct kbuild k;
	const char *kernel, *revision, *facts, *file;
	enum triage_format format;
	bool has_format;
	bool maintainers, no_maintainers;
	struct triage_base base;
	struct scratch scratch;
	struct series series;
	struct remake remake;
	struct snapshot state;
	struct triage triage;
	struct arena arena;		/* results */
	struct judge judge;		/* what they have got besides */
	bool base_fails;		/* some unit of it does not compile as it is */
	bool is_annotated_wrongly;	/* by the patches */
};

static bool set_own(int val, const char *argument, void *data)
{
	struct command *c = data;

	switch (val) {
	case OWN_KERNEL:
		c->kernel = argument;
		break;
	case OWN_BASE:
		c->revision = argument;
		break;
	case OWN_FACTS:
		c->facts = argument;
		break;
	case OWN_FORMAT:
		c->format = triage_format_find(argument);
		c->has_format = true;
		if (c->format == TRIAGE_FORMATS_END) {
			message("--format: there is no '%s'; see reclint triage --help", argument);
			return false;
		}
		break;
	case OWN_FILE:
		c->file = argument;
		return output_possible(argument);
	case OWN_MAINTAINERS:
	case OWN_NO_MAINTAINERS:
		c->maintainers = val == OWN_MAINTAINERS;
		c->no_maintainers = !c->maintainers;
		break;
	}
	return true;
}

/* ---- the patches ------------------------------------------------------------------ */

static char *read_stream(FILE *in, size_t *size)
{
	ARRAY(char) text = { 0 };
	int ch;

	while ((ch = getc(in)) != EOF)
		array_push(&text, (char)ch);
	*size = text.n;
	array_push(&text, '\0');
	return text.at;
}

static bool is_range(const char *operand)
{
	return strstr(operand, "..") && access(operand, F_OK) != 0;
}

static bool is_text(const char *operand, const char *text, size_t size)
{
	if (!memchr(text, '\0', size))
		return true;
	message("%s: neither a mail nor a patch: it has NUL bytes; if it is UTF-16, make it UTF-8 (iconv -f UTF-16)",
		strcmp(operand, "-") ? operand : "standard input");
	return false;
}

static bool read_operand(struct command *c, const char *operand)
{
	size_t size = 0;
	char *text;
	bool ok;

	if (is_range(operand)) {
		if (!c->scratch.is_git) {
			message("%s: a range of commits needs git, and %s is no git tree", operand, c->scratch.kernel);
			return false;
		}
		text = scratch_format_patches(&c->scratch, operand);
	} else {
		text = strcmp(operand, "-") ? file_read(operand, &size) : read_stream(stdin, &size);
		if (!text)
			message("cannot read %s: %m", operand);
	}
	ok = text && is_text(operand, text, size) && series_parse(&c->series, text, operand);
	free(text);
	return ok;
}

static bool read_patches(struct command *c, const char *const *operands, unsigned int n)
{
	static const char *const standard_input[] = { "-" };
	bool ok = true;

	if (!n) {
		operands = standard_input;
		n = 1;
	}
	for (unsigned int i = 0; ok && i < n; i++)
		ok = read_operand(c, operands[i]);
	return ok;
}

/* ---- what they are for --------------------------------------------------------------- */

/* The commit to start from; without git NULL.  False after a message. */
static bool find_revision(struct command *c, char **commit)
{
	const struct patch *first = &c->series.patches.at[0];
	char *applied = NULL, *parent = NULL;

	*commit = NULL;
	if (!c->scratch.is_git) {
		if (c->revision)
			message("--base %s needs git, and %s is no git tree: leave it out", c->revision, c->scratch.kernel);
		return !c->revision;
	}
	if (!c->revision)
		applied = is_range(first->input) ? scratch_commit(&c->scratch, first->commit) :
						   scratch_find_applied(&c->scratch, first);
	if (applied) {
		parent = xasprintf("%s^", applied);
		fprintf(stderr, "%s is commit %.12s: looking at it from its parent on\n",
			first->name, applied);
	}
	*commit = scratch_commit(&c->scratch, c->revision ? c->revision : parent ? parent : "HEAD");
	if (!*commit)
		message("--base: %s knows no commit '%s'", c->scratch.kernel, c->revision ? c->revision : parent ? parent : "HEAD");
	free(parent);
	free(applied);
	return *commit != NULL;
}

static char *find_base(const struct command *c)
{
	char *base;

	if (c->facts)
		return xstrdup(c->facts);
	base = strcmp(c->o.output, "reclint-out") ? NULL : base_of_tree(c->k.kernel);
	return base ? base : xasprintf("%s/base", c->o.output);
}

static bool has_base(const struct command *c, const char *directory)
{
	char *facts = base_facts(directory);
	bool has = facts != NULL;

	if (!has)
		message("%s: no base there: run reclint scan --kernel %s, of the patch's directories at least", directory, c->k.kernel);
	free(facts);
	return has;
}

/* The tree, what is known of it, and a place to work in. */
static bool open_all(struct command *c)
{
	char *directory = NULL;
	/* b4 and checkpatch's users are in the tree. */
	const char *here = is_file("scripts/Makefile.build") ? "." : NULL;
	bool ok = tree_find(&c->k, c->kernel ? c->kernel : here, NULL);

	if (ok) {
		directory = find_base(c);
		ok = has_base(c, directory) && triage_base_open(&c->base, directory) && scratch_open(&c->scratch, c->k.kernel, c->base.build);
	}
	free(directory);
	if (ok) {
		ok = judge_open(&c->judge, &c->o);
		c->o.source = c->scratch.tree;	/* which is made later */
		c->judge.tree = c->scratch.kernel;
		c->judge.is_part = true;
	}
	if (ok && !c->o.analysis.kernel)
		c->o.analysis.kernel = c->base.kernel;
	return ok;
}

/* ---- states --------------------------------------------------------------------------- */

static void add_paths(const struct patch *p, path_array *paths)
{
	for_each_in_array(f, &p->files) {
		if (f->old_path)
			array_push(paths, xstrdup(f->old_path));
		if (f->new_path && (!f->old_path || strcmp(f->old_path, f->new_path)))
			array_push(paths, xstrdup(f->new_path));
	}
}

/* What of the series the base does not know as it is: another plugin's facts, C files that were not scanned. */
static void add_unknown(const struct command *c, path_array *paths)
{
	bool other = !c->base.plugin || strcmp(c->base.plugin, c->remake.plugin_id);
	path_array touched = { 0 };

	if (other)
		fprintf(stderr, "the base was extracted by another reclint: what the patches touch is compiled before them, too\n");
	for_each_in_array(p, &c->series.patches)
		add_paths(p, &touched);
	for_each_in_array(t, &touched)
		if (other || (has_suffix(*t, ".c") && deps_find(c->base.deps, *t) == 0xffffffffu))
			array_push(paths, xstrdup(*t));
	path_array_release(&touched);
}

/*
 * Comments are those of the tree as it is now: the facts, and so what is kept of
 * a state, know nothing of them.  NULL stays NULL.
 */
static const struct result *judged(struct command *c, struct result *r)
{
	if (r && judge_result(&c->judge, r, NULL))
		return NULL;
	return r;
}

static const struct result *start(struct command *c, const char *commit)
{
	path_array changed = { 0 };
	const struct result *r = NULL;

	if (scratch_set(&c->scratch, commit) &&
	    triage_base_map(&c->base, &c->scratch, c->o.jobs) &&
	    remake_init(&c->remake, &c->base, &c->scratch, c->o.jobs) &&
	    scratch_differences(&c->scratch, c->base.facts, &changed)) {
		add_unknown(c, &changed);
		if (snapshot_remake(&c->state, &c->remake, &changed))
			r = judged(c, link_snapshot(&c->arena, &c->scratch, &c->base, &c->state, &c->o));
	}
	c->base_fails = c->state.failed.n != 0;
	path_array_release(&changed);
	return r;
}

static void read_texts(struct command *c, struct triage_patch *t, bool before)
{
	for (uint32_t i = 0; i < t->patch->files.n; i++) {
		const struct patch_file *f = &t->patch->files.at[i];
		struct touched_file *file;

		if (before)
			array_push(&t->comparison.files, (struct touched_file){ .file = f });
		file = &t->comparison.files.at[i];
		if (before && f->old_path)
			file->before = scratch_read(&c->scratch, f->old_path);
		else if (!before && f->new_path)
			file->after = scratch_read(&c->scratch, f->new_path);
	}
}

/* Without the place: a patch moves lines. */
static const char *text_of(const char *line)
{
	const char *text = strstr(line, ": ");

	return text ? text : line;
}

static bool says_nothing(const struct result *r, const char *text)
{
	for (unsigned int i = 0; i < r->nmeaningless; i++)
		if (!strcmp(text_of(r->meaningless[i]), text))
			return true;
	return false;
}

/* Annotations that say nothing and are the patch's own. */
static void tell_new_meaningless(struct command *c, const struct result *before, const struct result *after)
{
	for (unsigned int i = 0; i < after->nmeaningless; i++) {
		if (says_nothing(before, text_of(after->meaningless[i])))
			continue;
		message("%s", after->meaningless[i]);
		c->is_annotated_wrongly = true;
	}
}

/* One patch after what is there; NULL after a message. */
static const struct result *next(struct command *c, const struct patch *p, const struct result *before)
{
	struct triage_patch *t = array_add(&c->triage.patches);
	path_array changed = { 0 };
	const struct result *after = NULL;

	t->patch = p;
	add_paths(p, &changed);
	read_texts(c, t, true);
	if (snapshot_foresee(&c->remake, &changed) && scratch_apply(&c->scratch, p)) {
		read_texts(c, t, false);
		if (snapshot_remake(&c->state, &c->remake, &changed))
			after = judged(c, link_snapshot(&c->arena, &c->scratch, &c->base, &c->state, &c->o));
	}
	path_array_release(&changed);
	if (!after)
		return NULL;
	t->remade = c->state.remade;
	t->gone = c->state.gone;
	t->failed = c->state.failed;
	t->unbuilt = c->state.unbuilt;
	c->state.failed = c->state.unbuilt = (path_array){ 0 };
	tell_new_meaningless(c, before, after);
	compare(&t->comparison, p, before, after, c->o.min);
	return after;
}

static bool go_through(struct command *c)
{
	const struct result *now;
	char *commit;
	bool ok = find_revision(c, &commit);

	now = ok ? start(c, commit) : NULL;
	for_each_in_array(p, &c->series.patches)
		if (now)
			now = next(c, p, now);
	free(commit);
	return now != NULL;
}

/* ---- the report --------------------------------------------------------------------------- */

static int print(struct command *c)
{
	struct triage *t = &c->triage;
	struct output out;
	bool trouble = c->base_fails || c->is_annotated_wrongly;

	t->series = &c->series;
	t->kernel = c->base.kernel;
	t->base = c->scratch.revision;
	t->min = c->o.min;
	if (c->format == TRIAGE_checkpatch)
		t->checkpatch = &c->o.checkpatch;
	for_each_in_array(p, &t->patches)
		trouble |= p->failed.n != 0;
	if (c->maintainers || (!c->no_maintainers && (c->format == TRIAGE_markdown || c->format == TRIAGE_mail)))
		t->no_maintainers = find_maintainers(&c->scratch, &c->series, &c->arena, &t->maintainers);
	if (t->no_maintainers)
		message("%s", t->no_maintainers);
	if (!output_open(&out, c->file))
		return STATUS_TROUBLE;
	triage_print(c->format, t, out.file);
	if (!output_close(&out) || trouble)
		return STATUS_TROUBLE;
	return triage_has_news(t) ? STATUS_FINDINGS : STATUS_CLEAN;
}

static int triage(struct command *c, const char *const *operands, unsigned int n)
{
	if (!open_all(c) ||			/* the tree, its base, a scratch tree */
	    !read_patches(c, operands, n))
		return STATUS_TROUBLE;
	/* b4 sends the cover letter, too: there is nothing to say about it. */
	if (c->format == TRIAGE_b4 && !c->series.patches.n && c->series.skipped)
		return print(c);
	if (!c->series.patches.n)
		message("%s: no patch in it", n && strcmp(operands[0], "-") ? operands[0] : "standard input");
	else if (go_through(c))			/* apply, compile, link, compare: patch by patch */
		return print(c);
	return STATUS_TROUBLE;
}

static void release(struct command *c)
{
	for_each_in_array(p, &c->triage.patches) {
		comparison_release(&p->comparison);
		path_array_release(&p->failed);
		path_array_release(&p->unbuilt);
	}
	array_release(&c->triage.patches);
	path_array_release(&c->triage.maintainers);
	snapshot_release(&c->state);
	remake_release(&c->remake);
	triage_base_close(&c->base);
	scratch_close(&c->scratch);
	judge_close(&c->judge);
	series_release(&c->series);
	arena_release(&c->arena);
	kbuild_release(&c->k);
	options_release(&c->o);
}

int cmd_triage(int argc, char **argv)
{
	struct command c = { .kernel = NULL, .scratch.lock = -1 };
	int first, status = STATUS_TROUBLE;

	options_init(&c.o);
	first = options_parse(&c.o, argc, argv, OPTIONS_ANALYSIS | OPTIONS_REPORT | OPTIONS_OUTPUT | OPTIONS_CHECKPATCH,
			      own, set_own, &c);
	kbuild_init(&c.k, c.o.jobs);
	if (first == OPTIONS_HELP) {
		status = STATUS_CLEAN;
	} else if (first != OPTIONS_WRONG) {
		interrupt_catch();
		if (!c.has_format && c.o.checkpatch_option)
			c.format = TRIAGE_checkpatch;
		if (c.format != TRIAGE_checkpatch && c.o.checkpatch_option)
			message("-%s%s goes with --format checkpatch only", c.o.checkpatch_option[1] ? "-" : "", c.o.checkpatch_option);
		else
			status = triage(&c, (const char *const *)argv + first, (unsigned int)(argc - first));
	}
	release(&c);
	return status;
}
