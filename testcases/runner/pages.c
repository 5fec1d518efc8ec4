// SPDX-License-Identifier: GPL-2.0-or-later
#include "pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

#define OTHERS	"( \\(and [0-9]+ others?\\))?"	/* that take the lock in a callback */

/* Regular expression for a quoted message: everything literal but <placeholders>. */
static char *message_regex(const char *s, const char *end)
{
	char *out = xrealloc(NULL, 4 * (end - s) + sizeof(OTHERS) + 2), *o = out;

	*o++ = '^';
	while (s < end) {
		if (*s == '<' && memchr(s, '>', end - s)) {
			s = (const char *)memchr(s, '>', end - s) + 1;
			*o++ = '.';
			*o++ = '+';
		} else {
			if (strchr("\\.[]{}()*+?^$|", *s))
				*o++ = '\\';
			*o++ = *s++;
		}
	}
	strcpy(o, OTHERS "$");
	return out;
}

static void read_messages(struct page *page, const char *text)
{
	const char *p = strstr(text, "\n## Message\n");

	p = p ? strstr(p, "\n```") : NULL;
	p = p ? strchr(p + 1, '\n') : NULL;
	while (p && strncmp(++p, "```", 3)) {
		const char *end = p + strcspn(p, "\n");

		if (end > p) {
			char *regex = message_regex(p, end);

			page->messages = xrealloc(page->messages, (page->nmessages + 1) * sizeof(regex_t));
			if (regcomp(&page->messages[page->nmessages++], regex, REG_EXTENDED | REG_NOSUB))
				page->missing = format("message that can be read: %.*s", (int)(end - p), p);
			free(regex);
		}
		p = *end ? end : NULL;
	}
}

static void read_page(struct page *page, const char *root, const char *index)
{
	static const char *const sections[] = {
		"## Message", "## Why", "## Example", "## How to fix", "## How to silence", "## Limits",
	};
	char *path = format("%s/docs/rules/%s.md", root, page->rule);
	char *text = read_file(path), *link = format("](%s.md)", page->rule);

	free(path);
	if (!text) {
		free(link);
		page->missing = format("page docs/rules/%s.md", page->rule);
		return;
	}
	for (unsigned int i = 0; i < sizeof(sections) / sizeof(*sections); i++)
		if (!page->missing && !strstr(text, sections[i]))
			page->missing = format("section \"%s\" in its page", sections[i]);
	read_messages(page, text);
	if (!page->missing && !strstr(index, link))
		page->missing = format("line in docs/rules/README.md");
	if (!page->missing && !page->nmessages)
		page->missing = format("message in its page");
	free(link);
	free(text);
}

struct pages *pages_read(const char *root)
{
	struct pages *pages = memset(xrealloc(NULL, sizeof(*pages)), 0, sizeof(*pages));
	char *path = format("%s/engine/rules/rules.def", root), *table = read_file(path), *index;

	free(path);
	path = format("%s/docs/rules/README.md", root);
	index = read_file(path);
	free(path);
	if (!index)
		index = format("%s", "");
	for (char *p = table; p && (p = strstr(p, "\nRULE(")); ) {
		struct page page = { 0 };

		p += strlen("\nRULE(");
		page.rule = format("%.*s", (int)strcspn(p, ", )"), p);
		for (char *q = page.rule; *q; q++)
			if (*q == '_')
				*q = '-';
		read_page(&page, root, index);
		pages->pages = xrealloc(pages->pages, (pages->npages + 1) * sizeof(page));
		pages->pages[pages->npages++] = page;
	}
	free(table);
	free(index);
	return pages;
}

bool pages_have_rule(const struct pages *p, const char *rule)
{
	for (unsigned int i = 0; i < p->npages; i++)
		if (!strcmp(p->pages[i].rule, rule))
			return true;
	return false;
}

bool pages_document(const struct pages *p, const char *rule, const char *message)
{
	for (unsigned int i = 0; i < p->npages; i++) {
		if (strcmp(p->pages[i].rule, rule))
			continue;
		for (unsigned int m = 0; m < p->pages[i].nmessages; m++)
			if (!regexec(&p->pages[i].messages[m], message, 0, NULL, 0))
				return true;
	}
	return false;
}
