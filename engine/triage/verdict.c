// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whether a patch claims to fix a deadlock, and whether it does.
 *
 * It claims it by its message, or by what it does to allocations: a mask that
 * waits less, a scope.  What it touches and what is still found then, it has not
 * fixed; why is what the rule knows, or the circle that is still there.
 */
#include "triage/compare.h"

#include <string.h>

#include "base/memory.h"

/* That restrict an allocation, the more telling first. */
static const char *const restrictions[] = {
	"GFP_NOFS", "GFP_NOIO", "memalloc_nofs_save", "memalloc_noio_save", "memalloc_noreclaim_save",
	"GFP_NOWAIT", "GFP_ATOMIC", "~__GFP_FS", "~__GFP_IO", "~__GFP_RECLAIM", "~__GFP_DIRECT_RECLAIM",
};

/* Words of a message that are about such defects by themselves; then those that are if something is fixed. */
static const char *const defects[] = {
	"deadlock", "dead lock", "lockdep", "circular lock", "lock inversion", "lock order", "recursive lock",
	"sleeping function", "scheduling while atomic",
};
static const char *const subjects[] = {
	"reclaim", "GFP_NOFS", "GFP_NOIO", "GFP_NOWAIT", "GFP_ATOMIC", "memalloc_no", "mmu notifier", "mmu_notifier",
	"invalidate", "shrinker", "atomic context",
};

#define find_word(text, words)	find_one_of(text, words, sizeof(words) / sizeof(*(words)))

static const char *find_one_of(const char *text, const char *const *words, size_t n)
{
	for (size_t i = 0; text && i < n; i++)
		if (strcasestr(text, words[i]))
			return words[i];
	return NULL;
}

/* "fix", "Fixes:", "prevent", "avoid" */
static bool says_fix(const char *text)
{
	static const char *const words[] = { "fix", "avoid", "prevent", "resolve" };

	return find_word(text, words) != NULL;
}

/* A line that restricts what the hunk's removed lines did not. */
static const char *restriction_in(const struct hunk *h)
{
	for (size_t i = 0; i < sizeof(restrictions) / sizeof(*restrictions); i++) {
		int added = 0;

		for_each_in_array(text, &h->lines)
			if (**text != ' ' && strstr(*text, restrictions[i]))
				added += **text == '+' ? 1 : -1;
		if (added > 0)
			return restrictions[i];
	}
	return NULL;
}

static const char *find_restriction(const struct comparison *c)
{
	for_each_in_array(f, &c->files)
		for_each_in_array(h, &f->file->hunks)
			if (restriction_in(h))
				return restriction_in(h);
	return NULL;
}

void find_claim(struct comparison *c, const struct patch *p)
{
	const char *word = find_word(p->subject, defects), *restriction = find_restriction(c);

	if (!word)
		word = find_word(p->message, defects);
	if (!word && (says_fix(p->subject) || (p->message && strstr(p->message, "Fixes:")))) {
		word = find_word(p->subject, subjects);
		if (!word)
			word = find_word(p->message, subjects);
	}
	if (restriction) {
		c->claim = CLAIM_GFP;
		c->claimed = xstrdup(restriction);
	} else if (word) {
		c->claim = CLAIM_MESSAGE;
		c->claimed = xstrdup(word);
	}
}

/* ---- is it one? -------------------------------------------------------------------- */

/* Is the place, or a step of its chain, in a function where an allocation was restricted? */
static bool was_restricted(const struct comparison *c, const char *path, unsigned int line)
{
	const struct touched_file *f = path ? find_touched(c, path, false) : NULL;
	unsigned int first, last, i = 0;

	if (!f)
		return false;
	side_function(&f->map.after, line, &first, &last);
	for_each_in_array(h, &f->file->hunks) {
		unsigned int at = f->map.hunk_start[i++];

		if (!restriction_in(h))
			continue;
		for_each_in_array(text, &h->lines) {
			if (**text == '+' && strstr(*text, restriction_in(h)) && at >= first && at <= last)
				return true;
			at += **text != '-';
		}
	}
	return false;
}

static bool is_restricted(const struct comparison *c, const struct change_item *item)
{
	if (was_restricted(c, item->site->file, item->site->line))
		return true;
	for (unsigned int i = 0; i < item->site->chain.nsteps; i++)
		if (was_restricted(c, item->site->chain.steps[i].file, item->site->chain.steps[i].line))
			return true;
	return false;
}

static bool same_lock(const struct finding *a, const struct finding *b)
{
	return a->lock && b->lock && !strcmp(a->lock, b->lock);
}

/* A patch that fixes one thing need not fix all it touches: only what is about the same lock. */
static bool is_meant(const struct comparison *c, const struct change_item *item)
{
	bool fixed = false, same = false;

	for_each_in_array(other, &c->items) {
		if (other->change != CHANGE_FIXED)
			continue;
		fixed = true;
		same |= same_lock(other->finding, item->finding);
	}
	return !fixed || same;
}

/* "a -> b -> a" */
static char *circle(const struct finding *f)
{
	char *text = xstrdup(f->cycle[0].held);

	for (unsigned int i = 0; i < f->ncycle; i++) {
		char *longer = xasprintf("%s -> %s", text, f->cycle[i].taken);

		free(text);
		text = longer;
	}
	return text;
}

static char *why_not(const struct comparison *c, const struct finding *f)
{
	bool nofs = !strcmp(f->rule, "notifier-lock-false-fix");
	const char *callback = f->entry ? strstr(f->entry, " = ") : NULL;
	char *way = f->ncycle ? circle(f) : NULL, *why;

	if (nofs && f->lock && callback)
		why = xasprintf("%s keeps reclaim out of file systems and block devices, not out of mmu notifiers: direct reclaim "
				"still unmaps pages and calls '%s', which takes '%s'", c->claimed, callback + 3, f->lock);
	else if (way)
		why = xasprintf("the cycle is still there: %s", way);
	else
		why = xasprintf("it is still there: %s", f->message);
	free(way);
	return why;
}

void judge_claim(struct comparison *c)
{
	for_each_in_array(item, &c->items) {
		if (item->change != CHANGE_TOUCHED || c->claim == CLAIM_NONE)
			continue;
		item->is_false_fix = c->claim == CLAIM_GFP ? is_restricted(c, item) : is_meant(c, item);
		if (item->is_false_fix)
			item->why = why_not(c, item->finding);
	}
}
