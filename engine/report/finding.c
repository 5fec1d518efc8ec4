// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/finding.h"

#include <string.h>

const char *confidence_name(enum confidence c)
{
	static const char *const names[] = {
		[CONF_HIGH] = "high", [CONF_MEDIUM] = "medium", [CONF_LOW] = "low",
	};

	return names[c];
}

bool finding_counts(const struct finding *f, enum confidence min)
{
	return f->confidence <= min && !f->suppressed && (!f->baseline || strcmp(f->baseline, "unchanged"));
}

int finding_by_place(const void *x, const void *y)
{
	const struct finding *a = x, *b = y;
	int c = strcmp(a->file, b->file);

	if (c)
		return c;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	c = strcmp(a->rule, b->rule);
	if (!c)
		c = memcmp(a->fingerprint, b->fingerprint, sizeof(a->fingerprint));
	return c ? c : strcmp(a->message, b->message);
}
