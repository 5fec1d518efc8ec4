// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/svg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "report/graph.h"
#include "report/report.h"
#include "system/file.h"
#include "system/interrupt.h"
#include "system/process.h"

#define NOT_FOUND	127	/* there is no such program */

static void keep_first(const char *line, void *data)
{
	char **first = data;

	if (line && !*first)
		*first = xstrdup(line);
}

/* An empty file of our own; NULL: *why. */
static char *temporary_file(char **why)
{
	const char *directory = getenv("TMPDIR");
	char *path = xasprintf("%s/reclint-graph-XXXXXX", directory && *directory ? directory : "/tmp");
	int fd = mkstemp(path);

	if (fd >= 0) {
		close(fd);
		interrupt_temporary(path);
		return path;
	}
	*why = xasprintf("cannot make %s: %s", path, strerror(errno));
	free(path);
	return NULL;
}

static void temporary_remove(char *path)
{
	if (!path)
		return;
	unlink(path);
	interrupt_forget(path);
	free(path);
}

/* Of several graphs, -o is for the first only; and warnings on standard error are no part of a picture. */
static int run_dot(const char *from, const char *to, char **first)
{
	const char *const argv[] = { "sh", "-c", "exec dot -Tsvg \"$1\" >\"$2\"", "dot", from, to, NULL };
	int status = process_run(&(struct process){ .argv = argv, .line = keep_first, .data = first });

	if (interrupt_came())
		interrupt_end("interrupted");
	return status;
}

/* Comments, the XML declaration and the document type go, in place. */
static void strip_heads(char *svg)
{
	char *to = svg, *end;

	for (const char *from = svg; *from; ) {
		if (!strncmp(from, "<!--", 4) && (end = strstr(from, "-->")))
			from = end + 3;
		else if ((!strncmp(from, "<?", 2) || !strncmp(from, "<!DOCTYPE", 9)) && (end = strchr(from, '>')))
			from = end + 1;
		else {
			*to++ = *from++;
			continue;
		}
		from += *from == '\n';
	}
	*to = '\0';
}

static char *draw(const char *from, const char *to, char **why)
{
	char *first = NULL, *svg = NULL;
	int status = run_dot(from, to, &first);

	if (status == NOT_FOUND)
		*why = xstrdup("graphviz's dot is not installed");
	else if (status != 0)
		*why = xasprintf("graphviz's dot failed: %s", first ? first : "no reason given");
	else if (!(svg = file_read(to, NULL)))
		*why = xasprintf("cannot read %s: %s", to, strerror(errno));
	else
		strip_heads(svg);
	free(first);
	return svg;
}

char *svg_draw(const char *graphs, size_t size, char **why)
{
	char *from = temporary_file(why), *to = from ? temporary_file(why) : NULL, *svg = NULL;

	if (to && file_write(from, graphs, size))
		svg = draw(from, to, why);
	else if (to)
		*why = xasprintf("cannot write %s", from);
	temporary_remove(from);
	temporary_remove(to);
	return svg;
}

bool svg_print(const char *graphs, size_t size, FILE *out)
{
	char *why = NULL, *svg = svg_draw(graphs, size, &why);
	bool ok = svg != NULL;

	if (ok)
		fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n%s", svg);
	else
		message("no picture: %s; --format dot prints the graph", why);
	free(svg);
	free(why);
	return ok;
}

void report_svg(const struct result *r, const struct report_options *o, FILE *out)
{
	char *dot = NULL;
	size_t size;
	FILE *text = open_memstream(&dot, &size);

	if (!text)
		memory_exhausted();
	report_dot(r, o, text);
	if (fclose(text) != 0)
		memory_exhausted();
	if (!svg_print(dot, size, out) && o->failed)
		*o->failed = true;
	free(dot);
}
