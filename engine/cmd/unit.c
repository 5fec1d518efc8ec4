// SPDX-License-Identifier: GPL-2.0-or-later
#include "cmd/unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/message.h"
#include "cmd/load.h"
#include "cmd/told.h"
#include "system/file.h"
#include "system/interrupt.h"
#include "system/process.h"

struct compiler {
	const char *name;		/* as in CC= */
	char *split;			/* the same, cut into words */
	ARRAY(const char *) words;
	char *load;			/* -fplugin= */
	char *directory;		/* for what it writes */
	char *object;			/* in it */
	char *complaint;		/* its first line that tells of an error, or its first line */
	bool is_error;			/* it was such a line */
};

bool is_dependency_flag(const char *argument)
{
	return !strncmp(argument, "-Wp,-MMD,", 9) || !strncmp(argument, "-Wp,-MD,", 8);
}

/* Of a build that extracts facts by itself. */
static bool is_plugin_flag(const char *argument)
{
	return (!strncmp(argument, "-fplugin=", 9) && has_suffix(argument, "reclint.so")) ||
	       !strncmp(argument, "-fplugin-arg-reclint-", 21);
}

static void take_line(const char *line, void *data)
{
	struct compiler *c = data;
	bool is_error = line && (strstr(line, "error: ") || strstr(line, "cannot run"));

	if (!line || !*line || (c->complaint && (c->is_error || !is_error)))
		return;
	free(c->complaint);
	c->complaint = xstrdup(line);
	c->is_error = is_error;
}

/* With the plugin, facts only, into the directory. */
static bool run(struct compiler *c, const char *const *flags)
{
	const char *const last[] = {
		c->load, "-fplugin-arg-reclint-facts-only",
		"-w",			/* warnings are the real compilation's business */
		"-c", "-o", c->object, NULL,
	};
	ARRAY(const char *) argv = { 0 };
	int status;

	for_each_in_array(w, &c->words)
		array_push(&argv, *w);
	for (; *flags; flags++)
		array_push(&argv, *flags);
	for (size_t i = 0; i < sizeof(last) / sizeof(*last); i++)
		array_push(&argv, last[i]);
	free(c->complaint);
	c->complaint = NULL;
	c->is_error = false;
	status = process_run(&(struct process){ .argv = argv.at, .line = take_line, .data = c });
	array_release(&argv);
	if (interrupt_came()) {
		directory_remove(c->directory);
		interrupt_end("interrupted");
	}
	return status == 0;
}

static bool compiler_init(struct compiler *c)
{
	const char *cc = getenv("CC"), *tmp = getenv("TMPDIR");
	char *plugin = support_file("reclint.so");

	memset(c, 0, sizeof(*c));
	c->name = cc && *cc ? cc : RECLINT_CC;
	c->split = xstrdup(c->name);
	for (char *w = strtok(c->split, " \t"); w; w = strtok(NULL, " \t"))
		array_push(&c->words, w);
	c->directory = xasprintf("%s/reclint-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!plugin) {
		;
	} else if (!mkdtemp(c->directory)) {
		message("cannot make directory %s: %s", c->directory, strerror(errno));
	} else {
		c->load = xasprintf("-fplugin=%s", plugin);
		c->object = xasprintf("%s/unit.o", c->directory);
		interrupt_temporary(c->object);
		interrupt_temporary(c->directory);
	}
	free(plugin);
	return c->load != NULL;
}

static void compiler_release(struct compiler *c)
{
	if (c->load) {
		directory_remove(c->directory);
		interrupt_forget(c->object);
		interrupt_forget(c->directory);
	}
	free(c->object);
	free(c->split);
	array_release(&c->words);
	free(c->load);
	free(c->directory);
	free(c->complaint);
}

/* Is it the unit that does not compile, or anything? */
static bool works_at_all(struct compiler *c)
{
	return run(c, (const char *const[]){ "-x", "c", "/dev/null", NULL });
}

static void explain(struct compiler *c, const char *file)
{
	char *complaint = c->complaint;

	c->complaint = NULL;
	if (works_at_all(c)) {
		message("%s: not checked%s%s", file, complaint ? ": " : "", complaint ? complaint : "");
	} else if (told_once("compiler")) {
		message("no file is checked: CC=%s does not load the plugin, which was made for %s %d%s%s", c->name,
			RECLINT_CC, __GNUC__, c->complaint ? ": " : "", c->complaint ? c->complaint : "");
	}
	free(complaint);
}

static bool is_given_up(void)
{
	struct told t;
	bool given_up;

	told_open(&t);
	given_up = !told_is_new(&t, "compiler");
	told_close(&t);
	return given_up;
}

static struct facts *compile(struct compiler *c, char *const *flags, int nflags, const char *headers)
{
	const char *file = flags[nflags - 1];
	ARRAY(const char *) kept = { 0 };
	struct facts *unit = NULL;
	int errors;

	for (int i = 0; i < nflags; i++)
		if (!is_dependency_flag(flags[i]) && !is_plugin_flag(flags[i]))
			array_push(&kept, flags[i]);
	if (headers) {
		array_push(&kept, "-idirafter");
		array_push(&kept, headers);
	}
	array_push(&kept, NULL);
	if (!run(c, kept.at)) {
		explain(c, file);
	} else {
		unit = load_object(c->object, &errors);
		if (!unit && !errors)
			message("%s: not checked: CC=%s made no facts of it", file, c->name);
	}
	array_release(&kept);
	return unit;
}

struct facts *unit_compile(char *const *flags, int nflags, const char *headers)
{
	struct facts *unit = NULL;
	struct compiler c;

	if (is_given_up())
		return NULL;
	if (compiler_init(&c))
		unit = compile(&c, flags, nflags, headers);
	compiler_release(&c);
	return unit;
}
