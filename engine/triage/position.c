// SPDX-License-Identifier: GPL-2.0-or-later
/* Where in a patch something is said that is found in the tree. */
#include "triage/print.h"

/* How many lines the hunk has on the new side. */
static unsigned int new_lines(const struct hunk *h)
{
	unsigned int n = 0;

	for_each_in_array(text, &h->lines)
		n += **text != '-';
	return n;
}

/* The hunk's line that is the n-th of the new side; n from 0. */
static unsigned int nth_new(const struct hunk *h, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < h->lines.n; i++)
		if (h->lines.at[i][0] != '-' && n-- == 0)
			break;
	return i;
}

static unsigned int last_changed(const struct hunk *h)
{
	unsigned int last = 0;

	for (unsigned int i = 0; i < h->lines.n; i++)
		if (h->lines.at[i][0] != ' ')
			last = i;
	return last;
}

static unsigned int distance(unsigned int line, unsigned int first, unsigned int n)
{
	return line < first ? first - line : line >= first + n ? line - (first + n) + 1 : 0;
}

static bool find_in(const struct touched_file *f, unsigned int line, struct patch_position *p)
{
	unsigned int best = 0, at = 0;
	bool found = false;

	for (unsigned int i = 0; i < f->file->hunks.n; i++) {
		const struct hunk *h = &f->file->hunks.at[i];
		unsigned int d = distance(line, f->map.hunk_start[i], new_lines(h));

		if (found && d >= best)
			continue;
		found = true;
		best = d;
		at = i;
	}
	if (!found)
		return false;
	*p = (struct patch_position){ .file = f, .hunk = at, .is_exact = best == 0 };
	p->line = best ? last_changed(&f->file->hunks.at[at]) :
			 nth_new(&f->file->hunks.at[at], line - f->map.hunk_start[at]);
	return true;
}

bool triage_position(const struct comparison *c, const struct change_item *item, struct patch_position *p)
{
	const struct touched_file *f = find_touched(c, item->site->file, false);
	unsigned int line = item->site->line;

	if (item->is_elsewhere && item->cause) {
		f = find_touched(c, item->cause->file, false);
		line = item->cause->line;
	}
	return f && find_in(f, line, p);
}

unsigned int triage_patch_line(const struct patch *p, const struct patch_position *at)
{
	return p->diff_line - 1 + at->file->file->hunks.at[at->hunk].line + 1 + at->line;
}
