// SPDX-License-Identifier: GPL-2.0-or-later
#include "link/vet.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "facts/facts.h"

static const char *const modes[] = { "write", "read", "recursive", NULL };
static const char *const conditions[] = { "zero", "nonzero", "negative", "valid", NULL };
static const char *const try_conditions[] = { "zero", "nonzero", "negative", "valid", "always", NULL };
static const char *const operators[] = { "==", "!=", "&", "!&", NULL };
static const char *const objects[] = {
	"work", "cancel", "workqueue", "completion", "waitqueue", "fence", "thread", "timer", "irq", "hardirq",
	"device", "notifier", "unregister", "callbacks", "mmput", "shrinker", "srcu", "shrinker_rwsem", NULL
};
static const char *const contexts[] = {
	"reclaim", "mm", "oom", "release", "shrinker", "signalling", "atomic", "own", "shrinker_nofs", "shrinker_noio",
	"oom_notifier", "work", "fault", "selftest", NULL
};
static const char *const takers[] = { "reclaim", "mm", "shrinker", "oom_notifier", NULL };

static bool is_among(const char *text, const char *const *words)
{
	while (*words && strcmp(*words, text))
		words++;
	return *words;
}

static const char *one_of(struct arena *arena, const char *what, const char *text, const char *const *words)
{
	char list[400];
	size_t n = 0;

	if (is_among(text, words))
		return NULL;
	for (; *words; words++)
		n += snprintf(list + n, sizeof(list) - n, " \"%s\"", *words);
	return arena_printf(arena, "unknown %s \"%s\": one of%s", what, text, list);
}

static const char *lock_kind(const struct model *m, struct arena *arena, const char *text)
{
	static const char *const others[] = { "seqcount", "lockdep", NULL };

	if (intern_find(&m->lock_kinds, text) != INTERN_NONE || is_among(text, others))
		return NULL;
	return arena_printf(arena, "unknown kind of lock \"%s\"", text);
}

/* Of the words that argument i may be; NULL: all are good. */
static const char *vet_word(const struct model *m, struct arena *arena, const struct model_clause *c, unsigned int i)
{
	bool is_conditional = c->verb == MV_acquires_if || c->verb == MV_try_acquires;
	const char *text = c->arg[i].text;

	switch (c->verb) {
	case MV_acquires:
	case MV_acquires_if:
	case MV_try_acquires:
		if (is_conditional && !i)
			return one_of(arena, "condition", text, c->verb == MV_try_acquires ? try_conditions : conditions);
		return i == 1U + is_conditional ? lock_kind(m, arena, text) : one_of(arena, "mode", text, modes);
	case MV_releases:
		return lock_kind(m, arena, text);
	case MV_nonblockable_if:
		return one_of(arena, "operator", text, operators);
	case MV_waits:
	case MV_signals:
		return one_of(arena, "kind", text, objects);
	case MV_runs_in:
	case MV_entry:
		return one_of(arena, "context", text, contexts);
	case MV_taken_in:
	case MV_tells:
		return one_of(arena, "context", text, takers);
	case MV_guarded_by:
	case MV_write_guarded_by:
	case MV_pt_guarded_by:
		return *text == '?' ? arena_printf(arena, "no field or variable \"%s\"", text + 1) : NULL;
	case MV_since:
	case MV_before:
		return vet_version(text) ? NULL : arena_printf(arena, "\"%s\" is no version", text);
	default:
		return NULL;
	}
}

static bool returns_it(enum model_verb verb)
{
	return verb == MV_acquires || verb == MV_acquires_if || verb == MV_try_acquires;
}

static const char *vet_parameter(struct arena *arena, const struct fact_contract *at, const struct model_clause *c,
				 unsigned int i)
{
	const char *text = c->arg[i].text;
	int64_t n = c->arg[i].value;

	if (text)
		return *text == '?' ? arena_printf(arena, "no field \"%s\"", text + 1) : NULL;
	if (at->on != FCO_FUNCTION || (n >= !returns_it(c->verb) && n <= at->nparams))
		return NULL;
	return arena_printf(arena, "there is no parameter %lld: the function has %u", (long long)n, at->nparams);
}

static const char *vet_number(const struct model *m, struct arena *arena, const char *text)
{
	if (!text || isdigit((unsigned char)*text) || strpbrk(text, "|~-") ||
	    intern_find(&m->constant_names, text) != INTERN_NONE)
		return NULL;
	return arena_printf(arena, "unknown constant \"%s\"", text);
}

/* A contract of functions on a field says nothing, nor one of fields on a function. */
static const char *vet_place(const struct fact_contract *at, const struct model_clause *c)
{
	bool is_function = at->on == FCO_FUNCTION;

	switch (c->verb) {
	case MV_entry:
	case MV_guarded_by:
	case MV_write_guarded_by:
	case MV_pt_guarded_by:
	case MV_taken_in:
		return is_function ? "not for functions" : NULL;
	case MV_acquires:
	case MV_acquires_if:
	case MV_try_acquires:
	case MV_releases:
	case MV_must_hold:
	case MV_must_hold_shared:
	case MV_must_not_hold:
	case MV_allocates:
	case MV_never_reclaims:
	case MV_sleeps:
	case MV_never_sleeps:
	case MV_nonblockable_if:
	case MV_waits:
	case MV_signals:
	case MV_runs_in:
	case MV_use_body:
		return is_function ? NULL : "for functions only";
	default:
		return NULL;
	}
}

const char *vet_contract(const struct model *m, struct arena *arena, const struct fact_contract *at,
			 const struct model_clause *c)
{
	const char *shape = model_verb_arguments(c->verb), *wrong = vet_place(at, c);

	for (unsigned int i = 0; i < c->nargs && !wrong; i++) {
		if (shape[i] == 's')
			wrong = vet_word(m, arena, c, i);
		else if (shape[i] == 'p')
			wrong = vet_parameter(arena, at, c, i);
		else
			wrong = vet_number(m, arena, c->arg[i].text);
	}
	return wrong;
}

bool vet_version(const char *text)
{
	for (int part = 0; part < 3; part++) {
		if (!isdigit((unsigned char)*text))
			return false;
		text += strspn(text, "0123456789");
		if (*text != '.')
			return part && !*text;
		text++;
	}
	return false;
}
