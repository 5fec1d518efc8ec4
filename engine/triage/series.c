// SPDX-License-Identifier: GPL-2.0-or-later
#include "triage/series.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/message.h"

/* ---- mails ------------------------------------------------------------------ */

struct header {
	const char *name, *value;
};

struct mail {
	const char *commit;		/* of its From line */
	ARRAY(struct header) headers;
	const char *body;		/* decoded */
	const char *raw_body;		/* where it begins in the text */
};

static const char *next_line(const char *line)
{
	const char *end = strchrnul(line, '\n');

	return *end ? end + 1 : end;
}

/*
 * "From 0123456789abcdef... Mon Sep 17 00:00:00 2001", or a mail program's "From x@y Sat Nov ...": a time
 * of day and a year, as git wants them.  Sentences begin with that word, too.
 */
static bool is_from_line(const char *line)
{
	const char *end = next_line(line), *colon;

	if (strncmp(line, "From ", 5))
		return false;
	colon = memrchr(line, ':', (size_t)(end - line));
	if (!colon || colon - line < 10 || !isdigit((unsigned char)colon[-4]) || colon[-3] != ':')
		return false;
	for (int i = -2; i <= 2; i++)
		if (i && !isdigit((unsigned char)colon[i]))
			return false;
	return strtol(colon + 3, NULL, 10) > 90;
}

static bool begins_header(const char *line)
{
	size_t n = strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

	return n && line[n] == ':';
}

/* Unfolded: a line break and the white space after it are one space. */
static const char *read_headers(struct series *s, const char *at, const char *end, struct mail *m)
{
	while (at < end && *at != '\n' && strncmp(at, "\r\n", 2)) {
		const char *line_end = next_line(at), *colon = memchr(at, ':', (size_t)(line_end - at));
		char *value;
		size_t n = 0;

		if (!begins_header(at))
			break;
		while (line_end < end && (*line_end == ' ' || *line_end == '\t'))
			line_end = next_line(line_end);
		value = arena_alloc(&s->arena, (size_t)(line_end - at) + 1);
		for (const char *p = colon + 1 + strspn(colon + 1, " \t"); p < line_end; p++) {
			if (*p == '\r')
				continue;
			if (*p == '\n') {
				if (p + 1 < line_end)
					value[n++] = ' ';
				p += strspn(p + 1, " \t");
			} else {
				value[n++] = *p;
			}
		}
		value[n] = '\0';
		array_push(&m->headers, (struct header){
			arena_printf(&s->arena, "%.*s", (int)(colon - at), at), mime_header(&s->arena, value) });
		at = line_end;
	}
	if (at < end && *at == '\r')
		at++;
	return at < end && *at == '\n' ? at + 1 : at;
}

static const char *find_header(const struct mail *m, const char *name)
{
	for_each_in_array(h, &m->headers)
		if (!strcasecmp(h->name, name))
			return h->value;
	return NULL;
}

/* multipart/x; boundary="..." or NULL. */
static const char *boundary_of(struct series *s, const struct mail *m)
{
	const char *type = find_header(m, "Content-Type"), *at;

	if (!type || strncasecmp(type, "multipart/", 10))
		return NULL;
	at = strcasestr(type, "boundary=");
	if (!at)
		return NULL;
	at += strlen("boundary=");
	if (*at == '"')
		return arena_printf(&s->arena, "--%.*s", (int)strcspn(at + 1, "\""), at + 1);
	return arena_printf(&s->arena, "--%.*s", (int)strcspn(at, "; \t"), at);
}

/* Text, or an attachment that is called x.patch or x.diff, whatever its type. */
static bool is_patch_part(const struct mail *m)
{
	static const char *const names[] = { "Content-Disposition", "Content-Type" };
	const char *type = find_header(m, "Content-Type");

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = find_header(m, names[i]);

		if (value && (strcasestr(value, ".patch") || strcasestr(value, ".diff")))
			return true;
	}
	return !type || (!strncasecmp(type, "text/", 5) && strncasecmp(type, "text/html", 9));
}

/* All parts that are plain text, one after the other. */
static const char *read_body(struct series *s, const char *at, const char *end, const struct mail *m, unsigned int depth)
{
	const char *boundary = boundary_of(s, m), *body = "";
	size_t n = boundary ? strlen(boundary) : 0;

	if (!boundary) {
		if (depth && !is_patch_part(m))
			return "";
		return mime_body(&s->arena, at, (size_t)(end - at), find_header(m, "Content-Transfer-Encoding"));
	}
	while (at < end && depth < 8) {
		struct mail part = { .commit = NULL };
		const char *part_end;

		while (at < end && strncmp(at, boundary, n))
			at = next_line(at);
		if (at >= end || !strncmp(at + n, "--", 2))
			break;
		at = read_headers(s, next_line(at), end, &part);
		for (part_end = at; part_end < end && strncmp(part_end, boundary, n); part_end = next_line(part_end))
			;
		body = arena_printf(&s->arena, "%s%s", body, read_body(s, at, part_end, &part, depth + 1));
		array_release(&part.headers);
		at = part_end;
	}
	return body;
}

static bool is_bare_diff(const char *text)
{
	return !strncmp(text, "diff -", 6) || !strncmp(text, "--- ", 4) || !strncmp(text, "Index: ", 7);
}

static void read_mail(struct series *s, const char *at, const char *end, struct mail *m)
{
	memset(m, 0, sizeof(*m));
	if (!strncmp(at, "From ", 5)) {
		if (strspn(at + 5, "0123456789abcdef") == 40 && at[45] == ' ')
			m->commit = arena_printf(&s->arena, "%.40s", at + 5);
		at = next_line(at);
	}
	if (!is_bare_diff(at))
		at = read_headers(s, at, end, m);
	m->raw_body = at;
	m->body = read_body(s, at, end, m, 0);
}

/* ---- the diff in a mail ------------------------------------------------------- */

struct reader {
	struct series *series;
	struct patch *patch;
	const char *at;
	unsigned int line;		/* in the diff, for messages */
};

static void step(struct reader *r)
{
	r->at = next_line(r->at);
	r->line++;
}

static const char *line_of(struct reader *r)
{
	return arena_printf(&r->series->arena, "%.*s", (int)strcspn(r->at, "\n"), r->at);
}

static const char *find_diff(const char *body)
{
	for (const char *line = body; *line; line = next_line(line))
		if (!strncmp(line, "diff --git ", 11) ||
		    (!strncmp(line, "--- ", 4) && !strncmp(next_line(line), "+++ ", 4)))
			return line;
	return NULL;
}

/* What git would take for the commit's message. */
static const char *find_message(struct series *s, const char *body)
{
	const char *line;

	for (line = body; *line; line = next_line(line))
		if ((!strncmp(line, "---", 3) && (line[3] == '\n' || !line[3])) || is_bare_diff(line))
			break;
	return arena_printf(&s->arena, "%.*s", (int)(line - body), body);
}

/* "a/drivers/x.c" without a/; an absolute path stays one. */
static const char *take_path(struct series *s, const char *text, size_t size)
{
	const char *slash;

	if (size >= 2 && text[0] == '"' && text[size - 1] == '"')
		text++, size -= 2;
	if (!size || (size == 9 && !strncmp(text, "/dev/null", 9)))
		return NULL;
	slash = memchr(text, '/', size);
	if (slash && slash != text) {
		size -= (size_t)(slash + 1 - text);
		text = slash + 1;
	}
	return arena_printf(&s->arena, "%.*s", (int)size, text);
}

/* Both names are the same in "a/X b/X"; a rename has lines of its own. */
static void take_git_line(struct reader *r, struct patch_file *f)
{
	const char *names = r->at + strlen("diff --git ");
	size_t size = strcspn(names, "\n"), half = size / 2;

	if (size > 2 && names[half] == ' ' && size % 2 == 1) {
		f->old_path = take_path(r->series, names, half);
		f->new_path = take_path(r->series, names + half + 1, size - half - 1);
	} else {
		const char *space = memchr(names, ' ', size);
		size_t n = space ? (size_t)(space - names) : size;

		f->old_path = take_path(r->series, names, n);
		f->new_path = space ? take_path(r->series, space + 1, size - n - 1) : f->old_path;
	}
}

static bool corrupt(const struct reader *r, const char *what)
{
	message("%s: line %u of the diff: %s", r->patch->name, r->line, what);
	return false;
}

static bool take_count(const char **at, unsigned int *start, unsigned int *count)
{
	char *end;

	*start = (unsigned int)strtoul(*at, &end, 10);
	if (end == *at)
		return false;
	*count = 1;
	*at = end;
	if (*end == ',') {
		*count = (unsigned int)strtoul(end + 1, &end, 10);
		*at = end;
	}
	return true;
}

static bool take_hunk(struct reader *r, struct patch_file *f)
{
	struct hunk h = { .head = line_of(r), .line = r->line };
	const char *at = r->at + strlen("@@ -");
	unsigned int old, new;

	if (!take_count(&at, &h.old_start, &h.old_count) || strncmp(at, " +", 2))
		return corrupt(r, "not a hunk's head");
	at += 2;
	if (!take_count(&at, &h.new_start, &h.new_count) || strncmp(at, " @@", 3))
		return corrupt(r, "not a hunk's head");
	old = h.old_count;
	new = h.new_count;
	step(r);
	while (old || new) {
		char kind = *r->at == '\n' ? ' ' : *r->at;	/* mail programs eat the space */

		if (kind == '\\') {
			step(r);
			continue;
		}
		if (!kind || (kind != ' ' && kind != '+' && kind != '-') ||
		    (kind != '+' && !old) || (kind != '-' && !new)) {
			array_release(&h.lines);
			return corrupt(r, "the hunk ends before its last line");
		}
		old -= kind != '+';
		new -= kind != '-';
		array_push(&h.lines, *r->at == '\n' ? " " : line_of(r));
		step(r);
	}
	array_push(&f->hunks, h);
	return true;
}

static bool is_line(const struct reader *r, const char *begin)
{
	return !strncmp(r->at, begin, strlen(begin));
}

static void take_name_line(struct reader *r, const char **path)
{
	const char *text = strchr(r->at, ' ') + 1;

	*path = take_path(r->series, text, strcspn(text, "\t\n"));
}

static void take_rename(struct reader *r, const char *begin, const char **path)
{
	const char *text = r->at + strlen(begin);

	*path = arena_printf(&r->series->arena, "%.*s", (int)strcspn(text, "\n"), text);
}

/* "index 0123abc..4567def 100644" */
static void take_index(struct reader *r, struct patch_file *f)
{
	const char *blob = r->at + strlen("index ");
	size_t n = strspn(blob, "0123456789abcdef");

	if (n >= 7 && !strncmp(blob + n, "..", 2))
		f->old_blob = arena_printf(&r->series->arena, "%.*s", (int)n, blob);
}

/* What git says of a file before its hunks. */
static void take_file_line(struct reader *r, struct patch_file *f)
{
	f->is_link |= is_line(r, "new file mode 12") || is_line(r, "new mode 12");
	if (is_line(r, "new file mode "))
		f->old_path = NULL;
	else if (is_line(r, "deleted file mode "))
		f->new_path = NULL;
	else if (is_line(r, "rename from "))
		take_rename(r, "rename from ", &f->old_path);
	else if (is_line(r, "rename to "))
		take_rename(r, "rename to ", &f->new_path);
	else if (is_line(r, "index "))
		take_index(r, f);
	else if (is_line(r, "GIT binary patch") || is_line(r, "Binary files "))
		f->is_binary = true;
}

/* To the end, behind a signature as well: git would apply what is there. */
static bool read_diff(struct reader *r)
{
	struct patch_file *f = NULL;

	while (*r->at) {
		if (f && is_line(r, "@@ -")) {
			if (!take_hunk(r, f))
				return false;
			continue;	/* it ends with its last line */
		}
		if (is_line(r, "diff --git ")) {
			f = array_add(&r->patch->files);
			take_git_line(r, f);
		} else if (is_line(r, "--- ") && !strncmp(next_line(r->at), "+++ ", 4)) {
			if (!f || f->hunks.n)
				f = array_add(&r->patch->files);
			take_name_line(r, &f->old_path);
			step(r);
			take_name_line(r, &f->new_path);
		} else if (f && !f->hunks.n) {
			take_file_line(r, f);
		}
		step(r);
	}
	return true;
}

/* ---- a patch ------------------------------------------------------------------ */

/* "[PATCH v3 2/5] drm/x: y": the numbers, and what stands behind the brackets. */
static void read_subject(struct series *s, struct patch *p, const char *subject)
{
	const char *at = subject;

	p->full_subject = subject;
	while (!strncasecmp(at, "Re:", 3)) {
		p->is_reply = true;
		at += 3 + strspn(at + 3, " ");
	}
	while (*at == '[') {
		const char *end = strchr(at, ']'), *slash = end ? memchr(at, '/', (size_t)(end - at)) : NULL;

		if (!end)
			break;
		if (slash && isdigit((unsigned char)slash[-1]) && isdigit((unsigned char)slash[1])) {
			const char *first = slash;

			while (isdigit((unsigned char)first[-1]))
				first--;
			p->number = (unsigned int)strtoul(first, NULL, 10);
			p->total = (unsigned int)strtoul(slash + 1, NULL, 10);
		}
		at = end + 1 + strspn(end + 1, " ");
	}
	p->subject = arena_strdup(&s->arena, at);
}

static const char *name_patch(struct series *s, const struct patch *p, const char *file)
{
	if (!*p->subject)
		return arena_strdup(&s->arena, strcmp(file, "-") ? file : "standard input");
	if (p->number)
		return arena_printf(&s->arena, "patch %u/%u ('%s')", p->number, p->total, p->subject);
	return arena_printf(&s->arena, "patch '%s'", p->subject);
}

static unsigned int count_lines(const char *from, const char *to)
{
	unsigned int n = 0;

	for (; from < to; from++)
		n += *from == '\n';
	return n;
}

/* Without what an mbox has between two mails. */
static bool same_text(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return !a[strspn(a, "\n")] && !b[strspn(b, "\n")];
}

/* Lists, and those who keep copies of their own, have a mail twice. */
static bool is_there(const struct series *s, const char *message_id, const char *diff)
{
	for_each_in_array(p, &s->patches)
		if (message_id && p->message_id && !strcmp(p->message_id, message_id) && same_text(p->diff, diff))
			return true;
	return false;
}

/* text: all of the input. */
static void add_patch(struct series *s, const struct mail *m, const char *text, const char *name)
{
	const char *diff = find_diff(m->body), *subject = find_header(m, "Subject");
	struct patch p = { .commit = m->commit };

	read_subject(s, &p, subject ? subject : "");
	p.message_id = find_header(m, "Message-Id");
	if (!diff) {
		s->skipped++;
		if (p.total && !p.number)
			s->cover_id = p.message_id;
		return;
	}
	if (is_there(s, p.message_id, diff))
		return;
	p.from = find_header(m, "From");
	p.to = find_header(m, "To");
	p.cc = find_header(m, "Cc");
	p.date = find_header(m, "Date");
	p.references = find_header(m, "References");
	if (!p.references)
		p.references = find_header(m, "In-Reply-To");
	p.message = find_message(s, m->body);
	p.diff = diff;
	p.diff_line = 1 + count_lines(text, m->raw_body) + count_lines(m->body, diff);
	p.name = name_patch(s, &p, name);
	p.input = arena_strdup(&s->arena, name);
	array_push(&s->patches, p);
}

/* A diff in an answer to the series ("how about this?") is no part of it; an answer alone is looked at. */
static void drop_replies(struct series *s, uint32_t first)
{
	uint32_t n = first;
	bool only = true;

	for (uint32_t i = first; i < s->patches.n; i++)
		only &= s->patches.at[i].is_reply;
	for (uint32_t i = first; !only && i < s->patches.n; i++) {
		struct patch *p = &s->patches.at[i];

		if (!p->is_reply) {
			s->patches.at[n++] = *p;
			continue;
		}
		fprintf(stderr, "left out: the diff in '%s'%s%s, which is an answer\n",
			p->full_subject, p->from ? " from " : "", p->from ? p->from : "");
		s->skipped++;
	}
	if (!only)
		s->patches.n = n;
}

static bool read_diffs(struct series *s, uint32_t first)
{
	for (uint32_t i = first; i < s->patches.n; i++) {
		struct patch *p = &s->patches.at[i];

		if (!read_diff(&(struct reader){ .series = s, .patch = p, .at = p->diff, .line = 1 }))
			return false;
	}
	return true;
}

static int by_number(const void *a, const void *b)
{
	const struct patch *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

/* Only if all have one, of the same series. */
static void sort_patches(struct series *s)
{
	bool seen[1000] = { false };

	for_each_in_array(p, &s->patches) {
		if (!p->number || p->number >= 1000 || p->total != s->patches.at[0].total || seen[p->number])
			return;
		seen[p->number] = true;
	}
	if (s->patches.n)
		qsort(s->patches.at, s->patches.n, sizeof(*s->patches.at), by_number);
}

bool series_parse(struct series *s, const char *text, const char *name)
{
	uint32_t first = s->patches.n;
	const char *all = text;

	while (*text) {
		const char *end = is_from_line(text) ? next_line(text) : text;
		struct mail m;

		while (*end && !is_from_line(end))
			end = next_line(end);
		read_mail(s, text, end, &m);
		add_patch(s, &m, all, name);
		array_release(&m.headers);
		text = end;
	}
	drop_replies(s, first);
	if (!read_diffs(s, first))
		return false;
	sort_patches(s);
	return true;
}

void series_release(struct series *s)
{
	for_each_in_array(p, &s->patches) {
		for_each_in_array(f, &p->files) {
			for_each_in_array(h, &f->hunks)
				array_release(&h->lines);
			array_release(&f->hunks);
		}
		array_release(&p->files);
	}
	array_release(&s->patches);
	arena_release(&s->arena);
}

const char *patch_file_path(const struct patch_file *f)
{
	return f->new_path ? f->new_path : f->old_path;
}
