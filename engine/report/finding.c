// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/finding.h"

#include <inttypes.h>
#include <string.h>

const char *confidence_name(enum confidence c)
{
	static const char *const names[] = {
		[CONF_HIGH] = "high", [CONF_MEDIUM] = "medium", [CONF_LOW] = "low",
	};

	return names[c];
}

void fingerprint_to_hex(const uint64_t fingerprint[2], char hex[33])
{
	snprintf(hex, 33, "%016" PRIx64 "%016" PRIx64, fingerprint[0], fingerprint[1]);
}

static const char *replay_of(const struct finding *f)
{
	return f->verdict && f->verdict->replay ? f->verdict->replay : "";
}

enum confidence finding_confidence(const struct finding *f)
{
	return strcmp(replay_of(f), "refuted") ? f->confidence : CONF_LOW;
}

const char *finding_replayed(const struct finding *f)
{
	static const char *const said[][2] = {
		{ "confirmed", "replay confirmed it" }, { "refuted", "replay refuted it" },
		{ "undecided", "replay left it undecided" },
	};

	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++)
		if (!strcmp(replay_of(f), said[i][0]))
			return said[i][1];
	return NULL;
}

bool finding_counts(const struct finding *f, enum confidence min)
{
	return finding_confidence(f) <= min && !f->suppressed && (!f->baseline || strcmp(f->baseline, "unchanged"));
}

bool site_counts(const struct site *s)
{
	return !s->suppressed && (!s->baseline || strcmp(s->baseline, "unchanged"));
}

void finding_stand_at(struct finding *f, const struct site *s)
{
	unsigned int n = 0;

	f->file = s->file;
	f->line = s->line;
	f->column = s->column;
	f->function = s->function;
	f->message = s->message;
	f->confidence = s->confidence;
	if (f->nchains)
		f->chains[0] = s->chain;
	while (n < f->nguards && f->guards[n].chain == 0)
		n++;
	f->guards += n;		/* of the other site's chain */
	f->nguards -= n;
}

static bool stands_at(const struct finding *f, const struct site *s)
{
	return s->file && s->message && f->line == s->line && f->column == s->column && !strcmp(f->file, s->file);
}

void finding_settle(struct finding *f)
{
	const struct site *best = NULL;
	bool is_all_suppressed = f->nsites, is_compared = false, is_new = false, has_hidden = false, moves = false;

	for (unsigned int i = 0; i < f->nsites; i++) {
		const struct site *s = &f->sites[i];

		is_all_suppressed &= s->suppressed != NULL;
		is_compared |= s->baseline != NULL;
		is_new |= s->baseline && site_counts(s);
		has_hidden |= !site_counts(s);
		if (!site_counts(s))
			moves |= stands_at(f, s);
		else if (!best || s->confidence < best->confidence)
			best = s;
	}
	if (is_all_suppressed)
		f->suppressed = f->sites[0].suppressed;
	if (is_compared)
		f->baseline = is_new ? "new" : "unchanged";
	if (!best || !has_hidden)
		return;
	for (unsigned int i = 0; i < f->nsites; i++)
		moves &= !site_counts(&f->sites[i]) || !stands_at(f, &f->sites[i]);
	if (moves && best->file && best->message)
		finding_stand_at(f, best);
	else if (f->confidence < best->confidence)
		f->confidence = best->confidence;
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
