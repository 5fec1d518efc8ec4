// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The source that findings speak of, each line once: the lines around those
 * that steps stand at, by file.
 */
#include "report/html/html.h"

#include <stdlib.h>

#include "report/escape.h"
#include "report/source.h"

#define AROUND 3			/* lines before and after; report.js shows no more */

void excerpts_init(struct excerpts *x, struct source *source)
{
	*x = (struct excerpts){ .source = source };
}

void excerpts_release(struct excerpts *x)
{
	for_each_in_array(q, &x->quoted)
		array_release(&q->lines);
	array_release(&x->quoted);
	intern_release(&x->files);
}

void excerpts_want(struct excerpts *x, const char *file, unsigned int line)
{
	uint32_t id;

	if (!x->source || !file || !source_line(x->source, file, line))
		return;
	id = intern_id(&x->files, file);
	if (id == x->quoted.n)
		array_add(&x->quoted);
	array_push(&x->quoted.at[id].lines, line);
}

static int by_number(const void *a, const void *b)
{
	unsigned int x = *(const unsigned int *)a, y = *(const unsigned int *)b;

	return (x > y) - (x < y);
}

void excerpts_close(struct excerpts *x)
{
	for_each_in_array(q, &x->quoted) {
		uint32_t n = 0;

		qsort(q->lines.at, q->lines.n, sizeof(*q->lines.at), by_number);
		for (uint32_t i = 0; i < q->lines.n; i++)
			if (!n || q->lines.at[n - 1] != q->lines.at[i])
				q->lines.at[n++] = q->lines.at[i];
		q->lines.n = n;
	}
}

static bool is_quoted(const struct excerpts *x, uint32_t file, unsigned int line)
{
	const struct quoted *q = &x->quoted.at[file];

	return bsearch(&line, q->lines.at, q->lines.n, sizeof(line), by_number);
}

void excerpts_print_place(const struct excerpts *x, const char *file, unsigned int line, FILE *out)
{
	uint32_t id = file ? intern_find(&x->files, file) : INTERN_NONE;
	bool is_link = id != INTERN_NONE && is_quoted(x, id, line);

	if (is_link)
		fprintf(out, "<a href=\"#s%u-%u\">", id, line);
	escape_html(file ? file : "(unknown)", out);
	if (line)
		fprintf(out, ":%u", line);
	if (is_link)
		fputs("</a>", out);
}

static void print_line(const struct excerpts *x, uint32_t file, unsigned int line, FILE *out)
{
	fprintf(out, "<code data-n=\"%u\"", line);
	if (is_quoted(x, file, line))
		fprintf(out, " id=\"s%u-%u\"", file, line);
	putc('>', out);
	escape_html(source_line(x->source, intern_text(&x->files, file), line), out);
	fputs("</code>", out);
}

static void print_file(const struct excerpts *x, uint32_t file, FILE *out)
{
	const struct quoted *q = &x->quoted.at[file];
	unsigned int end = source_lines(x->source, intern_text(&x->files, file)), next = 1;

	fputs("<h3>", out);
	escape_html(intern_text(&x->files, file), out);
	fputs("</h3>\n<pre class=\"code\" tabindex=\"0\">", out);
	for (uint32_t i = 0; i < q->lines.n; i++) {
		unsigned int line = q->lines.at[i] > AROUND ? q->lines.at[i] - AROUND : 1;

		if (line > next && i)
			fputs("</pre>\n<pre class=\"code\" tabindex=\"0\">", out);
		for (line = line > next ? line : next; line <= q->lines.at[i] + AROUND && line <= end; line++)
			print_line(x, file, line, out);
		next = line;
	}
	fputs("</pre>\n", out);
}

static int by_name(const void *a, const void *b, void *data)
{
	const struct excerpts *x = data;

	return strcmp(intern_text(&x->files, *(const uint32_t *)a), intern_text(&x->files, *(const uint32_t *)b));
}

void excerpts_print(const struct excerpts *x, FILE *out)
{
	ARRAY(uint32_t) order = { 0 };

	for (uint32_t i = 0; i < x->quoted.n; i++)
		array_push(&order, i);
	if (order.n)
		qsort_r(order.at, order.n, sizeof(*order.at), by_name, (void *)(uintptr_t)x);
	for_each_in_array(file, &order)
		print_file(x, *file, out);
	array_release(&order);
}
