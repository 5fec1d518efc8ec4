// SPDX-License-Identifier: GPL-2.0-or-later
#include "triage/lines.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- text ---------------------------------------------------------------------- */

static void side_init(struct side *s, const char *text)
{
	unsigned int n = 0;

	for (const char *p = text; p && *p; p += strcspn(p, "\n"), p += *p == '\n')
		n++;
	s->n = n;
	s->line = xcalloc(n + 2, sizeof(*s->line));
	s->is_touched = xcalloc(n + 2, sizeof(*s->is_touched));
	s->in_touched = xcalloc(n + 2, sizeof(*s->in_touched));
	n = 0;
	for (const char *p = text; p && *p; p += strcspn(p, "\n"), p += *p == '\n')
		s->line[++n] = p;
}

static void side_release(struct side *s)
{
	free(s->line);
	free(s->is_touched);
	free(s->in_touched);
}

static size_t length(const struct side *s, unsigned int line)
{
	return strcspn(s->line[line], "\n");
}

/* ---- functions ------------------------------------------------------------------- */

static bool closes(const struct side *s, unsigned int line)
{
	return s->line[line][0] == '}';
}

static bool opens(const struct side *s, unsigned int line)
{
	size_t n = length(s, line);

	while (n && isspace((unsigned char)s->line[line][n - 1]))
		n--;
	return n && s->line[line][n - 1] == '{' && !isspace((unsigned char)s->line[line][0]);
}

static bool is_blank(const struct side *s, unsigned int line)
{
	return strspn(s->line[line], " \t\r") == length(s, line);
}

void side_function(const struct side *s, unsigned int line, unsigned int *first, unsigned int *last)
{
	unsigned int begin = line, end = line, open;

	*first = *last = line;
	if (!line || line > s->n)
		return;
	while (begin > 1 && !closes(s, begin - 1))
		begin--;
	while (end < s->n && !closes(s, end))
		end++;
	for (open = begin; open <= end && !opens(s, open); open++)
		;
	if (open > end || !closes(s, end))
		return;
	/* What it is called stands in front, without a blank line. */
	while (open > begin && !is_blank(s, open - 1))
		open--;
	if (line < open)
		return;
	*first = open;
	*last = end;
}

/* From behind one '}' to the next there is one function at most, and what stands in front of it. */
static void mark_functions(struct side *s)
{
	unsigned int end, first, last;

	for (unsigned int begin = 1; begin <= s->n; begin = end + 1) {
		bool in_function = false;

		for (end = begin; end < s->n && !closes(s, end); end++)
			;
		side_function(s, end, &first, &last);
		for (unsigned int i = begin; i <= end; i++) {
			s->in_touched[i] = s->is_touched[i];
			in_function |= s->is_touched[i] && i >= first;
		}
		for (unsigned int i = first; in_function && i <= last; i++)
			s->in_touched[i] = true;
	}
}

bool side_is_in_touched(const struct side *s, unsigned int line)
{
	return line && line <= s->n && s->in_touched[line];
}

/* ---- hunks ------------------------------------------------------------------------ */

static bool stands_at(const struct side *s, const struct hunk *h, unsigned int start)
{
	unsigned int line = start;

	for_each_in_array(text, &h->lines) {
		if (**text == '+')
			continue;
		if (line < 1 || line > s->n || length(s, line) != strlen(*text + 1) ||
		    strncmp(s->line[line], *text + 1, length(s, line)))
			return false;
		line++;
	}
	return true;
}

/* git applies a hunk where its lines are, the nearest place to where they should be. */
static unsigned int find_hunk(const struct side *s, const struct hunk *h, unsigned int expected)
{
	for (unsigned int d = 0; d <= s->n; d++) {
		if (stands_at(s, h, expected + d))
			return expected + d;
		if (d < expected && stands_at(s, h, expected - d))
			return expected - d;
	}
	return expected;
}

static void touch(struct side *s, unsigned int line)
{
	if (line >= 1 && line <= s->n)
		s->is_touched[line] = true;
}

/* A hunk at its place; old and new go on behind it. */
static void take_hunk(struct line_map *m, const struct hunk *h, unsigned int *old, unsigned int *new)
{
	for_each_in_array(text, &h->lines) {
		if (**text == '-') {
			touch(&m->before, *old);
			touch(&m->after, *new);
			++*old;
		} else if (**text == '+') {
			touch(&m->before, *old);
			touch(&m->after, *new);
			++*new;
		} else {
			if (*old >= 1 && *old <= m->before.n)
				m->to_after[*old] = *new;
			++*old;
			++*new;
		}
	}
}

void line_map_init(struct line_map *m, const struct patch_file *f, const char *before, const char *after)
{
	unsigned int old = 1, new = 1, i = 0;
	int shift = 0;

	side_init(&m->before, before);
	side_init(&m->after, after);
	m->to_after = xcalloc(m->before.n + 2, sizeof(*m->to_after));
	m->hunk_start = xcalloc(f->hunks.n + 1, sizeof(*m->hunk_start));
	for_each_in_array(h, &f->hunks) {
		/* "-5,0": behind line 5 */
		unsigned int expected = (unsigned int)((int)(h->old_start + !h->old_count) + shift);
		unsigned int start = h->old_count ? find_hunk(&m->before, h, expected) : expected;

		shift += (int)start - (int)expected;
		for (; old < start && old <= m->before.n; old++, new++)
			m->to_after[old] = new;
		m->hunk_start[i++] = new;
		take_hunk(m, h, &old, &new);
	}
	for (; old <= m->before.n; old++, new++)
		m->to_after[old] = new;
	mark_functions(&m->before);
	mark_functions(&m->after);
}

void line_map_release(struct line_map *m)
{
	side_release(&m->before);
	side_release(&m->after);
	free(m->to_after);
	free(m->hunk_start);
}
