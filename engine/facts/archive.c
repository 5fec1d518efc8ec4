// SPDX-License-Identifier: GPL-2.0-or-later
#include "facts/archive.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "facts/codec.h"

/*
 * An archive is a magic and members, each with a head of 60 characters:
 *
 *	name (16) time (12) user (6) group (6) mode (8) size (10) "`\n"
 *
 * Names: "/" and "/SYM64/" symbol tables, "//" the table of long names,
 * "/123" a long name by its offset there, "name/" a short one, "#1/12" (BSD)
 * one that stands before the data.  A thin archive has the data of the tables
 * only; "/123:456" is a member of an archive within it.
 */
#define MAGIC		"!<arch>\n"
#define MAGIC_THIN	"!<thin>\n"
#define HEAD		60

bool archive_is_one(const uint8_t *data, size_t size)
{
	return size >= 8 && (!memcmp(data, MAGIC, 8) || !memcmp(data, MAGIC_THIN, 8));
}

void archive_init(struct archive *a, const uint8_t *data, size_t size)
{
	memset(a, 0, sizeof(*a));
	a->data = data;
	a->size = size;
	a->at = 8;
	a->thin = !memcmp(data, MAGIC_THIN, 8);
}

static bool read_number(const uint8_t *at, size_t width, size_t *value)
{
	size_t i = 0;

	*value = 0;
	while (i < width && isdigit(at[i]))
		*value = *value * 10 + (size_t)(at[i++] - '0');
	return i > 0;
}

static int bad(struct facts_error *err)
{
	facts_fail(err, "damaged archive: build it again");
	return -1;
}

/* Long names end with "/\n"; a path in a thin archive may hold slashes itself. */
static char *long_name(const struct archive *a, size_t offset)
{
	const char *name = a->names + offset, *end;
	size_t n;
	char *copy;

	if (offset >= a->names_size)
		return NULL;
	end = memchr(name, '\n', a->names_size - offset);
	n = end ? (size_t)(end - name) : a->names_size - offset;
	if (n && name[n - 1] == '/')
		n--;
	copy = xmalloc(n + 1);
	memcpy(copy, name, n);
	copy[n] = '\0';
	return copy;
}

static char *short_name(const uint8_t *at, size_t width)
{
	const uint8_t *end = memchr(at, '/', width);
	size_t n = end ? (size_t)(end - at) : width;
	char *copy;

	while (!end && n && at[n - 1] == ' ')
		n--;
	copy = xmalloc(n + 1);
	memcpy(copy, at, n);
	copy[n] = '\0';
	return copy;
}

int archive_next(struct archive *a, struct archive_member *m, struct facts_error *err)
{
	while (a->at < a->size) {
		const uint8_t *head = a->data + a->at, *data = head + HEAD;
		size_t size, number;
		bool table;

		if (a->size - a->at < HEAD || memcmp(head + 58, "`\n", 2) ||
		    !read_number(head + 48, 10, &size))
			return bad(err);
		a->at += HEAD;
		table = head[0] == '/' && !isdigit(head[1]);
		memset(m, 0, sizeof(*m));
		if (!a->thin || table) {
			if (size > a->size - a->at)
				return bad(err);
			m->data = data;
			m->size = size;
			a->at += size + (size & 1);
		}
		if (table) {
			if (head[1] == '/') {
				a->names = (const char *)data;
				a->names_size = size;
			}
			continue;
		}
		if (head[0] == '/') {
			read_number(head + 1, 15, &number);
			m->name = long_name(a, number);
		} else if (!memcmp(head, "#1/", 3) && m->data && read_number(head + 3, 13, &number) &&
			   number <= size) {
			m->name = xmalloc(number + 1);
			memcpy(m->name, data, number);
			m->name[number] = '\0';
			m->data += number;
			m->size -= number;
		} else {
			m->name = short_name(head, 16);
		}
		if (!m->name)
			return bad(err);
		return 1;
	}
	return 0;
}
