// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Units compiled as kbuild did it, with the command that it saved: what names the
 * tree names the scratch tree, and object and dependency file lie elsewhere, so
 * that the scratch build directory stays kbuild's.  -fmacro-prefix-map makes the
 * names in the facts relative: equal code gives equal facts in either tree.
 */
#include "triage/units.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/message.h"
#include "cmd/load.h"
#include "system/file.h"
#include "system/pool.h"

/* Without a terminal: a line after so many units. */
enum { LINE_UNITS = 50, FEW_UNITS = 20 };

struct compiler {
	struct snapshot *state;
	const struct remake *r;
	const path_array *sources;
	char *directory;		/* objects; emptied as they are read */
	unsigned int done;
	bool terminal;
	char *argv[4];			/* of the child */
};

/* ---- the command ------------------------------------------------------------------ */

typedef ARRAY(char) text_array;

static void put(text_array *out, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		array_push(out, text[i]);
}

/* from, as a path or the beginning of one, becomes to. */
static void put_moved(text_array *out, const char *word, size_t size, const char *from, const char *to)
{
	size_t n = strlen(from);

	for (size_t i = 0; i < size; ) {
		char after = i + n < size ? word[i + n] : '\0';

		if (n && i + n <= size && !memcmp(word + i, from, n) && !isalnum((unsigned char)after) &&
		    !strchr("-_.", after ? after : ' ')) {
			put(out, to, strlen(to));
			i += n;
		} else if (size - i >= 2 && !memcmp(word + i, "$$", 2)) {
			array_push(out, '$');	/* make's */
			i += 2;
		} else if (size - i >= 8 && !memcmp(word + i, "$(pound)", 8)) {
			array_push(out, '#');
			i += 8;
		} else {
			array_push(out, word[i++]);
		}
	}
}

/* A word of the shell's, with its quotes. */
static size_t word_size(const char *text)
{
	char quote = '\0';
	size_t n;

	for (n = 0; text[n] && text[n] != '\n' && (quote || !isspace((unsigned char)text[n])); n++) {
		if (text[n] == quote)
			quote = '\0';
		else if (!quote && (text[n] == '\'' || text[n] == '"'))
			quote = text[n];
	}
	return n;
}

static bool begins(const char *word, size_t size, const char *with)
{
	return size >= strlen(with) && !memcmp(word, with, strlen(with));
}

static void put_line(text_array *out, const char *text)
{
	put(out, text, strlen(text));
}

/* What to say instead of a word that names a file of kbuild's own. */
static char *replacement(const struct remake *r, const char *word, size_t size, const char *object)
{
	if (begins(word, size, "-Wp,-MMD,") || begins(word, size, "-Wp,-MD,"))
		return xasprintf("-Wp,-MMD,%s.d", object);
	if (begins(word, size, "-fplugin=") && memmem(word, size, "reclint.so", 10))
		return xasprintf("-fplugin=%s", r->plugin);
	if (begins(word, size, "-fplugin-arg-reclint-id="))
		return xasprintf("-fplugin-arg-reclint-id=%s", r->plugin_id);
	return NULL;
}

static char *command_of(const struct remake *r, const char *source, const char *object)
{
	char *file = deps_command_file(r->base->build, source), *saved = file_read(file, NULL);
	char *tree = saved ? deps_tree_of(saved) : NULL;
	const char *at = saved ? strstr(saved, ":= ") : NULL;
	text_array out = { 0 };
	bool is_output = false;

	if (tree)
		tree[strlen(tree) - 1] = '\0';
	put_line(&out, "exec");
	for (at = at ? at + 3 : NULL; at && tree && *at && *at != '\n'; ) {
		size_t n = word_size(at);
		char *instead;

		if (n == 1 && *at == ';')
			break;		/* objtool and the like */
		array_push(&out, ' ');
		instead = replacement(r, at, n, object);
		if (is_output)
			put_line(&out, object);
		else if (instead)
			put_line(&out, instead);
		else
			put_moved(&out, at, n, tree, r->scratch->tree);
		is_output = n == 2 && !strncmp(at, "-o", 2);
		free(instead);
		at += n;
		at += strspn(at, " \t");
	}
	put_line(&out, " -w");
	array_push(&out, '\0');
	free(saved);
	free(file);
	if (tree) {
		free(tree);
		return out.at;
	}
	array_release(&out);
	return NULL;
}

/* ---- one unit ------------------------------------------------------------------------ */

static char *object_of(const struct compiler *c, unsigned int job)
{
	return xasprintf("%s/%u.o", c->directory, job);
}

/* In the child. */
static const char *const *job_argv(unsigned int job, void *data)
{
	struct compiler *c = data;

	c->argv[0] = "sh";
	c->argv[1] = "-c";
	c->argv[2] = command_of(c->r, c->sources->at[job], object_of(c, job));
	if (!c->argv[2])
		c->argv[2] = "echo 'error: it is not known how it is compiled; run reclint scan' >&2; exit 1";
	return (const char *const *)c->argv;
}

static void show_progress(const struct compiler *c, const char *source)
{
	bool last = c->done == c->sources->n;

	if (c->sources->n < FEW_UNITS)
		return;
	if (c->terminal)
		fprintf(stderr, "\r%u/%u  %.60s\033[K%s", c->done, c->sources->n, source, last ? "\n" : "");
	else if (last || c->done % LINE_UNITS == 0)
		fprintf(stderr, "compiled %u/%u units: %s\n", c->done, c->sources->n, source);
}

static void job_done(unsigned int job, int status, const char *out, const char *err, void *data)
{
	struct compiler *c = data;
	const char *source = c->sources->at[job], *error = strstr(err, "error: ");
	char *object = object_of(c, job), *depends = xasprintf("%s.d", object);
	char *tree = xasprintf("%s/", c->r->scratch->tree);
	struct facts *f = status == 0 ? load_object(object, NULL) : NULL;

	(void)out;
	c->done++;
	if (f) {
		snapshot_put(c->state, source, f, depends, tree);
		c->state->remade++;
	} else {
		array_push(&c->state->failed, xstrdup(source));
		error = error ? error + 7 : err;
		message("%s does not compile: %.*s", source, (int)strcspn(error, "\n"), error);
	}
	show_progress(c, source);
	unlink(object);
	unlink(depends);
	free(tree);
	free(depends);
	free(object);
}

bool compile_units(struct snapshot *state, const struct remake *r, const path_array *sources)
{
	struct compiler c = { .state = state, .r = r, .sources = sources, .terminal = isatty(STDERR_FILENO) };
	bool ok = true;

	if (!sources->n)
		return true;
	c.directory = xasprintf("%s/objects", r->scratch->directory);
	if (sources->n >= FEW_UNITS)
		fprintf(stderr, "%u units depend on what has changed: compiling them\n", sources->n);
	ok = directory_remove(c.directory) && directory_make(c.directory) &&
	     pool_run(&(struct pool){ .njobs = sources->n, .parallel = r->jobs, .directory = r->scratch->build,
				      .argv = job_argv, .done = job_done, .data = &c });
	directory_remove(c.directory);
	free(c.directory);
	return ok;
}
