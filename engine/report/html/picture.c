// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * To start dot costs more than to draw: all graphs of a report are drawn by one
 * run, and come back in their order.
 */
#include "report/html/html.h"

#include <stdlib.h>
#include <string.h>

#include "report/escape.h"
#include "report/graph.h"
#include "report/svg.h"

uint32_t pictures_add(struct pictures *p, const struct graph *g, bool is_wide)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	uint32_t number;

	if (!out)
		memory_exhausted();
	graph_print(g, "lock graph", is_wide, out);
	if (fclose(out) != 0)
		memory_exhausted();
	number = intern_id(&p->graphs, text);
	free(text);
	return number;
}

/* Ids of one picture are ids of another: they go, in place. */
static void strip_ids(char *svg)
{
	char *to = svg, *end;

	for (const char *from = svg; *from; *to++ = *from++)
		while (!strncmp(from, " id=\"", 5) && (end = strchr(from + 5, '"')))
			from = end + 1;
	*to = '\0';
}

void pictures_draw(struct pictures *p)
{
	char *all = NULL;
	size_t size;
	FILE *out;

	if (!intern_count(&p->graphs))
		return;
	out = open_memstream(&all, &size);
	if (!out)
		memory_exhausted();
	for (uint32_t i = 0; i < intern_count(&p->graphs); i++)
		fputs(intern_text(&p->graphs, i), out);
	if (fclose(out) != 0)
		memory_exhausted();
	p->svg = svg_draw(all, size, &p->why);
	free(all);
	if (!p->svg)
		return;
	strip_ids(p->svg);
	for (char *s = strstr(p->svg, "<svg "); s; s = strstr(s, "<svg ")) {
		array_push(&p->drawn, s);
		s = strstr(s, "</svg>");
		if (!s)
			break;
		s += strlen("</svg>");
		if (*s)
			*s++ = '\0';
	}
	if (p->drawn.n != intern_count(&p->graphs)) {
		array_clear(&p->drawn);
		p->why = xstrdup("graphviz's dot drew something else");
	}
}

void pictures_release(struct pictures *p)
{
	intern_release(&p->graphs);
	array_release(&p->drawn);
	free(p->svg);
	free(p->why);
}

bool pictures_print(const struct pictures *p, uint32_t number, const char *label, FILE *out)
{
	if (number >= p->drawn.n)
		return false;
	fputs("<figure class=\"graph\" tabindex=\"0\"><svg role=\"img\" aria-label=\"", out);
	escape_html(label, out);
	fprintf(out, "\"%s\n</figure>\n", p->drawn.at[number] + strlen("<svg"));
	return true;
}
