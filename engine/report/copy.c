// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/finding.h"

#include "base/memory.h"

static const char *copy_text(struct arena *a, const char *text)
{
	return text ? arena_strdup(a, text) : NULL;
}

static const char **copy_texts(struct arena *a, const char **from, unsigned int n)
{
	const char **to = arena_alloc(a, n * sizeof(*to));

	for (unsigned int i = 0; i < n; i++)
		to[i] = copy_text(a, from[i]);
	return to;
}

static struct chain copy_chain(struct arena *a, const struct chain *from)
{
	struct chain to = { arena_memdup(a, from->steps, from->nsteps * sizeof(*to.steps)), from->nsteps };

	for (unsigned int i = 0; i < to.nsteps; i++) {
		struct step *s = &to.steps[i];

		s->file = copy_text(a, s->file);
		s->function = copy_text(a, s->function);
		s->event = copy_text(a, s->event);
		s->detail = copy_text(a, s->detail);
	}
	return to;
}

/* A site that a chain of the finding's belongs to still has that one. */
static void copy_sites(struct arena *a, struct finding *to, const struct finding *from)
{
	to->sites = arena_memdup(a, from->sites, from->nsites * sizeof(*to->sites));
	for (unsigned int i = 0; i < from->nsites; i++) {
		struct site *s = &to->sites[i];
		unsigned int c = 0;

		s->file = copy_text(a, s->file);
		s->function = copy_text(a, s->function);
		s->event = copy_text(a, s->event);
		s->message = copy_text(a, s->message);
		while (c < from->nchains && from->chains[c].steps != s->chain.steps)
			c++;
		s->chain = c < from->nchains ? to->chains[c] : copy_chain(a, &s->chain);
	}
}

static void copy_links(struct arena *a, struct finding *f)
{
	f->cycle = arena_memdup(a, f->cycle, f->ncycle * sizeof(*f->cycle));
	for (unsigned int i = 0; i < f->ncycle; i++) {
		f->cycle[i].held = copy_text(a, f->cycle[i].held);
		f->cycle[i].taken = copy_text(a, f->cycle[i].taken);
		f->cycle[i].detail = copy_text(a, f->cycle[i].detail);
	}
	f->guards = arena_memdup(a, f->guards, f->nguards * sizeof(*f->guards));
	for (unsigned int i = 0; i < f->nguards; i++) {
		struct guard *g = &f->guards[i];

		g->file = copy_text(a, g->file);
		g->function = copy_text(a, g->function);
		g->condition = copy_text(a, g->condition);
		g->status = copy_text(a, g->status);
		g->why = copy_text(a, g->why);
	}
}

void finding_copy(struct arena *a, struct finding *to, const struct finding *from)
{
	*to = *from;
	to->rule = copy_text(a, from->rule);
	to->origin = copy_text(a, from->origin);
	to->file = copy_text(a, from->file);
	to->function = copy_text(a, from->function);
	to->lock = copy_text(a, from->lock);
	to->entry = copy_text(a, from->entry);
	to->message = copy_text(a, from->message);
	to->symptom = copy_text(a, from->symptom);
	to->chains = arena_memdup(a, from->chains, from->nchains * sizeof(*to->chains));
	for (unsigned int i = 0; i < from->nchains; i++)
		to->chains[i] = copy_chain(a, &from->chains[i]);
	copy_sites(a, to, from);
	copy_links(a, to);
	to->limits = copy_texts(a, from->limits, from->nlimits);
	to->fixes = copy_texts(a, from->fixes, from->nfixes);
	to->also_found_by = copy_texts(a, from->also_found_by, from->nalso);
}
