// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/only.h"

#include <string.h>

#include "link/program.h"
#include "report/finding.h"

/* A function of it is in the unit's facts, and it is no unit by itself. */
static bool is_included(const struct program *p, const char *source, const char *file)
{
	bool has = false;

	for (uint32_t u = 0; u < p->units.n; u++) {
		const struct facts *f = p->units.at[u].facts;

		if (!strcmp(p->units.at[u].source, file))
			return false;
		for (uint32_t i = 0; i < f->n_functions && !has && !strcmp(p->units.at[u].source, source); i++)
			has = !strcmp(facts_str(f, f->functions[i].file), file);
	}
	return has;
}

static bool is_in_story(const struct program *p, const char *source, const struct chain *c)
{
	bool included = true;

	for (unsigned int i = 0; i < c->nsteps; i++) {
		const char *file = c->steps[i].file;

		if (!file)
			continue;
		if (!strcmp(file, source))
			return true;
		included = included && is_included(p, source, file);
	}
	return included;
}

static bool is_own(const struct program *p, const char *source, const char *file, const struct chain *chains,
		   unsigned int n)
{
	bool own = !strcmp(file, source);

	if (own || !is_included(p, source, file))
		return own;
	for (unsigned int i = 0; i < n && !own; i++)
		own = is_in_story(p, source, &chains[i]);
	return own;
}

bool only_unit(const struct program *p, const char *source, struct finding *f)
{
	bool stands = is_own(p, source, f->file, f->chains, f->nchains);
	const struct site *best = NULL;
	unsigned int n = 0, told = 0;

	for (unsigned int i = 0; i < f->nsites; i++) {
		if (f->sites[i].chain.steps == f->chains[0].steps)
			told = i;
		if (!is_own(p, source, f->sites[i].file, &f->sites[i].chain, 1))
			continue;
		f->sites[n] = f->sites[i];
		if (!best || f->sites[n].confidence < best->confidence)
			best = &f->sites[n];
		n++;
	}
	if (!n && !stands)
		return false;
	if (n) {
		f->nsites = n;
		if (!stands)
			finding_stand_at(f, best);
	} else {
		/* It stands in the unit and keeps the site it tells of. */
		f->sites += told;
		f->nsites = 1;
	}
	return true;
}
