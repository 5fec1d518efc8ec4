/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * docs/rules/: every rule has a page, and every message that is printed stands
 * on its page.  The page quotes messages in the fenced block below its heading
 * "## Message", one a line, with <words in brackets> for what varies.
 */
#ifndef RECLINT_TEST_PAGES_H
#define RECLINT_TEST_PAGES_H

#include <regex.h>
#include <stdbool.h>

struct page {
	char *rule;		/* id with '-' */
	char *missing;		/* what the page lacks, or NULL */
	regex_t *messages;
	unsigned int nmessages;
};

struct pages {
	struct page *pages;
	unsigned int npages;
};

/* Pages of all rules in engine/rules/rules.def below `root`. */
struct pages *pages_read(const char *root);
bool pages_have_rule(const struct pages *p, const char *rule);
/* False when the rule's page quotes no such message. */
bool pages_document(const struct pages *p, const char *rule, const char *message);

#endif
