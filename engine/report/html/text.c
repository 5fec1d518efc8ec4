// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sentences, and the Markdown that the rules' pages are written in: headings,
 * paragraphs, lists of one level, tables, code in fences or indented by four,
 * `code` and [links](rule.md) within a line.  Anything else is text.
 */
#include "report/html/html.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "report/escape.h"

/* ---- sentences ------------------------------------------------------------------------ */

/* The quote that ends the name which begins at p, or NULL: p is an apostrophe. */
static const char *name_end(const char *text, const char *p)
{
	const char *end;

	if (p > text && (isalnum((unsigned char)p[-1]) || p[-1] == '\''))
		return NULL;
	end = strchr(p + 1, '\'');
	while (end && isalnum((unsigned char)end[1]))
		end = strchr(end + 1, '\'');
	return end && end > p + 1 ? end : NULL;
}

void html_prose(const char *text, FILE *out)
{
	const char *from = text, *end;

	if (!text)
		return;
	for (const char *p = text; *p; p++) {
		if (*p != '\'' || !(end = name_end(text, p)))
			continue;
		escape_html_n(from, (size_t)(p + 1 - from), out);
		fputs("<code>", out);
		escape_html_n(p + 1, (size_t)(end - p - 1), out);
		fputs("</code>", out);
		from = p = end;
	}
	escape_html(from, out);
}

void html_way(const struct chain *c, FILE *out)
{
	const char *last = NULL;

	fputs("<span class=\"way\">", out);
	for (unsigned int i = 0; i < c->nsteps; i++) {
		const char *function = c->steps[i].function;

		if (!function || (last && !strcmp(last, function)))
			continue;
		if (last)
			fputs(" &rarr; ", out);
		escape_html(function, out);
		last = function;
	}
	fputs("</span>", out);
}

/* ---- within a line ------------------------------------------------------------------------ */

enum block { NOTHING, PARAGRAPH, BULLETS, NUMBERS, TABLE, FENCE, INDENTED };

struct markdown {
	FILE *out;
	const struct intern *pages;	/* rules that there is a page of */
	enum block block;
	bool had_blank;			/* since the last line of the block */
	unsigned int rows;		/* of the table */
};

/* Is "rule.md" or "rule.md#part" a page of the report? */
static bool has_page(const struct markdown *m, const char *target, size_t n)
{
	const char *dot = memmem(target, n, ".md", 3);
	char *rule = xasprintf("%.*s", dot ? (int)(dot - target) : 0, target);
	bool has = dot && intern_find(m->pages, rule) != INTERN_NONE;

	free(rule);
	return has;
}

/* [text](rule.md#part): p is at the bracket; the position after it, or NULL: no link. */
static const char *print_link(const struct markdown *m, const char *p, const char *line_end)
{
	const char *close = memchr(p, ']', (size_t)(line_end - p)), *end;
	bool is_link;

	if (!close || close[1] != '(' || !(end = memchr(close, ')', (size_t)(line_end - close))))
		return NULL;
	is_link = has_page(m, close + 2, (size_t)(end - close - 2));
	if (is_link) {
		fputs("<a href=\"#rule-", m->out);
		escape_html_n(close + 2, strcspn(close + 2, "."), m->out);
		fputs("\">", m->out);
	}
	escape_html_n(p + 1, (size_t)(close - p - 1), m->out);
	fputs(is_link ? "</a>" : "", m->out);
	return end + 1;
}

static void print_inline(const struct markdown *m, const char *p, const char *end)
{
	FILE *out = m->out;
	const char *from = p, *next;

	while (p < end) {
		if (*p == '`' && (next = memchr(p + 1, '`', (size_t)(end - p - 1)))) {
			escape_html_n(from, (size_t)(p - from), out);
			fputs("<code>", out);
			escape_html_n(p + 1, (size_t)(next - p - 1), out);
			fputs("</code>", out);
			from = p = next + 1;
		} else if (*p == '[' && memchr(p, ')', (size_t)(end - p)) && memchr(p, '(', (size_t)(end - p))) {
			escape_html_n(from, (size_t)(p - from), out);
			from = p;
			next = print_link(m, p, end);
			if (next)
				from = p = next;
			else
				p++;
		} else {
			p++;
		}
	}
	escape_html_n(from, (size_t)(end - from), out);
}

/* ---- blocks --------------------------------------------------------------------------------- */

static void close_block(struct markdown *m)
{
	static const char *const ends[] = {
		[NOTHING] = "", [PARAGRAPH] = "</p>\n", [BULLETS] = "</li></ul>\n", [NUMBERS] = "</li></ol>\n",
		[TABLE] = "</tbody></table></div>\n", [FENCE] = "</pre>\n", [INDENTED] = "</pre>\n",
	};

	fputs(ends[m->block], m->out);
	m->block = NOTHING;
}

static void open_block(struct markdown *m, enum block block)
{
	static const char *const begins[] = {
		[NOTHING] = "", [PARAGRAPH] = "<p>", [BULLETS] = "<ul><li>", [NUMBERS] = "<ol><li>",
		[TABLE] = "<div class=\"scroll\" tabindex=\"0\"><table><tbody>", [FENCE] = "<pre tabindex=\"0\">",
		[INDENTED] = "<pre tabindex=\"0\">",
	};

	close_block(m);
	m->block = block;
	m->rows = 0;
	fputs(begins[block], m->out);
}

static void print_heading(struct markdown *m, const char *line, const char *end)
{
	size_t level = strspn(line, "#");
	int n = level + 3 > 6 ? 6 : (int)level + 3;

	close_block(m);
	/* The title stands in the summary already. */
	if (level == 1)
		return;
	fprintf(m->out, "<h%d>", n - 1);
	print_inline(m, line + level + strspn(line + level, " "), end);
	fprintf(m->out, "</h%d>\n", n - 1);
}

static void print_row(struct markdown *m, const char *line, const char *end)
{
	const char *kind = m->block == TABLE ? "td" : "th", *cell = line + 1, *bar;

	if (m->block != TABLE)
		open_block(m, TABLE);
	else if (m->rows == 1 && strspn(line, "|-: ") == (size_t)(end - line)) {
		m->rows++;
		return;
	}
	m->rows++;
	fputs("<tr>", m->out);
	for (; cell < end && (bar = memchr(cell, '|', (size_t)(end - cell))); cell = bar + 1) {
		fprintf(m->out, "<%s>", kind);
		cell += strspn(cell, " ");
		print_inline(m, cell < bar ? cell : bar, bar);
		fprintf(m->out, "</%s>", kind);
	}
	fputs("</tr>\n", m->out);
}

/* The text of a list's item, or NULL. */
static const char *item(const char *line, enum block *kind)
{
	size_t digits = strspn(line, "0123456789");

	*kind = digits ? NUMBERS : BULLETS;
	if (!strncmp(line, "- ", 2))
		return line + 2;
	return digits && !strncmp(line + digits, ". ", 2) ? line + digits + 2 : NULL;
}

static void print_text(struct markdown *m, const char *line, const char *end)
{
	bool is_list = m->block == BULLETS || m->block == NUMBERS;
	enum block kind;
	const char *text = item(line, &kind);

	if (text && m->block == kind) {
		fputs("</li>\n<li>", m->out);
	} else if (text) {
		open_block(m, kind);
	} else if ((m->block == PARAGRAPH && !m->had_blank) || (is_list && (!m->had_blank || *line == ' '))) {
		putc('\n', m->out);
		text = line + strspn(line, " ");
	} else {
		open_block(m, PARAGRAPH);
		text = line;
	}
	print_inline(m, text, end);
}

static void print_code(struct markdown *m, const char *line, const char *end)
{
	escape_html_n(line, (size_t)(end - line), m->out);
	putc('\n', m->out);
}

static void print_line(struct markdown *m, const char *line, const char *end)
{
	bool is_list = m->block == BULLETS || m->block == NUMBERS;

	if (!strncmp(line, "```", 3)) {
		if (m->block == FENCE)
			close_block(m);
		else
			open_block(m, FENCE);
	} else if (m->block == FENCE) {
		print_code(m, line, end);
	} else if (line == end) {
		m->had_blank = true;
		return;
	} else if (!strncmp(line, "    ", 4) && !is_list && (m->block != PARAGRAPH || m->had_blank)) {
		if (m->block != INDENTED)
			open_block(m, INDENTED);
		else if (m->had_blank)
			putc('\n', m->out);
		print_code(m, line + 4, end);
	} else if (*line == '#') {
		print_heading(m, line, end);
	} else if (*line == '|') {
		print_row(m, line, end);
	} else if (strncmp(line, "<!--", 4)) {
		print_text(m, line, end);
	}
	m->had_blank = false;
}

void html_markdown(const char *text, const struct intern *pages, FILE *out)
{
	struct markdown m = { .out = out, .pages = pages };
	const char *end;

	for (const char *line = text; *line; line = *end ? end + 1 : end) {
		end = strchrnul(line, '\n');
		print_line(&m, line, end);
	}
	close_block(&m);
}
