// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the findings of all queries have in common: confidence, limits, fingerprints,
 * places.  docs/findings.md says what each of these means to a reader.
 */
#include "query/internal.h"

#include <string.h>

#include "base/hash.h"

#define CALLS_TRUSTED	6	/* longer chains were never true in the field */

/* ---- fingerprints: made of names, not of lines ------------------------------------------- */

static void fingerprint(uint64_t out[2], const char *const *parts, unsigned int n)
{
	char text[2048];
	size_t len = 0;

	for (unsigned int i = 0; i < n; i++) {
		size_t l = strlen(parts[i]) + 1;

		if (len + l > sizeof(text))
			l = sizeof(text) - len;
		memcpy(text + len, parts[i], l);
		len += l;
	}
	hash_content(text, len, out);
}

/* ---- sorting and confidence ---------------------------------------------------------------- */

enum confidence confidence_of(unsigned int badness, unsigned int calls, bool is_unknown)
{
	if (is_unknown || badness >= 16 || calls > CALLS_TRUSTED)
		return CONF_LOW;
	return badness ? CONF_MEDIUM : CONF_HIGH;
}

int compare_texts(const char *a, const char *b)
{
	return a == b ? 0 : !a ? -1 : !b ? 1 : strcmp(a, b);
}

int compare_sites(const struct site *x, const struct site *y)
{
	int c = compare_texts(x->file, y->file);

	if (c)
		return c;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	c = compare_texts(x->function, y->function);
	return c ? c : compare_texts(x->message, y->message);
}

struct chain keep_chain(struct reporter *r, const struct step *steps, unsigned int n)
{
	return (struct chain){ arena_memdup(r->arena, steps, n * sizeof(*steps)), n };
}

void note_standing(struct reporter *r, struct finding *f, const char *why)
{
	const char *const limits[] = { arena_printf(r->arena, "%s", why) };

	f->limits = arena_memdup(r->arena, limits, sizeof(limits));
	f->nlimits = 1;
}

/* Beside what is noted already. */
void note_limits(struct reporter *r, struct finding *f, unsigned int flags, unsigned int several, bool unknown)
{
	const char **limits = arena_alloc(r->arena, (f->nlimits + 4) * sizeof(*limits));
	unsigned int n = f->nlimits;

	if (n)
		memcpy(limits, f->limits, n * sizeof(*limits));
	if (flags & EF_JOINED)
		limits[n++] = "paths were joined (bounds 'states' and 'guards'): some condition was not followed";
	if (several)
		limits[n++] = arena_printf(r->arena, "%u indirect call%s with several possible targets",
					   several, several > 1 ? "s" : "");
	if (flags & EF_FINAL)
		limits[n++] = "only if a reference on the way is the first or the last one";
	if (unknown)
		limits[n++] = "the gfp flags are not known here; taken to allow reclaim";
	f->limits = limits;
	f->nlimits = n;
}

void note_fixes(struct finding *f, const char *const *fixes, struct reporter *r)
{
	unsigned int n = 0;

	while (fixes && fixes[n])
		n++;
	f->fixes = arena_memdup(r->arena, fixes, (n + 1) * sizeof(*fixes));
	f->nfixes = n;
}

static void name_site(struct reporter *r, const struct finding *f, struct site *s, const char *callee, unsigned int ordinal)
{
	const char *parts[7] = {
		f->rule, f->lock ? f->lock : "", f->entry ? f->entry : "", s->function, s->event, callee,
		arena_printf(r->arena, "%u", ordinal),
	};

	fingerprint(s->fingerprint, parts, 7);
}

/* Ordinals tell equal sites of one finding apart: same function, event, callee. */
void number_sites(struct reporter *r, struct finding *f, const char *const *callees)
{
	for (unsigned int i = 0; i < f->nsites; i++) {
		struct site *s = &f->sites[i];
		unsigned int ordinal = 0;

		for (unsigned int k = 0; k < i; k++)
			ordinal += !compare_texts(f->sites[k].function, s->function) &&
				   !compare_texts(f->sites[k].event, s->event) && !compare_texts(callees[k], callees[i]);
		name_site(r, f, s, callees[i], ordinal);
	}
}

void name_finding(struct finding *f)
{
	const char *parts[3] = { f->rule, f->lock ? f->lock : "", f->entry ? f->entry : "" };

	fingerprint(f->fingerprint, parts, 3);
}

static bool is_named(const struct reporter *r, const uint64_t fingerprint[2])
{
	for (uint32_t i = 0; i < r->findings.n; i++)
		if (!memcmp(r->findings.at[i].fingerprint, fingerprint, sizeof(r->findings.at[i].fingerprint)))
			return true;
	return false;
}

void place_finding(struct reporter *r, struct finding *f, uint32_t node, uint32_t event, const char *callee,
		   const char *kind, const struct chain *chains, unsigned int nchains, enum confidence confidence)
{
	place_finding_at(r, f, witness_step(r->s, node, event, kind, ""), callee, chains, nchains, confidence);
}

void place_finding_at(struct reporter *r, struct finding *f, struct step at, const char *callee,
		      const struct chain *chains, unsigned int nchains, enum confidence confidence)
{
	struct site *site = arena_alloc(r->arena, sizeof(*site));
	unsigned int ordinal = 0;

	f->origin = "engine";
	f->confidence = confidence;
	f->file = at.file;
	f->line = at.line;
	f->column = at.column;
	f->function = at.function;
	f->chains = arena_memdup(r->arena, chains, nchains * sizeof(*chains));
	f->nchains = nchains;
	*site = (struct site){
		.file = at.file, .line = at.line, .column = at.column, .function = at.function, .event = at.event,
		.confidence = confidence, .message = f->message, .chain = chains[0],
	};
	f->sites = site;
	f->nsites = 1;
	/* a place is its own root: rule, function, event, callee, ordinal among the findings so far */
	do
		name_site(r, f, site, callee, ordinal++);
	while (is_named(r, site->fingerprint));
	memcpy(f->fingerprint, site->fingerprint, sizeof(f->fingerprint));
}
